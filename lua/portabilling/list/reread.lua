--- A list that is read again until two readings agree (option read_twice).
---
--- A record that changes its place while a list is read (renamed, in a list that is ordered by name) may be missed by that
--- reading, or come twice. So all keys are kept, with the number of the latest reading that had them: a record is handed
--- out when a reading meets it for the first time, and never again. When a reading has just the records of the one before,
--- nothing is missing, unless the same record moved in both.
---
--- Where all of a row tells it apart (see pager.lua), a row that a later reading brings may be new, or one that was handed
--- out and has changed. So those are held back until two readings agree. When what was handed out is all still there, they
--- are new. When some of it is gone, of the same catalog key, or of any where there is none, it cannot be told: KEYS_REPEAT.
---
--- A list that grows as fast as it is read has no end. So a reading of many pages asks how far the list goes, by doubling the
--- offset until nothing is there; if the list is read to twice that, it is given up: GROWS.
local error_object = require "portabilling.error"
local rows_of = require "portabilling.list.rows"

local M = {}

-- After so many readings, no two of which agree, it is given up.
local READINGS_MOST = 5
-- After so many pages a reading asks how far the list goes.
local MANY_PAGES = 16
local DOUBLINGS_MOST = 30

-- What is perhaps not so the next time.
local MAY_PASS = { list_changed = true, UNSTABLE_ORDER = true }

---@class portabilling.Reread
local Reread = {}
Reread.__index = Reread

local function read_again(self)
  self.reading, self.before, self.count, self.common = self.reading + 1, self.count, 0, 0
  self.list = self.open(function(keys, rows, whole)
    self.keys = keys
    self.groups = whole and rows_of.groups(rows, self.list.entry.unique_key) or nil
  end)
  self.on_page, self.list.on_page = self.list.on_page, nil -- what it says of pages is not what is handed out
end

-- The rows that no reading has met so far; those to be held back are put aside.
local function unseen(self, rows, info)
  local new, seen, reading, groups = {}, self.seen, self.reading, self.groups
  local held = groups and reading > 1 and self.held
  for i, key in ipairs(self.keys) do
    local latest = seen[key]
    if latest == nil and held then
      held[#held + 1] = { row = rows[i], key = key, group = groups[i], info = info }
    elseif latest == nil then
      new[#new + 1] = rows[i]
      self.group_of[key] = groups and groups[i]
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

-- Two readings agree. The rows that were held back, if they are new.
local function let_go(self)
  local gone, any = {}, false
  for key, group in pairs(self.group_of) do
    if self.seen[key] ~= self.reading then
      gone[group], any = true, true
    end
  end
  local new, info = {}, nil
  for _, entry in ipairs(self.held) do
    if self.seen[entry.key] == self.reading then
      if any and (gone[true] or entry.group == true or gone[entry.group]) then
        raise(self, "KEYS_REPEAT", "records that cannot be told apart by a key were changed or deleted meanwhile: what"
          .. " came after the first reading may be new, or the same ones changed", "Read it again when it is quiet")
      end
      new[#new + 1], info = entry.row, info or entry.info
    end
  end
  self.held, self.group_of = {}, {}
  return new, info
end

-- Raises when the list goes on to twice of where it ended when this was first asked.
local function check_growth(self, info)
  local list = self.list
  if not self.furthest and info.page == MANY_PAGES and list.max == math.huge then
    local offset = list.position
    for _ = 1, DOUBLINGS_MOST do
      offset = list.start + 2 * (offset - list.start)
      if #list:ask(offset, 1).rows == 0 and #list:ask(offset, 1).rows == 0 then
        break
      end
    end
    self.furthest = list.start + 2 * (offset - list.start)
  elseif self.furthest and list.position > self.furthest then
    raise(self, "GROWS", "the list grows so fast that reading it comes to no end",
      "Read a part that does not grow (a narrower filter, an earlier date), or at most so many: max = ...")
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

-- No more than the program wants, though readings of as many may have had others. Nothing, if there is no room.
local function hand_out(self, rows, info)
  for i = #rows, self.list.max - self.delivered + 1, -1 do
    rows[i] = nil
  end
  if #rows == 0 then
    return false
  end
  self.delivered, self.pages = self.delivered + #rows, self.pages + 1
  info.records, info.page, info.reading = self.delivered, self.pages, self.reading
  info.elapsed = self.list.clock() - self.began
  return true
end

local function next_page(self)
  while not self.settled do
    local rows, info = step(self)
    if rows then
      check_keys(self)
      local new = unseen(self, rows, info)
      check_growth(self, info)
      if hand_out(self, new, info) then
        return new, info
      end
    elseif self.done then
      return nil
    elseif self.count == self.before and self.common == self.count then
      self.settled = true
      local new, of = let_go(self)
      if hand_out(self, new, of) then
        return new, of
      end
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
---@param open fun(on_keys: fun(keys: any[], rows: any[], whole: boolean)): portabilling.Pager the list, from its beginning
---@return portabilling.Reread
function M.new(open)
  local self = setmetatable({ open = open, reading = 0, seen = {}, held = {}, group_of = {}, delivered = 0, pages = 0,
    done = false, settled = false }, Reread)
  read_again(self)
  self.began = self.list.began
  return self
end

return M
