--- CallControl: calls that are made by the API, and who hears of them.

local callbacks = require "portabilling.sandbox.callbacks"
local clock = require "portabilling.sandbox.clock"
local conf_id = require "portabilling.sandbox.conf_id"
local context = require "portabilling.sandbox.context"
local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"

local null, given = json.null, context.given

local CallControl = {}

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

local function call_of(row)
  return { id = row.call_id, tag = row.tag }
end

local function call_view(row)
  return {
    call = call_of(row), tracking_id = row.tracking_id, state = row.state,
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

local function check_url(ctx, params, name)
  local _, message = callbacks.target(given(params[name]) and params[name] or nil)
  if message then
    ctx:refuse("invalid_value", name, message)
  end
end

local function wants(events, event)
  for _, one in ipairs(type(events) == "table" and events or { events }) do
    if one == event then
      return true
    end
  end
  return not given(events)
end

-- Tell who made a call what has become of it.
local function tell_state(row, name)
  if not given(row.state_info_callback) or not wants(row.state_info_events, name) then
    return
  end
  local now, answered = state.now(), name == "connected" or name == "terminated"
  callbacks.tell(row.state_info_callback, row.call_id, {
    call = call_of(row), tracking_id = row.tracking_id, state = name, type = "outgoing", is_external_call = false,
    start_time = row.connect_time, update_time = clock.time(now), connect_time = answered and row.connect_time or nil,
    duration = name == "terminated" and now - row.started or nil,
    reason = name == "terminated" and "Normal call clearing" or nil, reason_code = name == "terminated" and 200 or nil,
  })
end

CallControl.originate_call = {
  realms = "arcu",
  run = function(ctx, params)
    if not given(params.destination) then
      ctx:refuse("missing_required", "destination", "required field destination is missing on params")
    end
    local account = calling_account(ctx, params.account_id)
    check_url(ctx, params, "state_info_callback")
    local records = ctx.store.active_sessions
    local n = records.next -- the key that the call will have
    local call_id, now = ("call-%d@198.51.100.7"):format(n), state.now()
    local row = {
      session_id = ("%08x-originated"):format(n), i_account = account.i_account, account_id = account.id,
      i_customer = account.i_customer, cli = given(params.caller_id) and params.caller_id or account.id,
      cld = params.destination, country = null, subdivision = null, call_id = call_id,
      h323_conf_id = conf_id.new(("%016x"):format(n), n), connect_time = clock.time(now), started = now,
      i_service_type = 3, i_connection = 1, i_vendor = 1, i_node = 1, source_ip = "198.51.100.7", hotlined = 0,
      incoming = 0, parent_session_id = null, on_net = ctx.store.accounts:find("id", params.destination) and 1 or 0,
      tag = ("tag-%d"):format(n), tracking_id = ("track-%d"):format(n), state = "connected",
      state_info_callback = params.state_info_callback, state_info_events = params.state_info_events,
    }
    records:add(row)
    for _, name in ipairs { "trying", "ringing", "connected" } do -- the other side picks up at once
      tell_state(row, name)
    end
    return { call = call_of(row), tracking_id = row.tracking_id }
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
    local row = going_on(ctx, params.call)
    ctx.store.active_sessions:remove(row.i_session)
    tell_state(row, "terminated")
    return { success = 1 }
  end,
}

-- Nothing is fetched from the URL: it is played as soon as it is to be.
CallControl.play = {
  realms = "arcu",
  run = function(ctx, params)
    local row = going_on(ctx, params.call)
    check_url(ctx, params, "callback_url")
    if given(params.callback_url) and wants(params.callback_on_events, "prompt_playback_completed") then
      callbacks.tell(params.callback_url, row.call_id, {
        call = call_of(row), tracking_id = row.tracking_id, ivr_info = { event = "prompt_playback_completed" },
      })
    end
    return { success = 1 }
  end,
}

return { CallControl = CallControl }
