--- A CSV file's rows as tables by the names of its columns.
local cells = require "portabilling.data.csv_cells"
local encoding = require "portabilling.data.csv_encoding"
local error_object = require "portabilling.error"
local utf8 = require "portabilling.support.utf8"

local M = {}

local PIECE = 65536
local MARK = "\239\187\191"

---@class portabilling.csv.Rows
---@field columns string[] the names of the columns; of one without a name, ""
---@field delimiter string? known when a line was read
---@field count integer rows handed out
---@field private cells portabilling.csv.Cells
---@field private settings table
---@field private file file*?
---@field private name string of the file, for messages
local Rows = {}
Rows.__index = Rows
Rows.__name = "portabilling.csv.Rows"

local function fail(self, message, ...)
  self:close()
  error(error_object.new { kind = "config", code = "CSV", position = self.count,
    message = ("%s: %s"):format(self.name, message:format(...)) }, 0)
end

-- A column's letter in a spreadsheet, as those who look for it there see it.
local function letter(column)
  local letters = ""
  while column > 0 do
    letters = string.char(65 + (column - 1) % 26) .. letters
    column = math.floor((column - 1) / 26)
  end
  return letters
end

-- "line 3, column B (Phone)"
local function place(self, line, column)
  local name = self.columns and self.columns[column]
  return ("line %d, column %s%s"):format(line, letter(column), name and name ~= "" and (" (%s)"):format(name) or "")
end

local NO_BREAK = "\194\160" -- a blank as well, which spreadsheets have from web pages

local function trimmed(text)
  text = text:match "^%s*(.-)%s*$"
  while text:sub(1, 2) == NO_BREAK or text:sub(-2) == NO_BREAK do
    text = text:gsub("^" .. NO_BREAK, ""):gsub(NO_BREAK .. "$", ""):match "^%s*(.-)%s*$"
  end
  return text
end

-- Cells of the next row that are fit to be used, and the line where it begins.
local function next_cells(self)
  local row, count, line = self.cells:next()
  self.delimiter = self.cells.delimiter
  if not row then
    if count then
      fail(self, "%s", count)
    end
    return nil
  end
  for i = 1, count do
    local bad = utf8.bad(row[i])
    if bad then
      fail(self, '%s: byte %d of the cell (0x%02X) is no UTF-8; if it was saved by a spreadsheet, give '
        .. 'encoding = "windows-1252", or save it as "CSV UTF-8"', place(self, line, i), bad, row[i]:byte(bad))
    end
    row[i] = self.settings.trim and trimmed(row[i]) or row[i]
  end
  return row, line
end

local function read_header(self)
  local columns, line = self.settings.columns, nil
  if not columns then
    columns, line = next_cells(self)
    if not columns then
      fail(self, "it is empty: its first line should name the columns")
    end
    for i, name in ipairs(columns) do
      columns[i] = trimmed(name)
    end
  end
  local seen = {}
  for i, name in ipairs(columns) do
    if seen[name] and name ~= "" then
      fail(self, "%scolumns %s and %s are both called %s", line and ("line %d: "):format(line) or "",
        letter(seen[name]), letter(i), name)
    end
    seen[name] = i
  end
  self.columns = columns
end

-- The next row, and where in the file it begins.
local function next_row(self)
  local row, line = next_cells(self)
  if not row then
    self:close()
    return nil
  end
  local record = {}
  for i, text in ipairs(row) do
    local name = self.columns[i]
    if text ~= "" and (name == nil or name == "") then
      fail(self, "%s: %q stands in a column that has no name", place(self, line, i), text)
    elseif name and name ~= "" and (text ~= "" or self.settings.keep_empty) then
      record[name] = text
    end
  end
  self.count = self.count + 1
  return record, line
end

--- The next row: its texts by the names of their columns, without those that are empty; nil at the end.
---@return table<string, string>? row
---@return integer? line where it begins in the file, from 1
function Rows:__call()
  if self.closed then
    return nil
  end
  return next_row(self)
end

--- Closes the file, if rows are left in it.
function Rows:close()
  self.closed = true
  if self.file then
    self.file:close()
    self.file = nil
  end
end

-- Pieces of a file's text in UTF-8. What says that it is UTF-8 is that, whatever was said of it.
local function pieces(self, source, decode)
  local begun = false
  return function()
    local piece, message
    if self.file then
      piece, message = self.file:read(PIECE)
    else
      piece, message = source()
    end
    if message then
      fail(self, "%s", tostring(message))
    elseif piece ~= nil and type(piece) ~= "string" then
      fail(self, "its function gave a %s, where a text is expected", type(piece))
    end
    if piece and not begun and piece ~= "" then
      begun = true
      decode = piece:sub(1, #MARK) ~= MARK and decode or nil
    end
    return piece and decode and decode(piece) or piece
  end
end

--- Opens it and reads its first line. Raises an error object (kind "config", code CSV).
---@param source string|fun(): string?, string?
---@param settings table
---@return portabilling.csv.Rows
function M.open(source, settings)
  local self = setmetatable({ settings = settings, count = 0, closed = false,
    name = type(source) == "string" and source or "the CSV text" }, Rows)
  if type(source) == "string" then
    local file, message = io.open(source, "rb")
    if not file then
      self.name = "CSV"
      fail(self, "%s", message)
    end
    self.file = file
  end
  self.cells = cells.new(pieces(self, source, encoding.of(settings.encoding) or nil), settings.delimiter)
  read_header(self)
  return self
end

return M
