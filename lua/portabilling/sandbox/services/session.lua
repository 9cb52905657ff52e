--- Session: login and logout. Its methods take their tokens inside params and need no Authorization header.

local fault = require "portabilling.sandbox.fault"
local session = require "portabilling.sandbox.session"
local state = require "portabilling.sandbox.state"

local Session = {}

local function text(value)
  return type(value) == "string" and value or nil
end

local ENVIRONMENT = 1 -- there is one

local function check_environment(ctx, i_env, user)
  if i_env == nil then
    return
  elseif user.tied_to_environment then
    ctx:refuse("access_denied", "i_env", "environment setting is forbidden: this login is tied to one environment")
  elseif i_env ~= ENVIRONMENT then
    ctx:refuse("not_found", "i_env", ("there is no environment %.0f"):format(i_env))
  end
end

Session.login = {
  open = true,
  run = function(ctx, params)
    local identity, record = session.authenticate(ctx.realm, params)
    check_environment(ctx, params.i_env, record)
    local answer = session.open(identity)
    state.statistics.logins = state.statistics.logins + 1
    -- for browsers; the names of the real cookies are not public
    ngx.header["Set-Cookie"] = {
      ("session_id=%s; Path=/; Secure; HttpOnly"):format(answer.session_id),
      ("access_token=%s; Path=/; Secure; HttpOnly"):format(answer.access_token),
    }
    return answer
  end,
}

Session.refresh_access_token = {
  open = true,
  run = function(_, params)
    local answer = text(params.refresh_token) and session.refresh(params.refresh_token)
    if not answer then
      fault.raise("Server.Session.refresh_access_token.refresh_failed")
    end
    state.statistics.refreshes = state.statistics.refreshes + 1
    return answer
  end,
}

-- The session named in params, and whether a token is not even one of ours.
local function named(params)
  if text(params.access_token) then
    local found, why = session.by_token(params.access_token)
    return found, why == "malformed"
  end
  return text(params.session_id) and session.by_id(params.session_id) or nil, false
end

Session.ping = {
  open = true,
  run = function(ctx, params)
    local found, malformed = named(params)
    if malformed or not found and state.settings.dead_ping == "fault" then
      fault.raise("Client.Session.ping.failed_to_process_access_token")
    elseif not found or found.realm ~= ctx.realm then
      return { user_id = 0 }
    end
    found.used = state.now()
    return { user_id = found.i_user or found.i_account or found.i_customer }
  end,
}

Session.logout = {
  open = true,
  run = function(_, params)
    local found, malformed = named(params)
    if malformed or not found and text(params.access_token) then
      fault.raise("Client.Session.logout.failed_to_process_access_token")
    elseif not found then
      return { success = 0 }
    end
    session.close(found)
    state.statistics.logouts = state.statistics.logouts + 1
    return { success = 1 }
  end,
}

local realms = {
  account = "account", accounts = "account", customer = "customer", customers = "customer", reseller = "reseller",
  resellers = "reseller",
}

Session.login_to_realm = {
  realms = "ar",
  run = function(ctx, params)
    local identity = session.identity_of(realms[params.realm], params.login)
    if not identity then
      fault.raise("Server.Session.auth_failed")
    end
    if not ctx:sees_customer(identity.i_customer) then
      ctx:refuse("access_denied", nil, "access denied: this login does not belong to the caller")
    end
    local answer = session.open(identity)
    return state.settings.login_to_realm_token and answer or { session_id = answer.session_id }
  end,
}

Session.change_password = {
  open = true,
  run = function(ctx, params)
    local identity, record = session.authenticate(ctx.realm, { login = params.login, password = params.password },
      { allow_expired_password = true })
    if params.new_password == params.password then
      ctx:refuse("invalid_value", "new_password", "the new password must differ from the old one")
    end
    if identity.i_user then
      record.password, record.must_change_password = params.new_password, nil
    elseif identity.i_account then
      ctx.store.accounts:change(identity.i_account, { password = params.new_password })
    else
      ctx.store.customers:change(identity.i_customer, { password = params.new_password })
    end
    return { success = 1 }
  end,
}

-- Names of releases around MR96 and MR100. What they took and answered is not public: the same, as it seems.
Session.jwt_login = Session.login
Session.jwt_login_to_realm = Session.login_to_realm
Session.refresh_jwt_token = Session.refresh_access_token
Session.refresh_json_access_token = Session.refresh_access_token

Session.get_json_access_token_lifetime = {
  realms = "arcu",
  run = function(ctx)
    return { lifetime = ctx.settings.access_token_lifetime }
  end,
}

return { Session = Session }
