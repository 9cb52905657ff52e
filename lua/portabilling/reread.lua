--- A list that is read again until two readings agree (option read_twice).
---
--- A record that changes its place while a list is read (renamed, in a list that is ordered by name) may be missed by that
--- reading, or come twice. So all keys are kept, with the number of the latest reading that had them: a record is handed
--- out when a reading meets it for the first time, and never again. When a reading has just the records of the one before,
--- nothing is missing, unless the same record moved in both.
local error_object = require "portabilling.error"

local M = {}

-- After so many readings, no two of which agree, it is given up.
local READINGS_MOST = 5

-- What is perhaps not so the next time.
local MAY_PASS = { list_changed = true, UNSTABLE_ORDER = true }

---@class portabilling.Reread
local Reread = {}
Reread.__index = Reread

local function read_again(self)
  self.reading, self.before, self.count, self.common = self.reading + 1, self.count, 0, 0
  self.list = self.open(function(keys)
    self.keys = keys
  end)
  self.on_page, self.list.on_page = self.list.on_page, nil -- what it says of pages is not what is handed out
end

-- The rows that no reading has met so far.
local function unseen(self, rows)
  local new, seen, reading = {}, self.seen, self.reading
  for i, key in ipairs(self.keys) do
    local latest = seen[key]
    if latest == nil then
      new[#new + 1] = rows[i]
    end
    if latest ~= reading then
      self.count = self.count + 1
      self.common = self.common + (latest == reading - 1 and 1 or 0)
      seen[key] = reading
    end
  end
  return new
end

local function raise(self, code, message, advice)
  self.list:raise { kind = "list_changed", code = code, message = message, advice = advice }
end

-- Records that are told apart in one way by one page and in another way by the next cannot be compared.
local function check_keys(self)
  local by_key = self.list.unique ~= nil
  if self.by_key == nil then
    self.by_key = by_key
  elseif self.by_key ~= by_key then
    raise(self, "KEYS_REPEAT", "some records have the same key, so that two readings cannot be compared",
      "Leave read_twice out, and read it when it is quiet")
  end
end

-- The next page of this reading. When the list changed so that the reading cannot go on, the next one begins.
local step

function step(self)
  local ok, rows, info = pcall(self.list.next, self.list)
  if ok then
    return rows, info
  elseif not (error_object.is_error(rows) and MAY_PASS[rows.code or rows.kind]) or self.reading == READINGS_MOST then
    error(rows, 0)
  end
  self.list:close()
  self.count = nil -- it was none: nothing agrees with it
  read_again(self)
  return step(self)
end

local function next_page(self)
  while true do
    local rows, info = step(self)
    if rows then
      check_keys(self)
      local new = unseen(self, rows)
      if #new > 0 then
        self.delivered, self.pages = self.delivered + #new, self.pages + 1
        info.records, info.page, info.reading = self.delivered, self.pages, self.reading
        info.elapsed = self.list.clock() - self.began
        return new, info
      end
    elseif self.done or self.count == self.before and self.common == self.count then
      return nil
    elseif self.reading == READINGS_MOST then
      raise(self, "NO_TWO_AGREE", ("no two of %d readings agree: the list goes on changing"):format(READINGS_MOST),
        "Read it again when it is quiet")
    else
      read_again(self)
    end
  end
end

function Reread:next()
  if self.done then
    return nil
  end
  local ok, rows, info = pcall(next_page, self)
  if not ok then
    if error_object.is_error(rows) then
      rows.position = self.delivered
    end
    error(rows, 0)
  elseif not rows then
    self.done = true
  elseif self.on_page then
    self.on_page(info)
  end
  return rows, info
end

function Reread:pump()
  self.list:pump()
end

function Reread:close(soon)
  self.done = true
  self.list:close(soon)
end

--- With the interface of a pager.
---@param open fun(on_keys: fun(keys: any[])): portabilling.Pager the list, from its beginning
---@return portabilling.Reread
function M.new(open)
  local self = setmetatable({ open = open, reading = 0, seen = {}, delivered = 0, pages = 0, done = false }, Reread)
  read_again(self)
  self.began = self.list.began
  return self
end

return M
