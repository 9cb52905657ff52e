--- Logins, sessions and tokens.

local base64url = require "portabilling.sandbox.base64url"
local changes = require "portabilling.sandbox.events.changes"
local clock = require "portabilling.sandbox.clock"
local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local shell = require "portabilling.sandbox.shell"
local state = require "portabilling.sandbox.state"
local tables = require "portabilling.support.tables"

local digest = require "openssl.digest"
local pkey = require "openssl.pkey"
local rand = require "openssl.rand"

local M = {}

local key -- the RSA key, set by M.use_key

--- Take the key that signs access tokens.
---@param pem string
function M.use_key(pem)
  key = pkey.new(pem)
end

local function random_hex(bytes)
  return shell.hex(rand.bytes(bytes))
end

local function sign(text)
  return key:sign(digest.new("sha256"):update(text))
end

local function decode_part(part)
  local text = base64url.decode(part)
  return text and json.decode(text), text
end

-- A token of ours, even an outdated one: its claims; anything else: nil.
local function verified(token)
  local head, body, signature = token:match("^([%w_-]+)%.([%w_-]+)%.([%w_-]+)$")
  if not head then
    return nil
  end
  local claims = decode_part(body)
  local _, raw = decode_part(signature)
  if type(claims) ~= "table" or not raw then
    return nil
  end
  local ok, valid = pcall(key.verify, key, raw, digest.new("sha256"):update(head .. "." .. body))
  return ok and valid and claims or nil
end

-- What the server calls the realms: a token of an account says "accounts".
local realm_claim = { admin = "admin", reseller = "resellers", customer = "customers", account = "accounts" }

-- Not the session's id: the real ones begin with "1:", and 88 characters follow.
local function new_token_id()
  return "1:" .. base64url.encode(rand.bytes(66))
end

local function new_token(session)
  local now = state.now()
  local admin = session.realm == "admin"
  local claims = {
    iat = now, exp = now + state.settings.access_token_lifetime, jti = new_token_id(), login = session.login, i_env = 1,
    realm = realm_claim[session.realm], scopes = admin and "espf.api:write espf.handlers:write" or "",
    aud = json.array(admin and { "portabilling-api", "portasip-api", "espf-api" }
      or { "portabilling-api", "portasip-api" }),
    is_super_user = session.is_super_user or 0,
    i_user = session.i_user, i_account = session.i_account, i_customer = not session.i_account and session.i_customer
      or nil,
  }
  local text = base64url.encode(json.encode { alg = "RS256" }) .. "."
    .. base64url.encode(json.encode(claims))
  local token = text .. "." .. base64url.encode(sign(text))
  state.tokens:put(token, { session = session, expires = claims.exp })
  session.access_token = token
  session.refresh_token = random_hex(16)
  state.refresh_tokens[session.refresh_token] = {
    session = session, expires = now + state.settings.refresh_token_lifetime,
  }
  return {
    access_token = token, refresh_token = session.refresh_token, expires_at = clock.time(claims.exp),
    expires_in = state.settings.expires_in and claims.exp - now or nil,
  }
end

--- Open a session for an identity.
---@param identity table realm, login, i_user or i_customer or i_account ...
---@return table answer the six fields of a login
function M.open(identity)
  local session = tables.copy(identity, { session_id = random_hex(16), used = state.now() })
  state.sessions:put(session.session_id, session)
  local answer = new_token(session)
  answer.session_id = session.session_id
  answer.mfa_enabled = 0
  return answer
end

--- End a session; neither its id nor its tokens work after that.
---@param session table
function M.close(session)
  state.sessions:remove(session.session_id)
  session.closed = true
  if session.refresh_token then
    state.refresh_tokens[session.refresh_token] = nil
  end
end

-- Who is terminated cannot log in, and has no session either.
local function is_gone(session)
  if session.i_account then
    return changes.is_closed("accounts", session.i_account)
  end
  return session.i_customer ~= nil and changes.is_closed("customers", session.i_customer)
end

-- A session is alive until it is closed, or left unused for too long, or its owner is terminated.
local function alive(session)
  if not session or session.closed then
    return nil
  end
  local timeout = state.settings.inactivity_timeout
  if timeout > 0 and state.now() - session.used > timeout or is_gone(session) then
    M.close(session)
    return nil
  end
  return state.sessions:get(session.session_id) -- it is in use
end

--- The session of an access token.
---@param token string
---@return table? session
---@return "malformed"|"expired"|"dead"|nil why there is none
function M.by_token(token)
  local known = state.tokens:get(token)
  local claims = not known and verified(token)
  if not known and not claims then
    return nil, "malformed"
  elseif (known and known.expires or claims.exp) <= state.now() then
    return nil, "expired" -- however often it is asked, and whatever became of its session
  end
  local session = known and alive(known.session)
  if not session then
    state.tokens:remove(token)
    return nil, "dead"
  end
  return session
end

---@param id string
---@return table? session
function M.by_id(id)
  return alive(state.sessions:get(id))
end

--- Renew the tokens of a session.
---@param refresh_token string
---@return table? answer nil when the token is not good any more
function M.refresh(refresh_token)
  local known = state.refresh_tokens[refresh_token]
  state.refresh_tokens[refresh_token] = nil -- it works once
  local session = known and known.expires > state.now() and alive(known.session)
  if not session then
    return nil
  end
  if state.settings.refresh_revokes_access_token then
    state.tokens:remove(session.access_token)
  end
  session.used = state.now()
  return new_token(session)
end

-- Entities that may log in, by realm. Each returns the record and the identity of its session.
local find = {}

function find.admin(login)
  for _, user in ipairs(state.users) do
    if user.login == login then
      return user, { i_user = user.i_user, is_super_user = user.is_super_user }
    end
  end
end

local function customer(login, i_customer_type)
  local customers = state.store.customers
  local row = customers:get(customers:find("login", login))
  if row and row.login == login and row.bill_status ~= "C" and (row.i_customer_type == 2) == (i_customer_type == 2) then
    return row, { i_customer = row.i_customer }
  end
end

function find.customer(login)
  return customer(login, 1)
end

function find.reseller(login)
  return customer(login, 2)
end

function find.account(login)
  local accounts = state.store.accounts
  local row = accounts:get(accounts:find("login", login))
  if row and row.login == login and row.bill_status ~= "C" then
    return row, { i_account = row.i_account, i_customer = row.i_customer }
  end
end

local function identify(realm, login)
  local record, identity = find[realm](login)
  if record then
    identity.realm, identity.login = realm, login
    return record, identity
  end
end

local function locked(name)
  local failures, settings = state.failures:get(name), state.settings
  if failures and settings.lockout_after > 0 and failures.count >= settings.lockout_after then
    if state.now() - failures.last < settings.lockout_seconds then
      return true
    end
    state.failures:remove(name)
  end
  return false
end

--- Check credentials.
---@param realm string
---@param credentials { login?: string, password?: string, token?: string }
---@param options? { allow_expired_password?: boolean }
---@return table identity
---@return table record
function M.authenticate(realm, credentials, options)
  local login, password, token = credentials.login, credentials.password, credentials.token
  local name = ngx.md5(realm .. ":" .. tostring(login)) -- however long that is
  if locked(name) then
    state.statistics.failed_logins = state.statistics.failed_logins + 1
    fault.raise("Server.Session.cannot_login_brute_force_activity")
  end
  local record, identity
  if type(login) == "string" then
    record, identity = identify(realm, login)
  end
  local right = record and (type(password) == "string" and password == record.password
    or type(token) == "string" and token == record.api_token)
  if not right then
    local failures = state.failures:get(name) or { count = 0 }
    failures.count, failures.last = failures.count + 1, state.now()
    state.failures:put(name, failures)
    state.statistics.failed_logins = state.statistics.failed_logins + 1
    fault.raise("Server.Session.auth_failed")
  end
  state.failures:remove(name)
  if record.must_change_password and not token and not (options and options.allow_expired_password) then
    fault.raise("Server.Session.alert_You_must_change_password")
  end
  return identity, record
end

--- The identity that an administrator takes on.
---@param realm string
---@param login string
---@return table? identity
function M.identity_of(realm, login)
  local record, identity = identify(realm, login)
  if record and record.must_change_password then
    fault.raise("Server.Session.alert_You_must_change_password")
  end
  return identity
end

--- The session of an ordinary call, from its Authorization header or its auth_info.
---@param realm string
---@param token string? of the Authorization header
---@param auth table auth_info, maybe empty
---@return table session
function M.of_call(realm, token, auth)
  token = token or type(auth.access_token) == "string" and auth.access_token or nil
  local session, why
  if token then
    session, why = M.by_token(token)
    if why == "malformed" or why == "expired" then
      fault.raise("Client.Session.check_auth.failed_to_process_access_token")
    end
  elseif type(auth.session_id) == "string" then
    session = M.by_id(auth.session_id)
  elseif auth.login then
    return (M.authenticate(realm, auth)) -- good for this call only
  else
    fault.raise("Client.check_auth.envelope_missed")
  end
  if not session or session.realm ~= realm then
    fault.raise("Server.Session.check_auth.auth_failed")
  end
  session.used = state.now()
  return session
end

--- End sessions, as a restart of the server or an administrator would.
---@param what? "sessions"|"access_tokens" default: whole sessions, so that refreshing fails too
function M.expire(what)
  if what == "access_tokens" then
    for _, token in ipairs(state.tokens:values()) do
      token.expires = 0
    end
    return
  end
  for _, session in ipairs(state.sessions:values()) do
    M.close(session)
  end
end

return M
