--- Records on the standard output: as a table, CSV, NDJSON or JSON.
local pb = require "portabilling"

local M = {}

M.FORMATS = { "table", "csv", "ndjson", "json" }

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
---@param options { columns: string[]?, delimiter: string?, bom: boolean?, header: boolean? } and what table.new takes
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
  return require("portabilling.command.table").new(options, put)
end

return M
