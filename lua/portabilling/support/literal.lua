--- Texts, numbers, booleans and names as they stand in a Lua program; tables, and values of others, are show.lua's.
local tables = require "portabilling.support.tables"

local M = {}

local KEYWORDS = tables.set [[
  and break do else elseif end false for function goto if in local nil not or repeat return then true until while ]]
local ESCAPES = { ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ['"'] = '\\"', ["\\"] = "\\\\" }

--- May it stand for a variable, or a field without brackets?
---@param name any
---@return boolean
function M.is_name(name)
  return type(name) == "string" and name:find "^[%a_][%w_]*$" ~= nil and not KEYWORDS[name]
end

local function escape(text)
  return ESCAPES[text] or (text:gsub(".", function(char) return ("\\%03d"):format(char:byte()) end))
end

---@param value string
---@return string
function M.text(value)
  -- U+0080 to U+009F are control characters as well.
  return '"' .. value:gsub('[%c"\\]', escape):gsub("\194[\128-\159]", escape) .. '"'
end

---@param value string|number|boolean
---@return string
function M.of(value)
  if type(value) == "string" then
    return M.text(value)
  end
  return type(value) == "number" and ("%.14g"):format(value) or tostring(value)
end

--- A name as it stands in a table constructor.
---@param name string
---@return string
function M.key(name)
  return M.is_name(name) and name or ("[%s]"):format(M.text(name))
end

return M
