--- A list that is read again until two readings agree (option read_twice).
---
--- A record that changes its place while a list is read (renamed, in a list that is ordered by name) may be missed by that
--- reading, or come twice. So all keys are kept, with the number of the latest reading that had them: a record is handed
--- out when a reading meets it for the first time, and never again. When a reading has just the records of the one before,
--- nothing is missing, unless the same record moved in both.
---
--- A key that one reading meets twice, with other fields (the rows' digests tell), is of one record that was changed and
--- moved meanwhile, or of two. The first row that was ever met is handed out, the others are held back, and two readings
--- agree only if such a key has the same rows in both: they are as many records, and all but the one that was handed out
--- follow. Where two readings in a row met the same two, keys repeat, and a row that was handed out and is not the same any
--- more may be another one, whichever its key: KEYS_REPEAT. Where that never was, the record had moved.
---
--- Where all of a row tells it apart (no key is known, or the first page shows two rows with the same one), a row that a
--- later reading brings may be new, or one that was handed out and has changed. So those are held back until two readings
--- agree. When what was handed out is all still there, they are new. When some of it is gone, of the same catalog key, or
--- of any where there is none, it cannot be told: KEYS_REPEAT. What tells rows apart is so for all readings.
---
--- A list that grows as fast as it is read has no end. So a reading of many pages asks how far the list goes, by doubling the
--- offset until nothing is there; if the list is read to twice that, it is given up: GROWS.
local core = require "portabilling.core"
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

-- What tells the rows apart, before anything is taken out of them: the catalog's key and a digest of the row, or all of
-- the row and its group.
local function identify(self, rows)
  local unique = self.list.entry.unique_key
  if self.by_key == nil and #rows > 0 then
    self.by_key = self.list.unique ~= nil
  end
  local keys, digests, groups = {}, {}, rows_of.groups(rows, unique)
  for i, row in ipairs(rows) do
    local key, whole = rows_of.key(row, self.by_key and unique or nil)
    keys[i], groups[i] = key, whole and groups[i]
    digests[i] = not whole and core.sha256(rows_of.text(row))
  end
  self.keys, self.digests, self.groups = keys, digests, groups
end

local function read_again(self)
  self.reading, self.before, self.count, self.common = self.reading + 1, self.count, 0, 0
  self.watched_before, self.watched, self.again = self.watched, {}, {}
  self.list = self.open(function(rows)
    identify(self, rows)
  end)
  self.on_page, self.list.on_page = self.list.on_page, nil -- what it says of pages is not what is handed out
end

-- A key that this reading or the one before met with several rows: the digests of those that this one meets. The rows
-- themselves are put aside, in their order. Two that both readings meet are two records: keys repeat.
local function watch(self, key, digest, row, info)
  local digests = self.watched[key]
  if not digests then
    digests = { [self.first[key]] = true, count = 1 }
    self.watched[key] = digests
  end
  if digest ~= self.first[key] and digests[digest] then
    return
  elseif digest ~= self.first[key] then
    digests[digest], digests.count = true, digests.count + 1
    local before = self.watched_before[key]
    self.repeats = self.repeats or before and before[digest] and before[self.first[key]]
  end
  self.again[#self.again + 1] = { row = row, key = key, digest = digest, info = info }
end

-- The rows that no reading has met so far; those to be held back are put aside.
local function unseen(self, rows, info)
  local new, seen, reading, first = {}, self.seen, self.reading, self.first
  for i, key in ipairs(self.keys) do
    local latest, digest, group = seen[key], self.digests[i], self.groups[i]
    if latest == nil and group and reading > 1 then
      self.held[#self.held + 1] = { row = rows[i], key = key, group = group, info = info }
    elseif latest == nil then
      new[#new + 1] = rows[i]
      self.group_of[key], self.handed[key] = group or nil, digest or nil
    end
    if latest ~= reading then
      self.count = self.count + 1
      self.common = self.common + (latest == reading - 1 and 1 or 0)
      seen[key], first[key] = reading, digest or nil
      if self.watched_before[key] then
        watch(self, key, digest, rows[i], info)
      end
    elseif digest and digest ~= first[key] then
      watch(self, key, digest, rows[i], info)
    end
  end
  return new
end

-- Has this reading just the records of the one before?
local function readings_agree(self)
  if self.count ~= self.before or self.common ~= self.count then
    return false
  end
  for key, now in pairs(self.watched) do
    local before = self.watched_before[key] or { count = 1 }
    if now.count ~= before.count then
      return false
    end
    for digest in pairs(now.count > 1 and now or {}) do
      if not before[digest] then
        return false
      end
    end
  end
  return true
end

local function raise(self, code, message, advice)
  self.list:raise { kind = "list_changed", code = code, message = message, advice = advice }
end

-- Two readings agree. The rows of keys that repeat, without those that were handed out, are added to `new`. Returns what
-- is told of the first one's page.
local function add_repeated(self, new)
  local info
  for key, digest in pairs(self.repeats and self.handed or {}) do
    local digests = self.watched[key]
    if self.seen[key] == self.reading and digest ~= self.first[key] and not (digests and digests[digest]) then
      raise(self, "KEYS_REPEAT", "records have the same key, and some that were handed out were changed or deleted"
        .. " meanwhile: what has their key now may be another one, or the same one changed",
        "Read it again when it is quiet")
    end
  end
  for _, entry in ipairs(self.repeats and self.again or {}) do
    if entry.digest ~= self.handed[entry.key] then
      new[#new + 1], info = entry.row, info or entry.info
    end
  end
  return info
end

-- Two readings agree. The rows that were held back, if they are new.
local function let_go(self)
  local gone, any = {}, false
  for key, group in pairs(self.group_of) do
    if self.seen[key] ~= self.reading then
      gone[group], any = true, true
    end
  end
  local new = {}
  local info = add_repeated(self, new)
  for _, entry in ipairs(self.held) do
    if self.seen[entry.key] == self.reading then
      if any and (gone[true] or entry.group == true or gone[entry.group]) then
        raise(self, "KEYS_REPEAT", "records that cannot be told apart by a key were changed or deleted meanwhile: what"
          .. " came after the first reading may be new, or the same ones changed", "Read it again when it is quiet")
      end
      new[#new + 1], info = entry.row, info or entry.info
    end
  end
  self.held, self.group_of, self.again = {}, {}, {}
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
      local new = unseen(self, rows, info)
      check_growth(self, info)
      if hand_out(self, new, info) then
        return new, info
      end
    elseif self.done then
      return nil
    elseif readings_agree(self) then
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
---@param open fun(on_rows: fun(rows: any[])): portabilling.Pager the list, from its beginning
---@return portabilling.Reread
function M.new(open)
  local self = setmetatable({ open = open, reading = 0, seen = {}, first = {}, handed = {}, held = {}, group_of = {},
    watched = {}, delivered = 0, pages = 0, done = false, settled = false }, Reread)
  read_again(self)
  self.began = self.list.began
  return self
end

return M
