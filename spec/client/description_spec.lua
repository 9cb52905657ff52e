-- The operator's own description of the API, as a client takes it from its server: real HTTP, a real cache folder, and a
-- clock that can be set.
local app = require "support.app"
local core_file = require "portabilling.file"
local description = require "portabilling.client.description"
local description_server = require "support.description_server"
local error_object = require "portabilling.error"
local fork = require "support.fork"
local interrupt = require "portabilling.support.interrupt"
local loops = require "support.loops"
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local refusals = require "portabilling.tokens.refusals"
local shell = require "support.shell"

local MINUTE, DAY = 60, 86400
local ADMIN = "AdminInterface.json"

describe("the description that a server gives", function()
  local server, cache, getenv, clients, events, clock

  setup(function()
    server = description_server.start()
    getenv = os.getenv
    os.getenv = function(name) -- luacheck: ignore 122
      if name == "XDG_CACHE_HOME" then
        return cache
      end
      return getenv(name)
    end
  end)

  teardown(function()
    os.getenv = getenv -- luacheck: ignore 122
    server.stop()
  end)

  before_each(function()
    server.reset()
    description.forget()
    refusals.clear()
    cache, clients, events, clock = shell.output "mktemp -d", {}, {}, 0
  end)

  after_each(function()
    for _, client in ipairs(clients) do
      client:close()
    end
    shell.output("rm -rf " .. shell.quote(cache))
  end)

  -- A client; all of them have the clock of these specs, and tell what they warn of.
  local function new(options)
    local own = { url = server.plain_url, login = "api", token = "marker-token", api = "server", timeout = 20,
      log = function(event)
        if event.event == "warning" then
          events[#events + 1] = event.message
        end
      end }
    for name, value in pairs(options or {}) do
      own[name] = value
    end
    local client = pb.new(own)
    client.driver.wall = function() return os.time() + clock end
    clients[#clients + 1] = client
    return client
  end

  local function create(client, options)
    return client:create("NewService", "thing", { thing_info = { name = "x", switched = true } }, options)
  end

  local function known(client)
    return client:get("Account", "account", { i_account = 9 })
  end

  local function told(text)
    for _, message in ipairs(events) do
      if message:find(text, 1, true) then
        return message
      end
    end
  end

  -- What a new process would do that has the same cache folder.
  local function later_process(options)
    description.forget()
    return new(options)
  end

  local function kept()
    local names = shell.output("ls -A " .. cache .. "/portabilling 2>/dev/null || true")
    return names ~= "" and cache .. "/portabilling/" .. names or nil
  end

  describe("is fetched", function()
    it("with the first call, once, and is what the client goes by", function()
      local client = new()
      assert.equal(0, server.count(ADMIN))
      assert.equal(7, assert(create(client)).i_thing)
      assert(create(client))
      assert(known(client))
      assert.equal(1, server.count(ADMIN))
      assert.equal(1, server.count "Generic/get_version")
      assert.truthy(server.get "params NewService/add_thing":find('"switched":"Y"', 1, true))
      assert.is_true(client.model.own)
      assert.same({ "Admin", "MR120-1" }, { client.model.data.realm, client.model.data.version })
      assert.equal("nil", server.get "content")
      assert.same({}, events)
      -- A method that its server does not have is none.
      assert.has_error(function() client:create("Customer", "customer", { customer_info = {} }) end)
    end)

    it("for lists, batches, and calls by name as well", function()
      local count = 0
      for thing in new():list("NewService", "thing", {}) do
        count = count + 1
        assert.equal(7, thing.i_thing)
        if count == 1 then break end
      end
      description.forget()
      for item in new():batch("create", "NewService", "thing", { { thing_info = {} }, { thing_info = {} } }) do
        assert.is_nil(item.err)
      end
      description.forget()
      assert(new():call("NewService", "add_thing", { thing_info = { switched = false } }))
      assert.truthy(server.get "params NewService/add_thing":find('"switched":"N"', 1, true))
    end)

    it("not for a call that needs no session, for it would log in", function()
      server.set("login", "refused")
      new():call("Session", "change_password", { login = "x" })
      assert.equal(0, server.count "Session/login")
      assert.equal(0, server.count(ADMIN))
    end)

    it("without a session; with one where that is refused", function()
      assert(create(new()))
      assert.equal(0, server.count "with session")
      server.reset()
      description.forget()
      os.remove(kept())
      server.set("mode", "session")
      assert(create(new()))
      assert.equal(1, server.count "with session")
    end)

    it("of the realm that option or port tells", function()
      for realm, name in pairs { customer = "Customer", account = "Account", admin = "Admin", reseller = "Reseller" } do
        description.forget()
        assert(create(new { realm = realm }))
        assert.equal(1, server.count(name .. "Interface.json"), realm)
      end
    end)

    it("for a reseller: where there is none, the administrators'", function()
      server.set("mode ResellerInterface.json", "404")
      assert(create(new { realm = "reseller" }))
      assert.same({ 1, 1 }, { server.count "ResellerInterface.json", server.count(ADMIN) })
    end)

    it("once for all clients of a process", function()
      assert(create(new()))
      assert(create(new()))
      assert.equal(1, server.count(ADMIN))
      assert.equal(1, server.count "Generic/get_version")
    end)

    it("for another login: with that of its parent, if it is of the same realm and place", function()
      local parent = new()
      assert(create(parent))
      local child = assert(parent:login_as { login = "c", realm = "customer",
        url = server.plain_url })
      clients[#clients + 1] = child
      assert(create(child))
      assert.same({ 1, 1 }, { server.count(ADMIN), server.count "CustomerInterface.json" })
      local other = assert(parent:login_as { login = "d", realm = "customer", url = server.plain_url })
      clients[#clients + 1] = other
      assert(create(other))
      assert.equal(1, server.count "CustomerInterface.json")
    end)

    it("compressed, over TLS that is verified", function()
      local file = assert(io.open(cache .. "/body", "wb"))
      file:write(description_server.description())
      file:close()
      shell.output(("gzip %s/body"):format(cache))
      file = assert(io.open(cache .. "/body.gz", "rb"))
      server.set("body", file:read "*a")
      file:close()
      server.set("mode", "packed")
      local client = new { url = server.url, ca_file = server.ca_file }
      assert(create(client))
      assert.equal("gzip", server.get "accepts")
      assert.equal(1, server.count(ADMIN))
    end)

    it("by one of many calls at once; the others wait for it", function()
      server.set("mode", "hang")
      local client, count = new { concurrency = 6 }, 0
      local tasks, done = client.driver.tasks, {}
      for i = 1, 6 do
        done[i] = tasks:spawn(create, client)
      end
      tasks:await(function() return server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      server.set("mode", "ok")
      for _, task in ipairs(done) do
        tasks:join(task)
        assert(task.ok and task.result, tostring(task.result))
        count = count + 1
      end
      assert.same({ 6, 1, 1 }, { count, server.count(ADMIN), server.count "Generic/get_version" })
    end)

    for name in pairs(loops) do
      it("by one of many coroutines of " .. name, function()
        local loop, client, done = loops[name](), new { loop = name }, 0
        for _ = 1, 4 do
          loop.go(function()
            assert(create(client))
            done = done + 1
          end)
        end
        loop.run()
        assert.same({ 4, 1 }, { done, server.count(ADMIN) })
      end)
    end

    it("whatever the calls' own limits of answers", function()
      assert.is_true(#description_server.description() > 500)
      assert(create(new { max_body = 500, max_values = 20 }))
    end)

    it("once more by a function that it calls and that makes a call: it does not wait for itself", function()
      local client, within, left
      client = new { timeout = 40, log = function(event)
        if event.service == "doc" and not within then
          within = true
          within = known(client)
        end
      end }
      local send = client.driver.send
      function client.driver.send(driver, request)
        left = request.method == "get_account_info" and request.timeout or left
        return send(driver, request)
      end
      assert(create(client))
      assert.equal(9, within.i_account)
      assert.is_true(left > 20)
      assert.equal(2, server.count(ADMIN))
    end)

    it("not in a dry run, which goes by what was kept", function()
      local client = new { dry_run = true }
      assert.has_error(function() create(client) end) -- it does not know the service
      assert(known(client))
      assert.same({ 0, 0 }, { server.count(ADMIN), server.count "Session/login" })
      assert(create(new()))
      assert.equal("POST", assert(create(later_process { dry_run = true })).method)
      clock = 30 * DAY
      assert.equal("POST", assert(create(later_process { dry_run = true })).method)
      assert.equal(1, server.count(ADMIN))
    end)

    it("again by the next call, wherever an interrupt ends it", function()
      if rawget(_G, "jit") then
        jit.off() -- compiled code asks no hook
      end
      local at, raised = 5, nil
      while raised ~= false do
        description.forget()
        shell.output("rm -rf " .. cache .. "/portabilling")
        local client, events_so_far = new(), 0
        raised = false
        local ok, message = pcall(function()
          debug.sethook(function()
            events_so_far = events_so_far + 1
            if events_so_far == at then
              debug.sethook()
              raised = true
              error("interrupted!", 0)
            end
          end, "l")
          create(client)
          debug.sethook()
        end)
        assert.equal(raised, not ok)
        assert.is_true(ok or interrupt.is(message), message)
        assert(create(client))
        assert.is_true(client.model.own)
        client:close()
        at = at + 97
      end
      if rawget(_G, "jit") then
        jit.on()
      end
      assert.is_true(at > 400)
      assert.same({}, events)
    end)
  end)

  describe("that cannot be had", function()
    local function fails(mode, said)
      server.set("mode", mode)
      local client = new()
      assert(known(client)) -- by what is built in
      assert.is_false(client.model.own)
      assert.truthy(told(said), table.concat(events, "\n"))
      assert.truthy(told("tried again in 10 minutes"))
      local asked = server.count(ADMIN)
      assert(known(client))
      assert.equal(asked, server.count(ADMIN))
      server.set("mode", "ok")
      clock = 9 * MINUTE
      assert(known(client))
      assert.is_false(client.model.own)
      clock = 10 * MINUTE + 1
      assert(create(client))
      assert.is_true(client.model.own)
      assert.equal(1, #events)
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
    it("because the connection is cut within it", function()
      fails("cut", "GET " .. server.plain_url)
    end)
    it("because the server sends elsewhere, which is not followed", function()
      fails("redirect", "HTTP 302")
      assert.equal(0, server.count "Other.json")
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
      server.set("mode", "hang")
      local client = new { timeout = 1 }
      assert(known(client))
      assert.truthy(told "Built-in knowledge")
      server.set("mode", "ok")
    end)

    it("counts as time of that call", function()
      server.set("mode", "hang")
      local client, left = new { timeout = 1 }, nil
      local send = client.driver.send
      function client.driver.send(driver, request)
        left = request.timeout
        return send(driver, request)
      end
      assert(known(client))
      assert.is_true(left <= 0.5)
      server.set("mode", "ok")
      assert(client:get("Account", "account", { i_account = 9 }, { timeout = 30 }))
      assert.is_true(left > 15)
    end)

    it("and is being waited for by another call, leaves it half of its time", function()
      server.set("mode", "hang")
      local client = new { timeout = 60 }
      local tasks = client.driver.tasks
      local first = tasks:spawn(create, client)
      tasks:await(function() return server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      assert(client:get("Account", "account", { i_account = 9 }, { timeout = 0.5 }))
      assert.is_false(first.finished)
      server.set("mode", "ok")
      tasks:join(first)
      assert(first.ok and first.result)
      assert.equal(1, server.count(ADMIN))
    end)

    it("and is being waited for by a call that is given up, lets that one go at once", function()
      server.set("mode", "hang")
      local client = new()
      local tasks, looked = client.driver.tasks, 0
      local first = tasks:spawn(create, client)
      tasks:await(function() return server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
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
      server.set("mode", "ok")
      tasks:join(first)
      assert(first.ok and first.result)
    end)

    it("because the coroutine that asked for it was dropped, is asked for anew once that one's time is over", function()
      server.set("mode", "hang")
      local client, loop = new { loop = "cqueues" }, loops.cqueues()
      loop.go(function() create(client) end)
      repeat
        loop.turn()
      until server.count(ADMIN) == 1
      loop.close()
      server.set("mode", "ok")
      local now = client.driver.now
      function client.driver.now()
        return now() + 3600
      end
      assert(create(client))
      assert.equal(2, server.count(ADMIN))
    end)

    it("because the log-in is refused, is what the call says of itself, and no reason to wait", function()
      server.set("login", "refused")
      local client = new()
      local answer, err = known(client)
      assert.is_nil(answer)
      assert.equal("auth", err.kind)
      assert.equal(1, server.count "Session/login")
      assert.equal(0, server.count(ADMIN))
      assert.same({}, events)
      server.set("login", "")
      refusals.clear()
      assert(create(client))
    end)

    it("because the client is closed meanwhile, ends the call", function()
      server.set("mode", "hang")
      local client = new()
      local tasks = client.driver.tasks
      local task = tasks:spawn(known, client)
      tasks:await(function() return server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      local kept_alive = new()
      client:close()
      tasks:join(task)
      kept_alive:close()
      assert.truthy(task.ok)
      assert.is_nil(task.result)
      assert.equal("cancelled", task.extra.kind)
      server.set("mode", "ok")
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
        assert.equal(0, server.count "Account/get_account_info")
        return client
      end

      it("fails the call, which says how to save the file, until it is there", function()
        server.set("mode", "404")
        local client = unsent(strict(), "HTTP 404")
        assert.equal(1, server.count(ADMIN))
        assert.equal("NO_DESCRIPTION", select(2, client:collect("Account", "account")).code)
        assert.equal("NO_DESCRIPTION", select(2, client:create("Account", "account", { account_info = {} })).code)
        assert.equal("NO_DESCRIPTION", select(2, client:call("Account", "get_account_info")).code)
        assert.equal("NO_DESCRIPTION", select(2, client:download("Account", "get_account_info", {}, print)).code)
        assert.equal("NO_DESCRIPTION", select(2, pcall(client.list, client, "Account", "account")).code)
        assert.equal("NO_DESCRIPTION", select(2, pcall(client.batch, client, "get", "Account", "account", {})).code)
        server.set("mode", "ok")
        clock = 11 * MINUTE
        assert(known(client))
      end)

      it("fails it with the log-in's own error where that is the reason", function()
        server.set("login", "refused")
        local answer, err = known(strict())
        assert.is_nil(answer)
        assert.equal("auth", err.kind)
      end)

      it("fails a dry run as well, where nothing was kept", function()
        unsent(strict { dry_run = true }, "a dry run does not ask for it")
      end)

      it("fails a call that waited for another's request as long as it may", function()
        server.set("mode", "hang")
        local client = strict { timeout = 60 }
        local tasks = client.driver.tasks
        local first = tasks:spawn(create, client)
        tasks:await(function() return server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
        local answer, err = client:get("Account", "account", { i_account = 9 }, { timeout = 0.2 })
        assert.is_nil(answer)
        assert.truthy(err.message:find("another call's request", 1, true), err.message)
        server.set("mode", "ok")
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

  describe("is kept", function()
    it("for the next process: privately, in a private folder", function()
      assert(create(new()))
      assert.equal("600", shell.output("stat -c %a " .. kept()))
      assert.equal("700", shell.output("stat -c %a " .. cache .. "/portabilling"))
      assert(create(later_process()))
      assert.equal(1, server.count(ADMIN))
      assert.equal(1, server.count "Generic/get_version")
    end)

    it("in a folder that is made, with those above it", function()
      local above = cache
      cache = above .. "/a/b"
      assert(create(new()))
      assert.truthy(kept())
      assert.equal("700", shell.output("stat -c %a " .. above .. "/a"))
      cache = above
    end)

    it("nowhere, where there is no place for it: no failure", function()
      local folder = cache
      cache = ""
      local home = os.getenv
      os.getenv = function(name) return name ~= "HOME" and home(name) or nil end -- luacheck: ignore 122
      local ok, result = pcall(create, new())
      os.getenv = home -- luacheck: ignore 122
      cache = folder
      assert(ok and result)
      assert.same({}, events)
    end)

    local function is_replaced(said)
      local before = server.count(ADMIN)
      assert(create(later_process()))
      assert.equal(before + 1, server.count(ADMIN))
      assert.truthy(told(said), table.concat(events, "\n"))
      assert(create(later_process()))
      assert.equal(before + 1, server.count(ADMIN))
    end

    local function rewrite(change)
      local path = kept()
      local text = assert(core_file.read_private(path))
      assert(core_file.write_private(path, change(text)))
    end

    it("and replaced where it is damaged, or of another release", function()
      assert(create(new()))
      rewrite(function(text) return text:sub(1, #text - 10) end)
      is_replaced "cut off"
      rewrite(function(text) return (text:gsub("NewService", "OldService", 1)) end)
      is_replaced "was changed"
      rewrite(function(text) return (text:gsub('"taken":', '"taken:', 1)) end)
      is_replaced "damaged"
      rewrite(function(text) return (text:gsub("^portabilling description 1", "portabilling description 99")) end)
      is_replaced "another release"
      rewrite(function() return "" end)
      is_replaced "something else"
    end)

    it("not through a link, nor in a folder that is others', which is told", function()
      assert(create(new()))
      local path, other = kept(), cache .. "/other"
      assert(os.rename(path, other))
      shell.output(("ln -s %s %s"):format(other, path))
      is_replaced "symbolic link"
      assert.equal("", shell.output("find " .. path .. " -type l"))
      shell.output(("rm -r %s/portabilling && mkdir -m 777 %s/portabilling"):format(cache, cache))
      assert(create(later_process()))
      assert.truthy(told "others may write to it")
      assert.is_nil(kept())
    end)

    it("for its own server alone", function()
      assert(create(new()))
      assert(os.rename(kept(), (kept():gsub("127%.0%.0%.1", "localhost"))))
      assert(create(later_process { url = server.plain_url:gsub("127%.0%.0%.1", "localhost") }))
      assert.truthy(told "another server's")
      assert.equal(2, server.count(ADMIN))
    end)

    it("whole, whenever the writer is killed", function()
      assert(create(new()))
      local whole = assert(core_file.read_private(kept()))
      -- What a killed writer leaves.
      local left = kept() .. ".123.abcdef.tmp"
      shell.output(("head -c 100 %s > %s && chmod 600 %s && touch -d '2 minutes ago' %s"):format(kept(), left, left,
        left))
      assert(create(later_process()))
      assert.equal(1, server.count(ADMIN))
      clock = 8 * DAY
      assert(create(later_process())) -- the next one who writes removes it
      assert.equal(2, server.count(ADMIN))
      assert.equal("", shell.output("find " .. cache .. " -name '*.tmp'"))
      assert.equal(#whole, #assert(core_file.read_private(kept())))
    end)

    -- A program that makes its first call.
    local function program()
      return ([[
        local getenv = os.getenv
        os.getenv = function(name) return name == "XDG_CACHE_HOME" and %q or getenv(name) end
        local client = require("portabilling").new { url = %q, login = "api", token = "t", api = "server" }
        assert(assert(client:create("NewService", "thing", { thing_info = {} })).i_thing == 7)
      ]]):format(cache, server.plain_url)
    end

    local function await(count)
      app.await(function() return server.count(ADMIN) == count end, count .. " requests")
    end

    it("by several processes at once, without harm", function()
      server.set("mode", "hang")
      local running = {}
      for i = 1, 4 do
        running[i] = shell.lua(program())
      end
      await(4)
      server.set("mode", "ok")
      for _, process in ipairs(running) do
        process:wait()
      end
      assert(create(new()))
      assert.equal(4, server.count(ADMIN))
      assert.same({}, events)
    end)

    it("by the next process, when one was killed while it fetched it", function()
      server.set("mode", "hang")
      local process = shell.lua_process(program())
      await(1)
      assert.is_false(process:kill())
      server.set("mode", "ok")
      shell.lua(program()):wait()
      assert.equal(2, server.count(ADMIN))
      assert(create(new()))
      assert.equal(2, server.count(ADMIN))
    end)

    it("apart from what came over a connection that was not verified", function()
      local client = new { url = server.url, verify = false }
      assert(create(client))
      assert(create(later_process { url = server.url, ca_file = server.ca_file }))
      assert.equal(2, server.count(ADMIN))
    end)
  end)

  describe("is renewed", function()
    local function asked()
      return { server.count(ADMIN), server.count "Generic/get_version" }
    end

    it("when its server is another build, for which it is asked once a day", function()
      local client = new()
      assert(create(client))
      clock = DAY - MINUTE
      assert(create(client))
      assert.same({ 1, 1 }, asked())
      clock = DAY + MINUTE
      assert(create(client))
      assert(create(later_process()))
      assert.same({ 1, 2 }, asked())
      server.set("version", "MR120-2")
      server.set("body", description_server.description { ["/NewService/add_other"] = { {}, {} } })
      clock = 2 * DAY
      assert(create(later_process()))
      assert.same({ 1, 2 }, asked())
      clock = 2 * DAY + 2 * MINUTE
      local next_client = later_process()
      assert(next_client:create("NewService", "other", {}))
      assert.same({ 2, 3 }, asked())
    end)

    it("after a week, whatever its server says", function()
      local client = new()
      for day = 0, 6 do
        clock = day * (DAY + 60 * MINUTE)
        assert(create(client))
      end
      assert.same({ 1, 7 }, asked())
      clock = 7 * DAY + MINUTE -- less than a day after it was asked
      assert(create(client))
      assert.same({ 2, 8 }, asked())
    end)

    it("only then, where nobody may ask for the build", function()
      server.set("version mode", "fault")
      local client = new()
      assert(create(client))
      clock = DAY + MINUTE
      assert(create(client))
      assert(create(client))
      assert.same({ 1, 2 }, asked())
      assert.same({}, events)
    end)

    it("or serves on where the server cannot be asked, which is told", function()
      local client = new { timeout = 1, retries = 0 }
      assert(create(client))
      server.set("version mode", "hang")
      clock = DAY + MINUTE
      assert(create(client))
      assert.truthy(told "serves on")
      assert.truthy(told "could not be asked for its version")
      server.set("version mode", "ok")
      assert(create(client))
      assert.same({ 1, 2 }, asked())
      clock = DAY + 12 * MINUTE
      assert(create(client))
      assert.same({ 1, 3 }, asked())
    end)

    it("or serves on where the new one cannot be had", function()
      local client = new()
      assert(create(client))
      server.set("mode", "404")
      clock = 8 * DAY
      assert(create(client))
      assert.truthy(told "serves on")
      assert.is_true(client.model.own)
    end)

    it("by whichever process is first, for all", function()
      local long_running = new()
      assert(create(long_running))
      clock = 8 * DAY
      assert.equal(0, fork(function()
        return create(later_process()) and 0 or 1
      end))
      assert.same({ 2, 2 }, asked())
      assert(create(long_running))
      assert.same({ 2, 2 }, asked())
      clock = 9 * DAY + MINUTE
      assert.equal(0, fork(function()
        return create(later_process()) and 0 or 1
      end))
      assert.same({ 2, 3 }, asked())
      assert(create(long_running))
      assert.same({ 2, 3 }, asked())
    end)

    it("when the clock was set back by much", function()
      clock = 30 * DAY
      local client = new()
      assert(create(client))
      clock = 0
      assert(create(client))
      assert.equal(2, server.count(ADMIN))
      clock = -30 * DAY
      assert(create(later_process()))
      assert.equal(3, server.count(ADMIN))
    end)
  end)

  it("is a matter of the client's options", function()
    for _, value in ipairs { false, "builtin" } do
      local client = new { api = value }
      assert(known(client))
      assert.is_nil(client.description)
    end
    assert.equal(0, server.count(ADMIN))
    local ok, message = pcall(new, { api = "sever" })
    assert.is_false(ok)
    assert.truthy(message:find("did you mean 'server'", 1, true), message)
    assert.is_false(error_object.is_error(message))
  end)
end)
