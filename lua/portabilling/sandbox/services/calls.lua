--- BillingSession and CallControl: what is going on, and calls that are made by the API.

local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local nodes = require("portabilling.sandbox.seed.calls").nodes
local state = require "portabilling.sandbox.state"

local null, given = json.null, context.given

local BillingSession, CallControl = {}, {}

local on_net = {
  ["on-net_only"] = function(get)
    return get("on_net") == 1
  end,
  exclude = function(get)
    return get("on_net") ~= 1
  end,
  exclude_incoming = function(get)
    return get("on_net") ~= 1 or get("incoming") ~= 1
  end,
}

-- What only calls made by the API have, and what is answered only when it is asked for.
local hidden = { "i_session", "tag", "tracking_id", "state", "country", "subdivision" }

local function session_view(ctx, params)
  return function(row)
    local out = context.without(row, hidden)
    local customer = ctx.store.customers:get(row.i_customer)
    out.customer_name = customer and customer.name
    if params.with_cld_country == 1 then
      out.country, out.subdivision = row.country, row.subdivision
    end
    if params.with_nodes == 1 then
      out.nodes = json.array { { i_node = row.i_node, name = nodes[row.i_node] } }
    end
    if params.with_resale_hierarchy == 1 then
      local parent = customer and ctx.store.customers:get(customer.i_parent)
      out.resale_hierarchy = json.array { parent and { i_customer = parent.i_customer, name = parent.name } }
    end
    return out
  end
end

BillingSession.get_active_sessions_list = {
  realms = "arc",
  run = function(ctx, params)
    return ctx:list("active_sessions", params, "active_session_list", {
      hint = given(params.i_customer) and { "i_customer", params.i_customer }
        or ctx.realm == "customer" and { "i_customer", ctx.session.i_customer } or nil,
      like = { "account_id", "cli", "cld" },
      equal = { "call_id", "h323_conf_id", "hotlined", "i_connection", "i_customer", "i_node", "i_service_type",
        "i_vendor", "parent_session_id", "source_ip" },
      special = {
        i_parent = function(value) -- the reseller's customers
          return function(get)
            return ctx.store.customers:field(get("i_customer"), "i_parent") == value
          end
        end,
        on_net = function(value)
          return on_net[value]
        end,
      },
      tests = ctx:scoped(), view = session_view(ctx, params),
    })
  end,
}

-- For which customers a session of the API hears of calls.
local function listened(session)
  session.notifications = session.notifications or {}
  return session.notifications
end

CallControl.enable_api_notifications = {
  realms = "arc",
  run = function(ctx, params)
    listened(ctx.session)[ctx:customer(params.i_customer).i_customer] = true
    return { success = 1 }
  end,
}

CallControl.disable_api_notifications = {
  realms = "arc",
  run = function(ctx, params)
    listened(ctx.session)[ctx:customer(params.i_customer).i_customer] = nil
    return { success = 1 }
  end,
}

local function call_view(row)
  return {
    call = { id = row.call_id, tag = row.tag }, tracking_id = row.tracking_id, state = row.state,
    start_time = row.connect_time, connect_time = row.connect_time, i_customer = row.i_customer,
    caller = { account_id = row.account_id, number = row.cli }, callee = { number = row.cld },
  }
end

--- Calls are known from the moment on at which somebody listens: those that were there before are not.
CallControl.get_sip_calls_list = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    if not listened(ctx.session)[key] then
      fault.raise("Server.CallControl.sip.disabled_api_notifications")
    end
    local calls, records = json.array(), ctx.store.active_sessions
    for session in records:keys(1, { "i_customer", key }) do
      local row = records:get(session)
      if row.tag and row.i_customer == key then
        calls[#calls + 1] = call_view(row)
      end
    end
    return { calls_list = calls }
  end,
}

-- The account that calls: the one named, or the caller itself in the account realm.
local function calling_account(ctx, id)
  if not given(id) and ctx.realm == "account" then
    return ctx:account()
  elseif not given(id) then
    ctx:refuse("missing_required", "account_id", "required field account_id is missing on params")
  end
  local key = ctx.store.accounts:find("id", id)
  if not key then
    ctx:refuse("not_found", "account_id", "there is no account with id " .. id)
  end
  return ctx:account(key, "account_id")
end

CallControl.originate_call = {
  realms = "arcu",
  run = function(ctx, params)
    if not given(params.destination) then
      ctx:refuse("missing_required", "destination", "required field destination is missing on params")
    end
    local account = calling_account(ctx, params.account_id)
    local records = ctx.store.active_sessions
    local n = records.next -- the key that the call will have
    local call_id, now = ("call-%d@198.51.100.7"):format(n), clock.time(state.now())
    local row = {
      session_id = ("%08x-originated"):format(n), i_account = account.i_account, account_id = account.id,
      i_customer = account.i_customer, cli = given(params.caller_id) and params.caller_id or account.id,
      cld = params.destination, country = null, subdivision = null, call_id = call_id,
      h323_conf_id = ("%032X"):format(n), connect_time = now, i_service_type = 3, i_connection = 1, i_vendor = 1,
      i_node = 1, source_ip = "198.51.100.7", hotlined = 0, incoming = 0, parent_session_id = null,
      on_net = ctx.store.accounts:find("id", params.destination) and 1 or 0,
      tag = ("tag-%d"):format(n), tracking_id = ("track-%d"):format(n), state = "connected",
    }
    records:add(row)
    return { call = { id = row.call_id, tag = row.tag }, tracking_id = row.tracking_id }
  end,
}

-- A call that the API made and that goes on still.
local function going_on(ctx, call)
  call = call or {}
  if not given(call.id) then
    ctx:refuse("missing_required", "call.id", "required field id is missing on call")
  end
  local records = ctx.store.active_sessions
  local row = records:get(tonumber(call.id:match("^call%-(%d+)@")))
  if not row or row.call_id ~= call.id then
    ctx:refuse("not_found", "call.id", "there is no call " .. call.id)
  elseif given(call.tag) and call.tag ~= row.tag then
    ctx:refuse("not_found", "call.tag", ("call %s has no leg %s"):format(call.id, call.tag))
  end
  ctx:account(row.i_account)
  return row
end

CallControl.terminate_call = {
  realms = "arcu",
  run = function(ctx, params)
    ctx.store.active_sessions:remove(going_on(ctx, params.call).i_session)
    return { success = 1 }
  end,
}

CallControl.play = {
  realms = "arcu",
  run = function(ctx, params)
    going_on(ctx, params.call)
    return { success = 1 }
  end,
}

return { BillingSession = BillingSession, CallControl = CallControl }
