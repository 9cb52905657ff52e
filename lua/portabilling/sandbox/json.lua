--- JSON for the sandbox. lua-cjson reads it and writes its strings; the rest is written here because lua-cjson
--- cannot write an empty array and prints whole numbers above 14 digits in scientific notation.

local cjson = require("cjson").new()
cjson.decode_invalid_numbers(false)
cjson.decode_max_depth(64)

local M = {}

M.null = cjson.null

local array_mt = {}

--- Mark a table as an array, so that it is written as [] even when it is empty.
---@param t table?
---@return table
function M.array(t)
  return setmetatable(t or {}, array_mt)
end

---@param t any
---@return boolean marked as an array, or a table with array elements
function M.is_array(t)
  return type(t) == "table" and (getmetatable(t) == array_mt or #t > 0)
end

local function number(value)
  if value ~= value or value == math.huge or value == -math.huge then
    error("sandbox: not a number that JSON can carry")
  end
  if value % 1 == 0 and value > -1e18 and value < 1e18 then
    return ("%.0f"):format(value)
  end
  local text = ("%.15g"):format(value)
  return tonumber(text) == value and text or ("%.17g"):format(value)
end

local encoded_strings, encoded_count = {}, 0
local function text(value)
  local known = encoded_strings[value]
  if not known then
    known = cjson.encode(value):gsub("\\/", "/")
    if encoded_count == 4096 then -- keys and constant values repeat; the rest must not pile up
      encoded_strings, encoded_count = {}, 0
    end
    encoded_strings[value], encoded_count = known, encoded_count + 1
  end
  return known
end

local function write(out, n, value, name, vary)
  local kind = type(value)
  if kind == "table" then
    if getmetatable(value) == array_mt or #value > 0 then
      out[n + 1] = "["
      n = n + 1
      for i = 1, #value do
        if i > 1 then
          n = n + 1
          out[n] = ","
        end
        n = write(out, n, value[i], name, vary)
      end
      out[n + 1] = "]"
      return n + 1
    end
    if vary and next(value) == nil and name then
      out[n + 1] = "[]"
      return n + 1
    end
    local opening = "{"
    for key, item in pairs(value) do
      if not (vary and vary.drop(key)) then
        out[n + 1] = opening
        out[n + 2] = text(key)
        out[n + 3] = ":"
        n = write(out, n + 3, item, key, vary)
        opening = ","
      end
    end
    out[n + 1] = opening == "{" and "{}" or "}"
    return n + 1
  elseif kind == "number" then
    out[n + 1] = vary and vary.number(name, value, number) or number(value)
  elseif kind == "string" then
    out[n + 1] = text(value)
  elseif value == M.null then
    out[n + 1] = "null"
  elseif kind == "boolean" then
    out[n + 1] = value and "true" or "false"
  else
    error("sandbox: a " .. kind .. " cannot be written as JSON")
  end
  return n + 1
end

--- Write a value as JSON.
---@param value any
---@param vary? { drop: fun(key: string): boolean, number: fun(key: string?, value: number, plain: function): string }
---  changes the output within what a real server is known to do (see hostile.lua)
---@return string
function M.encode(value, vary)
  local out = {}
  local n = write(out, 0, value, nil, vary)
  return table.concat(out, "", 1, n)
end

local to_integer = math.tointeger -- Lua 5.3 and later, where lua-cjson 2.1 makes every number a float

local function whole(value)
  if type(value) == "table" then
    for key, item in pairs(value) do
      value[key] = whole(item)
    end
  elseif type(value) == "number" then
    return to_integer(value) or value
  end
  return value
end

--- Read a JSON text.
---@param source string
---@return any? value nulls are M.null; empty arrays and empty objects look alike
---@return string? message
function M.decode(source)
  local ok, value = pcall(cjson.decode, source)
  if not ok then
    return nil, value
  end
  return to_integer and whole(value) or value
end

return M
