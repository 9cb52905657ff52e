--- What a method's code works with: the caller, the records, and the rules about who sees what.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local list = require "portabilling.sandbox.list"
local state = require "portabilling.sandbox.state"

local null = json.null

local M = {}
M.__index = M

--- Make the context of one call.
---@param service string
---@param realm string
---@param session table
---@param files table<string, string>? what came along, by the names of the parts
---@return table
function M.new(service, realm, session, files)
  return setmetatable({
    service = service, realm = realm, session = session, store = state.store, settings = state.settings,
    files = files,
  }, M)
end

--- A value that is really there.
---@param value any
function M.given(value)
  return value ~= nil and value ~= null and value ~= ""
end

--- Refuse the call with one of the sandbox's own faults.
function M:refuse(kind, path, message)
  fault.refuse(kind, self.service, path, message)
end

local function not_yours(self, what)
  self:refuse("access_denied", nil, "access denied: this " .. what .. " does not belong to the caller")
end

--- May the caller see this customer?
---@param key number i_customer
---@return boolean
function M:sees_customer(key)
  local realm, session = self.realm, self.session
  if realm == "admin" then
    return true
  elseif realm == "reseller" then
    return key == session.i_customer or self.store.customers:field(key, "i_parent") == session.i_customer
  end
  return key == session.i_customer
end

--- May the caller see this account?
---@param key number i_account
---@return boolean
function M:sees_account(key)
  if self.realm == "account" then
    return key == self.session.i_account
      or self.store.accounts:field(key, "i_master_account") == self.session.i_account
  end
  return self:sees_customer(self.store.accounts:field(key, "i_customer"))
end

--- A record that must exist.
---@param collection string
---@param key any
---@param path string field path for the fault
---@return table
function M:need(collection, key, path)
  local records = self.store[collection]
  local row = records:get(key)
  if not row then
    self:refuse("not_found", path, ("there is no record with %s %s"):format(records.key, tostring(key)))
  end
  return row
end

--- The customer a call is about: the one named, or the caller itself in the customer realm.
---@param key number?
---@param path? string
---@return table customer
function M:customer(key, path)
  if not self.given(key) then
    if self.realm == "customer" or self.realm == "reseller" then
      key = self.session.i_customer
    else
      self:refuse("missing_required", "i_customer", "required field i_customer is missing on params")
    end
  end
  local row = self:need("customers", key, path or "i_customer")
  if not self:sees_customer(key) then
    not_yours(self, "customer")
  end
  return row
end

--- The account a call is about: the one named, or the caller itself in the account realm.
---@param key number?
---@param path? string
---@return table account
function M:account(key, path)
  if not self.given(key) then
    if self.realm == "account" then
      key = self.session.i_account
    else
      self:refuse("missing_required", "i_account", "required field i_account is missing on params")
    end
  end
  local row = self:need("accounts", key, path or "i_account")
  if not self:sees_account(key) then
    not_yours(self, "account")
  end
  return row
end

--- Key of the record to get: by its key or by another unique field. Nothing found is no fault.
---@param collection string
---@param params table
---@param names string[] fields to look by, in order
---@return number? key
function M:look_up(collection, params, names)
  local records = self.store[collection]
  for _, name in ipairs(names) do
    local value = params[name]
    if self.given(value) then
      if name == records.key then
        return records:exists(value) and value or nil
      end
      return records:find(name, value)
    end
  end
  self:refuse("missing_required", names[1], "one of " .. table.concat(names, ", ") .. " is required")
end

local function shuffled(keys)
  for i = #keys, 2, -1 do
    local j = math.random(i)
    keys[i], keys[j] = keys[j], keys[i]
  end
end

-- Records without a name come in the order of their keys.
local function order_of_lists(records, order)
  return order == "name" and not records.base.fields.name and "key" or order
end

--- One page of a list, as the answer of the method.
---@param collection string
---@param params table
---@param name string key of the records in the answer
---@param options { like?: string[], equal?: string[], special?: table, hint?: table, view?: function, tests?: table,
---  order?: string }
---  tests: name -> function(get), always applied; view: function(row) makes what is answered, of a row that it may change;
---  order: the field whose text orders this list, whatever the setting says
---@return table answer
function M:list(collection, params, name, options)
  local limit, offset = list.window(self.service, params, self.settings)
  local tests = list.tests(params, options)
  for label, test in pairs(options.tests or {}) do
    tests[#tests + 1] = test
    tests.signature = tests.signature .. "&" .. label
  end
  local records = self.store[collection]
  local total = self.settings.total
  local keys, count, skipped = list.page(records, tests,
    { hint = options.hint, order = options.order or order_of_lists(records, self.settings.order) }, limit, offset,
    total == "always" or total == "asked" and params.get_total == 1)
  if self.settings.shuffle then
    shuffled(keys)
  end
  local rows = json.array()
  for i, key in ipairs(keys) do
    local row = records:copy(key)
    rows[i] = options.view and options.view(row) or row
  end
  if self.settings.page_cost > 0 then
    ngx.sleep(self.settings.page_cost * skipped)
  end
  return { [name] = rows, total = count }
end

--- Tests that keep other owners' records out of a list whose records carry i_customer.
---@param tests? table
---@return table tests for M:list
function M:scoped(tests)
  tests = tests or {}
  local session = self.session
  if self.realm == "account" then
    tests["account:" .. session.i_account] = function(get)
      return get("i_account") == session.i_account or get("i_master_account") == session.i_account
    end
  elseif self.realm ~= "admin" then
    tests[self.realm .. ":" .. session.i_customer] = function(get)
      local key = get("i_customer")
      return type(key) == "number" and self:sees_customer(key)
    end
  end
  return tests
end

--- Stop a value that another record already has.
---@param collection string
---@param name string
---@param value any
---@param own number? key of the record that may have it
---@param code string fault code
function M:unique(collection, name, value, own, code)
  local taken = self.given(value) and self.store[collection]:find(name, value)
  if taken and taken ~= own then
    fault.raise(code, not fault.known[code] and ("another record already has %s %s"):format(name, tostring(value))
      or nil)
  end
end

--- A copy of a record without some of its fields.
---@param row table
---@param names string[]
---@return table
function M.without(row, names)
  local copy = {}
  for name, value in pairs(row) do -- rows of lists are many, and tables.copy is for finalizers, too
    copy[name] = value
  end
  for _, name in ipairs(names) do
    copy[name] = nil
  end
  return copy
end

--- Round an amount to what the server keeps.
---@param amount number
---@return number
function M.money(amount)
  return tonumber(("%.5f"):format(amount))
end

return M
