--- JSON by the core, which understands the sentinels (null, empty_array, array_mt ...) of its own and those of lua-cjson,
--- where that is installed and as far as its version has them.
local found, cjson = pcall(require, "cjson")
local core = require "portabilling.core"
local plain = require "portabilling.support.plain"

local M = {}

cjson = found and cjson or {}

M.null = core.null -- equal to cjson.null
M.empty_array = cjson.empty_array or core.empty_array

local array_mts, empty_arrays = {}, {}
for _, name in ipairs { "array_mt", "empty_array_mt" } do
  array_mts[#array_mts + 1] = cjson[name]
end
empty_arrays[#empty_arrays + 1] = cjson.empty_array

--- Marks a table as an array, so that it is sent as [] even when it is empty.
---@param t table?
---@return table
function M.array(t)
  return setmetatable(t or {}, core.array_mt)
end

--- The encoder's options, with what both libraries' sentinels are; may be used again and again.
---@param options { boolean: (fun(...: string): string?, string?)?, max_depth: integer?, max_values: number? }?
---@return table
function M.encoding(options)
  options = options or {}
  return {
    boolean = options.boolean,
    max_depth = options.max_depth or 64,
    max_values = options.max_values,
    array_mts = array_mts,
    empty_arrays = empty_arrays,
  }
end

--- A value as JSON, as it is written into a request: of a table with a __pairs, what this shows.
---@param value any
---@param options { boolean: (fun(...: string): string?, string?)?, max_depth: integer?, max_values: number? }? max_depth: 64 by default;
--- max_values: 2 million
---@return string? text
---@return string? message why it cannot be written
---@return string? path
function M.encode(value, options)
  if type(value) == "table" then
    local message, path
    value, message, path = plain.of(value)
    if not value then
      return nil, message, path
    end
  end
  return core.encode(value, M.encoding(options))
end

--- Options of encode for what is not sent to a server: booleans as JSON has them.
M.PLAIN = { boolean = function() return "bool" end }

--- A scalar as text, a number without any loss on both Luas (tostring keeps 14 digits of a float): for keys, comparisons
--- and advice. Integers and integral floats read the same.
---@param value any
---@return string
function M.text(value)
  return type(value) == "number" and core.encode(value) or tostring(value) -- nan and infinity are no JSON
end

--- Arrays are marked as such and null is kept, so that what comes from elsewhere can be sent as it is.
---@param text string
---@return any value nil when it is no JSON
---@return string? message why not
function M.decode(text)
  return core.decode(text, { array_mt = true, keep_null = true })
end

return M
