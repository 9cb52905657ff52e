-- Ctrl-C: an error between any two instructions. spec/model/interrupt.lua tries every place and more moments.
local interrupts = require "support.interrupts"
local uncompiled = require "support.uncompiled"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

-- Much more than a program needs, for the machine may be busy: what hangs, hangs for ever.
local SLACK = 20
local MOMENTS = { 0.06, 0.17 }
local PLACES, STEP = 40000, 1999

describe("a program that SIGINT comes to", function()
  local programs
  before_each(function()
    programs = interrupts.new(w.sandbox, nil, SLACK)
    assert(w.sandbox:set { latency = 0.004 })
  end)
  after_each(function()
    programs:close()
  end)

  for i, scenario in ipairs(interrupts.SIGNALLED) do
    it("ends, and leaves nothing half done: " .. scenario, function()
      for _, seconds in ipairs(MOMENTS) do
        assert.is_nil(programs:signal(scenario, seconds + i / 100))
      end
    end)
  end
end)

describe("an error at any place of a program", function()
  for i, scenario in ipairs(interrupts.RAISING) do
    for _, where in ipairs { "main", "tasks" } do
      it(("leaves a client that can be used and closed: %s, in %s"):format(scenario, where), function()
        local programs = interrupts.new(w.sandbox, nil, SLACK)
        local tried, wrong = programs:raise(scenario, where, 17 * i, STEP, PLACES)
        programs:close()
        assert.same({}, wrong)
        assert.is_true(tried > 0)
      end)
    end
  end
end)

describe("Ctrl-C", function()
  local function interrupted()
    error("log.lua:1: interrupted!", 0)
  end

  it("in the log function is no failure of that function", function()
    local client = w.client { log = interrupted }
    local ok, message = pcall(client.get, client, "Customer", "customer", { i_customer = 3 })
    assert.is_false(ok)
    assert.equal("log.lua:1: interrupted!", message)
    client:close()
  end)

  it("tells what became of a change: not sent, done or refused", function()
    local at
    local function log(event)
      if event.event == "attempt" and event.method == at then
        interrupted()
      end
    end
    local attributes = { account_info = { id = "16045550991", i_customer = 1, i_product = 1, billing_model = 1,
      bill_status = "O" } }
    -- The third one has a name that is taken.
    for _, case in ipairs { { "login", "was not sent" }, { "add_account", "was done; its answer is lost" },
      { "add_account", "was refused" } } do
      local client = w.client { log = log }
      at = case[1]
      local ok, message = pcall(client.create, client, "Account", "account", attributes)
      assert.same({ false, "interrupted: Account/add_account " .. case[2] }, { ok, message })
      client:close()
    end
  end)

  it("before a change is sent tells nothing of the call before it", function()
    local client = w.client()
    local function create(id)
      return client:create("Account", "account", { account_info = { id = id, i_customer = 1, i_product = 1,
        billing_model = 1, bill_status = "O" } })
    end
    local untrue = {}
    for place = 1, 60 do
      local passed = 0
      local function hook()
        if debug.getinfo(2, "S").source:find "portabilling/call/%a+%.lua$" then
          passed = passed + 1
          if passed == place then
            debug.sethook()
            error("x.lua:1: interrupted!", 0)
          end
        end
      end
      assert(client:get("Customer", "customer", { i_customer = 3 }))
      local before = w.calls "Account/add_account"
      local ok, message = uncompiled(function()
        debug.sethook(hook, "l")
        return create(("160455501%02d"):format(place))
      end)
      debug.sethook()
      if not ok and message:find "was done" and w.calls "Account/add_account" == before then
        untrue[#untrue + 1] = ("%d: %s"):format(place, message)
      end
    end
    assert.same({}, untrue)
    client:close()
  end)

  it("in a task goes on to the program, once", function()
    local client = w.client()
    local tasks = client.driver.tasks
    local struck = tasks:spawn(interrupted)
    local other = tasks:spawn(client.get, client, "Customer", "customer", { i_customer = 3 })
    local ok, message = pcall(tasks.join, tasks, other)
    assert.same({ false, "log.lua:1: interrupted!" }, { ok, message })
    assert.same({ true, false }, { struck.finished, struck.ok })
    tasks:join(other)
    assert.equal(3, other.result.i_customer)
    client:close()
  end)
end)

describe("a journal", function()
  it("is whole when an interrupt comes right before or right after a line was written", function()
    local journal = require "portabilling.batch.journal"
    local about = { batch = "create Account/account", url = "https://x:443", login = "x" }
    for _, written in ipairs { true, false } do
      local path = os.tmpname()
      os.remove(path)
      local log = assert(journal.open(path, about))
      local file = log.file
      local entries = {}
      for i = 1, 2 do
        entries[i] = log:take({ account_info = { id = tostring(i) } }, nil, "doubt")
      end
      assert(log:sending(entries))
      log.file = setmetatable({ write = function(_, text)
        if written then
          assert(file:write(text))
        end
        error("x.lua:1: interrupted!", 0)
      end }, { __index = function(_, name)
        return function(_, ...)
          return file[name](file, ...)
        end
      end })
      local ran, message = pcall(log.fate, log, entries[1], "done")
      assert.same({ false, "x.lua:1: interrupted!" }, { ran, message })
      log.file = file
      local ok, err = log:fate(entries[2], "done")
      assert.is_nil(ok)
      assert.equal("JOURNAL", err.code)
      log:close(true)
      log = assert(journal.open(path, about))
      log:close(true)
      os.remove(path)
    end
  end)
end)
