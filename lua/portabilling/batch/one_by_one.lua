--- Tasks for drivers that make one call at a time, and have none: each runs at once, to its end.
local M = {}

---@param driver table
---@return table as driver.tasks, as far as a batch needs it
function M.tasks(driver)
  return {
    spawn = function(_, fn, ...)
      fn(...)
    end,
    await = function(_, _, time)
      if time then
        driver:sleep(math.max(time - driver:now(), 0))
      end
    end,
    waiter = function() end,
    is_behind = function() end,
  }
end

return M
