--- A program's own event loop, in whose coroutines calls wait without blocking the others: option loop.
---
--- Ready-made: portabilling.loop.cqueues, .luv and .copas. For any other loop, give a table with these four functions.
local interrupt = require "portabilling.support.interrupt"

local M = {}

---@class portabilling.Loop
---@field current fun(): any a value that stands for the loop if the running coroutine is one that it may park, else nil: the
--- call then blocks, as it does in a plain script
---@field park fun(waiter: table) parks the running coroutine until resume(waiter); it may end sooner. What the loop needs
--- to know of it may be kept in the waiter
---@field resume fun(waiter: table) lets it go on; does nothing if it is not parked. Called from serve, and when the
--- client is closed
---@field watch fun(pollable: table, serve: fun()): fun(), fun(): boolean? calls serve each time pollable:pollfd() is readable,
--- from the loop itself or from a coroutine of its own; gives a function that ends it and, in the second case, one that
--- tells whether an error has ended it

--- The loop that the option names, or is.
---@param loop "cqueues"|"luv"|"copas"|portabilling.Loop
---@return portabilling.Loop? loop
---@return string? message its module cannot be loaded
---@return string? advice
function M.open(loop)
  if type(loop) ~= "string" then
    return loop
  end
  local loaded, adapter = interrupt.pcall(require, "portabilling.loop." .. loop)
  if not loaded then
    return nil, ("loop = %q: %s"):format(loop, tostring(adapter):match("[^\n]*")),
      "Its module must be installed for this Lua; Debian's package is lua-" .. loop
  end
  return adapter
end

return M
