-- The scheduler by itself: what an error or a lost wake-up may do to it.
local guests = require "portabilling.driver.guests"
local tasks = require "portabilling.driver.tasks"

local function is_set(flag)
  return flag.set
end

-- A wheel whose clock goes on only while it waits. waits: how long it was told to.
local function wheel(under_way)
  local clock, waits = 0, {}
  local own
  own = tasks.new(function(seconds)
    waits[#waits + 1] = seconds
    assert(#waits < 100, "waited in vain")
    clock = clock + seconds
    if own.on_step then
      own.on_step()
    end
    return under_way
  end, function()
    return clock
  end)
  return own, waits
end

describe("the wheel", function()
  it("lets a task go on that nobody woke", function()
    local own, flag = wheel(true), {}
    local task = own:spawn(own.await, own, is_set, nil, flag)
    own:turn(0)
    flag.set = true -- and the wake that belongs to it got lost
    own:join(task)
    assert.is_true(task.ok)
  end)

  it("sleeps for no longer than a moment at a time", function()
    local own, waits = wheel(true)
    local flag = {}
    own.on_step = function()
      flag.set = #waits == 8
    end
    own:await(is_set, nil, flag)
    for _, seconds in ipairs(waits) do
      assert.is_true(seconds <= 0.25)
    end
  end)

  it("raises where nothing could end the wait", function()
    local own = wheel(false)
    own:spawn(own.await, own, is_set, nil, {})
    local ok, message = pcall(own.await, own, is_set, nil, {})
    assert.is_false(ok)
    assert.truthy(message:find("nothing is under way", 1, true), message)
  end)

  it("does not raise as long as somebody waits for a time", function()
    local own, flag = wheel(false), {}
    own:spawn(function()
      own:await(is_set, own.now() + 5, {})
      flag.set = true
    end)
    own:await(is_set, nil, flag)
    assert.is_true(flag.set)
  end)

  it("goes on after an error that came out of it", function()
    local own, flag = wheel(true), {}
    local task = own:spawn(own.await, own, is_set, nil, flag)
    own.on_step = function()
      own.on_step = nil
      error "struck"
    end
    assert.is_false(pcall(own.join, own, task))
    flag.set = true
    own:join(task)
    assert.is_true(task.ok)
  end)
end)

describe("coroutines of an event loop", function()
  -- A loop that parks a coroutine by yielding, and a descriptor whose alarm is swallowed by the next step.
  local function world_of_guests()
    local alarm, watched = nil, 0
    local multi = {
      pollfd = function() return 1 end,
      alarm = function(_, seconds) alarm = math.min(seconds, alarm or math.huge) end,
      running = function() return 0 end,
    }
    local loop = {
      current = function()
        local co, main = coroutine.running()
        return co and not main and multi or nil
      end,
      park = function(waiter)
        waiter.co = coroutine.running()
        coroutine.yield()
      end,
      resume = function(waiter)
        assert(coroutine.resume(waiter.co))
      end,
      watch = function()
        watched = watched + 1
        return function() watched = watched - 1 end
      end,
    }
    local own = wheel(false)
    own.on_step = function()
      alarm = nil
    end
    own.guests = assert(guests.new(loop, multi, own))
    return own, function() return alarm end, function() return watched end
  end

  it("that are woken in another one's turn are looked after at once", function()
    local own, alarm = world_of_guests()
    local joined = false
    local waits = coroutine.create(function()
      own:join(own:spawn(function() end))
      joined = true
    end)
    local turns = coroutine.create(function()
      own:turn(0)
    end)
    assert(coroutine.resume(waits))
    assert(coroutine.resume(turns))
    assert.equal(0, alarm())
    own.guests:serve()
    assert.is_true(joined)
  end)

  it("do not keep the loop from its end by a turn that one of them took last", function()
    local own, alarm, watched = world_of_guests()
    assert(coroutine.resume(coroutine.create(function()
      own:spawn(function() end)
      own:turn(0)
    end)))
    assert.equal(1, watched())
    assert.equal(0, alarm())
    own.guests:serve()
    assert.equal(0, watched())
  end)
end)
