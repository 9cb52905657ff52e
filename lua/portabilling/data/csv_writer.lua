--- Records written as CSV (RFC 4180): a column is the path of a field, such as subscription.name or service_features[1].name.
local error_object = require "portabilling.error"
local field_path = require "portabilling.support.field_path"
local json = require "portabilling.support.json"
local plain = require "portabilling.support.plain"
local tables = require "portabilling.support.tables"

local M = {}

local MARK = "\239\187\191"
local PIECE = 65536

---@class portabilling.csv.Writer
---@field columns string[]? nil: none were given, and no record was written yet
---@field count integer records written
---@field private settings table
---@field private put fun(text: string): any, string?
---@field private file file*?
---@field private name string for messages
---@field private getters (fun(record: table): any)[]? what gives the columns' values
---@field private kept string[]? what is not in the file yet; and of how many
---@field private bytes integer?
local Writer = {}
Writer.__index = Writer
Writer.__name = "portabilling.csv.Writer"

local function failure(self, message, advice)
  return nil, error_object.new { kind = "config", code = "CSV", position = self.count, advice = advice,
    message = ("%s: %s"):format(self.name, message) }
end

-- What a value is in a cell, or nil and why it cannot be.
local function cell(value)
  if value == nil or value == json.null then
    return ""
  elseif type(value) == "string" then
    return value
  elseif type(value) == "number" or type(value) == "boolean" then
    return json.text(value)
  end
  return json.encode(value, json.PLAIN)
end

local function quoted(self, text)
  if text:find('[%c"]') or text:find(self.settings.delimiter, 1, true) or text:find "^%s" or text:find "%s$" then
    return '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

local function line(self, texts)
  for i, text in ipairs(texts) do
    texts[i] = quoted(self, text)
  end
  -- A single empty cell would be a blank line, which is no row.
  return (#texts == 1 and texts[1] == "" and '""' or table.concat(texts, self.settings.delimiter)) .. "\r\n"
end

-- The names of all fields; of objects in it, those of theirs. An array is one column.
local function names_of(record)
  local names = {}
  local function collect(prefix, object)
    for _, name in ipairs(tables.sorted_keys(object)) do
      local value, path = object[name], prefix .. tostring(name)
      if type(value) == "table" and #value == 0 and next(value) ~= nil then
        collect(path .. ".", value)
      else
        names[#names + 1] = path
      end
    end
  end
  collect("", record)
  return names
end

-- Into the file, in large pieces.
local function flush(self)
  local text = table.concat(self.kept)
  self.kept, self.bytes = {}, 0
  return self.file:write(text)
end

local function keep(self, text)
  self.kept[#self.kept + 1] = text
  self.bytes = self.bytes + #text
  if self.bytes < PIECE then
    return true
  end
  return flush(self)
end

local function begin(self, record)
  self.columns = self.columns or names_of(record)
  self.getters = {}
  for i, column in ipairs(self.columns) do
    self.getters[i] = field_path.getter(column)
  end
  if not self.settings.header then
    return true
  end
  return self.put((self.settings.bom and MARK or "") .. line(self, tables.copy(self.columns)))
end

--- Writes a record. What it has beside the columns is left out; an object or an array stands as JSON in its cell, null and
--- what is not there as an empty one.
---@param record table
---@return true? ok
---@return portabilling.Error? err kind "config", code CSV
function Writer:write(record)
  if self.closed then
    return failure(self, "it is closed")
  elseif type(record) ~= "table" then
    error(("write: a record (table) expected, got %s"):format(type(record)), 2)
  end
  local shown, message = plain.of(record)
  if not shown then
    return failure(self, message)
  end
  local texts, ok = {}, true
  if not self.getters then
    ok, message = begin(self, shown)
  end
  for i = 1, ok and #self.getters or 0 do
    texts[i], message = cell(self.getters[i](shown))
    if not texts[i] then
      return failure(self, ("record %d: %s: %s"):format(self.count + 1, self.columns[i], message))
    end
  end
  if ok then
    ok, message = self.put(line(self, texts))
  end
  if not ok then
    return failure(self, ("not written: %s"):format(message or "its function gave nothing"))
  end
  self.count = self.count + 1
  return true
end

--- Ends it: what is written is in the file. Without a record, and with the columns given, a file of their names is made.
---@return true? ok
---@return portabilling.Error? err
function Writer:close()
  if self.closed then
    return true
  end
  local ok, message = true, nil
  if not self.getters and self.columns then
    ok, message = begin(self, {})
  end
  self.closed = true
  if self.file then
    if ok then
      ok, message = flush(self)
    end
    local closed, why = self.file:close()
    ok, message = ok and closed, message or why
  end
  if not ok then
    return failure(self, ("not written: %s"):format(tostring(message)))
  end
  return true
end

---@param target string|fun(text: string): any, string?
---@param settings table
---@return portabilling.csv.Writer?
---@return portabilling.Error?
function M.open(target, settings)
  local self = setmetatable({ settings = settings, columns = settings.columns, count = 0, closed = false,
    name = type(target) == "string" and target or "the CSV text" }, Writer)
  if type(target) == "string" then
    local file, message = io.open(target, "wb")
    if not file then
      self.name = "CSV"
      return failure(self, message)
    end
    file:setvbuf "no" -- LuaJIT may miss that a buffered write failed
    self.file, self.kept, self.bytes = file, {}, 0
    self.put = function(text) return keep(self, text) end
  else
    self.put = target
  end
  return self
end

return M
