--- Records as a table for people: columns as wide as the first records want them, numbers to the right, secrets hidden as
--- pb.show hides them.
---
--- On a terminal a line is never longer than the terminal: the longest texts are cut first, numbers never; columns for which
--- there is no place are left out on the right, and that is told. Elsewhere, as in a pipe, nothing is cut or left out.
local columns = require "portabilling.support.columns"
local field_path = require "portabilling.support.field_path"
local pb = require "portabilling"
local redact = require "portabilling.support.redact"

local M = {}

-- Records that are looked at before the table is begun.
local LOOKED_AT = 200
-- No text is cut below that: of columns that were asked for, and of others, of which rather fewer are shown.
local ASKED_LEAST, LEAST = 4, 16
local GAP = "  "

---@class portabilling.command.Table: portabilling.command.Output
---@field private put fun(text: string)
---@field private options table
---@field private names string[]?
---@field private getters (fun(record: table): any)[] what gives the columns' values
---@field private rows table[]? those that are looked at
---@field private widths integer[]?
---@field private numbers boolean[]?
local Table = {}
Table.__index = Table

local function is_number(value)
  return type(value) == "number" or type(value) == "cdata"
end

local function text_of(value)
  if value == nil or value == pb.null then
    return ""
  elseif type(value) == "table" or is_number(value) then
    return assert(pb.encode(value))
  end
  return tostring(value)
end

-- The names of all fields: those that say which record it is come first.
local function fields_of(rows, first)
  local names, rank = {}, {}
  for i, name in ipairs(first or {}) do
    rank[name] = i
  end
  local known = {}
  for _, row in ipairs(rows) do
    for name in pairs(row) do
      if not known[name] then
        known[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names, function(a, b)
    local of_a, of_b = rank[a] or math.huge, rank[b] or math.huge
    if of_a ~= of_b then
      return of_a < of_b
    end
    return a < b
  end)
  return names
end

local function line_of(self, texts, values)
  local parts = {}
  for i in ipairs(self.names) do
    local text, width = texts[i], self.widths[i]
    if self.options.width and not (values and is_number(values[i])) then
      text = columns.cut(text, width)
    end
    local blanks = (" "):rep(width - columns.width(text))
    parts[i] = self.numbers[i] and blanks .. text or text .. blanks
  end
  return (table.concat(parts, GAP):gsub("%s+$", ""))
end

local function cells(self, record)
  local texts, values = {}, {}
  for i in ipairs(self.names) do
    values[i] = self.getters[i](record)
    texts[i] = columns.harmless(text_of(values[i]))
  end
  return texts, values
end

local function sum_of(widths, count)
  local sum = #GAP * (count - 1)
  for i = 1, count do
    sum = sum + widths[i]
  end
  return sum
end

-- Makes the columns fit. least: how narrow each may become.
local function fit(self, least)
  local widths, width = self.widths, self.options.width
  local all = #widths
  local count = all
  while count > 1 and sum_of(least, count) > width do
    count = count - 1
    self.names[count + 1], widths[count + 1] = nil, nil
  end
  if count < all and self.options.tell then
    self.options.tell(("%d of %d columns fit here; --columns chooses them, --output json shows all"):format(count, all))
  end
  local wanted = {}
  for i = 1, count do
    wanted[i] = widths[i]
  end
  local most = math.max(width, 1)
  while sum_of(widths, count) > width and most > 1 do -- the widest first
    most = most - 1
    for i = 1, count do
      widths[i] = math.min(wanted[i], math.max(most, least[i]))
    end
  end
  for i = 1, count do -- and what is left is not wasted
    widths[i] = math.min(wanted[i], widths[i] + math.max(0, width - sum_of(widths, count)))
  end
end

local function begin(self)
  local options = self.options
  self.begun = true
  local asked = self.names ~= nil
  self.names = self.names or fields_of(self.rows, options.first)
  self.getters, self.widths, self.numbers = {}, {}, {}
  for i, name in ipairs(self.names) do
    self.getters[i] = field_path.getter(name)
  end
  local texts, values, least = {}, {}, {}
  for r, record in ipairs(self.rows) do
    texts[r], values[r] = cells(self, record)
  end
  for i, name in ipairs(self.names) do
    local width, numbers = 1, #self.rows > 0
    for r in ipairs(self.rows) do
      width = math.max(width, columns.width(texts[r][i]))
      local value = values[r][i]
      numbers = numbers and (value == nil or value == pb.null or is_number(value))
    end
    local wanted, enough = math.max(width, columns.width(name)), asked and ASKED_LEAST or LEAST
    least[i] = math.max(numbers and width or 1, math.min(wanted, enough))
    self.widths[i], self.numbers[i] = wanted, numbers
  end
  if options.width then
    fit(self, least)
  end
  local head = line_of(self, self.names)
  self.put((options.head and options.head(head) or head) .. "\n")
  for r in ipairs(self.rows) do
    self.put(line_of(self, texts[r], values[r]) .. "\n")
  end
  self.rows = nil
end

function Table:write(record)
  record = redact.copy(record)
  if self.begun then
    self.put(line_of(self, cells(self, record)) .. "\n")
    return
  end
  self.rows[#self.rows + 1] = record
  if #self.rows == LOOKED_AT then
    begin(self)
  end
end

function Table:close()
  if not self.begun and (self.names or #self.rows > 0) then
    begin(self)
  end
end

--- columns: paths; else all fields, those of `first` before the others. width: of a terminal. head: makes the head line
--- stand out. tell: is told what was left out.
---@param options { columns: string[]?, first: string[]?, width: integer?, head: (fun(text: string): string)?,
---  tell: fun(text: string)? }
---@param put fun(text: string)
---@return portabilling.command.Table
function M.new(options, put)
  local names
  for i, name in ipairs(options.columns or {}) do
    names = names or {}
    names[i] = name -- its own: columns are left out
  end
  return setmetatable({ put = put, rows = {}, names = names, options = options }, Table)
end

return M
