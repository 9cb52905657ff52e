--- AccessControl: one-time passwords. Nobody is sent a message; the control channel shows the codes.

local context = require "portabilling.sandbox.context"
local fault = require "portabilling.sandbox.fault"
local recent = require "portabilling.sandbox.recent"
local state = require "portabilling.sandbox.state"

local rand = require "openssl.rand"

local given = context.given

local AccessControl = {}

local KEPT = 200

-- Who can be sent one: the record, seen by the caller.
local recipients = {
  account = function(ctx, key)
    return ctx:account(key, "id")
  end,
  customer = function(ctx, key)
    return ctx:customer(key, "id")
  end,
}

local function user(i_user)
  for _, record in ipairs(state.users) do
    if record.i_user == i_user then
      return record
    end
  end
end

-- Without send_to it goes to the caller.
local function recipient(ctx, params)
  if not given(params.send_to) then
    local caller = ctx.session
    return caller.i_account and ctx.store.accounts:get(caller.i_account)
      or caller.i_customer and ctx.store.customers:get(caller.i_customer) or user(caller.i_user)
  end
  local find = recipients[params.send_to]
  if not find then
    ctx:refuse("invalid_value", "send_to",
      ("the sandbox sends one-time passwords to an account or a customer, not to %s"):format(params.send_to))
  elseif not given(params.id) then
    ctx:refuse("missing_required", "id", "required field id is missing on params")
  end
  return find(ctx, tonumber(params.id) or params.id)
end

local function new_code()
  local a, b, c = rand.bytes(3):byte(1, 3)
  return ("%06d"):format((a * 65536 + b * 256 + c) % 1000000)
end

AccessControl.create_otp = {
  run = function(ctx, params)
    local record = recipient(ctx, params)
    local address = given(record.email) and record.email or given(record.bcc) and record.bcc
    if not address then
      fault.raise("Server.AccessControl.empty_rec_and_bcc")
    end
    local code, session, sent = new_code(), ctx.session, state.one_time_passwords
    session.one_time_passwords = session.one_time_passwords or recent.new(KEPT) -- good in this session alone
    session.one_time_passwords:put(code, params.operation)
    table.insert(sent, {
      one_time_password = code, operation = params.operation, email = address, login = session.login,
      send_to = params.send_to, id = params.id, notification_type = params.notification_type,
    })
    if #sent > KEPT then
      table.remove(sent, 1)
    end
    return { success = 1 }
  end,
}

AccessControl.verify_otp = {
  run = function(ctx, params)
    local codes, code = ctx.session.one_time_passwords, params.one_time_password
    local operation = codes and given(code) and codes:get(code)
    if not operation or given(params.operation) and params.operation ~= operation then
      return { success = 0 }
    end
    codes:remove(code) -- one time
    return { success = 1 }
  end,
}

return { AccessControl = AccessControl }
