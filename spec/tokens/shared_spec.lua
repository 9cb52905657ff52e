-- One session for all workers of an nginx, in a dictionary that they share.
if not rawget(_G, "jit") then
  return -- the client runs inside nginx, whatever runs this: once is enough
end
local app = require "support.app"
local rawserver = require "support.rawserver"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local running
local function start(options)
  local client = { url = w.sandbox.url.admin, login = w.sandbox.login, token = w.sandbox.token,
    tokens = options.tokens }
  options.ca_file = w.sandbox.ca_file
  options.http = ([[
    init_by_lua_block {
      made, why = pcall(function() client = %s end)
    }]]):format(app.client(client))
  options.locations = [[
    location = /version {
      content_by_lua_block {
        local answer, err = client:call("Generic", "get_version")
        ngx.print(answer and "ok " or tostring(err), answer and ngx.worker.pid() or "")
      }
    }
    location = /made { content_by_lua_block { ngx.print(made and "yes" or tostring(why)) } }
    location = /fill {
      content_by_lua_block {
        local i, ok = 0, true
        for _, size in ipairs { 3000, 300, 30, 1 } do
          repeat
            i = i + 1
            ok = ngx.shared.small:safe_set("fill " .. i, ("x"):rep(size))
          until not ok
        end
      }
    }]]
  running = app.start(options)
  return running
end

after_each(function()
  running.stop()
end)

-- All went well; by how many workers.
local function workers_of(bodies)
  local pids, count = {}, 0
  for _, body in ipairs(bodies) do
    local pid = body:match "^ok (%d+)$"
    assert.truthy(pid, body)
    count = count + (pids[pid] and 0 or 1)
    pids[pid] = true
  end
  return count
end

local FOUR = { workers = 4, listen = "reuseport", dicts = "lua_shared_dict portabilling 1m;" }
local function four()
  local options = {}
  for name, value in pairs(FOUR) do
    options[name] = value
  end
  return start(options)
end

describe("the workers of an nginx", function()
  it("log in once for all of them, when 200 calls come at once", function()
    local nginx = four()
    assert.is_true(workers_of(nginx.ask_all("/version", 200)) >= 2)
    assert.equal(1, w.calls "Session/login")
    assert.equal(200, w.calls "Generic/get_version")
  end)

  it("renew it once when it dies under load", function()
    local nginx = four()
    workers_of(nginx.ask_all("/version", 40))
    assert.equal(1, w.calls "Session/login")
    assert(w.sandbox:expire_sessions())
    assert.is_true(workers_of(nginx.ask_all("/version", 200)) >= 2)
    -- The refresh token died with it: one try, then one log-in.
    assert.same({ 1, 2 }, { w.calls "Session/refresh_access_token", w.calls "Session/login" })
  end)

  it("keep it across a reload", function()
    local nginx = four()
    local before = nginx.get "/version"
    nginx.signal "HUP"
    app.await(function()
      return nginx.get "/version" ~= before and workers_of(nginx.ask_all("/version", 40)) >= 2
    end, "new workers")
    assert.equal(1, w.calls "Session/login")
  end)
end)

it("a worker killed amid the log-in keeps the others waiting no longer than its call might have taken", function()
  local server = rawserver.start { { "hang" }, rawserver.json '{"access_token":"a.b.c","expires_in":900}',
    rawserver.json '{"version":"1"}' }
  running = app.start {
    dicts = "lua_shared_dict portabilling 1m;",
    http = ("init_by_lua_block { client = %s }"):format(app.client { url = server.url, login = "a", token = "t-t-t" }),
    locations = [[location = / {
      content_by_lua_block {
        local answer, err = client:call("Generic", "get_version", {}, { timeout = tonumber(ngx.var.arg_timeout) })
        ngx.print(answer and answer.version or tostring(err))
      }
    }
    location = /pid { content_by_lua_block { ngx.print(ngx.worker.pid()) } }]],
  }
  local pid = running.get "/pid"
  local lost = running.ask "/?timeout=2"
  app.await(function() return server.count() == 1 end, "the log-in at the server")
  os.execute("kill -9 " .. pid)
  app.await(function() return running.get "/pid" ~= pid end, "a new worker")
  assert.equal("1", (running.get "/?timeout=20"))
  assert.equal(3, server.count())
  lost:leave()
  server.stop()
end)

describe("a dictionary for tokens", function()
  it("of another name is taken where the option names it", function()
    local nginx = start { dicts = "lua_shared_dict other 1m;", tokens = "shared:other", workers = 2,
      listen = "reuseport" }
    workers_of(nginx.ask_all("/version", 40))
    assert.equal(1, w.calls "Session/login")
  end)

  it("that was not declared is told at once, with the directive", function()
    local nginx = start { tokens = "shared:missing" }
    local body = nginx.get "/made"
    assert.truthy(body:find('write "lua_shared_dict missing 1m;" into the http block', 1, true), body)
  end)

  it("that is full is told, with the directive; nothing was sent", function()
    local nginx = start { dicts = "lua_shared_dict small 12k;", tokens = "shared:small" }
    nginx.get "/fill"
    local body = nginx.get "/version"
    assert.truthy(body:find("full", 1, true) and body:find('lua_shared_dict small 1m;', 1, true), body)
    assert.truthy(body:find("not sent", 1, true), body)
    assert.equal(0, w.calls "Session/login")
  end)
end)

it("without a dictionary each worker has a session of its own", function()
  local nginx = start { workers = 2, listen = "reuseport" }
  assert.equal(workers_of(nginx.ask_all("/version", 60)), w.calls "Session/login")
end)
