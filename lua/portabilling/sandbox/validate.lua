--- Checks parameters against the model's fields and brings them into the form they are stored in:
--- digit strings become numbers (real servers take them), numbers become strings where a field is text.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local model = require("portabilling.api").builtin

local M = {}

local expected = {
  i = "an integer", n = "a number", s = "a string", d = "a date (YYYY-MM-DD)",
  t = "a date and time (YYYY-MM-DD hh:mm:ss, UTC)", yn = "\"Y\" or \"N\"", b = "0 or 1",
  list = "an array", object = "an object",
}

local function days_in(year, month)
  if month == 2 then
    return (year % 4 == 0 and year % 100 ~= 0 or year % 400 == 0) and 29 or 28
  end
  return (month == 4 or month == 6 or month == 9 or month == 11) and 30 or 31
end

local function is_date(value)
  local year, month, day = value:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  return year and month >= 1 and month <= 12 and day >= 1 and day <= days_in(year, month)
end

local function is_time(value)
  local date, hour, minute, second = value:match("^(%S+) (%d%d):(%d%d):(%d%d)$")
  return date and is_date(date) and tonumber(hour) < 24 and tonumber(minute) < 60 and tonumber(second) < 60
end

local function to_number(value)
  if type(value) == "string" and not value:match("^%-?%d+%.?%d*$") then
    return nil
  end
  return tonumber(value)
end

--- Each returns the value as stored, or nil when its type is wrong; the second result false says that the type is
--- right but the value is not.
local convert = {
  i = function(value)
    local n = to_number(value)
    return n and n % 1 == 0 and n or nil
  end,
  n = to_number,
  s = function(value)
    if type(value) == "number" then
      return value % 1 == 0 and ("%.0f"):format(value) or tostring(value)
    end
    return type(value) == "string" and value or nil
  end,
  d = function(value)
    if type(value) == "string" then
      return is_date(value) and value or nil, not (is_date(value)) and false
    end
  end,
  t = function(value)
    if type(value) == "string" then
      if is_date(value) then
        return value .. " 00:00:00"
      end
      return is_time(value) and value or nil, not is_time(value) and false
    end
  end,
  yn = function(value)
    if type(value) == "string" then
      local fine = value == "Y" or value == "N"
      return fine and value or nil, fine or false
    end
  end,
  b = function(value)
    local n = to_number(value)
    if n then
      local fine = n == 0 or n == 1
      return fine and n or nil, fine or false
    end
  end,
  list = function(value)
    if type(value) == "table" and (json.is_array(value) or next(value) == nil) then
      return json.array(value)
    end
  end,
  object = function(value)
    return type(value) == "table" and not json.is_array(value) and value or nil
  end,
  any = function(value)
    return value
  end,
}

local function shown(value)
  if type(value) == "string" then
    return "\"" .. value .. "\""
  end
  return type(value) == "table" and (json.is_array(value) and "an array" or "an object") or tostring(value)
end

local check_object

--- No boolean was ever seen in the API: 0/1 or Y/N stand for it. A client that sends one has to hear of it.
local function refuse_booleans(service, value, path)
  if type(value) == "boolean" then
    fault.refuse("invalid_type", service, path, ("%s must not be a boolean: send 0 or 1, or Y or N"):format(path))
  elseif type(value) == "table" then
    for key, item in pairs(value) do
      refuse_booleans(service, item, type(key) == "number" and ("%s[%d]"):format(path, key - 1)
        or path .. "." .. tostring(key))
    end
  end
end

local function check_value(service, f, value, path)
  if type(value) == "boolean" or f.kind == "any" then
    refuse_booleans(service, value, path)
  end
  if value == json.null then
    if f.nullable or f.kind == "any" or f.kind == "s" and not f.required then
      return value
    end
    fault.refuse("invalid_type", service, path, ("%s must be %s, not null"):format(path, expected[f.kind]))
  end
  local result, fine = convert[f.kind](value)
  if result == nil then
    fault.refuse(fine == false and "invalid_value" or "invalid_type", service, path,
      ("%s must be %s, not %s"):format(path, expected[f.kind], shown(value)))
  end
  if f.allowed and not f.allowed[tostring(result)] then
    fault.refuse("invalid_value", service, path,
      ("%s must be one of %s, not %s"):format(path, table.concat(f.values, ", "), shown(value)))
  end
  if f.object then
    check_object(service, model:object(service, f.object), result, path, f.strict)
  elseif f.item then
    for i = 1, #result do
      result[i] = check_value(service, f.item, result[i], ("%s[%d]"):format(path, i - 1))
    end
  elseif f.kind == "list" or f.kind == "object" then
    refuse_booleans(service, result, path)
  end
  return result
end

-- In these realms the session tells whose it is.
local session_key = { customer = "i_customer", account = "i_account" }

local function lacks(object, name)
  return object[name] == nil or object[name] == json.null or object[name] == ""
end

function check_object(service, fields, object, path, strict, realm)
  local prefix = path and path .. "." or ""
  for _, f in ipairs(fields) do
    if strict and f.required and lacks(object, f.name) and f.name ~= session_key[realm] then
      fault.refuse("missing_required", service, prefix .. f.name,
        ("required field %s is missing on %s"):format(f.name, path or "params"))
    end
  end
  for name, value in pairs(object) do
    local f = fields[name]
    if type(f) ~= "table" or type(name) ~= "string" then
      fault.refuse("unknown_property", service, prefix .. tostring(name),
        ("unknown property %s on %s"):format(tostring(name), path or "params"))
    end
    object[name] = check_value(service, f, value, prefix .. name)
  end
end

--- Check the parameters of a method, converting them in place.
---@param service string
---@param method string
---@param params table
---@param realm string the caller's
function M.params(service, method, params, realm)
  check_object(service, model:method(service, method).params, params, nil, true, realm)
end

return M
