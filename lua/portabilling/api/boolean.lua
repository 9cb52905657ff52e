-- What a boolean among a method's parameters is sent as, by the type of the field that it is given for.
local M = {}

-- Sent as 1 it would be somebody's id.
local function is_id(name)
  return name:find "^i_" ~= nil or name:find("_i_", 1, true) ~= nil -- primary_i_c_group
end

local NUMBERS = { i = true, n = true }
local VALUES_SHOWN = 20

--- The values of a field, with what they mean, for a message.
---@param f portabilling.api.Field
---@return string
function M.values_text(f)
  local shown = {}
  for i, value in ipairs(f.values) do
    local meaning = f.meanings and f.meanings[value]
    shown[i] = (NUMBERS[f.kind] and "%s%s" or '"%s"%s'):format(value, meaning and " (" .. meaning .. ")" or "")
  end
  local more = #shown - VALUES_SHOWN
  return table.concat(shown, ", ", 1, math.min(#shown, VALUES_SHOWN))
    .. (more > 0 and (" and %d more"):format(more) or "")
end

local OTHER = { n = "a number", d = "a date", t = "a date and time", list = "an array", object = "an object" }

local function has(f, one, other)
  local found = 0
  for _, value in ipairs(f.values) do
    if value == one or value == other then found = found + 1 end
  end
  return found == 2
end

-- By its field. by_name: what fields of that name are elsewhere.
local function of_field(f, by_name)
  local kind = f.kind
  if kind == "yn" or kind == "bool" then
    return kind
  elseif kind == "b" then
    return "01"
  elseif OTHER[kind] then
    return nil, ("a boolean cannot be %s"):format(OTHER[kind])
  elseif kind == "i" and is_id(f.name) then
    return nil, "a boolean cannot be an id"
  elseif not f.values and kind == "i" then
    return "01"
  elseif not f.values then
    -- PortaBilling's texts that say yes and no say Y and N, with no exception known: so the values of service features.
    if f.element or by_name()[f.name] then return "yn" end
    return nil, "a boolean cannot be a text"
  elseif has(f, "Y", "N") then
    return "yn"
  elseif has(f, "1", "0") and #f.values == 2 then -- 0 and 1 among others are kinds of something: billing_model
    return "01"
  end
  return nil, ("a boolean cannot be sent: it takes one of %s"):format(M.values_text(f))
end

--- What it is sent as: by its field; by its name where no more is known of it.
---@param name string? nil: no field, but an element of an array of them
---@param f portabilling.api.Field?
---@param yes_no fun(): table<string, true> names that are Y/N wherever they are known
---@return "yn"|"01"|"bool"|nil
---@return string? reason nil, reason: there is no boolean
function M.form(name, f, yes_no)
  while f and f.item do f = f.item end
  if f and f.kind ~= "any" then
    return of_field(f, yes_no)
  elseif name and is_id(name) then
    return nil, "a boolean cannot be an id"
  end
  return name and yes_no()[name] and "yn" or "01"
end

--- Is it a field that says Y or N, and nothing says that it has no such values?
---@param f portabilling.api.Field
---@return boolean
function M.is_yes_no(f)
  return f.values ~= nil and of_field(f) == "yn"
end

return M
