--- CSV files read and written: pb.csv.
local checks = require "portabilling.config.checks"
local encoding = require "portabilling.data.csv_encoding"
local later = require "portabilling.support.later"
local read = require "portabilling.config.read"

local reader = later.require "portabilling.data.csv_reader"
local writer = later.require "portabilling.data.csv_writer"

local M = {}

local function delimiter(value)
  return type(value) == "string" and #value == 1 and not value:find '["\r\n]' or "one character, such as ; or \\t"
end

local function known_encoding(value)
  return type(value) == "string" and encoding.of(value) ~= nil or encoding.NAMES
end

-- Names of all kinds: what a spreadsheet calls a column may be no path.
local function texts(value)
  for i, name in ipairs(type(value) == "table" and value or {}) do
    if type(name) ~= "string" or name == "" then
      return "an array of texts"
    elseif i == #value then
      return true
    end
  end
  return "an array of texts"
end

local flag = checks.of_type "boolean"

---@class portabilling.csv.ReadOptions
---@field delimiter string? one character; found by the first line otherwise: ; , | or a tab
---@field encoding string? "utf-8" by default, "latin-1", "windows-1252"
---@field columns string[]? their names, where the file has no first line that tells them
---@field trim boolean? blanks around texts are taken away; true by default
---@field keep_empty boolean? empty cells are "" in the rows; by default they are left out
local READ = {
  delimiter = { delimiter }, encoding = { known_encoding, "utf-8" }, columns = { texts, data = true },
  trim = { flag, true }, keep_empty = { flag, false },
}

---@class portabilling.csv.WriteOptions
---@field columns string[]? paths of fields; by default all fields of the first record, sorted
---@field delimiter string? "," by default
---@field header boolean? the first line names the columns; true by default
---@field bom boolean? the file says that it is UTF-8, as Excel wants it; false by default
local WRITE = {
  delimiter = { delimiter, "," }, columns = { texts, data = true }, header = { flag, true },
  bom = { flag, false },
}

local function check(value, what, where)
  if type(value) ~= "string" and type(value) ~= "function" then
    error(("%s: the path of a file or a function %s expected, got %s"):format(where, what, type(value)), 3)
  end
end

--- The rows of a CSV file, one by one, however long it is:
---
---     for row, line in pb.csv.read "customers.csv" do print(line, row.Name) end
---
--- Raises an error object (kind "config", code CSV) that names line and column where it cannot go on.
---@param source string|fun(): string?, string? a path; or a function that gives the text piece by piece, nil at its end
---@param options portabilling.csv.ReadOptions?
---@return portabilling.csv.Rows rows to be called, as `for` does; rows.columns has the names, rows:close() ends it early
function M.read(source, options)
  check(source, "that gives its text", "csv.read")
  return reader.open(source, read.settings(READ, options or {}, "csv.read", 2))
end

--- Something that writes records as CSV: writer:write(record), and writer:close() at the end.
---@param target string|fun(text: string): any, string? a path; or a function that takes the text, a line at a time, and
--- gives true, or nil and why not
---@param options portabilling.csv.WriteOptions?
---@return portabilling.csv.Writer? writer
---@return portabilling.Error? err
function M.write(target, options)
  check(target, "that takes its text", "csv.write")
  return writer.open(target, read.settings(WRITE, options or {}, "csv.write", 2))
end

return M
