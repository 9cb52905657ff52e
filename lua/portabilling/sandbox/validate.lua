--- Checks parameters against the model's fields and brings them into the form they are stored in:
--- digit strings become numbers (real servers take them), numbers become strings where a field is text. What the server
--- makes itself may be sent back, as it was answered, and changes nothing.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local model = require("portabilling.api").builtin
local suggest = require "portabilling.support.suggest"

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

-- Larger ones are no ids and no money; sums of them would be no numbers.
local LARGEST = 1e19

local function to_number(value)
  if type(value) == "string" and not value:match("^%-?%d+%.?%d*$") then
    return nil
  end
  value = tonumber(value)
  return value and math.abs(value) < LARGEST and value or nil
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
local function refuse_booleans(check, value, path)
  if type(value) == "boolean" then
    check:refuse("invalid_type", path, ("%s must not be a boolean: send 0 or 1, or Y or N"):format(path))
  elseif type(value) == "table" then
    for key, item in pairs(value) do
      refuse_booleans(check, item, type(key) == "number" and ("%s[%d]"):format(path, key - 1)
        or path .. "." .. tostring(key))
    end
  end
end

local function characters(text)
  return select(2, text:gsub("[^\128-\191]", ""))
end

local function check_value(check, f, value, path)
  if type(value) == "boolean" or f.kind == "any" then
    refuse_booleans(check, value, path)
  end
  if value == json.null then
    if f.nullable or f.read_only or f.kind == "any" or f.kind == "s" and not f.required then
      return value
    end
    check:refuse("invalid_type", path, ("%s must be %s, not null"):format(path, expected[f.kind]))
  end
  local result, fine = convert[f.kind](value)
  if result == nil then
    check:refuse(fine == false and "invalid_value" or "invalid_type", path,
      ("%s must be %s, not %s"):format(path, expected[f.kind], shown(value)))
  end
  if f.allowed and not f.allowed[tostring(result)] then
    check:refuse("invalid_value", path,
      ("%s must be one of %s, not %s"):format(path, table.concat(f.values, ", "), shown(value)))
  elseif f.max and f.kind == "s" and characters(result) > f.max then
    check:refuse("too_long", path,
      ("%s must have at most %d characters, not %d"):format(path, f.max, characters(result)))
  end
  if f.object then
    check_object(check, model:object(check.service, f.object), result, path, f.strict)
  elseif f.item then
    for i = 1, #result do
      result[i] = check_value(check, f.item, result[i], ("%s[%d]"):format(path, i - 1))
    end
  elseif f.kind == "list" or f.kind == "object" then
    refuse_booleans(check, result, path)
  end
  return result
end

-- In these realms the session tells whose it is.
local session_key = { customer = "i_customer", account = "i_account" }

local function lacks(object, name)
  return object[name] == nil or object[name] == json.null or object[name] == ""
end

-- The field of a name, or nothing.
local function field_of(fields, name)
  return type(name) == "string" and fields[name] or nil
end

-- What was probably meant, in words, or "": the same name inside one of the objects, or one that is near.
local function near(check, fields, name)
  local names = {}
  for i, f in ipairs(fields) do
    local inside = f.object and model:object(check.service, f.object)
    if inside and field_of(inside, name) then
      return ("did you mean '%s.%s'?"):format(f.name, name)
    end
    names[i] = f.name
  end
  return suggest.message(name, names)
end

local function drop_unknown(check, fields, object, prefix)
  for name in pairs(object) do
    if not field_of(fields, name) then
      object[name] = nil
      check.ignored(prefix .. tostring(name), function()
        return near(check, fields, name)
      end)
    end
  end
end

function check_object(check, fields, object, path, strict, realm)
  local prefix = path and path .. "." or ""
  if check.unknown == "ignore" then
    drop_unknown(check, fields, object, prefix)
  end
  for _, f in ipairs(fields) do
    if strict and f.required and lacks(object, f.name) and f.name ~= session_key[realm] then
      check:refuse("missing_required", prefix .. f.name,
        ("required field %s is missing on %s"):format(f.name, path or "params"))
    end
  end
  for name, value in pairs(object) do
    local f = field_of(fields, name)
    if not f then
      local question = near(check, fields, name)
      check:refuse("unknown_property", prefix .. tostring(name), ("unknown property %s on %s%s"):format(tostring(name),
        path or "params", question ~= "" and "; " .. question or ""))
    end
    value = check_value(check, f, value, prefix .. name)
    object[name] = not f.read_only and value or nil
  end
end

local Check = {}
Check.__index = Check

function Check:refuse(kind, path, message)
  fault.refuse(kind, self.service, path, message)
end

--- Check the parameters of a method, converting them in place.
---@param service string
---@param method string
---@param params table
---@param realm string the caller's
---@param unknown "ignore"|"refuse" what becomes of properties that it does not have
---@param ignored fun(path: string, near: fun(): string) is told of those that were left out, and, if it asks, what was
---  probably meant
function M.params(service, method, params, realm, unknown, ignored)
  local check = setmetatable({ service = service, unknown = unknown, ignored = ignored }, Check)
  check_object(check, model:method(service, method).params, params, nil, true, realm)
end

return M
