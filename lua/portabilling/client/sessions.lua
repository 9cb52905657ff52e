--- Sessions of a client: log-in, ping, log-out, acting as another login.
local address = require "portabilling.config.address"
local catalog = require "portabilling.api"
local config = require "portabilling.config"
local error_object = require "portabilling.error"
local renewal = require "portabilling.call.renew"
local steps = require "portabilling.call.renew_steps"
local runner = require "portabilling.call.drive"
local perform_module = require "portabilling.call"
local tokens = require "portabilling.tokens"
local failure = require "portabilling.call.failure"

local perform, settings_for, unfit = perform_module.perform, perform_module.settings, failure.unfit

local M = {}

-- In a dry run of everything there is no session to speak of. True: that was told, and nothing is to be done.
local function only_told(settings, method, safe)
  local dry = perform_module.is_dry(settings, safe)
  if dry then
    perform_module.tell_dry(settings, "Session", method)
  end
  return dry
end

local function held_by(self)
  return self.session and self.session:export(self.driver:now()) -- none: closed while it waited
end

local function token_of(held)
  return held.access_token and { access_token = held.access_token } or { session_id = held.session_id }
end

-- An error that came from no call of its own: what it failed, and how long that took.
local function complete(self, err, method, begun)
  err.service, err.method = err.service or "Session", err.method or method
  err.elapsed = self.driver:now() - begun
  return err
end

local function authorize(self, settings)
  if only_told(settings, "login", true) then -- reads need a session
    return true
  end
  local begun = self.driver:now()
  local ok, err = runner.renew(self, { settings = settings, deadline = begun + settings.timeout })
  if not ok then
    err.message = failure.session_message(err)
    complete(self, err, "login", begun)
  end
  return ok, err
end

-- Realm names as Session/login_to_realm has them: "accounts" is seen in use, the others follow it.
local REALM_NAMES = { account = "accounts", customer = "customers", reseller = "resellers" }

--- Gives the client class its session methods. new: how a client is made.
---@param Client table
---@param new fun(options: table, parent: table): table?, portabilling.Error?
function M.extend(Client, new)
  --- Logs in now, unless a usable token is at hand. Not needed: every call does it by itself. The second value is the
  --- session, to be given to another program: session_id, access_token, refresh_token and expires_at (Unix time), as
  --- far as they are known. They are secrets.
  ---@param options portabilling.Options?
  ---@return boolean? ok
  ---@return table|portabilling.Error|nil session
  function Client:login(options)
    local ok, err = authorize(self, settings_for(self, options, "login"))
    if not ok then
      return nil, err
    end
    local held = held_by(self) or {}
    return true, { session_id = held.session_id, access_token = held.access_token, refresh_token = held.refresh_token,
      expires_at = held.expires_in and self.driver:wall() + held.expires_in or nil }
  end

  --- Is the session alive? Asks the server; logs in first when there is no session yet.
  ---@param options portabilling.Options?
  ---@return boolean? alive
  ---@return portabilling.Error?
  function Client:ping(options)
    local settings = settings_for(self, options, "ping")
    if only_told(settings, "ping", catalog.safe("Session", "ping")) then
      return true
    end
    if not held_by(self) then
      local ok, err = authorize(self, settings)
      if not ok then
        return nil, err
      end
    end
    local held = held_by(self)
    local answer, err = perform(self, "Session", "ping", held and token_of(held) or {}, settings)
    if answer then
      return (tonumber(answer.user_id) or 0) > 0
    elseif err.kind == "fault" or err.kind == "auth" then
      return false -- older releases answer a dead token with a fault
    end
    return nil, err
  end

  --- Ends the session at the server and forgets its tokens, the stored ones too. A session that another call or process
  --- has opened in its place meanwhile is left alone.
  ---@param options portabilling.Options?
  ---@return boolean? ended false: the server had no such session any more
  ---@return portabilling.Error?
  function Client:logout(options)
    local settings = settings_for(self, options, "logout")
    if only_told(settings, "logout", catalog.safe("Session", "logout")) then
      return true
    end
    local session, begun = self.session, self.driver:now()
    local deadline = begun + settings.timeout
    renewal.log_out(self, settings.timeout)
    if self.session and not held_by(self) then
      local ok, err = steps.locked(self, deadline, function()
        local stored, message = tokens.load(self.store, self.key, self.driver:wall())
        if stored then
          session:adopt(stored, self.driver:now())
        end
        return not message, message and error_object.new { kind = "config", message = message }
      end)
      if not ok then
        return nil, complete(self, err, "logout", begun)
      end
    end
    local ended = held_by(self)
    if not ended then
      return true
    end
    local answer, err = perform(self, "Session", "logout", token_of(ended), settings)
    if not answer and err.kind ~= "fault" and err.kind ~= "auth" then
      return nil, err
    end
    if tokens.same(session:export(self.driver:now()), ended) then
      session:forget()
    end
    -- Where that fails, a session stays in the store that the next call finds dead.
    steps.locked(self, deadline, function()
      return not tokens.same(tokens.load(self.store, self.key, self.driver:wall()), ended)
        or tokens.save(self.store, self.key, nil, self.driver:wall())
    end)
    return answer ~= nil and tonumber(answer.success) ~= 0
  end

  --- A client that acts as another login, without its password (Session/login_to_realm).
  ---@param options table login (required), realm ("account" by default, "customer", "reseller"), url (where that realm
  --- is served; may be left out when this client's url uses its realm's usual port), and any client option; those that
  --- are not given are this client's, but for the place of tokens
  ---@return portabilling.Client? client
  ---@return portabilling.Error?
  function Client:login_as(options)
    local given = config.plain(options, "login_as", 2)
    if self.closed then
      error("login_as: the client is closed", 2)
    end
    local own = {}
    for name, value in next, given do
      own[name] = value
    end
    local login, realm = own.login, own.realm or "account"
    own.realm = nil
    own = config.check(own, "login_as", false, 2)
    if not login then
      error("login_as: whose? Give login = \"...\"", 2)
    elseif not REALM_NAMES[realm] then
      error("login_as: realm: \"account\" (the default), \"customer\" or \"reseller\" expected", 2)
    end
    own = config.inherited(own, self.settings)
    own.url = own.url or address.realm_url(self.settings, realm)
    if not own.url then
      return nil, error_object.new { kind = "config",
        message = "login_as: where is the " .. realm .. " realm? Give its url",
        advice = "This client's url is not on a realm's usual port, so the other realm's cannot be told from it" }
    end
    own.realm = realm
    if given.api == nil and self.description == nil and realm ~= address.realm(self.settings) then
      own.api = nil -- a file describes one realm
    end
    local child, err = new(own, self)
    if not child then
      return nil, err
    end
    child.relogin = function(client, call)
      if self.closed then
        return nil, error_object.new { kind = "cancelled", code = "CLOSED",
          message = "the client that logs this one in was closed" }
      end
      local session = client.session
      local answer, why, _, made = perform(self, "Session", "login_to_realm",
        { login = login, realm = REALM_NAMES[realm] }, runner.log_in_settings(call.settings),
        { log_in = true, timeout = math.max(call.deadline - client.driver:now(), 0) })
      if not answer then
        return nil, why
      end
      local ok, reason = session:adopt(answer, client.driver:now(), true)
      if not ok then
        return nil, unfit(made, { kind = "auth", message = reason })
      end
      return true
    end
    local ok
    ok, err = child:login()
    if not ok then
      child:close()
      return nil, err
    end
    return child
  end
end

return M
