--- What everybody needs of tables and Lua does not have of its own.
local M = {}

local function step(t, key)
  return next(t, key)
end

--- pairs(), for loops that a finalizer may come to. LuaJIT, at least that of January 2023, loops for ever in one over
--- pairs() or next that it has compiled for keys of one type, when inside a finalizer a table has others; so wherever
--- code of ours may run in a finalizer (see tools/layers.lua), this takes their place.
---@generic K, V
---@param t table<K, V>
---@return fun(t: table<K, V>, key: K?): K, V
---@return table<K, V>
---@return any
function M.each(t)
  local iterator, of, first = pairs(t)
  return iterator == next and step or iterator, of, first
end
local each = M.each

--- Puts the fields of one table into another. Not what a metatable shows: for tables of our own.
---@param from table
---@param into table? default: a new one
---@return table into
function M.copy(from, into)
  into = into or {}
  for name, value in each(from) do
    into[name] = value
  end
  return into
end

---@param t table<string, any>
---@return string[]
function M.sorted_keys(t)
  local keys = {}
  for key in each(t) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

--- The words of a text with blanks between them.
---@param text string?
---@return string[]
function M.words(text)
  local list = {}
  for word in (text or ""):gmatch "%S+" do
    list[#list + 1] = word
  end
  return list
end

--- Those words as a set.
---@param text string?
---@param into table<string, true>? a set that they are added to
---@return table<string, true>
function M.set(text, into)
  into = into or {}
  for word in (text or ""):gmatch "%S+" do
    into[word] = true
  end
  return into
end

return M
