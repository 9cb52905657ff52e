--- Lua programs as their tokens, of all versions from 5.1 on and LuaJIT. The program is not run, and need not be right: what
--- is no Lua becomes tokens all the same.
local utf8 = require "portabilling.support.utf8"

local M = {}

local ESCAPES = { a = "\a", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", v = "\v" }

---@class portabilling.api.LuaTokens
---@field count integer
---@field kinds ("name"|"string"|"number"|"symbol")[]
---@field values string[] of strings: what they are, escapes resolved
---@field lines integer[]

-- What an escape stands for, and where the text goes on behind it; at is behind the backslash.
local function escape(text, at)
  local char = text:sub(at, at)
  local digits = text:match("^%d%d?%d?", at)
  if digits then
    return tonumber(digits) < 256 and string.char(tonumber(digits)) or "", at + #digits
  elseif char == "x" and text:find("^%x%x", at + 1) then
    return string.char(tonumber(text:sub(at + 1, at + 2), 16)), at + 3
  elseif char == "u" then
    local code = text:match("^{(%x+)}", at + 1)
    if code then return #code <= 6 and utf8.char(tonumber(code, 16)) or "", at + #code + 3 end
  elseif char == "z" then
    return "", text:match("^%s*()", at + 1)
  elseif char == "\r" and text:sub(at + 1, at + 1) == "\n" then
    return "\n", at + 2
  end
  return ESCAPES[char] or char, at + 1
end

-- A quoted text; at is behind the quote. A line's end ends it as well: it was no text then.
local function quoted(text, quote, at)
  local parts = {}
  local stop = "[\\\r\n" .. quote .. "]"
  while true do
    local found = text:find(stop, at)
    if not found then
      parts[#parts + 1] = text:sub(at)
      return table.concat(parts), #text + 1
    end
    parts[#parts + 1] = text:sub(at, found - 1)
    local char = text:sub(found, found)
    if char == quote then return table.concat(parts), found + 1 end
    if char ~= "\\" then return table.concat(parts), found end
    parts[#parts + 1], at = escape(text, found + 1)
  end
end

-- A text between long brackets that begin at this place; nil where none do.
local function long(text, at)
  local level = text:match("^%[(=*)%[", at)
  if not level then return nil end
  local first = at + #level + 2
  local last, behind = text:find("]" .. level .. "]", first, true)
  local inside = text:sub(first, last and last - 1 or #text)
  return inside:gsub("^\r?\n", ""), behind and behind + 1 or #text + 1
end

---@param text string
---@return portabilling.api.LuaTokens
function M.read(text)
  local kinds, values, lines = {}, {}, {}
  local count, line, at, counted = 0, 1, 1, 1
  local function add(kind, value, next_at)
    -- lines are counted up to where the token begins
    for _ in text:sub(counted, at - 1):gmatch "\n" do line = line + 1 end
    counted = at
    count = count + 1
    kinds[count], values[count], lines[count] = kind, value, line
    at = next_at
  end
  at = text:match "^\239\187\191()" or 1 -- UTF-8's mark
  at = text:match("^#[^\n]*()", at) or at
  while true do
    at = text:match("^%s*()", at)
    if at > #text then break end
    local name, behind = text:match("^([%a_\128-\255][%w_\128-\255]*)()", at)
    if name then
      add("name", name, behind)
    elseif text:find("^%-%-", at) then
      local _, past = long(text, at + 2)
      at = past or text:match("^[^\n]*()", at)
    else
      local char = text:sub(at, at)
      if char == '"' or char == "'" then
        add("string", quoted(text, char, at + 1))
      elseif text:find("^%.?%d", at) then
        add("number", text:match("^([%w.]+)()", at))
      else
        local inside, past = long(text, at)
        if inside then
          add("string", inside, past)
        else
          local symbol = text:match("^[=~<>]=", at) or text:match("^%.%.%.?", at) or text:match("^::", at) or char
          add("symbol", symbol, at + #symbol)
        end
      end
    end
  end
  return { count = count, kinds = kinds, values = values, lines = lines }
end

return M
