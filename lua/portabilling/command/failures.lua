--- The rows of an import that failed, as they were, with the reason: a file that can be corrected and imported again. It is
--- this user's alone, for rows may hold passwords.
local file = require "portabilling.file"
local pb = require "portabilling"

local M = {}

local REASON = "reason"

---@class portabilling.command.Failures
---@field path string
---@field rows portabilling.csv.Rows
---@field message string? why they could not be kept: the import goes on without
---@field private writer portabilling.csv.Writer?
---@field private owed table<string, string>? a row that is not written yet: Ctrl-C may come in between
local Failures = {}
Failures.__index = Failures

--- Nothing is written before a row fails.
---@param path string
---@param rows portabilling.csv.Rows
---@return portabilling.command.Failures
function M.new(path, rows)
  return setmetatable({ path = path, rows = rows }, Failures)
end

local function columns_of(rows)
  local columns = {}
  for _, name in ipairs(rows.columns) do
    if name ~= "" and name ~= REASON then
      columns[#columns + 1] = name
    end
  end
  columns[#columns + 1] = REASON
  return columns
end

local function open(self)
  local ok, message = file.write_private(self.path, "")
  if not ok then
    return nil, message
  end
  return pb.csv.write(self.path, { columns = columns_of(self.rows), delimiter = self.rows.delimiter, bom = true })
end

local function note(self, ok, err)
  if not ok and not self.message then
    self.message = tostring(err)
    io.stderr:write(("the rows that fail are not kept in %s: %s\n"):format(self.path, self.message))
  end
end

--- A row that failed. It is written by `write`, or by `close` where Ctrl-C comes in between.
---@param row table<string, string>
---@param reason string
function Failures:owe(row, reason)
  row[REASON], self.owed = reason, row
end

--- Writes the row that is owed.
function Failures:write()
  if not self.writer and not self.message then
    local err
    self.writer, err = open(self)
    note(self, self.writer, err)
  end
  if self.writer and not self.message then
    note(self, self.writer:write(self.owed))
  end
  self.owed = nil
end

-- Takes away what an earlier run wrote; not a file that only has the name.
local function remove(path)
  local readable, rows = pcall(pb.csv.read, path)
  if readable then
    rows:close()
    if rows.columns[#rows.columns] == REASON then
      os.remove(path)
    end
  end
end

--- All that failed is in the file. done: every row is done, so that what an earlier run left there is no longer true.
---@param done boolean
function Failures:close(done)
  if self.owed then
    self:write()
  end
  if self.writer then
    note(self, self.writer:close())
  elseif done then
    remove(self.path)
  end
end

--- Where they are; nil: nothing failed, or they are not kept.
---@return string?
function Failures:place()
  return self.writer and not self.message and self.path or nil
end

return M
