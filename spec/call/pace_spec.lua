-- Option rate: calls a second, whatever they are made for.
local batches = require "support.batches"
local canned = require "support.canned"
local interrupt = require "portabilling.support.interrupt"
local pace = require "portabilling.call.pace"
local tasks = require "portabilling.driver.tasks"
local world = require "support.world"

local inside_nginx = rawget(_G, "ngx") ~= nil

-- A client of canned answers, and when each of its requests was sent, by its driver's own clock.
local function timed(options, answer)
  local times, client, driver = {}
  options.replay = { sessions = true } -- log-ins are noted as well
  client, driver = canned.client(function(request)
    times[#times + 1] = math.floor(driver.clock * 10 + 0.5) / 10
    if request.service == "Session" then
      return { body = '{"access_token":"a","refresh_token":"r","expires_in":172799}' }
    end
    return answer and answer(request) or { body = "{}" }
  end, options)
  return client, times, driver
end

local version, unpack = world.version, table.unpack or rawget(_G, "unpack")

local function versions(client, count)
  for _ = 1, count do
    assert(version(client))
  end
end

describe("a client's rate", function()
  it("lets no more calls out in a second, the log-in included; after a pause as many at once", function()
    local client, times, driver = timed { rate = 3 }
    versions(client, 7)
    assert.same({ 0, 0, 0, 1, 1, 1, 2, 2 }, times)
    driver:sleep(8)
    versions(client, 4)
    assert.same({ 10, 10, 10, 11 }, { unpack(times, 9) })
  end)

  it("that is no whole number, or above 1000, spreads them evenly", function()
    local client, times, driver = timed { rate = 2.5 }
    versions(client, 3)
    driver:sleep(10)
    versions(client, 2)
    assert.same({ 0, 0.4, 0.8, 1.2, 11.2, 11.6 }, times)
    client, times = timed { rate = math.huge }
    versions(client, 3)
    assert.same({ 0, 0, 0, 0 }, times)
  end)

  it("counts further attempts, pages, and refreshes of the session", function()
    local failed
    local client, times = timed({ rate = 0.1, timeout = 100 }, function()
      failed = not failed
      return failed and { failed = "COULDNT_CONNECT", message = "refused" } or nil
    end)
    versions(client, 1)
    assert.same({ 0, 10, 20 }, times)

    client, times = timed({ rate = 0.1 }, function(request)
      local rows, offset = {}, request.params.offset or 0
      for i = offset + 1, math.min(offset + request.params.limit, 3) do
        rows[#rows + 1] = ('{"i_customer":%d}'):format(i)
      end
      return { body = ('{"customer_list":[%s]}'):format(table.concat(rows, ",")) }
    end)
    assert.equal(3, #assert(client:collect("Customer", "customer", {}, { page_size = 2 })))
    for i, time in ipairs(times) do
      assert.equal((i - 1) * 10, time)
    end
    assert.is_true(#times > 3)

    local lost = true
    client, times = timed({ rate = 0.1 }, function()
      local answer = lost and canned.LOST or nil
      lost = false
      return answer
    end)
    versions(client, 1)
    assert.same({ 0, 10, 20, 30 }, times) -- log-in, the call, refresh, the call
  end)

  it("fails at once what would have its turn too late; nothing of that is sent, and no turn is lost", function()
    local client, times = timed { rate = 0.1, timeout = 8 }
    local ok, err = client:login()
    assert.is_true(ok)
    assert.is_nil(err.kind)
    for _ = 1, 3 do
      ok, err = client:create("Account", "account", batches.account(1))
      assert.is_nil(ok)
      assert.same({ "busy", "RATE", "no", true, 0, 0 }, { err.kind, err.code, err.sent, err.retryable, err.attempts,
        err.elapsed })
      assert.equal("its turn would come in 10.0 s, and its time is over in 8.0 s (rate: 0.1 calls a second)",
        err.message)
      assert.truthy(err.advice:find("timeout", 1, true))
    end
    assert(version(client, { timeout = 11 }))
    assert.same({ 0, 10 }, times)
  end)

  it("says so of a session that cannot be renewed in time", function()
    local client, times = timed({ rate = 0.1, timeout = 15 }, function() return canned.LOST end)
    local ok, err = version(client)
    assert.is_nil(ok)
    assert.same({ "busy", "RATE", "no" }, { err.kind, err.code, err.sent })
    local told = "the refresh of the session failed: its turn would come in 10.0 s"
    assert.truthy(err.message:find(told, 1, true), err.message)
    assert.same({ 0, 10 }, times)
  end)

  it("leaves the refresh of a session all of the call's time for its turn, though it may use half of it", function()
    local client, times = timed({ rate = 0.1, timeout = 25 }, function() return canned.LOST end)
    local _, err = version(client)
    assert.truthy(err.message:find "^its turn would come in 10.0 s, and its time is over in 5.0 s", err.message)
    assert.same({ 0, 10, 20 }, times)
  end)

  it("is that of all calls together which a client and those make that act for it on the same host", function()
    local client, times = timed { rate = 2 }
    versions(client, 1)
    local child = assert(client:login_as { login = "x", url = "https://LOCALHOST:8444" })
    versions(child, 1)
    versions(client, 1)
    assert.same({ 0, 0, 1, 1, 2 }, times)
    assert.equal(client.pace, child.pace)
    local apart = assert(client:login_as { login = "x", url = "https://localhost:8444", rate = 1 })
    assert.is_true(apart.pace ~= nil and apart.pace ~= client.pace)
    local elsewhere = assert(client:login_as { login = "x", url = "https://other:8444" })
    assert.is_true(elsewhere.pace ~= client.pace and elsewhere.pace.rate == 2)
  end)

  it("is not used up by dry runs, nor by what an interrupt ended while it waited", function()
    local client, times, driver = timed { rate = 0.1 }
    versions(client, 1)
    assert(client:call("Generic", "get_version", {}, { dry_run = true }))
    local sleep = driver.sleep
    function driver.sleep() error("lua: interrupted!", 0) end
    local ok, raised = pcall(client.create, client, "Account", "account", batches.account(1))
    assert.is_false(ok)
    assert.is_true(interrupt.is(raised))
    assert.truthy(raised:find("Account/add_account was not sent", 1, true), raised)
    driver.sleep = sleep
    versions(client, 1)
    assert.same({ 0, 10, 20 }, times)
  end)
end)

describe("a batch with a rate", function()
  it("takes its rows at this pace, or that of its client, if that is slower", function()
    for _, rates in ipairs { { nil, 2 }, { 4, 2 }, { 2, nil }, { 2, 4 } } do
      local client, times = timed({ rate = rates[1], check = "off" }, function()
        return { body = '{"i_account":1}' }
      end)
      client:login()
      client.driver:sleep(5)
      local pulled = {}
      local source = batches.accounts(5, function(i)
        pulled[i] = client.driver.clock
        return batches.account(i)
      end)
      assert.equal(5, #batches.run(client, source, { rate = rates[2] }))
      assert.same({ 0, 5, 5, 6, 6, 7 }, times)
      assert.same({ 5, 5, 6, 6, 7 }, pulled)
    end
  end)

  it("has no row wait in flight for longer than half of its time", function()
    local client, times = timed({ rate = 0.1, timeout = 60, check = "off" }, function()
      return { body = '{"i_account":1}' }
    end)
    for _, item in ipairs(batches.run(client, batches.accounts(6), { concurrency = 100 })) do
      assert.is_nil(item.err)
    end
    assert.equal(7, #times)
    assert.equal(3, select(2, pace.of_batch({ rate = 0.1, timeout = 60 }, client)))
  end)
end)

-- What waits, on a clock of its own.
local function waiting(rate)
  local clock = 0
  local scheduler = tasks.new(function(seconds)
    clock = clock + seconds
    return true
  end, function() return clock end)
  local client = { driver = { tasks = scheduler, now = scheduler.now }, pace = pace.new(rate), closed = false }
  local went = {}
  local function call(name, deadline)
    return scheduler:spawn(function()
      local kind, code = pace.await(client, { deadline = deadline or 1000 })
      went[#went + 1] = ("%s %s"):format(name, kind and code or ("%g"):format(math.floor(clock * 10 + 0.5) / 10))
    end)
  end
  local function join(...)
    for _, task in ipairs { ... } do
      scheduler:join(task)
    end
    return went
  end
  return client, call, join, scheduler
end

describe("calls that wait for their turns", function()
  it("have them in the order in which they came", function()
    local _, call, join = waiting(0.5)
    local list = {}
    for i = 1, 5 do
      list[i] = call("call " .. i)
    end
    assert.same({ "call 1 0", "call 2 2", "call 3 4", "call 4 6", "call 5 8" }, join(unpack(list)))
  end)

  it("leave them to the next ones when they are given up, whichever comes first", function()
    for _, order in ipairs { { 1, 2, 3 }, { 3, 2, 1 }, { 2, 3, 1 } } do
      local _, call, join, scheduler = waiting(0.5)
      join(call "first")
      local list = { call "a", call "b", call "c" }
      scheduler:run_once(0)
      for _, i in ipairs(order) do
        scheduler:cancel(list[i])
      end
      local went = join(call "next", list[1], list[2], list[3])
      assert.same({ "first 0", "next 2" }, { went[1], went[5] })
      assert.truthy(went[2]:find "CANCELLED$")
    end
  end)

  it("keep theirs when one in between is given up, which nobody gets then", function()
    local _, call, join, scheduler = waiting(0.5)
    local list = { call "a", call "b", call "c" }
    scheduler:run_once(0)
    scheduler:cancel(list[2])
    assert.same({ "a 0", "b CANCELLED", "c 4", "d 6" }, join(list[1], list[3], call "d"))
  end)

  it("never share one when an interrupt comes between any two instructions; at most one is lost", function()
    local jit, reached = rawget(_G, "jit"), 0
    if jit then
      jit.off() -- compiled code calls no hooks
      jit.flush()
    end
    repeat
      local clock, went = 0, {}
      local driver = { now = function() return clock end, sleep = function(_, seconds) clock = clock + seconds end }
      local client = { driver = driver, pace = pace.new(0.5), closed = false }
      local function call()
        assert(not pace.await(client, { deadline = 1000 }))
        went[#went + 1] = clock
      end
      call()
      reached = reached + 1
      local ended = pcall(function()
        debug.sethook(function()
          debug.sethook()
          error("interrupted!", 0)
        end, "", reached)
        call()
        debug.sethook()
      end)
      call()
      call()
      for i = 2, #went do
        assert.is_true(went[i] - went[i - 1] >= 2, reached)
      end
      assert.is_true(clock <= 6, reached)
    until ended
    if jit then
      jit.on()
    end
    assert.is_true(reached > 20)
  end)

  it("end with their client", function()
    local client, call, join, scheduler = waiting(0.01)
    local list = { call "a", call "b" }
    scheduler:run_once(0)
    client.closed = true
    scheduler:go_on()
    assert.same({ "a 0", "b CLOSED" }, join(unpack(list)))
  end)
end)

describe("the rate of a client of a real server", function()
  local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

  it("is kept by calls made one after the other and at once, by all that is sent", function()
    local client = w.client { rate = 25.5 }
    assert(client:login())
    local rows = batches.run(client, batches.accounts(8))
    assert.equal(8, #rows)
    for _, item in ipairs(rows) do
      assert.is_nil(item.err, tostring(item.err))
    end
    assert.same({ 1, 8 }, { w.stats().logins, w.calls "Account/add_account" })
    client:close()
    client = w.client { rate = 0.05, timeout = 10 }
    assert(client:login())
    local _, err = client:create("Account", "account", batches.account(9))
    assert.same({ "busy", "no" }, { err.kind, err.sent })
    assert.equal(8, w.calls "Account/add_account")
    client:close()
  end)

  it("has a log-in that comes too late for one call made for another that has more time", function()
    local client, results = w.client { rate = 4.5 }, {}
    client.pace:take(client.driver:now()) -- so that the log-in has to wait
    local scheduler, list = client.driver.tasks, {}
    for i, timeout in ipairs { 0.1, 20 } do
      list[i] = scheduler:spawn(function()
        local ok, err = version(client, { timeout = timeout })
        results[i] = ok and "done" or err.kind
      end)
    end
    for _, task in ipairs(list) do
      scheduler:join(task)
    end
    client:close()
    assert.same({ "busy", "done" }, results)
  end)

  it("lets a change that waits for its turn be given up unsent", function()
    if inside_nginx then
      return -- a light thread is killed there, which the batch's own specs show
    end
    local client = w.client { rate = 0.02, timeout = 200 }
    assert(client:login())
    local scheduler = client.driver.tasks
    local result
    local task = scheduler:spawn(function()
      result = { client:create("Account", "account", batches.account(1)) }
    end)
    scheduler:run_once(0)
    scheduler:cancel(task)
    scheduler:join(task)
    assert.is_nil(result[1])
    assert.same({ "cancelled", "no", 0 }, { result[2].kind, result[2].sent, result[2].attempts })
    assert.equal(0, w.calls "Account/add_account")
    client:close()
  end)
end)
