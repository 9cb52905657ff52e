-- The operator's own description of the API, as a client takes it from its server.
local description = require "portabilling.client.description"
local description_server = require "support.description_server"
local descriptions = require "support.descriptions"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local loops = require "support.loops"
local pb = require "portabilling"
local shell = require "support.shell"
local uncompiled = require "support.uncompiled"

local DAY = 86400
local ADMIN = "AdminInterface.json"

describe("the description that a server gives", function()
  local w = descriptions.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local new, create, known, kept, later_process = w.new, w.create, w.known, w.kept, w.later_process

  describe("is fetched", function()
    it("with the first call, once, and is what the client goes by", function()
      local client = new()
      assert.equal(0, w.server.count(ADMIN))
      assert.equal(7, assert(create(client)).i_thing)
      assert(create(client))
      assert(known(client))
      assert.equal(1, w.server.count(ADMIN))
      assert.equal(1, w.server.count "Generic/get_version")
      assert.truthy(w.server.get "params NewService/add_thing":find('"switched":"Y"', 1, true))
      assert.is_true(client.model.own)
      assert.same({ "Admin", "MR120-1" }, { client.model.data.realm, client.model.data.version })
      assert.equal("nil", w.server.get "content")
      assert.same({}, w.events)
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
      assert.truthy(w.server.get "params NewService/add_thing":find('"switched":"N"', 1, true))
    end)

    it("not for a call that needs no session, for it would log in", function()
      w.server.set("login", "refused")
      new():call("Session", "change_password", { login = "x" })
      assert.equal(0, w.server.count "Session/login")
      assert.equal(0, w.server.count(ADMIN))
    end)

    it("without a session; with one where that is refused", function()
      assert(create(new()))
      assert.equal(0, w.server.count "with session")
      w.server.reset()
      description.forget()
      os.remove(kept())
      w.server.set("mode", "session")
      assert(create(new()))
      assert.equal(1, w.server.count "with session")
    end)

    it("for each login anew where a session is needed: what it shows may go by its rights", function()
      w.server.set("mode", "session")
      assert(create(new()))
      local other = new { login = "other" }
      assert(create(other))
      assert.equal(2, w.server.count "with session")
      description.forget() -- as a later process
      assert(create(new()))
      assert(create(new { login = "other" }))
      assert.equal(2, w.server.count "with session")
      for count = 3, 4 do -- of a session that somebody else has, nothing is kept
        local visitor = pb.new { url = w.server.plain_url, api = "server", access_token = "header.body.signature" }
        w.keep(visitor)
        assert(create(visitor))
        assert.equal(count, w.server.count "with session")
      end
    end)

    it("with that session in a header, as there is no body, also where calls have it in theirs", function()
      w.server.set("mode", "session")
      local client = new { wire = "form" }
      assert(create(client))
      assert.is_true(client.model.own)
      assert.equal(1, w.server.count "with session")
    end)

    it("of the realm that option or port tells", function()
      for realm, name in pairs { customer = "Customer", account = "Account", admin = "Admin", reseller = "Reseller" } do
        description.forget()
        assert(create(new { realm = realm }))
        assert.equal(1, w.server.count(name .. "Interface.json"), realm)
      end
    end)

    it("for a reseller: where there is none, the administrators'", function()
      w.server.set("mode ResellerInterface.json", "404")
      assert(create(new { realm = "reseller" }))
      assert.same({ 1, 1 }, { w.server.count "ResellerInterface.json", w.server.count(ADMIN) })
    end)

    it("once for all clients of a process", function()
      assert(create(new()))
      assert(create(new()))
      assert.equal(1, w.server.count(ADMIN))
      assert.equal(1, w.server.count "Generic/get_version")
    end)

    it("for another login: with that of its parent, if it is of the same realm and place", function()
      local parent = new()
      assert(create(parent))
      local child = assert(parent:login_as { login = "c", realm = "customer",
        url = w.server.plain_url })
      w.keep(child)
      assert(create(child))
      assert.same({ 1, 1 }, { w.server.count(ADMIN), w.server.count "CustomerInterface.json" })
      local other = assert(parent:login_as { login = "d", realm = "customer", url = w.server.plain_url })
      w.keep(other)
      assert(create(other))
      assert.equal(1, w.server.count "CustomerInterface.json")
    end)

    it("compressed, over TLS that is verified", function()
      local file = assert(io.open(w.cache .. "/body", "wb"))
      file:write(description_server.description())
      file:close()
      shell.output(("gzip %s/body"):format(w.cache))
      file = assert(io.open(w.cache .. "/body.gz", "rb"))
      w.server.set("body", file:read "*a")
      file:close()
      w.server.set("mode", "packed")
      local client = new { url = w.server.url, ca_file = w.server.ca_file }
      assert(create(client))
      assert.equal("gzip", w.server.get "accepts")
      assert.equal(1, w.server.count(ADMIN))
    end)

    it("by one of many calls at once; the others wait for it", function()
      w.server.set("mode", "hang")
      local client, count, least = new(), 0, 20
      local send = client.driver.send
      function client.driver.send(driver, request)
        least = request.method == "add_thing" and math.min(least, request.timeout) or least
        return send(driver, request)
      end
      local tasks, done = client.driver.tasks, {}
      for i = 1, 6 do
        done[i] = tasks:spawn(create, client)
      end
      tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      w.server.set("mode", "ok")
      for _, task in ipairs(done) do
        tasks:join(task)
        assert(task.ok and task.result, tostring(task.result))
        count = count + 1
      end
      assert.same({ 6, 1, 1 }, { count, w.server.count(ADMIN), w.server.count "Generic/get_version" })
      assert.is_true(least > 10, "half of their time, after which they would have gone on without it")
    end)

    it("while a call keeps what it was given, for the program may use its tables again", function()
      w.server.set("mode", "hang")
      local client, thing, done = new(), { name = "first" }, {}
      local tasks = client.driver.tasks
      local params = { thing_info = thing }
      done[1] = tasks:spawn(function() return client:create("NewService", "thing", params) end)
      done[2] = tasks:spawn(function() return client:call("NewService", "shake", params) end)
      done[3] = tasks:spawn(function() return client:collect("NewService", "thing", thing, { check = "off" }) end)
      tasks:await(function() return w.server.count(ADMIN) == 1 end, client.driver:now() + 10, nil)
      thing.name, thing.more = "second", 1
      w.server.set("mode", "ok")
      for i, task in ipairs(done) do
        tasks:join(task)
        assert(task.ok and task.result, i .. ": " .. tostring(task.extra or task.result))
      end
      for _, method in ipairs { "add_thing", "shake", "get_thing_list" } do
        local sent = w.server.get("params NewService/" .. method)
        assert.truthy(sent:find('"first"', 1, true), sent)
        assert.is_nil(sent:find("more", 1, true), sent)
      end
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
        assert.same({ 4, 1 }, { done, w.server.count(ADMIN) })
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
      assert.equal(2, w.server.count(ADMIN))
    end)

    it("not in a dry run, which goes by what was kept", function()
      local client = new { dry_run = true }
      assert.has_error(function() create(client) end) -- it does not know the service
      assert(known(client))
      assert.same({ 0, 0 }, { w.server.count(ADMIN), w.server.count "Session/login" })
      assert(create(new()))
      assert.equal("POST", assert(create(later_process { dry_run = true })).method)
      w.clock = 30 * DAY
      assert.equal("POST", assert(create(later_process { dry_run = true })).method)
      assert.equal(1, w.server.count(ADMIN))
    end)

    it("again by the next call, wherever an interrupt ends it", function()
      -- Interrupted at one of its lines, or one of those in a file; how many there were, if it came to its end.
      local function interrupted(at, file)
        description.forget()
        shell.output("rm -rf " .. w.cache .. "/portabilling")
        local client, lines, raised = new(), 0, false
        local ok, message = uncompiled(function()
          debug.sethook(function()
            if not file or debug.getinfo(2, "S").source:find(file, 1, true) then
              lines = lines + 1
            end
            if lines == at then
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
        return not raised and lines or nil
      end
      for file, step in pairs { [""] = 97, ["client/description.lua"] = 1 } do
        local at, last = 5, nil
        while not last do
          last = interrupted(at, file)
          at = at + step
        end
        assert.is_true(last > 50, file)
      end
      assert.same({}, w.events)
    end)
  end)

  it("is a matter of the client's options", function()
    for _, value in ipairs { false, "builtin" } do
      local client = new { api = value }
      assert(known(client))
      assert.is_nil(client.description)
    end
    assert.equal(0, w.server.count(ADMIN))
    local ok, message = pcall(new, { api = "sever" })
    assert.is_false(ok)
    assert.truthy(message:find("did you mean 'server'", 1, true), message)
    assert.is_false(error_object.is_error(message))
  end)
end)
