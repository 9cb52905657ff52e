--- The control channel: how specs and prototypes steer the sandbox while it runs. JSON over plain HTTP on loopback, for
--- whoever has the key (see admission.lua).

local admission = require "portabilling.sandbox.admission"
local event_sender = require "portabilling.sandbox.events.sender"
local inject = require "portabilling.sandbox.inject"
local json = require "portabilling.sandbox.json"
local rights = require "portabilling.sandbox.rights"
local session = require "portabilling.sandbox.session"
local settings = require "portabilling.sandbox.settings"
local state = require "portabilling.sandbox.state"
local tables = require "portabilling.support.tables"

local M = {}

local actions = {}

actions["GET /stats"] = function()
  local statistics = tables.copy(state.statistics)
  statistics.sessions = #state.sessions:values()
  return statistics
end

actions["GET /requests"] = function()
  return state.requests()
end

-- Who can log in, for the launcher to show.
actions["GET /logins"] = function()
  local function entry(row)
    return row and { login = row.login, password = row.password, token = row.api_token, i_user = row.i_user,
      i_customer = row.i_customer, i_account = row.i_account } or nil
  end
  local function first(collection, test)
    local records = state.store[collection]
    for key in records:keys(1) do
      if records:field(key, "login") and test(records:get(key)) then
        return entry(records:get(key))
      end
      if key > 100 then
        return nil
      end
    end
  end
  local reseller = entry(state.store.customers:get(2))
  return {
    admin = entry(state.users[1]),
    must_change = entry(state.users[2]),
    tied = entry(state.users[3]),
    reseller = reseller and reseller.login and reseller or nil,
    customer = first("customers", function(row)
      return row.i_customer_type == 1
    end),
    account = first("accounts", function()
      return true
    end),
  }
end

actions["POST /set"] = function(body)
  local ok, message = settings.apply(state.settings, body)
  if not ok then
    return nil, message
  end
  return state.settings
end

actions["POST /reset"] = function()
  state.reset()
  return {}
end

actions["POST /clear"] = function()
  event_sender.clear()
  state.clear_statistics()
  return {}
end

actions["POST /inject"] = function(body)
  local ok, message = inject.check(body)
  if not ok then
    return nil, message
  end
  table.insert(state.injections, body)
  return {}
end

actions["POST /expire"] = function(body)
  if body.what ~= nil and body.what ~= "sessions" and body.what ~= "access_tokens" then
    return nil, 'expire: what must be "sessions" (the default) or "access_tokens"'
  end
  session.expire(body.what)
  return {}
end

actions["GET /one-time-passwords"] = function()
  return state.one_time_passwords
end

actions["POST /deny"] = rights.deny

actions["GET /events"] = event_sender.summary

actions["POST /events"] = function(body)
  local ok, message = event_sender.configure(body)
  if not ok then
    return nil, message
  end
  return event_sender.summary()
end

-- Answers when no event waits any more, or the time is over.
actions["POST /events/settle"] = function(body)
  local seconds = body.seconds == nil and 30 or body.seconds
  if type(seconds) ~= "number" or not (seconds >= 0 and seconds <= 3600) then
    return nil, "events/settle: seconds must be a number from 0 to 3600"
  end
  local deadline = ngx.now() + seconds
  local summary = event_sender.summary()
  while summary.pending > 0 and ngx.now() < deadline do
    ngx.sleep(0.005)
    summary = event_sender.summary()
  end
  return summary
end

local function answer(status, body)
  local ok, text = pcall(json.encode, body)
  if not ok then
    status, text = 500, json.encode { message = "the sandbox failed: " .. tostring(text) }
  end
  ngx.status = status
  ngx.header["Content-Type"] = "application/json"
  ngx.print(text)
end

--- Serve one request.
function M.handle()
  local refused, why = admission.refusal({
    host = ngx.var.http_host, port = ngx.var.server_port, authorization = ngx.var.http_authorization,
    method = ngx.req.get_method(), content_type = ngx.var.http_content_type,
  }, state.options.control_key)
  if refused then
    return answer(refused, { message = why })
  end
  local action = actions[ngx.req.get_method() .. " " .. ngx.var.uri]
  if not action then
    return ngx.exit(404)
  end
  ngx.req.read_body()
  local text = ngx.req.get_body_data()
  local body, message = {}, nil
  if text and text ~= "" then
    body, message = json.decode(text)
  end
  local result
  if type(body) == "table" then
    result, message = action(body)
  end
  if result == nil then
    return answer(400, { message = message or "the body must be a JSON object" })
  end
  answer(200, result)
end

return M
