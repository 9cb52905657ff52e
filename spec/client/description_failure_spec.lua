-- The description of the API that a server does not give, or not in time.
local descriptions = require "support.descriptions"
local loops = require "support.loops"
local rawserver = require "support.rawserver"
local refusals = require "portabilling.tokens.refusals"

local MINUTE = 60
local ADMIN = "AdminInterface.json"

describe("the description that a server gives", function()
  local w = descriptions.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local new, create, known, told = w.new, w.create, w.known, w.told

  it("is given to who wants to save it, and nothing else is", function()
    local client = new()
    local served = assert(client:served_api())
    assert.same({ w.server.get "body", ADMIN }, { served.text, served.name })
    assert.truthy(served.url:find("/doc/api/" .. ADMIN, 1, true))
    assert.is_false(client.model.own) -- what the client goes by is another matter
    for mode, kind in pairs { html = "http", truncated = "config", ["404"] = "http", fault = "auth" } do
      w.server.set("mode", mode)
      local none, err = client:served_api()
      assert.same({ nil, kind }, { none, err and err.kind }, mode)
    end
  end)

  describe("that cannot be had", function()
    local function fails(mode, said)
      w.server.set("mode", mode)
      local client = new()
      assert(known(client)) -- by what is built in
      assert.is_false(client.model.own)
      assert.truthy(told(said), table.concat(w.events, "\n"))
      assert.truthy(told("tried again in 10 minutes"))
      local asked = w.server.count(ADMIN)
      assert(known(client))
      assert.equal(asked, w.server.count(ADMIN))
      w.server.set("mode", "ok")
      w.clock = 9 * MINUTE
      assert(known(client))
      assert.is_false(client.model.own)
      w.clock = 10 * MINUTE + 1
      assert(create(client))
      assert.is_true(client.model.own)
      assert.equal(1, #w.events)
    end

    it("is told to the log, and asked for again after ten minutes", function()
      fails("404", "HTTP 404")
    end)
    it("because a page came instead", function()
      fails("html", "Log in, please")
    end)
    it("because it is truncated", function()
      fails("truncated", ADMIN)
    end)
    it("because no session will do for it, though it does for calls", function()
      fails("fault", "not for you")
    end)
    it("because the connection is cut within it", function()
      fails("cut", "GET " .. w.server.plain_url)
    end)
    it("because the server sends elsewhere, which is not followed", function()
      fails("redirect", "HTTP 302")
      assert.equal(0, w.server.count "Other.json")
    end)

    it("because it has no end", function()
      local endless = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"
      local raw = rawserver.start {
        rawserver.json '{"access_token":"header.body.signature","session_id":"s"}',
        rawserver.json '{"version":"MR120-1"}',
        { "endless", endless, (" "):rep(65536) },
        rawserver.json '{"account_info":{"i_account":9}}',
      }
      local found, err = known(new { url = raw.url })
      raw.stop()
      assert(found, tostring(err))
      assert.truthy(told "larger than allowed")
    end)

    it("takes half of the first call's time at most", function()
      w.server.set("mode", "hang")
      local client = new { timeout = 1 }
      assert(known(client))
      assert.truthy(told "Built-in knowledge")
      w.server.set("mode", "ok")
    end)

    it("counts as time of that call", function()
      w.server.set("mode", "hang")
      local client, left = new { timeout = 1 }, nil
      local send = client.driver.send
      function client.driver.send(driver, request)
        left = request.timeout
        return send(driver, request)
      end
      assert(known(client))
      assert.is_true(left <= 0.5)
      w.server.set("mode", "ok")
      assert(client:get("Account", "account", { i_account = 9 }, { timeout = 30 }))
      assert.is_true(left > 15)
    end)

    it("and is being waited for by another call, leaves it half of its time", function()
      w.server.set("mode", "hang")
      local client = new { timeout = 60 }
      local tasks = client.driver.tasks
      local first = tasks:spawn(create, client)
      tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      assert(client:get("Account", "account", { i_account = 9 }, { timeout = 0.5 }))
      assert.is_false(first.finished)
      w.server.set("mode", "ok")
      tasks:join(first)
      assert(first.ok and first.result)
      assert.equal(1, w.server.count(ADMIN))
    end)

    it("and is being waited for by a call that is given up, lets that one go at once", function()
      w.server.set("mode", "hang")
      local client = new()
      local tasks, looked = client.driver.tasks, 0
      local first = tasks:spawn(create, client)
      tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      local second = tasks:spawn(create, client)
      tasks:run_once(0)
      local wall = client.driver.wall
      function client.driver.wall()
        looked = looked + 1
        return wall()
      end
      tasks:cancel(second)
      assert.is_true(second.finished)
      assert.is_true(looked < 10)
      w.server.set("mode", "ok")
      tasks:join(first)
      assert(first.ok and first.result)
    end)

    it("because the coroutine that asked for it was dropped, is asked for anew once that one's time is over", function()
      w.server.set("mode", "hang")
      local client, loop = new { loop = "cqueues" }, loops.cqueues()
      loop.go(function() create(client) end)
      repeat
        loop.turn()
      until w.server.count(ADMIN) == 1
      loop.close()
      w.server.set("mode", "ok")
      local now = client.driver.now
      function client.driver.now()
        return now() + 60
      end
      assert(create(client))
      assert.equal(2, w.server.count(ADMIN))
    end)

    it("because the log-in is refused, is what the call says of itself, and no reason to wait", function()
      w.server.set("login", "refused")
      local client = new()
      local answer, err = known(client)
      assert.is_nil(answer)
      assert.equal("auth", err.kind)
      answer, err = create(client) -- of a service that only the description has
      assert.is_nil(answer)
      assert.equal("auth", err.kind)
      assert.equal(1, w.server.count "Session/login")
      assert.equal(0, w.server.count(ADMIN))
      assert.same({}, w.events)
      w.server.set("login", "")
      refusals.clear()
      assert(create(client))
    end)

    it("because the client is closed meanwhile, ends the calls, of which nothing was sent", function()
      w.server.set("mode", "hang")
      local client = new()
      local tasks = client.driver.tasks
      local list = {}
      -- One that fetches it, and those that wait: of a service that everybody knows, and of one that only the description has.
      for i, call in ipairs { create, known, create } do
        list[i] = tasks:spawn(call, client)
      end
      tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      local kept_alive = new()
      client:close()
      for _, task in ipairs(list) do
        tasks:join(task)
        assert.truthy(task.ok, tostring(task.result))
        assert.is_nil(task.result)
        assert.same({ "cancelled", "no" }, { task.extra.kind, task.extra.sent })
      end
      kept_alive:close()
      w.server.set("mode", "ok")
    end)

    it("because the call that asks for it is given up, leaves no doubt that this was not sent", function()
      w.server.set("mode", "hang")
      local client = new()
      local tasks = client.driver.tasks
      local first = tasks:spawn(create, client)
      tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      tasks:cancel(first)
      tasks:join(first)
      assert.truthy(first.ok, tostring(first.result))
      assert.same({ "cancelled", "no" }, { first.extra.kind, first.extra.sent })
      assert.equal(0, w.server.count "NewService/add_thing")
      w.server.set("mode", "ok")
    end)

    describe("while check = \"error\" wants it", function()
      local function strict(options)
        local client = new(options)
        client.settings.check = "error"
        return client
      end
      local function unsent(client, said)
        for _ = 1, 2 do
          local answer, err = known(client)
          assert.is_nil(answer)
          assert.same({ "config", "NO_DESCRIPTION", "no" }, { err.kind, err.code, err.sent })
          assert.truthy(err.message:find(said, 1, true), err.message)
          assert.truthy(err.message:find("in a browser", 1, true), err.message)
        end
        assert.equal(0, w.server.count "Account/get_account_info")
        return client
      end

      it("fails the call, which says how to save the file, until it is there", function()
        w.server.set("mode", "404")
        local client = unsent(strict(), "HTTP 404")
        assert.equal(1, w.server.count(ADMIN))
        assert.equal("NO_DESCRIPTION", select(2, client:collect("Account", "account")).code)
        assert.equal("NO_DESCRIPTION", select(2, client:create("Account", "account", { account_info = {} })).code)
        assert.equal("NO_DESCRIPTION", select(2, client:call("Account", "get_account_info")).code)
        assert.equal("NO_DESCRIPTION", select(2, client:download("Account", "get_account_info", {}, print)).code)
        assert.equal("NO_DESCRIPTION", select(2, pcall(client.list, client, "Account", "account")).code)
        assert.equal("NO_DESCRIPTION", select(2, pcall(client.batch, client, "get", "Account", "account", {})).code)
        w.server.set("mode", "ok")
        w.clock = 11 * MINUTE
        assert(known(client))
      end)

      it("fails it with the log-in's own error where that is the reason", function()
        w.server.set("login", "refused")
        local answer, err = known(strict())
        assert.is_nil(answer)
        assert.equal("auth", err.kind)
      end)

      it("fails a dry run as well, where nothing was kept", function()
        unsent(strict { dry_run = true }, "a dry run does not ask for it")
      end)

      it("fails a call that waited for another's request as long as it may", function()
        w.server.set("mode", "hang")
        local client = strict { timeout = 60 }
        local tasks = client.driver.tasks
        local first = tasks:spawn(create, client)
        tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
        local answer, err = client:get("Account", "account", { i_account = 9 }, { timeout = 0.2 })
        assert.is_nil(answer)
        assert.truthy(err.message:find("another call's request", 1, true), err.message)
        w.server.set("mode", "ok")
        tasks:join(first)
        assert(first.ok and first.result)
      end)
    end)

    it("by a driver that cannot fetch it, is told at once", function()
      local driver = require("portabilling.driver.replay").open(function()
        return { body = '{"account_info":{"i_account":9}}' }
      end)
      local client = new { driver = driver }
      assert.truthy(told "driver cannot fetch it")
      assert(known(client))
    end)
  end)
end)
