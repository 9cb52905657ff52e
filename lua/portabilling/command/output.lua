--- Records on the standard output: as a table, CSV, NDJSON or JSON.
local columns = require "portabilling.support.columns"
local field_path = require "portabilling.support.field_path"
local pb = require "portabilling"

local M = {}

M.FORMATS = { "table", "csv", "ndjson", "json" }

-- Rows that are looked at before a table is begun: its columns are as wide as these want them.
local LOOKED_AT = 200
local WIDEST = 40
local ELLIPSIS = "\226\128\166"

---@class portabilling.command.Output
---@field write fun(self, record: table)
---@field close fun(self)

-- Raises where it goes no further: see init, which ends quietly where somebody closed the pipe.
function M.to_stdout(text)
  local ok, message = io.stdout:write(text)
  if not ok then
    error({ unwritten = message }, 0)
  end
end

-- ---- table ----

local Table = {}
Table.__index = Table

local function text_of(value)
  if value == nil or value == pb.null then
    return ""
  elseif type(value) == "table" then
    return assert(pb.encode(value))
  end
  return type(value) == "number" and assert(pb.encode(value)) or tostring(value)
end

-- Not in the middle of a character.
local function cut(text, width)
  if columns.width(text) <= width then
    return text
  end
  local kept = text:match("^" .. ("[^\128-\191]?[\128-\191]*"):rep(width - 1))
  return kept .. ELLIPSIS
end

local function fields_of(rows)
  local names, known = {}, {}
  for _, row in ipairs(rows) do
    for name in pairs(row) do
      if not known[name] then
        known[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

local function row_line(self, texts)
  local parts = {}
  for i, text in ipairs(texts) do
    local width = self.widths[i]
    text = cut(text, width)
    local blanks = (" "):rep(width - columns.width(text))
    parts[i] = self.numbers[i] and blanks .. text or i == #texts and text or text .. blanks
  end
  return (table.concat(parts, "  "):gsub("%s+$", "")) .. "\n"
end

local function cells(self, record)
  local texts = {}
  for i, value_of in ipairs(self.getters) do
    texts[i] = columns.harmless(text_of(value_of(record)))
  end
  return texts
end

local function begin(self)
  self.begun = true
  self.names = self.names or fields_of(self.rows)
  self.getters, self.widths, self.numbers = {}, {}, {}
  for i, name in ipairs(self.names) do
    self.getters[i] = field_path.getter(name)
  end
  local lines = {}
  for r, record in ipairs(self.rows) do
    lines[r] = cells(self, record)
  end
  for i, name in ipairs(self.names) do
    local width, numbers = columns.width(name), #self.rows > 0
    for r, record in ipairs(self.rows) do
      local value = self.getters[i](record)
      width = math.max(width, columns.width(lines[r][i]))
      numbers = numbers and (value == nil or value == pb.null or type(value) == "number")
    end
    self.widths[i], self.numbers[i] = math.min(width, WIDEST), numbers
  end
  self.put(row_line(self, self.names))
  for _, texts in ipairs(lines) do
    self.put(row_line(self, texts))
  end
  self.rows = nil
end

function Table:write(record)
  if self.begun then
    self.put(row_line(self, cells(self, record)))
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

-- ---- the others ----

local Csv = {}
Csv.__index = Csv

function Csv:write(record)
  local ok, err = self.writer:write(record)
  if not ok then
    error(err, 0)
  end
end

function Csv:close()
  assert(self.writer:close())
end

local Lines = {}
Lines.__index = Lines

function Lines:write(record)
  self.put(assert(pb.encode(record)) .. "\n")
end

function Lines.close() end

local Json = {}
Json.__index = Json

function Json:write(record)
  self.put((self.begun and ",\n " or "[") .. assert(pb.encode(record)))
  self.begun = true
end

function Json:close()
  self.put(self.begun and "]\n" or "[]\n")
end

--- Where records go.
---@param format "table"|"csv"|"ndjson"|"json"
---@param options { columns: string[]?, delimiter: string?, bom: boolean?, header: boolean? }
---@param put (fun(text: string))? takes the text, and raises when it cannot; default: the standard output does
---@return portabilling.command.Output
function M.open(format, options, put)
  put = put or M.to_stdout
  if format == "csv" then
    local writer = assert(pb.csv.write(function(text)
      put(text)
      return true
    end, { columns = options.columns, delimiter = options.delimiter, bom = options.bom, header = options.header }))
    return setmetatable({ writer = writer }, Csv)
  elseif format == "ndjson" then
    return setmetatable({ put = put }, Lines)
  elseif format == "json" then
    return setmetatable({ put = put }, Json)
  end
  return setmetatable({ put = put, rows = {}, names = options.columns }, Table)
end

return M
