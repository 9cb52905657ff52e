--- Any value as Lua would write it: keys sorted, secrets hidden, what is endless cut short.
local columns = require "portabilling.support.columns"
local interrupt = require "portabilling.support.interrupt"
local json = require "portabilling.support.json"
local literal = require "portabilling.support.literal"
local names = require "portabilling.support.redact.names"
local plain = require "portabilling.support.plain"
local redact = require "portabilling.support.redact"

local M = {}

local DEPTH, ELEMENTS, FIELDS, LENGTH = 8, 100, 200, 300
local LINE = 72

local metatable_of = debug and debug.getmetatable or getmetatable

-- Not in the middle of a character of UTF-8.
local function cut(text)
  local last = LENGTH
  while last > LENGTH - 4 and (text:byte(last + 1) or 0) >= 128 and (text:byte(last + 1) or 0) < 192 do
    last = last - 1
  end
  return text:sub(1, last)
end

--- What is no table.
---@param value any
---@return string
---@return string? comment
function M.scalar(value)
  local kind = type(value)
  if kind == "string" then
    local shown = #value > LENGTH and cut(value) or value
    return literal.text(shown), #value > LENGTH and ("the first of %d bytes"):format(#value) or nil
  elseif value == json.null then
    return "pb.null"
  elseif value == json.empty_array then
    return "pb.empty_array"
  elseif kind == "number" then
    return json.text(value)
  elseif kind == "boolean" or kind == "nil" or kind == "cdata" then
    return tostring(value)
  end
  return ("<%s>"):format(kind)
end

--- A name as it stands in a table constructor.
---@param key any
---@return string
function M.key(key)
  return literal.is_name(key) and key or ("[%s]"):format((M.scalar(key)))
end

local function before(a, b)
  local of_a, of_b = type(a), type(b)
  if of_a ~= of_b then
    return of_a < of_b -- numbers before strings
  elseif of_a == "number" or of_a == "string" then
    return a < b
  end
  return tostring(a) < tostring(b)
end

local write

-- Its elements and fields, each { text, comment }.
local function parts_of(shown, holder, depth, inside)
  local parts, count = {}, #shown
  for i = 1, math.min(count, ELEMENTS) do
    parts[i] = { write(shown[i], holder, depth + 1, inside) }
  end
  local keys = {}
  for key in next, shown do
    if type(key) ~= "number" or key < 1 or key > count or key % 1 ~= 0 then
      keys[#keys + 1] = key
    end
  end
  table.sort(keys, before)
  for i = 1, math.min(#keys, FIELDS) do
    local key, text, comment = keys[i], '"' .. redact.MARK .. '"', nil
    if not names.hides(shown, key, holder) then
      text, comment = write(shown[key], names.holder_inside(key, holder), depth + 1, inside)
    end
    parts[#parts + 1] = { M.key(key) .. " = " .. text, comment }
  end
  return parts, count + #keys - #parts
end

local function lines_of(parts, left, depth)
  local line, short = {}, left == 0
  for i, part in ipairs(parts) do
    line[i] = part[1]
    short = short and not part[2] and not part[1]:find("\n", 1, true)
  end
  line = "{ " .. table.concat(line, ", ") .. " }"
  if short and #line + 2 * depth <= LINE then
    return line
  end
  local indent, lines = ("  "):rep(depth + 1), {}
  for i, part in ipairs(parts) do
    lines[i] = indent .. part[1] .. "," .. (part[2] and " -- " .. part[2] or "")
  end
  if left > 0 then
    lines[#lines + 1] = ("%s-- and %d more"):format(indent, left)
  end
  return ("{\n%s\n%s}"):format(table.concat(lines, "\n"), ("  "):rep(depth))
end

-- inside: the tables that it stands in.
function write(value, holder, depth, inside)
  if type(value) ~= "table" then
    return M.scalar(value)
  elseif inside[value] then
    return "{}", "this table again"
  end
  local own = metatable_of(value)
  if type(own) == "table" and rawget(own, "__tostring") ~= nil then
    local ok, text = interrupt.pcall(tostring, value)
    return ok and text or "<table>"
  end
  local shown, message = plain.shallow(value)
  if not shown then
    return "{}", columns.harmless(tostring(message))
  elseif next(shown) == nil then
    return "{}"
  elseif depth >= DEPTH then
    return "{}", "more is in it"
  end
  inside[value] = true
  local parts, left = parts_of(shown, holder, depth, inside)
  inside[value] = nil
  return lines_of(parts, left, depth)
end

--- A value as text.
---@param value any
---@return string
function M.text(value)
  local text, comment = write(value, nil, 0, {})
  return comment and text .. " -- " .. comment or text
end

--- Prints what it is given, so that pb.show(pb.get(...)) shows the record, or the error. Gives nothing back, for a REPL
--- would print that once more.
function M.print(...)
  local count = select("#", ...)
  for i = 1, count do
    local value = select(i, ...)
    if value ~= nil or count == 1 then
      print(M.text(value))
    end
  end
end

return M
