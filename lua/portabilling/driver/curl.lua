--- The libcurl driver. Knows HTTP, nothing of PortaBilling.
---
--- A driver has now(), wall(), sleep(seconds), send(request) and close(). send() takes a portabilling.Request and
--- returns a portabilling.Attempt; it never raises for what the network does. A driver that can have several calls in
--- flight also has tasks: spawn(fn), join(task), cancel(task), await(condition), wake(task), waiter(), current(),
--- turn(seconds), is_behind(seconds).
local certificate = require "portabilling.driver.certificate"
local curl = require "portabilling.curl"
local finalizer = require "portabilling.support.finalizer"
local guests = require "portabilling.driver.guests"
local proxies = require "portabilling.driver.proxies"
local tasks = require "portabilling.driver.tasks"
local too_large = require "portabilling.driver.too_large"

local M = {}

---@class portabilling.Request a driver only reads it, but for handed_over, and not after send has returned: it is used again
---@field url string
---@field body string
---@field content_type string
---@field authorization string? a whole header line
---@field timeout number seconds that are left
---@field connect_timeout number seconds
---@field once boolean a change: must not be sent a second time
---@field max_body integer bytes
---@field launched fun()? called as soon as it is under way, by drivers that a program may leave without closing them
---@field sink table? start(head), write(bytes): both return true, or nil and a message
---@field handed_over boolean? set by the driver when it raises, that is, when it is interrupted: as in an attempt; nil: unknown

---@class portabilling.Attempt
---@field status integer? an answer: HTTP status and these headers
---@field content_type string?
---@field disposition string?
---@field retry_after string? as the header says it
---@field date string? the header; needed where there is a retry_after
---@field body string|portabilling.Bytes|nil
---@field framed boolean? false: the headers did not say where the body ends, so it may have been cut
---@field streamed integer? bytes of a file that went to the sink
---@field failed string? no answer: libcurl's name for the reason, or one that is the same whichever driver and release tells
--- it: CONNECTION_LOST and ANSWER_CUT (the connection ended before, or within, the answer), TOO_LARGE
---@field message string?
---@field handed_over boolean? some of the request may have reached the server
---@field timed_out boolean?
---@field permanent boolean? trying again will not help
---@field advice string? what to do about it, where the driver knows better than who asks
---@field limit string? the option that allows no more

--- A large body, without making a Lua string of it. tostring() does.
---@class portabilling.Bytes
---@field release fun(self: portabilling.Bytes) frees it; it is empty then
---@operator len: integer

---@class portabilling.driver.Curl
local Driver = {}
Driver.__index = Driver

local MAX_HEADER = 256 * 1024
-- So many ended transfers wait to be used again.
local SPARE_MOST = 64
-- What another attempt would only meet again.
local PERMANENT = {
  PEER_FAILED_VERIFICATION = true, SSL_CACERT_BADFILE = true, SSL_ISSUER_ERROR = true, SSL_CIPHER = true,
  URL_MALFORMAT = true, UNSUPPORTED_PROTOCOL = true, SSL_CERTPROBLEM = true, NOT_BUILT_IN = true,
  BAD_CONTENT_ENCODING = true, CANCELLED = true,
}

local PRIVATE_CA = "If the server has a certificate of a private CA, name the CA's file: ca_file = ... "
  .. "(or PORTABILLING_CA_FILE)"

Driver.now = curl.now
Driver.wall = curl.time

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
    local attempt = too_large(result.limit)
    attempt.handed_over = result.sent
    return attempt
  end
  return {
    failed = result.code,
    message = message,
    handed_over = result.sent,
    timed_out = result.code == "OPERATION_TIMEDOUT",
    permanent = PERMANENT[result.code] or proxies.is_final(result.proxy_status),
    advice = result.code == "PEER_FAILED_VERIFICATION" and certificate.advice(result.certificate, PRIVATE_CA) or nil,
  }
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
    return nil, too_large "body"
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
    flying = setmetatable({}, { __mode = "k" }), -- state of a transfer -> driver
    users = setmetatable({}, { __mode = "k" }), -- the drivers that have a share, as keys
  }
  local events = {}
  -- Waits for events. They are noted at the transfers' states already: waking who waits for one is all there is to do.
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
    pool.tasks.guests, message = guests.new(loop, multi, pool.tasks)
    if not pool.tasks.guests then
      return nil, message
    end
  end
  return pool
end

--- What all requests have in common, from the driver's settings.
function Driver:configure()
  local settings = self.settings
  self.spare, self.spares = {}, 0
  self.profile = self.multi:profile {
    user_agent = settings.user_agent,
    idle_limit = settings.idle_limit,
    max_age = settings.max_age,
    ca_file = settings.ca_file,
    verify = settings.verify,
    http = true, -- the URL was checked when the client was made
    proxy = settings.proxy,
    max_header = MAX_HEADER,
  }
end

-- Takes a share in the pool for these settings.
local function join_pool(self)
  local settings = self.settings
  -- A pool keeps its loop alive, so that no other loop gets this name meanwhile.
  local key = ("%s\0%s"):format(settings.loop and tostring(settings.loop) or "", settings.ca_file or "")
  local pool = pools[key]
  -- Also when it is closed: a finalizer of LuaJIT's may have done that while its entry is still here.
  if not pool or not pool.multi:ours() then
    local message
    pool, message = new_pool(key, settings.loop)
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

local function something(state)
  return state.done or state.data
end

-- Lets a transfer run to its end. Returns true when it is over; nil when it is to be stopped, and why when the sink
-- wants that.
local function wait_for(self, state, sink)
  local task = state.task
  while not state.done do
    self.tasks:await(something, nil, state, task)
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

-- Its one use is to be a use, after the wait: until then the guard is alive.
local function release(guard)
  return guard
end

-- What is noted of a transfer while it runs, and the transfer itself: one that has ended, to be used again. The pool writes
-- the transfer and its events (done, data) here itself.
local function take_state(self)
  local count = self.spares
  if count == 0 then
    return { transfer = false, task = false, done = false, data = false, closed = false }
  end
  local state = self.spare[count]
  self.spares = count - 1 -- first: what is behind it is not asked for
  self.spare[count] = nil
  state.done, state.data = false, false
  return state
end

-- The attempt, of a transfer that has ended.
local function attempt_of(self, state)
  local attempt = not state.closed and state.transfer:answer()
  if not attempt then
    local result = state.transfer:result()
    if result.packed and result.doubtful then
      self.plain = true -- nothing, compressed, looks like something that was cut: what is asked from now on comes as it is
    end
    return result.code == "OK" and result or failure_of(result, state.closed)
  end
  if self.spares < SPARE_MOST and self.profile and self.multi:ours() then
    state.task = false
    self.spare[self.spares + 1] = state
    self.spares = self.spares + 1 -- last: what is before it may fail for want of memory
  end
  return attempt
end

-- A file goes to the sink as it comes.
local function stream(self, state, sink)
  state.streamed, state.collected, state.parts = 0, 0, {}
  local guard = cancel_when_collected(state.transfer)
  local ok, refused = wait_for(self, state, sink)
  release(guard)
  return ok, refused
end

-- A file may have any size; what turns out to be none is limited by pump.
local function unlimited(request)
  local copy = {}
  for name, value in pairs(request) do
    copy[name] = value
  end
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
    -- Bytes that are with the caller cannot be taken back, so such a read is not repeated.
    attempt.permanent = attempt.permanent or (state.streamed > 0 and not sink.can_restart)
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
  local sink, state, flying = request.sink, take_state(self), self.pool.flying
  state.task = self.tasks:waiter() or false
  flying[state] = self -- before it begins: what is in here, close() ends
  local ended, ok, refused = pcall(transfer, self, state, request, sink)
  if not (ended and ok) and state.transfer then
    state.transfer:cancel()
  end
  flying[state] = nil
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
    return { failed = "WRITE_ERROR", message = refused, handed_over = true, permanent = true }
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

--- Then takes connections, and tasks, of its own.
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
  self.profile = nil -- nothing is kept for later any more
  for state, owner in pairs(pool.flying) do
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
    if pool.tasks.guests then
      pool.tasks.guests:leave()
    end
    pool.multi:close()
    pool.tasks:close()
  end
  self.pool, self.multi, self.spare, self.spares = nil, nil, nil, SPARE_MOST
end

---@param settings table ca_file, verify, proxy, idle_limit, max_age, user_agent; loop: a portabilling.Loop
---@return portabilling.driver.Curl? driver
---@return string? message
function M.open(settings)
  return join_pool(setmetatable({ settings = settings }, Driver))
end

return M
