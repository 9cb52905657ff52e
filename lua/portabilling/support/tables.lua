--- What everybody needs of tables and Lua does not have of its own.
local M = {}

-- The keys that a table has now, one after the other; not those that are taken out of it before their turn comes.
local function each_key(t)
  local keys, count, i = {}, 0, 0
  local key = next(t)
  while key ~= nil do
    count = count + 1
    keys[count] = key
    key = next(t, key)
  end
  return function()
    while i < count do
      i = i + 1
      local value = rawget(t, keys[i])
      if value ~= nil then
        return keys[i], value
      end
    end
  end
end

local IS_LUAJIT = rawget(_G, "jit") ~= nil

--- pairs(), for loops that a finalizer may come to. LuaJIT, at least that of January 2023, loops for ever in one over
--- pairs() or next that it has compiled for keys of one type, when inside a finalizer a table has others; so wherever
--- code of ours may run in a finalizer (see tools/layers.lua), this takes their place. There fields may be added meanwhile,
--- too, as LuaJIT's pairs() allows, and are not gone through.
---@generic K, V
---@param t table<K, V>
---@return fun(t: table<K, V>, key: K?): K, V
---@return table<K, V>
---@return any
function M.each(t)
  local iterator, of, first = pairs(t)
  if IS_LUAJIT and iterator == next then
    return each_key(of)
  end
  return iterator, of, first
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
