--- The sandbox's HTTP face, inside nginx: takes a call, finds its method, answers.

local answer = require "portabilling.sandbox.answer"
local api = require "portabilling.api"
local changes = require "portabilling.sandbox.events.changes"
local context = require "portabilling.sandbox.context"
local counts = require "portabilling.sandbox.counts"
local event_sender = require "portabilling.sandbox.events.sender"
local fault = require "portabilling.sandbox.fault"
local hostile = require "portabilling.sandbox.hostile"
local ignored = require "portabilling.sandbox.ignored"
local inject = require "portabilling.sandbox.inject"
local json = require "portabilling.sandbox.json"
local mask = require "portabilling.sandbox.mask"
local near = require "portabilling.sandbox.near"
local request = require "portabilling.sandbox.request"
local rights = require "portabilling.sandbox.rights"
local session = require "portabilling.sandbox.session"
local shell = require "portabilling.sandbox.shell"
local state = require "portabilling.sandbox.state"
local suggest = require "portabilling.support.suggest"
local validate = require "portabilling.sandbox.validate"
local web_log = require "portabilling.sandbox.web_log"

local M = {}

local services = {}

local function load_services()
  for _, module in ipairs {
    "session", "generic", "customer", "customer_pbx", "customer_money", "account", "account_extras", "did", "product",
    "subscription", "simcard", "service", "custom_fields", "invoice", "cdr",
    "huntgroups", "operator", "mailbox", "phonebook", "agreements", "calls", "call_control", "call_barring", "rerating",
    "reservation", "transcription", "totals", "trace",
    "access_control", "uploads", "ivr_applications", "web_log",
  } do
    for name, methods in pairs(require("portabilling.sandbox.services." .. module)) do
      services[name] = services[name] or {}
      for method, definition in pairs(methods) do
        local told = api.builtin.data.services[name].methods[method] -- read when it is first called
        assert(told and told[1], "portabilling.api does not say what " .. name .. "/" .. method .. " takes")
        services[name][method] = definition
      end
    end
  end
end

-- nginx ends with the program that started it, even if that was killed and could not clean up.
local function watch(parent, directory)
  if not parent then
    return
  end
  local ffi = require "ffi"
  ffi.cdef "int kill(int, int); int getpid(void);"
  assert(ngx.timer.every(0.5, function()
    if shell.process_start(parent.id) ~= parent.start then
      if parent.remove_directory then
        os.execute(shell.command { "rm", "-rf", "--", directory })
      end
      ffi.C.kill(ffi.C.getpid(), 15)
    end
  end))
end

--- Start: read what the launcher wrote and lay out the records.
---@param directory string the sandbox's directory
function M.init(directory)
  state.options = assert(json.decode(assert(shell.read_file(directory .. "/options.json"))))
  session.use_key(assert(shell.read_file(directory .. "/jwt.key")))
  ignored.tell_in(directory .. "/ignored.txt")
  load_services()
  state.reset()
  watch(state.options.parent, directory)
end

local known = {} -- services of the real server, by their names in lower case
for _, name in ipairs(api.builtin:services()) do
  known[name:lower()] = name
end

-- "session" and "Session" are the same service: the documentation writes both.
local function canonical(service)
  return known[service:lower()] or service
end

local mode_faults = { standalone = "standalone_mode", secondary = "secondary_site", read_only = "read_only_mode" }

local function check_mode(service, method)
  local code = mode_faults[state.settings.operating_mode]
  if code and service ~= "Session" and not method:find("^get_") then
    fault.raise(code)
  end
end

local initial = { admin = "a", reseller = "r", customer = "c", account = "u" }

local function available(definition, realm)
  return definition.open or (definition.realms or "ar"):find(initial[realm], 1, true) ~= nil
end

local function or_rather(name, names)
  local question = suggest.message(name, names)
  return question ~= "" and "; " .. question or ""
end

local function find_method(realm, service, method)
  local definition = services[service] and services[service][method]
  if definition then
    return definition
  elseif not known[service:lower()] then
    fault.refuse("unknown_service", nil, nil, ("there is no service %s%s"):format(service,
      or_rather(service, api.builtin:services())))
  elseif not api.builtin:has_method(service, method) then
    fault.refuse("unknown_method", nil, nil, ("there is no method %s/%s%s"):format(service, method,
      or_rather(method, api.builtin:methods(service))))
  end
  fault.refuse("not_implemented", service, nil, near.message(service, method, services, function(other)
    return available(other, realm)
  end))
end

--- Whether a realm has a method.
---@param realm "admin"|"reseller"|"customer"|"account"
---@param service string
---@param method string
---@return boolean
function M.offers(realm, service, method)
  local definition = services[service] and services[service][method]
  return definition ~= nil and available(definition, realm)
end

--- The release that it is like.
---@return string
function M.version()
  return services.Generic.get_version.run().version
end

-- What a lenient server assumes where a caller leaves it out.
local function imply(params, implied)
  for name, value in pairs(implied) do
    if type(value) == "table" and type(params[name]) == "table" then
      imply(params[name], value)
    elseif type(value) ~= "table" and params[name] == nil then
      params[name] = value
    end
  end
end

local function bearer()
  local header = ngx.var.http_authorization
  return header and header:match("^[Bb]earer%s+(%S+)%s*$")
end

local function call(entry, injection, in_path)
  local service, method = entry.service, entry.method
  if ngx.req.get_method() ~= "POST" and not in_path then
    fault.refuse("invalid_request", nil, nil, "a method is called with POST")
  end
  local params, auth, files
  if in_path then
    params, auth, entry.encoding = request.read_path(in_path, state.settings)
  else
    params, auth, entry.encoding, files = request.read(state.settings)
  end
  entry.params = mask.copy(params) -- as received: handlers change params
  state.weigh(entry, tonumber(ngx.var.request_length))
  local token = state.settings.bearer_json and bearer() or nil
  if injection and injection.action == "expire" then
    local caller = token and session.by_token(token) or auth.session_id and session.by_id(auth.session_id)
    if caller then
      session.close(caller)
    end
  end
  local definition = services[service] and services[service][method]
  local caller
  if not (definition and definition.open) then
    caller = session.of_call(entry.realm, token, auth)
  end
  definition = find_method(entry.realm, service, method)
  if caller and not available(definition, entry.realm) then
    fault.refuse("access_denied", service, nil, ("%s/%s is not available in the %s realm"):format(service, method,
      entry.realm))
  end
  check_mode(service, method)
  if definition.implied and not state.settings.strict then
    imply(params, definition.implied)
  end
  validate.params(service, method, params, entry.realm, state.settings.unknown, function(path, question)
    ignored.note(entry, path, question)
  end)
  local ctx = context.new(service, entry.realm, caller, files)
  if not caller then
    return definition.run(ctx, params)
  end
  rights.check(caller, service, method, params)
  local result, file = definition.run(ctx, params)
  web_log.note(caller, service, method, entry.params, result)
  return rights.readable(caller, service, method, result), file
end

local function body_of(entry, result)
  local settings = state.settings
  if (settings.hostile or settings.empty_body) and hostile.tells_nothing(entry.method, result) then
    return settings.empty_body and "" or "{}"
  end
  return json.encode(result, settings.hostile and hostile.new() or nil)
end

local function answer_of(entry, injection, in_path)
  local ok, result, file = pcall(call, entry, injection, in_path)
  -- What was changed stays changed, whatever becomes of the answer.
  event_sender.announce(changes.take(), state.settings.hostile)
  if ok and file then
    return { status = 200, content_type = file.content_type, file = file }
  elseif ok then
    ok, result = pcall(body_of, entry, result or {})
    if ok then
      return { status = 200, content_type = "application/json; charset=UTF-8", body = result }
    end
  end
  local failure = result
  if not fault.is(failure) then
    ngx.log(ngx.ERR, entry.service, "/", entry.method, ": ", tostring(failure))
    failure = {
      faultcode = fault.sandbox_made.internal_error, faultstring = "the sandbox failed: " .. tostring(failure),
    }
  end
  state.statistics.faults = state.statistics.faults + 1
  entry.faultcode = mask.text(failure.faultcode) -- it may name a field
  return {
    status = 500, content_type = "application/json; charset=UTF-8",
    body = json.encode { faultcode = failure.faultcode, faultstring = failure.faultstring },
  }
end

local function count_connection()
  local statistics, connection = state.statistics, tonumber(ngx.var.connection)
  statistics.total = statistics.total + 1
  if not state.connections:get(connection) then
    state.connections:put(connection, true)
    statistics.connections = statistics.connections + 1
  end
  return connection
end

--- Serve one request of a realm.
---@param realm "admin"|"reseller"|"customer"|"account"
function M.handle(realm)
  local service, method = ngx.var.uri:match("^/rest/([%w_]+)/([%w_]+)/?$")
  local in_path
  if not service and state.settings.in_path then
    service, method, in_path = request.in_path(ngx.var.request_uri)
  end
  if not service then
    return ngx.exit(404)
  end
  service = canonical(service)
  local entry = {
    service = mask.text(service), method = mask.text(method), realm = realm, connection = count_connection(),
    has_authorization = ngx.var.http_authorization ~= nil, params = {},
  }
  local name = entry.service .. "/" .. entry.method
  counts.add(state.statistics.methods, name, not api.builtin:has_method(service, method))
  state.record(entry)
  local injection = inject.take(state.injections, name)
  if state.settings.latency > 0 then
    ngx.sleep(state.settings.latency)
  end
  if injection then
    entry.injected = injection.action
    local before = inject.before[injection.action]
    if before and before(injection) then
      entry.status, entry.faultcode = ngx.status, injection.faultcode
      return
    end
  end
  local result = answer_of(entry, injection, in_path)
  entry.status = result.status
  local after = injection and inject.after[injection.action]
  if not (after and after(injection, result)) then
    answer.send(result)
  end
end

return M
