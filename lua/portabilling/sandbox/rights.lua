--- Rights of roles, which the control channel narrows: "Read Customers", "Update Accounts.blocked". A call without a right
--- is refused with the server's own words, "Update Accounts.blocked denied"; where the right is that to a whole object,
--- the attribute is *any*. A field that may not be read is left out of the answer, and no filter can be on it; this is
--- our reading, for of attributes the public sources tell the fault alone.

local api = require "portabilling.api"
local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"
local suggest = require "portabilling.support.suggest"
local tables = require "portabilling.support.tables"

local M = {}

local WHOLE = "*any*"
local EVERY = "" -- in place of a login: all administrators

-- No role is needed to come in, to go, and to ask about oneself.
local FREE = tables.set "Session Generic AccessControl"

-- Objects are called as the server's tables are, in the plural: SIM_Cards, Custom_Fields.
local function plural(service)
  local name = service:gsub("(%l)(%u)", "%1_%2"):gsub("(%u)(%u%l)", "%1_%2")
  if name:find "s$" then
    return name:find "ss$" and name .. "es" or name
  end
  return (name:gsub("y$", "ie")) .. "s"
end

local OBJECTS = {} -- of the services
for _, service in ipairs(api.builtin:services()) do
  OBJECTS[service] = not FREE[service] and plural(service) or nil
end

-- Objects of their own within a service, by what the method's name has.
local WITHIN = { followme = "Follow_Me", payment_method = "Credit_Cards", auto_payment = "Credit_Cards" }

-- Contact fields of an account are another object's.
local CONTACT = "Subscribers"
local CONTACT_FIELDS = tables.set [[
  salutation firstname midinit lastname companyname baddr1 baddr2 baddr3 baddr4 baddr5 address_line_2 city state zip
  country phone1 phone2 faxnum email bcc cont1 cont2 note]]

local function object_of(service, method)
  for part, object in pairs(WITHIN) do
    if method:find(part, 1, true) then
      return object
    end
  end
  return OBJECTS[service]
end

-- customer_info inside the answer about an account is a customer.
local function object_in(name, object)
  return OBJECTS[name:gsub("_info$", ""):gsub("^%l", string.upper)] or object
end

local function owner_of(object, attribute)
  return object == OBJECTS.Account and CONTACT_FIELDS[attribute] and CONTACT or object
end

local function object_names()
  local set = { [CONTACT] = true }
  for _, names in ipairs { OBJECTS, WITHIN } do
    for _, object in pairs(names) do
      set[object] = true
    end
  end
  return tables.sorted_keys(set)
end

--- Check an order and carry it out: these rights, and no others, are denied from now on.
---@param body { deny?: string[], login?: string } deny: "Read|Update Object[.attribute]"; login: whose (default: that of
---  every administrator)
---@return table? denied
---@return string? message
function M.deny(body)
  local rights, login = body.deny or {}, body.login
  if type(rights) ~= "table" or next(rights) ~= nil and #rights == 0 then
    return nil, 'deny must be an array, such as ["Read Customers", "Update Accounts.blocked"]'
  elseif login ~= nil and type(login) ~= "string" then
    return nil, "deny: login must be a string"
  end
  local names, denied = object_names(), {}
  for _, right in ipairs(rights) do
    local operation, object, attribute = tostring(right):match "^(%u%l+) ([%w_]+)%.?([%w_*]*)$"
    if operation ~= "Read" and operation ~= "Update" then
      return nil, ('deny: %s is no right: "Read OBJECT" or "Update OBJECT.attribute"'):format(tostring(right))
    elseif not tables.set(table.concat(names, " "))[object] then
      return nil, ("deny: there is no object %s; %s"):format(object, suggest.choice(object, names))
    elseif owner_of(object, attribute) ~= object then
      return nil, ("deny: %s of an account is %s.%s"):format(attribute, CONTACT, attribute)
    end
    denied[("%s %s.%s"):format(operation, object, attribute == "" and WHOLE or attribute)] = true
  end
  state.denied[login or EVERY] = next(denied) and denied or nil
  return { denied = json.array(tables.sorted_keys(denied)) }
end

-- What a login may not: the rights denied to it, or to all administrators.
local function denied_to(caller)
  return state.denied[caller.login] or caller.realm == "admin" and state.denied[EVERY] or nil
end

local function demand(denied, service, operation, object, attribute)
  for _, name in ipairs { WHOLE, attribute } do
    local right = ("%s %s.%s"):format(operation, object, name)
    if denied[right] then
      fault.refuse("access_denied", service, nil, right .. " denied")
    end
  end
end

-- Calls back with every attribute that parameters name: fields, also those of x_info, and service features.
local function each_attribute(params, visit)
  for name, value in pairs(params) do
    if name == "service_features" and type(value) == "table" then
      for _, feature in ipairs(value) do
        visit("srv_" .. tostring(type(feature) == "table" and feature.name or feature))
      end
    elseif type(value) == "table" and type(name) == "string" and name:find "_info$" then
      each_attribute(value, visit)
    else
      visit(tostring(name))
    end
  end
end

local function right_of(caller, service, method)
  local denied, object = denied_to(caller), object_of(service, method)
  if denied and object then
    return denied, object, api.safe(service, method) and "Read" or "Update"
  end
end

--- Refuse a call for which the caller's role lacks a right.
---@param caller table session
---@param service string
---@param method string
---@param params table checked
function M.check(caller, service, method, params)
  local denied, object, operation = right_of(caller, service, method)
  if not denied then
    return
  end
  demand(denied, service, operation, object)
  each_attribute(params, function(attribute)
    demand(denied, service, operation, owner_of(object, attribute), attribute)
  end)
end

-- A record without what may not be read.
local function readable(denied, object, row)
  local copy = {}
  for name, value in pairs(row) do
    local right = ("Read %s."):format(owner_of(object, name))
    if not denied[right .. name] and not denied[right .. WHOLE] then
      copy[name] = value
    end
  end
  if type(copy.service_features) == "table" then
    copy.service_features = json.array()
    for _, feature in ipairs(row.service_features) do
      if not denied[("Read %s.srv_%s"):format(object, feature.name)] then
        table.insert(copy.service_features, feature)
      end
    end
  end
  return copy
end

--- What the caller may read of an answer: its records, x_info or in a list, without the fields that it may not.
---@param caller table session
---@param service string
---@param method string
---@param answer table?
---@return table? answer
function M.readable(caller, service, method, answer)
  local denied, object, operation = right_of(caller, service, method)
  if not denied or operation ~= "Read" or type(answer) ~= "table" then
    return answer
  end
  local shown = readable(denied, object, answer) -- get_service_features answers them at the top
  for name, value in pairs(shown) do
    if type(value) == "table" and name:find "_info$" then
      shown[name] = readable(denied, object_in(name, object), value)
    elseif type(value) == "table" and name ~= "service_features" and json.is_array(value) then
      shown[name] = json.array()
      for i, row in ipairs(value) do
        shown[name][i] = type(row) == "table" and not json.is_array(row) and readable(denied, object, row) or row
      end
    end
  end
  return shown
end

return M
