--- What a method takes: names and types of the fields, written as one line of text each.
---
---   "name:s! iso_4217:s=USD|EUR blocked:yn credit_limit:n? service_features:[service_feature] account_info:{account}"
---
---   i integer, n number, s string, d date, t date and time, yn "Y" or "N", b 0 or 1, list, object, any,
---   {x} an object of schema x, {+x} the same with its required fields required, [x] an array of them, [i] [s] arrays
---   ! required (and not null), ? may be null, =a|b|c the only values allowed

local M = {}

local named = {}

local function field(name, description)
  local f = { name = name }
  local kind, values = description:match("^([^=]*)=(.*)$")
  kind = kind or description
  f.required = kind:find("!", 1, true) ~= nil
  f.nullable = kind:find("?", 1, true) ~= nil
  kind = kind:gsub("[!?]", "")
  local object, array = kind:match("^{(%+?[%w_]+)}$"), kind:match("^%[([%w_]+)%]$")
  if object then
    f.kind, f.strict, f.schema = "object", object:sub(1, 1) == "+", object:gsub("^%+", "")
  elseif array then
    f.kind = "list"
    if #array <= 2 then
      f.item = { name = name, kind = array }
    else
      f.item = { name = name, kind = "object", schema = array, strict = true }
    end
  else
    f.kind = kind
  end
  if values then
    f.values, f.choices = {}, values
    for value in values:gmatch("[^|]+") do
      f.values[value] = true
    end
  end
  return f
end

--- Read a description.
---@param text string
---@return table<string, table> schema field name -> field; [1..n] the fields in order
function M.parse(text)
  local schema = {}
  for name, description in text:gmatch("([%w_]+):(%S+)") do
    local f = field(name, description)
    schema[name] = f
    schema[#schema + 1] = f
  end
  return schema
end

--- Give a schema a name by which others refer to it.
---@param name string
---@param text string
function M.define(name, text)
  named[name] = M.parse(text)
end

---@param name string
---@return table
function M.get(name)
  return named[name] or error("sandbox: no schema " .. name)
end

return M
