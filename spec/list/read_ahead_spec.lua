-- Pages asked for ahead, several at once, over real TLS: order, bounds, cancellation, and lists that move meanwhile.
local lists = require "support.lists"
local spans = require "support.spans"

local server
setup(function()
  server = lists.start()
end)
teardown(function()
  server.stop()
end)

local function read(options, settings, service)
  server:reset(options)
  local client = server:client()
  local ids = {}
  for row, n in client:list(service or "Customer", service == "Account" and "account" or "customer", nil, settings) do
    ids[n] = row.i_customer
  end
  client:close()
  return ids, server.state()
end

describe("pages in flight", function()
  for _, concurrency in ipairs { 1, 2, 8 } do
    it(("%d at once are delivered in order, whole"):format(concurrency), function()
      for _, consistent in ipairs { true, false } do
        local ids = read({ count = 2345 }, { page_size = 100, concurrency = concurrency, consistent = consistent })
        assert.equal("1-2345", spans(ids))
      end
    end)
  end

  it("are never more than asked for, and few go past the end", function()
    local ids, state = read({ count = 2345, delay = 0.1, together = 8 }, { page_size = 100, concurrency = 8 })
    assert.equal(2345, #ids)
    assert.equal(8, state.most_active)
    assert.is_true(state.requests <= 24 + 8 + 1, state.requests)
  end)

  it("stop where the total says the list ends", function()
    local ids, state = read({ count = 2345, total = true }, { page_size = 100, concurrency = 8 }, "Account")
    assert.equal("1-2345", spans(ids))
    assert.equal(24, state.requests) -- 1 page of 100, then 99 new records a page
  end)

  it("end with a shorter page, when nothing is on the one behind it, which was asked for ahead", function()
    for _, concurrency in ipairs { 1, 2 } do
      local ids, state = read({ count = 260 }, { page_size = 100, concurrency = concurrency })
      assert.equal("1-260", spans(ids))
      -- The last of these are not asked for when the shorter page comes before their turn.
      assert.is_true(state.requests >= 4 and state.requests <= 3 + concurrency, state.requests)
    end
  end)

  it("ask for nothing but the end behind a page that was not full", function()
    for _, options in ipairs { { page_size = 500 }, { page_size = 500, concurrency = 8 } } do
      local ids, state = read({ count = 121 }, options)
      assert.equal("1-121", spans(ids))
      assert.equal(2, state.requests)
    end
  end)

  it("are one request for a list of one page that the server counts, and two for one that it does not", function()
    local _, state = read({ count = 30, total = true }, { page_size = 100, concurrency = 8 }, "Account")
    assert.equal(1, state.requests)
    _, state = read({ count = 30 }, { page_size = 100, concurrency = 8 })
    assert.equal(2, state.requests)
  end)

  it("take the server's own page size when it clamps", function()
    local ids, state = read({ count = 1500, clamp = 70 }, { page_size = 500, concurrency = 4 })
    assert.equal("1-1500", spans(ids))
    assert.is_true(state.requests < 22 + 2 * 4 + 2, state.requests)
  end)

  it("ask for no more than are wanted", function()
    local ids, state = read({ count = 5000 }, { page_size = 100, concurrency = 8, max = 250 })
    assert.equal("1-250", spans(ids))
    assert.equal(3, state.requests)
  end)
end)

describe("prefetch", function()
  -- Lets the driver work until the server has seen so many requests.
  local function await_requests(client, n)
    for _ = 1, 100000 do
      if server.state().requests >= n then
        return server.state().requests
      end
      client.driver.tasks:run_once(0.001)
    end
  end

  it("asks for the next page before the current one is handed out, and for no more", function()
    server:reset { count = 1000 }
    local client = server:client { page_size = 100 }
    local next_record = client:list("Customer", "customer")
    assert.equal(1, next_record().i_customer)
    assert.equal(2, await_requests(client, 2))
    assert.equal(2, next_record().i_customer)
    assert.equal(2, server.state().requests)
    client:close()
  end)

  it("can be turned off", function()
    server:reset { count = 1000 }
    local client = server:client { page_size = 100, prefetch = 0 }
    local next_record = client:list("Customer", "customer")
    for i = 1, 100 do
      assert.equal(i, next_record().i_customer)
      client.driver.tasks:run_once(0)
    end
    assert.equal(1, server.state().requests)
    client:close()
  end)

  local function leaves_nothing(leave)
    server:reset { count = 5000, delay = 0.3 }
    local client = server:client { page_size = 100, concurrency = 8 }
    leave(client)
    collectgarbage()
    collectgarbage() -- LuaJIT knows of the end of the loop only when the iterator is collected
    client.driver.tasks:run_once(0)
    if client.driver.multi then
      assert.equal(0, client.driver.multi:running())
    else -- inside nginx a task ends when its guard has its turn
      for _ = 1, 20 do
        client.driver:sleep(0.01)
      end
      assert.is_false(client.driver.tasks:pending())
    end
    assert.equal(1, assert(client:get("Customer", "customer", {}, { timeout = 10 }) or { i = 1 }).i or 1)
    client:close()
  end

  it("is cancelled by break", function()
    leaves_nothing(function(client)
      for _ in client:list("Customer", "customer") do -- luacheck: ignore 512
        break
      end
    end)
  end)

  it("is cancelled by an error in the loop", function()
    leaves_nothing(function(client)
      local ok, message = pcall(function()
        for _ in client:list("Customer", "customer") do -- luacheck: ignore 512
          error "my own"
        end
      end)
      assert.is_false(ok)
      assert.truthy(message:find("my own", 1, true))
    end)
  end)

  it("is cancelled when the iterator is dropped", function()
    leaves_nothing(function(client)
      local next_record = client:list("Customer", "customer")
      next_record()
    end)
  end)
end)

describe("a request for a page that nobody wants any more", function()
  it("makes no error when it is given up", function()
    local failure = require "portabilling.call.failure"
    local of, made = failure.of, 0
    function failure.of(...)
      made = made + 1
      return of(...)
    end
    server:reset { count = 5000, delay = 0.3 }
    local client = server:client { page_size = 100, concurrency = 8 }
    local ok, message = pcall(function()
      for _, n in client:list("Customer", "customer") do
        if n == 150 then
          break
        end
      end
      collectgarbage()
      collectgarbage() -- LuaJIT knows of the end of the loop only when the iterator is collected
      if client.driver.multi then
        client.driver.tasks:await(function() return client.driver.multi:running() == 0 end)
      end
      client:close()
    end)
    failure.of = of
    assert.is_true(ok, message)
    assert.equal(0, made)
  end)
end)

describe("a list that moves with pages in flight", function()
  local cases = {
    ["an insertion at the head"] = { { insert = 1, many = 3 } },
    ["many insertions at the head"] = { { insert = 1, many = 350 } },
    ["an insertion at the anchor"] = { { insert = 100, many = 1 } },
    ["an insertion further down"] = { { insert = 900, many = 5 } },
    ["a deletion at the head"] = { { from = 1, to = 3 } },
    ["a deletion of the first"] = { { from = 1, to = 1 } },
    ["a deletion of the anchor"] = { { from = 100, to = 100 } },
    ["a deletion around the anchor"] = { { from = 90, to = 120 } },
    ["a deletion of most of what was read"] = { { from = 2, to = 95 } },
    ["a deletion further down"] = { { from = 700, to = 750 } },
    ["several changes"] = { { from = 1, to = 3 }, { insert = 40, many = 2 }, { from = 300, to = 310 } },
  }
  for name, changes in pairs(cases) do
    for _, concurrency in ipairs { 1, 4 } do
      it(("after %s neither repeats nor loses a record, %d in flight"):format(name, concurrency), function()
        for _, before in ipairs { 2, 5 } do
          for i, change in ipairs(changes) do
            change.before = before + i - 1
          end
          local ids, state = read({ count = 1500, changes = changes },
            { page_size = 100, concurrency = concurrency })
          local seen = {}
          for _, id in ipairs(ids) do
            assert.is_nil(seen[id], ("%d came twice (change before request %d): %s"):format(id, before, spans(ids)))
            seen[id] = true
          end
          for _, id in ipairs(state.rows) do
            -- What was there from beginning to end.
            assert.is_true(id > 100000 or seen[id], ("%d is lost (change before request %d): %s"):format(id, before,
              spans(ids)))
          end
        end
      end)
    end
  end
end)

describe("memory", function()
  it("does not grow with the pages that were read, on any Lua", function()
    server:reset { count = 60000 }
    local client = server:client { page_size = 100 }
    local early, late
    for _, n in client:list("Customer", "customer") do
      if n == 10000 or n == 60000 then
        collectgarbage()
        collectgarbage()
        early, late = early or collectgarbage "count", collectgarbage "count"
      end
    end
    client:close()
    assert.is_true(late < 1.5 * early, ("%.0f KB, then %.0f KB"):format(early, late))
  end)
end)
