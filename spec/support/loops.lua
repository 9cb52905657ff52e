-- The event loops that specs run the client in. Each has:
--   go(fn)       runs fn in a coroutine of the loop
--   run()        turns the loop until nothing is left to do; raises what a coroutine raised
--   pause()      lets the others run for a moment; to be called in such a coroutine
local M = {}

function M.cqueues()
  local cqueues = require "cqueues"
  local controller = cqueues.new()
  return {
    go = function(fn)
      controller:wrap(fn)
    end,
    run = function()
      assert(controller:loop())
    end,
    pause = function()
      cqueues.sleep(0.001)
    end,
    -- Drops the loop with all of its coroutines.
    close = function()
      controller:close()
    end,
    -- Turns it once.
    turn = function()
      assert(controller:step(0.01))
    end,
  }
end

function M.luv()
  local uv = require "luv"
  local problem
  return {
    go = function(fn)
      coroutine.wrap(function()
        local ok, message = xpcall(fn, debug.traceback)
        problem = problem or not ok and message or nil
      end)()
    end,
    run = function()
      uv.run()
      if problem then
        local message = problem
        problem = nil
        error(message, 0)
      end
    end,
    pause = function()
      local co, timer = coroutine.running(), uv.new_timer()
      timer:start(1, 0, function()
        timer:close()
        assert(coroutine.resume(co))
      end)
      coroutine.yield()
    end,
  }
end

return M
