-- Calls in an event loop whose answers are held back: many at once; clients closed and loops dropped meanwhile.
local http = require "socket.http"
local json = require "cjson"
local loops = require "support.loops"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local server = require "support.server"
local world = require "support.world"

local version = world.version

-- Holds every answer back until it is told to go on.
local LOCATIONS = [[
  location /rest/ {
    content_by_lua_block {
      ngx.req.read_body()
      local counters = ngx.shared.counters
      local kind = ngx.var.uri == "/rest/Session/login" and "logins" or "calls"
      counters:incr(kind, 1, 0)
      while not counters:get(kind .. "_may_go_on") do ngx.sleep(0.002) end
      ngx.header.content_type = "application/json"
      ngx.print(kind == "logins" and
        '{"access_token":"a-token","refresh_token":"r","session_id":"s","expires_in":172799}' or '{"version":"x"}')
    }
  }
  location /counters {
    content_by_lua_block {
      local counters = ngx.shared.counters
      ngx.print(('{"calls":%d,"logins":%d}'):format(counters:get "calls" or 0, counters:get "logins" or 0))
    }
  }
  location /go_on { content_by_lua_block { ngx.shared.counters:set(ngx.var.arg_what .. "_may_go_on", true) } }
  location /reset { content_by_lua_block { ngx.shared.counters:flush_all() } }
]]

for _, name in ipairs { "cqueues", "luv" } do
  describe("in " .. name, function()
    local nginx, loop

    setup(function()
      nginx = server.start { locations = LOCATIONS }
    end)
    teardown(function()
      nginx.stop()
    end)
    before_each(function()
      http.request(nginx.plain_url .. "/reset")
      loop = loops[name]()
    end)

    local function counters()
      return json.decode((http.request(nginx.plain_url .. "/counters")))
    end

    local function go_on(what)
      http.request(nginx.plain_url .. "/go_on?what=" .. what)
    end

    -- Turns the loop meanwhile.
    local function wait_for(what, count)
      while counters()[what] < count do
        loop.pause()
      end
    end

    local function held_client(options)
      local settings = { url = nginx.url, ca_file = nginx.ca_file, login = "x", token = "y-token", loop = name }
      for option, value in pairs(options or {}) do
        settings[option] = value
      end
      return pb.new(settings)
    end

    it("50 calls wait at once, while another coroutine works", function()
      local held = held_client()
      local answers = 0
      for _ = 1, 50 do
        loop.go(function()
          assert(version(held))
          answers = answers + 1
        end)
      end
      local seen
      loop.go(function()
        wait_for("logins", 1)
        go_on "logins"
        wait_for("calls", 50)
        seen = { answers, counters().calls, counters().logins }
        go_on "calls"
      end)
      loop.run()
      assert.same({ 0, 50, 1 }, seen)
      assert.equal(50, answers)
      held:close()
    end)

    it("an answer that another coroutine happens to collect still reaches its own", function()
      local held = held_client()
      local answer
      go_on "logins"
      loop.go(function()
        answer = assert(version(held))
      end)
      loop.go(function()
        wait_for("calls", 1)
        go_on "calls"
        repeat
          held.driver.tasks:turn(0.01) -- as a list does between its records
        until held.driver.multi:running() == 0
      end)
      loop.run()
      assert.equal("x", answer.version)
      held:close()
    end)

    it("several pauses end, none before its time, and none waits for a longer one", function()
      local held, ended, last = held_client(), 0, nil
      loop.go(function()
        last = { pcall(held.driver.sleep, held.driver, 3600) }
      end)
      for _, i in ipairs { 3, 1, 2 } do
        loop.go(function()
          local time = held.driver:now() + i * 0.02
          held.driver:sleep(i * 0.02)
          assert(held.driver:now() >= time)
          ended = ended + 1
          if ended == 3 then
            held:close() -- which ends the longest
          end
        end)
      end
      loop.run()
      assert.equal(3, ended)
      assert.is_table(last)
    end)

    it("closing the client ends its calls, cancelled", function()
      local held, errors = held_client(), {}
      for i = 1, 5 do
        loop.go(function()
          local _, err = version(held)
          errors[i] = err
        end)
      end
      loop.go(function()
        wait_for("logins", 1)
        go_on "logins"
        wait_for("calls", 5)
        held:close()
      end)
      loop.run()
      for i = 1, 5 do
        assert.same({ "cancelled", "unknown" }, { errors[i].kind, errors[i].sent })
        assert.truthy(tostring(errors[i]):find("the client was closed during this call", 1, true))
      end
    end)

    it("closing it during the log-in ends the calls that wait for it", function()
      local held, errors = held_client(), {}
      for i = 1, 5 do
        loop.go(function()
          local _, err = version(held)
          errors[i] = err
        end)
      end
      loop.go(function()
        wait_for("logins", 1)
        held:close()
      end)
      loop.run()
      for i = 1, 5 do
        assert.same({ "cancelled", "no" }, { errors[i].kind, errors[i].sent })
      end
    end)

    it("closing it ends the calls that wait for their next attempt", function()
      local raw = rawserver.start { { "drop" } }
      local failing = pb.new { url = raw.url, login = "x", token = "y-token", loop = name }
      local waits, ended = false, false
      failing.driver.sleep = function(self)
        waits = true
        return getmetatable(self).sleep(self, 3600)
      end
      loop.go(function()
        assert.is_nil((version(failing)))
        ended = true
      end)
      loop.go(function()
        while not waits do
          loop.pause()
        end
        failing:close()
      end)
      loop.run()
      assert.is_true(ended)
      raw.stop()
    end)

    if name == "cqueues" then
      it("a loop that is dropped in mid-call leaves the client usable in the next", function()
        local held = held_client()
        loop.go(function()
          version(held)
        end)
        while counters().logins < 1 do
          loop.turn()
        end
        loop.close()
        loop = loops[name]()
        local answer
        loop.go(function()
          answer = assert(version(held))
        end)
        loop.go(function()
          go_on "logins"
          go_on "calls"
        end)
        loop.run()
        assert.equal("x", answer.version)
        assert.equal(1, counters().logins)
        held:close()
      end)
    end
  end)
end
