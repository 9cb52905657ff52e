--- The driver on libcurl. Knows HTTP, nothing of PortaBilling. What a driver is: see portabilling.driver.
local attempts = require "portabilling.driver.attempts"
local certificate = require "portabilling.driver.certificate"
local curl = require "portabilling.curl"
local finalizer = require "portabilling.support.finalizer"
local later = require "portabilling.support.later"
local proxies = require "portabilling.driver.proxies"
local tables = require "portabilling.support.tables"
local tasks = require "portabilling.driver.tasks"

local external = later.require "portabilling.driver.external"

local M = {}

---@class portabilling.driver.Curl
local Driver = {}
Driver.__index = Driver

-- So many ended transfers are kept, to be used again.
local FREE_MOST = 64

local PRIVATE_CA = "If the server has a certificate of a private CA, name the CA's file: ca_file = ... "
  .. "(or PORTABILLING_CA_FILE)"

Driver.now = curl.now
Driver.wall = curl.time
Driver.gets = true

local function is_closed(waiting_on)
  return waiting_on.closed
end

--- Waits; other transfers of this pool go on meanwhile.
---@param seconds number
function Driver:sleep(seconds)
  self:rejoin()
  self.tasks:await(is_closed, curl.now() + seconds, self.tasks)
end

local function failure_of(result, closed)
  local message = result.message
  if result.code == "CANCELLED" then
    message = closed and "the client was closed during this call" or "given up before it was answered"
  elseif result.limit then
    return attempts.too_large(result.limit, result.sent)
  end
  local attempt = attempts.failed(result.code, message, result.sent)
  attempt.permanent = attempt.permanent or proxies.is_final(result.proxy_status)
  if result.code == "PEER_FAILED_VERIFICATION" then
    attempt.advice = certificate.advice(result.certificate, PRIVATE_CA)
  end
  return attempt
end

-- Hands a file's bytes on as they come; anything else is collected as usual.
local function pump(transfer, state, sink)
  if state.kind == nil then
    local status, content_type, disposition = transfer:head()
    if not status then
      return true
    end
    state.kind = sink.is_file(status, content_type, disposition) and "file" or "body"
    if state.kind == "file" then
      local ok, message = sink:start()
      if not ok then
        return nil, message
      end
    end
  end
  local bytes = transfer:take()
  if state.kind == "file" and #bytes > 0 then
    state.streamed = state.streamed + #bytes
    return sink:write(bytes)
  end
  state.parts[#state.parts + 1] = bytes
  state.collected = state.collected + #bytes
  if state.collected > sink.max_body then
    return nil, attempts.too_large "body"
  end
  return true
end

-- Pools are shared by clients with the same trust settings and event loop: the CA store is then parsed once per process,
-- and a client costs next to nothing. An entry lives as long as someone uses it.
local pools = setmetatable({}, { __mode = "v" })

local function new_pool(key, loop)
  local multi, message = curl.multi()
  if not multi then
    return nil, message
  end
  local pool = {
    key = key,
    multi = multi,
    in_flight = setmetatable({}, { __mode = "k" }), -- state of a transfer -> driver
    users = setmetatable({}, { __mode = "k" }), -- the drivers that have a share, as keys
  }
  local events = {}
  -- Waits for events. The multi has written them into the states of their transfers; what is left is to wake who waits.
  local function step(seconds)
    if pool.tasks.closed then
      return false -- by a task that ran just before
    end
    local count, running = multi:step(seconds, events)
    if not count then
      error(running, 0)
    end
    for i = 1, count, 2 do
      local task = events[i].task
      events[i] = false
      if task then
        pool.tasks:wake(task)
      end
    end
    return count > 0 or running > 0
  end
  pool.tasks = tasks.new(step, curl.now)
  if loop then
    pool.tasks.external, message = external.new(loop, multi, pool.tasks)
    if not pool.tasks.external then
      return nil, message
    end
  end
  return pool
end

--- What all requests have in common, from the driver's settings.
function Driver:configure()
  local settings = self.settings
  self.free, self.free_count = {}, 0
  self.profile = self.multi:profile {
    user_agent = settings.user_agent,
    idle_limit = settings.idle_limit,
    max_age = settings.max_age,
    ca_file = settings.ca_file,
    verify = settings.verify,
    http = true, -- the URL was checked when the client was made
    proxy = settings.proxy,
    max_header = attempts.MAX_HEADER,
  }
end

-- Takes a share in the pool for these settings.
local function join_pool(self)
  local settings = self.settings
  -- The name of a loop is its address, which no other can have as long as its pool is there, for that refers to it.
  local key = ("%s\0%s"):format(self.loop and tostring(self.loop) or "", settings.ca_file or "")
  local pool = pools[key]
  -- Neither the parent's, in a process that was forked, nor one that a finalizer has closed while its entry is still here
  -- (LuaJIT): ours() is false for both.
  if not pool or not pool.multi:ours() then
    local message
    pool, message = new_pool(key, self.loop)
    if not pool then
      return nil, message
    end
    pools[key] = pool
  end
  pool.users[self] = true
  self.pool, self.multi, self.tasks = pool, pool.multi, pool.tasks
  self:configure()
  return self
end

local function has_news(state)
  return state.done or state.data
end

-- Lets a transfer run to its end. Returns true when it is over; nil when it is to be stopped, and why when the sink
-- wants that.
local function wait_for(self, state, sink)
  local task = state.task
  while not state.done do
    self.tasks:await(has_news, nil, state, task)
    if task and task.cancelled and not state.done then
      return nil
    end
    if sink and not state.closed and (state.data or state.done) then
      state.data = false
      local ok, refused = pump(state.transfer, state, sink)
      if not ok then
        return nil, refused
      end
    end
  end
  return true
end

-- A receiving function may yield, and its coroutine be forgotten: then nobody waits for the transfer any more. What is
-- returned here must be held by that coroutine alone.
local function cancel_when_collected(transfer)
  return finalizer.new(function()
    transfer:cancel()
  end)
end

-- Called after the wait, so that the guard is not collected before: Lua may collect what is not used any more.
local function keep_alive(guard)
  return guard
end

-- The state of a transfer that is about to begin: from the free list, with its transfer, which is used again; or a new one.
-- The multi itself writes the transfer and its events (done, data) here.
local function take_state(self)
  local count = self.free_count
  if count == 0 then
    return { transfer = false, task = false, done = false, data = false, closed = false }
  end
  local state = self.free[count]
  self.free_count = count - 1 -- first, so that an error right after it hands nothing out twice
  self.free[count] = nil
  state.done, state.data = false, false
  return state
end

-- The attempt, of a transfer that has ended.
local function attempt_of(self, state)
  local attempt = not state.closed and state.transfer:answer()
  if not attempt then
    local result = state.transfer:result()
    if result.packed and result.doubtful then
      -- An empty answer, compressed, may also be one that was cut: from now on answers are asked for uncompressed.
      self.plain = true
    end
    return result.code == "OK" and result or failure_of(result, state.closed)
  end
  if self.free_count < FREE_MOST and self.profile and self.multi:ours() then
    state.task = false
    self.free[self.free_count + 1] = state
    self.free_count = self.free_count + 1 -- last, for the line before may fail for want of memory
  end
  return attempt
end

-- A file goes to the sink as it comes.
local function stream(self, state, sink)
  state.streamed, state.collected, state.parts = 0, 0, {}
  local guard = cancel_when_collected(state.transfer)
  local ok, refused = wait_for(self, state, sink)
  keep_alive(guard)
  return ok, refused
end

-- A file may have any size; what turns out to be none is limited by pump.
local function unlimited(request)
  local copy = tables.copy(request)
  copy.max_body = nil
  return copy
end

-- Starts the transfer and lets it run to its end. Returns true; false and why it could not be started; or nil when it is to
-- be stopped, and why when the sink wants that.
local function transfer(self, state, request, sink)
  local started, message = self.profile:send(sink and unlimited(request) or request, state, sink ~= nil,
    not (request.once or self.plain))
  if not started then
    return false, message
  end
  if request.launched then
    request.launched()
  end
  if sink then
    return stream(self, state, sink)
  end
  return wait_for(self, state)
end

local function streamed(attempt, state, sink)
  if attempt.failed then
    attempt.permanent = attempt.permanent or attempts.is_spent(sink, state.streamed)
  else
    attempt.streamed = state.kind == "file" and state.streamed or nil
    attempt.body = table.concat(state.parts)
  end
  return attempt
end

--- Sends one request and waits for its end.
---@param request portabilling.Request
---@return portabilling.Attempt
function Driver:send(request)
  if not self.multi:ours() then
    self:rejoin()
  end
  local sink, state, in_flight = request.sink, take_state(self), self.pool.in_flight
  state.task = self.tasks:waiter() or false
  in_flight[state] = self -- before it begins: what is in here, close() ends
  local ended, ok, refused = pcall(transfer, self, state, request, sink)
  if not (ended and ok) and state.transfer then
    state.transfer:cancel()
  end
  in_flight[state] = nil
  if not ended then
    local result = state.transfer and state.transfer:result()
    request.handed_over = state.transfer and (not result or result.sent)
    error(ok, 0) -- the receiving function's, or an interrupt
  elseif ok == false then
    return { failed = "OUT_OF_MEMORY", message = refused, permanent = true }
  elseif refused and type(refused) == "table" then
    refused.handed_over = true
    return refused
  elseif refused then
    return attempts.not_taken(refused)
  end
  local attempt = attempt_of(self, state)
  if attempt.failed and not attempt.advice then
    attempt.advice = proxies.advice(attempt, request.url, self.settings.proxy)
  end
  return sink and streamed(attempt, state, sink) or attempt
end

--- Was the process forked after the connections were made? Then what is under way is the parent's.
---@return boolean
function Driver:is_inherited()
  return self.multi ~= nil and not self.multi:ours()
end

--- If so, takes connections and tasks of its own.
function Driver:rejoin()
  if self:is_inherited() then
    assert(join_pool(self))
  end
end

--- Gives up this client's share; the last one closes the connections. What this client has in flight is cancelled.
--- Idempotent, and may be done again when an error ended it.
function Driver:close()
  local pool = self.pool
  if not pool then
    return
  end
  self.profile = nil -- so that no transfer that ends now goes to the free list
  for state, owner in tables.each(pool.in_flight) do
    if owner == self and not state.done then
      state.closed = true
      if state.transfer then
        state.transfer:cancel()
      end
      state.done = true
      if state.task then
        pool.tasks:wake(state.task)
      end
    end
  end
  pool.tasks:go_on() -- to their end
  pool.users[self] = nil
  if next(pool.users) == nil then
    if pools[pool.key] == pool then
      pools[pool.key] = nil
    end
    if pool.tasks.external then
      pool.tasks.external:leave()
    end
    pool.multi:close()
    pool.tasks:close()
  end
  self.pool, self.multi, self.free, self.free_count = nil, nil, nil, FREE_MOST
end

---@param settings table ca_file, verify, proxy, idle_limit, max_age, user_agent; loop: a portabilling.Loop, or its name
---@return portabilling.driver.Curl? driver
---@return string? message
---@return string? advice
function M.open(settings)
  local loop, message, advice
  if settings.loop then
    loop, message, advice = require("portabilling.loop").open(settings.loop)
    if not loop then
      return nil, message, advice
    end
  end
  return join_pool(setmetatable({ settings = settings, loop = loop }, Driver))
end

return M
