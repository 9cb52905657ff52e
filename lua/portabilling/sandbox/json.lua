--- JSON for the sandbox. lua-cjson reads it and writes its strings; the rest is written here because lua-cjson
--- cannot write an empty array and prints whole numbers above 14 digits in scientific notation.

local cjson = require("cjson").new()
cjson.decode_invalid_numbers(false)
cjson.decode_max_depth(64)

local byte = string.byte

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

local small = {} -- most numbers of records are

local function number(value)
  local known = small[value]
  if known then
    return known
  elseif value ~= value or value == math.huge or value == -math.huge then
    error("sandbox: not a number that JSON can carry")
  end
  if value % 1 == 0 and value > -1e18 and value < 1e18 then
    local digits = ("%.0f"):format(value)
    if value >= 0 and value < 4096 then
      small[value] = digits
    end
    return digits
  end
  local text = ("%.15g"):format(value)
  return tonumber(text) == value and text or ("%.17g"):format(value)
end

-- Does a text need escapes? Byte by byte, for that is what LuaJIT compiles, and patterns are not.
local function is_special(value)
  for i = 1, #value do
    local code = byte(value, i)
    if code < 32 or code == 34 or code == 92 or code == 127 then
      return true
    end
  end
  return false
end

local function text(value)
  return (cjson.encode(value):gsub("\\/", "/"))
end

-- Keys repeat: what opens an object with one, and what goes on with it.
local opening, going_on, known = {}, {}, 0

local function piece_of(key, first)
  local piece = (first and opening or going_on)[key]
  if piece then
    return piece
  elseif #key > 64 then -- made up
    return (first and "{" or ",") .. text(key) .. ":"
  elseif known == 4096 then -- those of the records are far fewer; what else was sent must not pile up
    opening, going_on, known = {}, {}, 0
  end
  local quoted = text(key) .. ":"
  opening[key], going_on[key], known = "{" .. quoted, "," .. quoted, known + 1
  return (first and opening or going_on)[key]
end

local write

local function write_array(out, n, value, name, vary)
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

local function write_object(out, n, value, name, vary)
  if vary and next(value) == nil and name then
    out[n + 1] = "[]"
    return n + 1
  end
  local first = true
  for key, item in pairs(value) do
    if not (vary and vary.drop(key)) then
      out[n + 1] = piece_of(key, first)
      n = write(out, n + 1, item, key, vary)
      first = false
    end
  end
  out[n + 1] = first and "{}" or "}"
  return n + 1
end

function write(out, n, value, name, vary)
  local kind = type(value)
  if kind == "string" then
    if is_special(value) then
      out[n + 1] = text(value)
      return n + 1
    end
    out[n + 1], out[n + 2], out[n + 3] = '"', value, '"'
    return n + 3
  elseif kind == "number" then
    out[n + 1] = vary and vary.number(name, value, number) or number(value)
  elseif kind == "table" then
    if getmetatable(value) == array_mt or #value > 0 then
      return write_array(out, n, value, name, vary)
    end
    return write_object(out, n, value, name, vary)
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

-- Numbers that a double does not hold have become infinite: they could not be answered.
local function checked(value)
  if type(value) == "table" then
    for key, item in pairs(value) do
      value[key] = checked(item)
    end
  elseif type(value) == "number" then
    if value == math.huge or value == -math.huge then
      error("a number is too large", 0)
    end
    return to_integer and to_integer(value) or value
  end
  return value
end

local function decode(source)
  return checked(cjson.decode(source))
end

--- Read a JSON text.
---@param source string
---@return any? value nulls are M.null; empty arrays and empty objects look alike
---@return string? message
function M.decode(source)
  local ok, value = pcall(decode, source)
  if not ok then
    return nil, value
  end
  return value
end

return M
