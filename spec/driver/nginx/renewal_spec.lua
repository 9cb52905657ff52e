-- Sessions inside nginx: renewed apart from the requests, refused once for all workers, and clients made while requests run.
if not rawget(_G, "jit") then
  return -- the client runs inside nginx, whatever runs this: once is enough
end
local app = require "support.app"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local running
local function start(options)
  options.ca_file = w.sandbox.ca_file
  running = app.start(options)
  return running
end
after_each(function()
  running.stop()
end)

local function client_of(token)
  return app.client { url = w.sandbox.url.admin, login = w.sandbox.login, token = token or w.sandbox.token }
end

it("pb.connect in a handler does not get in the way of the requests that run", function()
  local nginx = start {
    dicts = "lua_shared_dict portabilling 1m;",
    http = "init_by_lua_block { pb = require 'portabilling' }",
    locations = ([[location = / {
      content_by_lua_block {
        pb.connect { url = %q, login = %q, token = %q }
        local n = 0
        for customer in pb.list("Customer", "customer", nil, { page_size = 50 }) do n = n + 1 end
        ngx.print(n)
      }
    }]]):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token),
  }
  for _, body in ipairs(nginx.ask_all("/", 100)) do
    assert.equal("120", body)
  end
end)

it("pb.close in a handler ends the calls of other requests as cancelled, not with a raw error", function()
  local nginx = start {
    http = ("init_by_lua_block { client = %s }"):format(client_of()),
    locations = [[
    location = /call {
      content_by_lua_block {
        local ok, answer, err = pcall(client.call, client, "Generic", "get_version")
        ngx.print(tostring(ok), " ", err and err.kind or tostring(answer))
      }
    }
    location = /close { content_by_lua_block { client:close() } }]],
  }
  assert(w.sandbox:inject { method = "Session/login", action = "slow", seconds = 1 })
  local asked = {}
  for i = 1, 20 do
    asked[i] = nginx.ask "/call"
  end
  app.await(function() return w.calls "Session/login" == 1 end, "the log-in")
  nginx.get "/close"
  for i = 1, 20 do
    assert.equal("true cancelled", (asked[i]:read()))
  end
end)

it("a refused log-in is made once for all workers, and then after pauses only", function()
  local nginx = start {
    workers = 4, listen = "reuseport", dicts = "lua_shared_dict portabilling 1m;",
    http = ("init_by_lua_block { client = %s }"):format(client_of "wrong-token"),
    locations = [[location = / {
      content_by_lua_block {
        local _, err = client:call("Generic", "get_version")
        ngx.print(err.code, " ", err.retry_after and "may be tried again later" or "")
      }
    }]],
  }
  local began = os.time()
  for _, body in ipairs(nginx.ask_all("/", 200)) do
    assert.equal("Server.Session.auth_failed may be tried again later", body)
  end
  -- At 0, 1, 3, 7 ... seconds: however slow this machine is.
  local possible = 1 + math.floor(math.log(os.time() - began + 2) / math.log(2))
  assert.is_true(w.calls "Session/login" <= possible, w.calls "Session/login" .. " log-ins")
end)

it("a token that nears its end is renewed apart from the request, which does not wait", function()
  local nginx = start {
    http = ("init_by_lua_block { client = %s }"):format(client_of()),
    locations = [[
    location = /near {
      content_by_lua_block {
        assert(client:login())
        local now = client.driver:now()
        local held = client.session:export(now)
        held.expires_in, held.lifetime = 30, 900
        assert(client.session:adopt(held, now, true))
      }
    }
    location = /call {
      content_by_lua_block {
        local answer, err = client:call("Generic", "get_version")
        ngx.print(answer and "ok" or tostring(err), client.renewal and " renewing" or "")
      }
    }]],
  }
  nginx.get "/near"
  assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "slow", seconds = 2 })
  assert.equal("ok renewing", (nginx.get "/call"))
  assert.equal("ok renewing", (nginx.get "/call"))
  app.await(function() return nginx.get "/call" == "ok" end, "the end of the renewal")
  assert.same({ 1, 1 }, { w.calls "Session/login", w.calls "Session/refresh_access_token" })

  nginx.get "/near"
  assert(w.sandbox:inject { method = "Session/refresh_access_token", action = "status", status = 502, times = 9 })
  for _ = 1, 5 do
    assert.equal("ok", (nginx.get "/call"):match "^ok")
  end
end)
