--- What everybody needs of tables and Lua does not have of its own.
local M = {}

--- Puts the fields of one table into another. Not what a metatable shows: for tables of our own.
---@param from table
---@param into table? default: a new one
---@return table into
function M.copy(from, into)
  into = into or {}
  for name, value in next, from do
    into[name] = value
  end
  return into
end

---@param t table<string, any>
---@return string[]
function M.sorted_keys(t)
  local keys = {}
  for key in pairs(t) do
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
