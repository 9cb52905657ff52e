--- The file of an export, which is FILE.part until it is whole.
---
--- What is on the disk, in this order, so that nothing is lost or doubled wherever the program is killed:
---
---   1. FILE.part is made, private and locked (a second export is refused as long as this one runs). It is empty: the next
---      one takes it as new.
---   2. FILE.part.json says what was asked. From now on, whatever is in FILE.part has its question beside it.
---   3. Records are appended, whole ones. Killed in a write, there is a piece of one at the end: --resume cuts it off.
---   4. FILE.part is synced and moved to FILE: it is one or the other. Then FILE.part.json goes; one that stays behind
---      without a FILE.part is nobody's, and the next export writes its own.
---
--- --resume reads FILE.part and goes on behind its last record. Where that is in the server's list now, nobody can tell but
--- by an order, and in which order a list comes is not documented: so the records tell it. Their keys must have ascended all
--- the way through the file, and go on to do so from a little before its end, where at least one record is met that is not
--- behind it. Then all that follows is new, and what others made or deleted before it does no harm. A list in another order
--- is refused, as is a JSON array, which has an end.
local file = require "portabilling.file"
local json = require "portabilling.json"
local pb = require "portabilling"

local M = {}

local READ, WRITTEN = 65536, 16384 -- bytes at once
local ASKED_MOST = 1024 * 1024

---@class portabilling.command.Export
---@field path string
---@field count integer records in the file when it was opened
---@field last string? key of the last of them; nil: it was empty
---@field size integer? bytes of them
---@field columns string[]? of CSV: those of the file
---@field private target table
---@field private part table the appender
---@field private ordered boolean the keys ascended so far
---@field private key string? the last one written
---@field private pieces string[]
---@field private bytes integer
local Export = {}
Export.__index = Export

local function usage(message, ...)
  error({ usage = message:format(...) }, 0)
end

local function asked_path(path)
  return path .. ".part.json"
end

-- ---- keys ----

--- The digits of a record's key; nil: it has none, or it is no whole number.
local function key_of(record, name)
  local value = record[name]
  local text = type(value) == "string" and value or type(value) ~= "table" and value ~= nil and pb.encode(value) or ""
  return text:match "^0*(%d+)$"
end

-- Is a behind b? They are texts because a double has not all digits of a long one.
local function is_behind(a, b)
  return #a > #b or #a == #b and a > b
end

-- Whether --resume could go on: keys are in the file, and ascend.
local function note(self, record)
  local key = self.ordered and key_of(record, self.target.key)
  self.ordered = key and (not self.key or is_behind(key, self.key)) or false
  self.key = key or nil
end

-- ---- what is in FILE.part ----

-- What gives the whole records in an open file one by one, a header among them; bytes() tells how much they take so far.
local function whole_records(input, is_csv)
  local data, at, before, ended = "", 1, 0, false
  local function find_end()
    local from = at
    while true do
      local first, last = data:find(is_csv and "\r\n" or "\n", from, true)
      if not first or not is_csv or select(2, data:sub(at, first):gsub('"', "")) % 2 == 0 then
        return last
      end
      from = last + 1 -- it is within a cell
    end
  end
  local function next_record()
    local last = find_end()
    while not last and not ended do
      local piece = input:read(READ)
      ended = piece == nil
      data, at, before = data:sub(at) .. (piece or ""), 1, before + at - 1
      last = find_end()
    end
    if last then
      local record = data:sub(at, last)
      at = last + 1
      return record
    end
  end
  return next_record, function() return before + at - 1 end
end

-- The records as tables.
local function rows_of(target, next_record)
  if target.format == "ndjson" then
    return function()
      local line = next_record()
      local row = line and json.decode(line)
      if line and type(row) ~= "table" then
        usage("%s.part: there is a line that is no JSON object: remove it, and export anew", target.path)
      end
      return row
    end
  end
  local first = next_record()
  if not first then
    return function() end
  end
  return pb.csv.read(function()
    local record = first or next_record()
    first = nil
    return record
  end, { delimiter = target.delimiter or ",", columns = not target.header and target.columns or nil })
end

local function read_part(self)
  local target, path = self.target, self.path
  local input = assert(io.open(path .. ".part", "rb"))
  local next_record, bytes = whole_records(input, target.format == "csv")
  local ok, raised = pcall(function()
    local rows = rows_of(target, next_record)
    for row in rows do
      self.count = self.count + 1
      note(self, row)
      if not self.ordered then
        usage(self.key and "%s.part: its records are not in the order of %s, so that nobody can say which ones are "
          .. "missing: remove it, and export anew"
          or "%s.part: its records have no %s, without which nobody can say where it ended: remove it, and export anew",
          path, target.key or "key that is known")
      end
    end
    self.columns = type(rows) ~= "function" and target.header and rows.columns or target.columns
  end)
  input:close()
  if not ok then
    error(raised, 0)
  end
  self.last = self.key
  self.size = self.last and bytes() or 0
  assert(self.part:truncate(self.size))
end

-- ---- begin ----

--- What an export was asked for that was broken off.
---@param path string
---@return table? asked nil: there is none
function M.asked(path)
  local text = file.read_private(asked_path(path), ASKED_MOST)
  local asked = text and json.decode(text)
  return type(asked) == "table" and asked or nil
end

local function check_asked(target)
  local asked, path = M.asked(target.path), target.path
  if target.format == "json" then
    usage("%s.part: a JSON array cannot be gone on with: remove it; .ndjson and .csv can", path)
  elseif not asked then
    usage("%s is missing or cannot be read, which says what %s.part was asked for: remove that, and export anew",
      asked_path(path), path)
  end
  for _, name in ipairs { "service", "record", "filters", "server", "fields", "columns", "format", "delimiter",
    "header", "bom" } do
    if asked[name] ~= target.asked[name] then
      usage("%s.part was begun by another command (see %s.part.json: %s): repeat that one, or remove the file", path,
        path, name)
    end
  end
end

local function open_part(path)
  local part, message, code = file.append(path .. ".part")
  if not part and code == "EWOULDBLOCK" then
    usage("%s.part: another export writes it just now", path)
  elseif not part then
    usage("%s", message)
  elseif not part:named() then
    usage("%s was finished by another export just now: look at it first", path)
  end
  return part
end

-- Will the file tell which record is which?
local function has_key(target)
  local columns = target.format == "csv" and target.columns
  for _, name in ipairs(columns or {}) do
    if name == target.key then
      return true
    end
  end
  return not columns and target.key ~= nil and target.format ~= "json" and (target.header or target.format ~= "csv")
end

local function size_of(path)
  local input, message = io.open(path, "rb")
  local size = input and input:seek "end" or usage("%s", message)
  input:close()
  return size
end

local function begin(self)
  local target, path = self.target, self.path
  if size_of(path .. ".part") == 0 then
    local ok, message = file.write_private(asked_path(path), assert(pb.encode(target.asked)))
    if not ok then
      os.remove(path .. ".part")
      usage("%s", message)
    end
  elseif target.resume then
    check_asked(target)
    read_part(self)
  else
    usage("%s.part is there, of an export that was broken off: go on with it (--resume), or remove it", path)
  end
end

--- Begins an export, or goes on with one. Raises a usage error for what cannot be.
---@param target { path: string, format: string, resume: boolean?, key: string?, asked: table, columns: string[]?,
---  delimiter: string?, header: boolean }
---@return portabilling.command.Export
function M.open(target)
  local path = target.path
  local possible, message = file.replaceable(path)
  if not possible then
    usage("%s", message)
  end
  local self = setmetatable({ path = path, target = target, part = open_part(path), columns = target.columns, count = 0,
    pieces = {}, bytes = 0, ordered = has_key(target), is_begun = false }, Export)
  local ok, raised = pcall(begin, self)
  if not ok then
    self.part:close()
    error(raised, 0)
  end
  return self
end

-- ---- write ----

local function flush(self)
  -- Forgotten first: an interrupt may come behind the write, and nothing may be written twice.
  local text = table.concat(self.pieces)
  self.pieces, self.bytes = {}, 0
  if text == "" then
    return
  end
  self.is_begun = true
  local ok, message = self.part:write(text)
  if not ok then
    error({ unwritten = message, file = self.path }, 0)
  end
end

--- Takes whole records as text.
---@param text string
function Export:put(text)
  self.pieces[#self.pieces + 1], self.bytes = text, self.bytes + #text
  if self.bytes > WRITTEN then
    flush(self)
  end
end

--- Told of each record before its text comes.
---@param record table
function Export:note(record)
  if self.ordered then
    note(self, record)
  end
end

--- Whether a record is one of those in the file; raises where its place tells nothing.
---@param record table
---@param before string? the key of the record before it in the list
---@return boolean is_there
---@return string key
function Export:has(record, before)
  local key = key_of(record, self.target.key)
  if not key or before and not is_behind(key, before) then
    usage("%s.part: the list does not come in the order of %s, so that nobody can say which records are missing: "
      .. "remove it, and export anew", self.path, self.target.key)
  end
  return not is_behind(key, self.last), key
end

--- It is whole.
function Export:finish()
  flush(self)
  local ok, message = self.part:move(self.path)
  if not ok then
    error({ unwritten = message, file = self.path }, 0)
  end
  os.remove(asked_path(self.path))
end

--- It was broken off. What is there stays where it can be gone on with.
---@param refused boolean it does not fit what is in the file, which stays as it was
---@return boolean kept
function Export:leave(refused)
  if refused and self.last then
    self.part:truncate(self.size)
  elseif self.ordered then
    pcall(flush, self) -- a full disk has been told
  end
  local open, named = pcall(self.part.named, self.part) -- closed: an interrupt came when it had been moved
  local kept = open and named and (self.last ~= nil or self.ordered and self.is_begun)
  if not kept then
    os.remove(self.path .. ".part")
    os.remove(asked_path(self.path))
  end
  self.part:close()
  return kept
end

return M
