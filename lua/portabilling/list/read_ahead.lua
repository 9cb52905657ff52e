--- Pages asked for before they are wanted. Knows when to ask and for what; what a page is, is the pager's business.
local M = {}

---@class portabilling.Ahead
local Ahead = {}
Ahead.__index = Ahead

--- Keeps up to `width` requests running, each made by fetch(offset, limit, entry) in a task of its own. entry.dropped: what
--- becomes of it is of no interest any more.
---@param tasks portabilling.Tasks
---@param width integer
---@param fetch fun(offset: integer, limit: integer, entry: table): table
---@param discard fun(page: table) for a page that came but is not wanted any more
---@return portabilling.Ahead
function M.new(tasks, width, fetch, discard)
  return setmetatable({ tasks = tasks, width = width, fetch = fetch, discard = discard, queue = {}, first = 1, last = 0,
    step = nil, more = nil, after = 0 }, Ahead)
end

local function fill(self, offset, most)
  while self.last - self.first + 1 < most do
    local limit = self.more(offset)
    if not limit then
      break
    end
    local entry = { offset = offset, task = nil, dropped = false, call = nil }
    entry.task = self.tasks:spawn(self.fetch, offset, limit, entry)
    self.queue[self.last + 1] = entry
    self.last = self.last + 1 -- last: what is before it may fail for want of memory
    offset = offset + self.step
  end
  self.after = offset
  self:pump()
end

--- Asks for more pages: from `offset` on, `step` rows apart, as long as more(offset) gives a limit.
---@param offset integer where the next wanted page starts
---@param step integer
---@param more fun(offset: integer): integer? limit of the page at that offset; nil: none there
---@param most integer? no more than this many, for the time being
function Ahead:fill(offset, step, more, most)
  for i = self.first, self.last do
    offset = self.queue[i].offset + step
  end
  self.step, self.more = step, more
  fill(self, offset, math.min(most or self.width, self.width))
end

--- Asks on as fill did last, before it is known what the page that was just taken holds.
function Ahead:again()
  if self.more then
    fill(self, self.after, self.width)
  end
end

--- Lets running requests make progress, without waiting.
function Ahead:pump()
  if self.first <= self.last and not self.tasks:current() then
    self.tasks:run_once(0)
  end
end

--- The page at that offset, if it was asked for; waits for it. Raises what its request raised.
---@param offset integer
---@return table? page
function Ahead:take(offset)
  local entry = self.queue[self.first]
  if not entry then
    return nil
  elseif entry.offset ~= offset then
    self:drop() -- the list moved or the server gives other pages than it was asked for
    return nil
  end
  self.tasks:join(entry.task)
  if self.queue[self.first] == entry then
    self.queue[self.first] = nil -- only now: what is in here, drop() ends
    self.first = self.first + 1
  end
  if not entry.task.ok then
    error(entry.task.result, 0)
  end
  return entry.task.result
end

--- Cancels what is running. soon: when the scheduler runs next (a finalizer must not run other code).
---@param soon boolean?
function Ahead:drop(soon)
  self.more = nil
  for i = self.first, self.last do
    local entry = self.queue[i] -- nil when an error ended an earlier drop
    local task = entry and entry.task
    if entry then
      entry.dropped = true
    end
    if task and task.finished and task.ok then
      self.discard(task.result)
    elseif task and soon then
      task.cancelled = true
      self.tasks:wake(task)
    elseif task then
      self.tasks:cancel(task)
    end
    self.queue[i] = nil
  end
  self.first, self.last = 1, 0
end

return M
