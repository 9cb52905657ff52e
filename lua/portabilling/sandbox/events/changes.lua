--- What the calls change, and which events a real server would send of it. Types and variables as they are documented:
--- Subscriber, Customer, Invoice and DID; that a termination counts as Deleted, that nothing is Updated after it, and that a
--- change of an alias counts as Updated of its account, is our choice.

local null = require("portabilling.sandbox.json").null

local M = {}

local function given(value)
  return value ~= nil and value ~= null and value ~= ""
end

-- What the sandbox itself keeps beside what the caller changes.
local own_notes = { is_used = true, balance = true }

-- Has any field changed that is worth an event? Without before and after: what is kept elsewhere has (features, say).
local function differs(before, after)
  for name, value in pairs(before or {}) do
    if not own_notes[name] and after[name] ~= value then
      return true
    end
  end
  for name in pairs(after or {}) do
    if not own_notes[name] and before[name] == nil then
      return true
    end
  end
  return before == nil
end

local function balance_event(group, key, before, after, add)
  if before and before.balance ~= after.balance then
    add(group .. "/BalanceChanged", {
      billing_entity_id = key, prev_balance = before.balance, curr_balance = after.balance,
    })
  end
end

--- Whether an account or a customer is closed, or gone: told by those who keep the records.
---@type fun(collection: string, key: number): boolean
M.is_closed = nil

local rules = {}

-- add(event_type, variables)
local function entity(collection, group, id, what, key, before, after, add)
  local closed = what == "remove" or (before and before.bill_status ~= "C" and after.bill_status == "C")
  if closed then
    add(group .. "/Deleted", { [id] = key })
  elseif what == "add" then
    add(group .. "/Created", { [id] = key })
  elseif differs(before, after) and not M.is_closed(collection, key) then
    add(group .. "/Updated", { [id] = key })
  end
end

function rules.customers(what, key, before, after, add)
  entity("customers", "Customer", "i_customer", what, key, before, after, add)
  if what == "change" then
    balance_event("Customer", key, before, after, add)
  end
end

function rules.accounts(what, key, before, after, add)
  local master = (after or before or {}).i_master_account
  if given(master) then
    if not M.is_closed("accounts", master) then
      add("Subscriber/Updated", { i_account = master })
    end
    return
  end
  entity("accounts", "Subscriber", "i_account", what, key, before, after, add)
  if what == "change" then
    balance_event("Account", key, before, after, add)
  end
end

function rules.invoices(what, key, before, after, add)
  if what == "add" or differs(before, after) then
    add(what == "add" and "Invoice/Created" or "Invoice/Updated", { i_customer = after.i_customer, i_invoice = key })
  end
end

function rules.numbers(what, _, before, after, add)
  local variables = { number = (after or before).number }
  if what == "add" or what == "remove" then
    return add(what == "add" and "DID/Created" or "DID/Deleted", variables)
  end
  for _, owner in ipairs { "i_account", "i_customer" } do -- what is documented of Updated: whose it is changes
    if (given(before[owner]) or given(after[owner])) and after[owner] ~= before[owner] then
      return add("DID/Updated", variables)
    end
  end
end

local noted = {} -- what the call under way has changed, in order

--- Note a change.
---@param collection string
---@param what "add"|"change"|"remove"
---@param key number
---@param before table? the record; neither of both when the change is not in the record itself
---@param after table?
function M.note(collection, what, key, before, after)
  if rules[collection] then
    noted[#noted + 1] = { collection, what, key, before, after }
  end
end

-- Of what one call makes: one event of a type for an object, and no Updated beside its Created or Deleted.
local function essential(events)
  local seen, taken, kept = {}, {}, {}
  for _, event in ipairs(events) do
    seen[event.object .. event.event_type] = true
  end
  for _, event in ipairs(events) do
    local name = event.object .. event.event_type
    local group, action = event.event_type:match("^([^/]+)/(.+)$")
    local whole = event.object .. group
    local superseded = action == "Updated" and (seen[whole .. "/Created"] or seen[whole .. "/Deleted"])
    if not superseded and (not taken[name] or action == "BalanceChanged") then
      taken[name] = true
      kept[#kept + 1] = event
    end
  end
  return kept
end

--- The events of what has been noted since the last time: event_type, variables, object (whom it is about).
---@return table[]
function M.take()
  local events = {}
  for _, change in ipairs(noted) do
    local collection, what, key = change[1], change[2], change[3]
    rules[collection](what, key, change[4], change[5], function(event_type, variables)
      local object = ("%s %.0f "):format(collection, variables.i_account or key)
      events[#events + 1] = { event_type = event_type, variables = variables, object = object }
    end)
  end
  noted = {}
  return essential(events)
end

return M
