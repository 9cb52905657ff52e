-- Lists that end in other ways than planned: left, interrupted, read by several, outlived by their client.
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local version, in_flight, collect_garbage = world.version, world.in_flight, world.collect_garbage

describe("a list", function()
  local function numbers(client, options)
    local seen, order = {}, {}
    for customer in client:list("Customer", "customer", {}, options) do
      assert.is_nil(seen[customer.i_customer])
      seen[customer.i_customer] = true
      order[#order + 1] = customer.i_customer
    end
    return order
  end

  it("that was left by break leaves nothing behind, and the client usable", function()
    local client = w.client()
    for _, n in client:list("Customer", "customer", {}, { page_size = 3, prefetch = 3 }) do
      if n == 2 then
        break
      end
    end
    collect_garbage() -- LuaJIT has no other end of a loop than this
    client.driver.tasks:turn(0)
    assert.equal(0, in_flight(client))
    assert.is_true(#numbers(client, { page_size = 7 }) > 7)
  end)

  it("whose loop body raises gives that error, and leaves nothing behind", function()
    local client = w.client()
    local mine = {}
    local ok, err = pcall(function()
      for _ in client:list("Customer", "customer", {}, { page_size = 3, prefetch = 3 }) do
        error(mine)
      end
    end)
    assert.is_false(ok)
    assert.equal(mine, err)
    collect_garbage()
    client.driver.tasks:turn(0)
    assert.equal(0, in_flight(client))
    assert(version(client))
  end)

  it("whose on_page raises gives that error, and again when asked for more: records are missing now", function()
    local client = w.client()
    local mine = {}
    local iterate = client:list("Customer", "customer", {}, { page_size = 3, on_page = function(info)
      if info.page == 2 then
        error(mine)
      end
    end })
    for _ = 1, 3 do
      assert.is_table(iterate())
    end
    for _ = 1, 2 do
      local ok, err = pcall(iterate)
      assert.is_false(ok)
      assert.equal(mine, err)
    end
  end)

  it("is shared by several coroutines: each record comes to one of them", function()
    local client = w.client()
    local expected = numbers(client)
    local iterate = client:list("Customer", "customer", {}, { page_size = 3, prefetch = 2 })
    local workers, order, live = {}, {}, 3
    for i = 1, live do
      workers[i] = coroutine.wrap(function()
        for customer in iterate do
          order[#order + 1] = customer.i_customer
          coroutine.yield(true)
        end
        live = live - 1
      end)
    end
    while live > 0 do
      for i = 1, live do
        workers[i]()
      end
    end
    assert.same(expected, order)
  end)

  for _, how in ipairs { "list", "pages" } do
    it(("is shared by several tasks at once, with %s"):format(how), function()
      local client = w.client()
      local expected = numbers(client)
      local tasks = client.driver.tasks
      local iterate = client[how](client, "Customer", "customer", {}, { page_size = 3, prefetch = 0 })
      local order, workers = {}, {}
      for i = 1, 4 do
        workers[i] = tasks:spawn(function()
          for item in iterate do
            for _, customer in ipairs(how == "list" and { item } or item) do
              order[#order + 1] = customer.i_customer
            end
            assert(version(client)) -- another task's turn
          end
        end)
      end
      for i = 1, 4 do
        tasks:join(workers[i])
        assert.is_true(workers[i].ok, tostring(workers[i].result))
      end
      table.sort(order)
      table.sort(expected)
      assert.same(expected, order)
    end)
  end

  it("cannot be advanced from within itself", function()
    local client = w.client()
    local iterate
    iterate = client:list("Customer", "customer", {}, { on_page = function() iterate() end })
    local ok, message = pcall(iterate)
    assert.is_false(ok)
    assert.truthy(tostring(message):find("a callback of its own cannot advance it", 1, true))
  end)

  it("waits for a coroutine that yielded within it, and says so to another", function()
    local client = w.client()
    local iterate = client:list("Customer", "customer", {}, { on_page = function() coroutine.yield "paused" end })
    local first = coroutine.wrap(iterate)
    assert.equal("paused", first())
    assert.is_false(pcall(iterate))
    assert.is_table(first()) -- and lost nothing
    assert.equal(2, select(2, iterate()))
  end)
end)
