-- What errors say of log-ins that failed: to who asked for the log-in, and to whose call needed it.
local core_file = require "portabilling.file"
local log_ins = require "support.log_ins"
local rawserver = require "support.rawserver"
local refusals = require "portabilling.tokens.refusals"
local world = require "support.world"

local raw = log_ins.new { before_each = before_each, after_each = after_each }
local json, version, TOKENS = rawserver.json, world.version, log_ins.TOKENS

local REFUSED = json('{"faultcode":"Server.Session.auth_failed","faultstring":"no"}', "500 Error")

local function facts(err)
  return { err.kind, err.service .. "/" .. err.method, err.sent, err.attempts, err.http_status, type(err.elapsed) }
end

it("a log-in that gave no token was answered; the call that needed it was not sent", function()
  local client = raw.client { json "{}", json "{}" }
  local _, err = client:login()
  assert.same({ "auth", "Session/login", "yes", 1, 200, "number" }, facts(err))
  refusals.clear()
  _, err = version(client)
  assert.same({ "auth", "Generic/get_version", "no", 1, 200, "number" }, facts(err))
end)

it("so it is with a log-in as another", function()
  local client = raw.client { TOKENS, json "{}" }
  local _, err = client:login_as { login = "x", url = raw.server.url .. "/other" }
  assert.same({ "auth", "Session/login_to_realm", "yes", 1, 200, "number" }, facts(err))
end)

it("waiting for a lock in vain tells the operation and how long that took", function()
  local lock = assert(core_file.lock(raw.path .. ".lock"))
  local client = raw.client({ { "hang" } }, { tokens = raw.path })
  for _, operation in ipairs { "login", "logout" } do
    local _, err = client[operation](client, { timeout = 0.3 })
    assert.same({ "timeout", "Session/" .. operation, "no", 0, nil, "number" }, facts(err))
    assert.equal("TOKENS_LOCKED", err.code)
    assert.is_true(err.elapsed >= 0.3)
  end
  lock:release()
end)

it("is said once, whoever waits for the log-in, and whoever makes it", function()
  local client = raw.client { REFUSED }
  local tasks = client.driver.tasks
  local list = { tasks:spawn(client.login, client), tasks:spawn(version, client), tasks:spawn(client.login, client) }
  for i, task in ipairs(list) do
    tasks:join(task)
    local err = task.extra
    assert.equal("Server.Session.auth_failed", err.code)
    assert.equal(i == 2 and "Generic/get_version" or "Session/login", err.service .. "/" .. err.method)
    local _, count = err.message:gsub("log%-in failed", "")
    assert.equal(1, count, err.message)
  end
  local _, err = client:login_as { login = "x", url = raw.server.url .. "/other" }
  local _, count = err.message:gsub("log%-in failed", "")
  assert.equal(1, count, err.message)
end)

it("of another call that takes longer than one's own time leaves one's own call repeatable", function()
  local client = raw.client { { "hang" } }
  local tasks = client.driver.tasks
  local patient = tasks:spawn(version, client, { timeout = 30 })
  tasks:await(function() return raw.server.count() == 1 end, client.driver:now() + 20)
  local _, err = version(client, { timeout = 0.3 })
  assert.same({ "timeout", "Generic/get_version", "no", 0, nil, "number" }, facts(err))
  assert.is_true(err.retryable)
  client:close()
  assert.is_true(patient.finished)
end)

it("that is waited for does not keep a call that is given up from saying so #libcurl", function()
  local client = raw.client { { "hang" } }
  local tasks = client.driver.tasks
  local list = { tasks:spawn(version, client), tasks:spawn(version, client) }
  tasks:await(function() return raw.server.count() == 1 end, client.driver:now() + 20)
  for _, task in ipairs(list) do
    tasks:cancel(task)
    assert.is_true(task.finished)
    assert.same({ "cancelled", "CANCELLED", "no" }, { task.extra.kind, task.extra.code, task.extra.sent })
  end
  client:close()
end)

it("cannot be waited for by what is called during it: that is told at once", function()
  local client, inner
  local function call_too(event)
    if event.method == "login" and event.event == "attempt" then
      inner = { version(client) }
    end
  end
  client = raw.client({ TOKENS, json '{"version":"1"}' }, { log = call_too })
  assert(version(client))
  local err = inner[2]
  assert.same({ "cancelled", "WITHIN_LOG_IN", "no", 0 }, { err.kind, err.code, err.sent, err.attempts })
  assert(version(client))
  client:close()
end)

describe("what a call, or a client, wants of its answers", function()
  local PADDED = json(('{"access_token":"a.b.c","refresh_token":"r","expires_in":900,"padding":"%s"}')
    :format(("x"):rep(500)))
  local VERSION = json '{"version":"1"}'

  it("is not wanted of a log-in's or a refresh's", function()
    local client = raw.client { PADDED, VERSION, PADDED, VERSION }
    assert(version(client, { max_body = 100 }))
    client.session:lost(client.session:generation())
    assert(version(client, { max_body = 100 }))
    client:close()
    raw.server.stop()
    assert(version(raw.client({ PADDED, VERSION }, { max_body = 100 })))
  end)

  it("is not wanted of a log-in as another either", function()
    local client = raw.client { TOKENS, json '{"session_id":"1","access_token":null,"more":[[1,2,3]]}', VERSION }
    local own = assert(client:login_as { login = "x", url = raw.server.url .. "/other", keep_null = true,
      max_values = 2, max_depth = 1, max_body = 30 })
    assert(version(own))
  end)
end)

describe("a client that another one logs in", function()
  -- session_id: given for that session's account.
  local function child(client, options)
    options.login, options.url = "x", raw.server.url .. "/other"
    return assert(client:login_as(options))
  end

  local ENDED = json('{"faultcode":"Server.Session.check_auth.auth_failed","faultstring":"dead"}', "500 Error")

  it("says so when that one was closed", function()
    local client = raw.client { TOKENS, json '{"session_id":"1"}', ENDED }
    local own = child(client, {})
    client:close()
    local _, err = version(own)
    assert.same({ "cancelled", "Generic/get_version", "no" }, { err.kind, err.service .. "/" .. err.method, err.sent })
    assert.truthy(err.message:find("the client that logs this one in was closed", 1, true), err.message)
  end)

  it("gives that log-in no more time than its call has left", function()
    local held = false
    local store = { load = function() end, save = function() return true end }
    local client = raw.client { TOKENS, json '{"session_id":"1"}', ENDED, { "hang" } }
    local waiting
    function store.lock(_, _, _, left)
      waiting = waiting or left
      if held and left > 0.5 then
        return nil, "somebody else has it"
      end
      return { release = function() end }
    end
    local own = child(client, { tokens = store })
    held, waiting = true, nil
    local send, given = client.driver.send, nil
    function client.driver.send(driver, request)
      given = request.url:find("login_to_realm", 1, true) and request.timeout or given
      return send(driver, request)
    end
    local _, err = version(own, { timeout = 1 })
    assert.equal("timeout", err.kind)
    assert.is_true(given <= 0.5, given)
  end)
end)
