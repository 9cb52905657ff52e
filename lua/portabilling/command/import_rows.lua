--- Rows of a CSV file as what a method takes.
---
--- Columns are named by the paths of fields (account_info.id), or by the fields' own names where these stand in the
--- method's wrapper (id); a map names others: lines `path = Column`, or `path = =text` for what is the same in each row.
local attributes = require "portabilling.command.attributes"
local pb = require "portabilling"
local suggest = require "portabilling.support.suggest"
local wording = require "portabilling.command.wording"

local M = {}

local function usage(message, ...)
  error({ usage = message:format(...) }, 0)
end

---@class portabilling.command.Target where a column, or a constant, goes
---@field path string
---@field keys any[]
---@field field table? what is known of it
---@field column string?
---@field text string? a constant

---@class portabilling.command.Import
---@field service string
---@field record string
---@field operation "create"|"update"|"delete"
---@field fields table? what is known of the parameters
---@field wrapper string?
---@field rows portabilling.csv.Rows
---@field targets portabilling.command.Target[]
---@field column_of table<string, string> path -> column
local Import = {}
Import.__index = Import

-- The place of a name: a path, or a field of the wrapper.
local function target(self, name, column, text)
  local wrapper = self.wrapper
  local fields = self.fields
  local inner = wrapper and fields and fields[wrapper] and fields[wrapper].fields
  local path = name
  if wrapper and name ~= wrapper and name:sub(1, #wrapper + 1) ~= wrapper .. "."
    and not (fields and fields[name:match "^[^.%[]*"]) then
    path = wrapper .. "." .. name
  end
  local keys, field = attributes.find(path, fields)
  local known = keys and (field or not fields)
  if not known then
    local names = {}
    for _, one in ipairs(inner or fields or {}) do
      names[#names + 1] = one.name
    end
    local meant = suggest.message(name, names)
    usage("%s: no field of %s/%s is called so%s; portabilling describe %s %s %s tells them all", column or name,
      self.service, self.record, meant ~= "" and "; " .. meant or "", self.service, self.record, self.operation)
  end
  return { path = path, keys = keys, field = field, column = column, text = text }
end

local function on_one_line(name)
  return (name:gsub("%s+", " "))
end

-- The targets that a map's lines name.
local function read_map(self, path)
  local opened, message = io.open(path, "rb")
  if not opened then
    usage("%s", message)
  end
  local columns = {} -- a name of several lines cannot stand in a map as it is
  for _, name in ipairs(self.rows.columns) do
    columns[on_one_line(name)] = name
  end
  local targets, number = {}, 0
  for line in opened:lines() do
    number = number + 1
    line = number == 1 and line:gsub("^\239\187\191", "") or line
    local name, value = line:gsub("\r$", ""):match "^%s*([^=#;%s][^=]-)%s*=%s*(.-)%s*$"
    if name and value ~= "" then
      local constant = value:match "^=(.*)$"
      local column = not constant and columns[on_one_line(value)]
      if column == nil then
        opened:close()
        usage("%s:%d: there is no column %s in %s; %s", path, number, value, self.file, suggest.choice(value,
          self.rows.columns))
      end
      targets[#targets + 1] = target(self, name, column or nil, constant)
    elseif line:find "%S" and not line:find "^%s*[#;]" then
      opened:close()
      usage("%s:%d: path = Column, or path = =text, expected", path, number)
    end
  end
  opened:close()
  return targets
end

local function named_columns(self)
  local targets = {}
  for _, name in ipairs(self.rows.columns) do
    if name ~= "" then
      targets[#targets + 1] = target(self, name, name)
    end
  end
  return targets
end

-- Two columns, or a column and a constant, for one field: which of them was meant, nobody knows.
local function refuse_clashes(targets)
  local tried = {}
  for _, one in ipairs(targets) do
    local ok, message = attributes.put(tried, one.keys, nil, "")
    if not ok then
      usage("%s: %s", one.column and one.column ~= one.path and ("column %s (%s)"):format(one.column, one.path)
        or one.column and "column " .. one.column or one.path, message)
    end
  end
end

--- Opens the file, and finds out what its columns are. Raises for what is wrong with them.
---@param args table
---@return portabilling.command.Import
function M.open(args)
  local told = pb.describe(args.service, args.record, args.operation)
  local self = setmetatable({ service = args.service, record = args.record, operation = args.operation,
    fields = told.params, wrapper = told.wrapper, file = args.file,
    rows = pb.csv.read(args.file, { delimiter = args.delimiter, encoding = args.encoding }), column_of = {} }, Import)
  self.targets = args.map and read_map(self, args.map) or named_columns(self)
  for _, word in ipairs(args.set or {}) do
    local name, text = word:match "^([^=]+)=(.*)$"
    if not name then
      usage("--set %s: path=text expected", word)
    end
    self.targets[#self.targets + 1] = target(self, name, nil, text)
  end
  refuse_clashes(self.targets)
  for _, one in ipairs(self.targets) do
    self.column_of[one.path] = one.column
  end
  return self
end

-- What a spreadsheet made of a number that it took for one; nil: nothing.
local function is_spoilt(field, text)
  local is_text = field and (field.kind == "s" or field.kind == "i")
  if text:find "^%-?%d[%d.,]*[Ee][+-]?%d+$" then
    return "a spreadsheet's number, whose digits are lost: format the column as text there"
  elseif is_text and text:find "^%d+[.,]0+$" then
    return "a spreadsheet's number: format the column as text there"
  elseif field and field.min and #text < field.min and text:find "^%d+$" then
    return ("of %d digits, where at least %d are expected: a spreadsheet takes zeros away from the beginning; "
      .. "format the column as text there"):format(#text, field.min)
  end
end

--- One row as attributes. Empty cells are not there.
---@param row table<string, string>
---@return table? attributes
---@return string? message why it cannot be, and where
function Import:convert(row)
  local root = {}
  for _, one in ipairs(self.targets) do
    local text = one.text or row[one.column]
    local secret = one.field and one.field.secret -- a password may look as it likes
    local spoilt = text and not secret and is_spoilt(one.field, text)
    if spoilt then
      return nil, ('%s"%s" is %s'):format(self:place(one.path), text, spoilt)
    elseif text then
      local ok, message = attributes.put(root, one.keys, one.field, text)
      if not ok then
        return nil, self:place(one.path) .. message
      end
    end
  end
  return root
end

--- The next row that has anything in it: spreadsheets end with lines of delimiters alone.
---@return table<string, string>? row
---@return integer? line
function Import:next()
  local row, line
  repeat
    row, line = self.rows()
  until not row or next(row) ~= nil
  return row, line
end

-- The column that a field's text is from: of an element or a part of it, that of the whole.
local function column_of(self, path)
  while path and not self.column_of[path] do
    path = path:match "^(.*)[.%[]"
  end
  return path and on_one_line(self.column_of[path])
end

--- Where in its row something is wrong, as far as columns are to blame: "column Number: ". Paths that a message does not
--- name itself stand for themselves.
---@param path string?
---@return string
function Import:place(path)
  local column = column_of(self, path)
  return column and ("column %s: "):format(column) or path and path .. ": " or ""
end

--- An error about a row, and the columns that it is about.
---@param err portabilling.Error
---@return string
function Import:told(err)
  local columns, seen = {}, {}
  for _, problem in ipairs(err.problems or { err }) do
    local column = column_of(self, problem.path)
    if column and not seen[column] then
      seen[column] = true
      columns[#columns + 1] = column
    end
  end
  err.where = nil -- this program's own
  local text = wording.of(err.kind == "invalid" and err.message or tostring(err), "import")
  return columns[1] and ("column%s %s: %s"):format(columns[2] and "s" or "", table.concat(columns, ", "), text) or text
end

return M
