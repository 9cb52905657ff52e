--- Many calls from one source, several in flight; each item's fate is told, and kept in a journal if wanted.
local catalog = require "portabilling.catalog"
local config = require "portabilling.config"
local error_object = require "portabilling.error"
local journal = require "portabilling.journal"

local M = {}

local CONCURRENCY = 8
local MAX_FAILURES = 100
-- In input order, finished items may have to wait for an earlier one: so many times the calls in flight at most.
local BACKLOG = 8
-- Seconds that the caller may take for an item before the requests of others are looked after in between.
local BUSY = 0.001

---@class portabilling.Item
---@field index integer counted from 1
---@field attributes table
---@field result table? the answer
---@field err portabilling.Error?
---@field skipped boolean? an earlier run had done it already; result holds the id that the journal kept
---@field found boolean? its outcome had been unknown, and a look-up showed that it was done

---@class portabilling.Batch
local Batch = {}
Batch.__index = Batch

-- An iterator over the source's items.
local function source_of(source)
  if type(source) == "function" then
    return source
  end
  local i = 0
  return function()
    i = i + 1
    return source[i]
  end
end

-- Looks for an object by its natural key: its record, or nil and perhaps an error.
local function look_up(self, attributes)
  local entry = self.entry
  local natural = entry.natural_key
  local body = entry.wrapper and attributes[entry.wrapper] or attributes
  local filters = {}
  for parameter, attribute in pairs(natural.filters) do
    filters[parameter] = body[attribute]
  end
  local wanted = body[natural.attribute]
  if natural.operation == "get" then
    local found, err = self.client:get(entry.service, entry.record, filters, self.options)
    if found and tostring(found[natural.attribute]) == tostring(wanted) then
      return found
    end
    return nil, err and err.kind ~= "not_found" and err or nil
  end
  local all, err = self.client:collect(entry.service, entry.record, filters, self.options)
  for _, record in ipairs(all or {}) do
    if tostring(record[natural.attribute]) == tostring(wanted) then
      return record
    end
  end
  return nil, err
end

-- An earlier run sent this and did not learn what became of it. Returns true when it may be sent now.
local function settle_unknown(self, item)
  local entry = self.entry
  if entry and entry.natural_key then
    local record, err = look_up(self, item.attributes)
    if record then
      item.result, item.found = record, true
    end
    item.err = err
    return not record and not err
  elseif self.safe or self.operation == "update" or self.operation == "delete" or self.resend_unknown then
    return true -- doing it twice comes to the same, or is wanted
  end
  item.err = error_object.new {
    kind = "cancelled",
    code = "OUTCOME_UNKNOWN",
    message = "an earlier run sent this and did not learn what became of it",
    sent = "unknown",
    advice = "Look whether it was done; resend_unknown = true sends it again",
  }
  return false
end

local function send(self, item)
  if self.operation == "call" then
    return self.client:call(self.service, self.record, item.attributes, self.options)
  end
  return self.client[self.operation](self.client, self.service, self.record, item.attributes, self.options)
end

-- A server that was still at work on the earlier run's request may have finished it only after our look-up.
local function settle_duplicate(self, item)
  if item.err and item.err.kind == "fault" and self.entry and self.entry.natural_key then
    local record = look_up(self, item.attributes)
    if record then
      item.result, item.err, item.found = record, nil, true
    end
  end
end

local function id_of(self, result)
  local id_key = self.entry and self.entry.id_key
  return id_key and type(result) == "table" and result[id_key] or nil
end

local function run(self, item)
  local log, state = self.journal, item.state
  if state ~= "unknown" or settle_unknown(self, item) then
    if log then
      log:sending(item.key, item.index)
    end
    item.result, item.err = send(self, item)
    if state == "unknown" then
      settle_duplicate(self, item)
    end
  end
  if log then
    local fate = not item.err and "done" or item.err.sent == "unknown" and "unknown" or "failed"
    log:fate(item.key, fate, id_of(self, item.result), item.err)
  end
end

-- Stops the batch when going on makes no sense.
local function judge(self, item)
  if not item.err then
    self.in_a_row = 0
    return
  end
  self.in_a_row = self.in_a_row + 1
  if item.err.code == "JOURNAL" or item.err.kind == "auth" then
    self.stopped = self.stopped or item.err
  elseif self.in_a_row >= self.max_failures then
    self.stopped = self.stopped or error_object.new {
      kind = "cancelled",
      code = "MAX_FAILURES",
      message = ("%d items in a row failed; the last one: %s"):format(self.in_a_row, tostring(item.err)),
      advice = "Nothing more was sent. max_failures sets how many are put up with",
    }
  end
end

-- In input order items are numbered as they came, else as they ended: the next to hand out is always delivered + 1.
local function keep(self, item)
  item.key, item.state = nil, nil
  self.completed = self.completed + 1
  self.finished[self.ordered and item.index or self.completed] = item
end

-- Closes the journal, once nothing more can be written to it.
local function release(self)
  if self.journal and self.running == 0 then
    self.journal:close()
    self.journal = nil
  end
end

local function finish(self, item, ok, message)
  self.running = self.running - 1
  if not ok then
    item.err = error_object.is_error(message) and message
      or error_object.new { kind = "config", message = (tostring(message):gsub("^[^ ]+:%d+: ", "")) }
  end
  judge(self, item)
  keep(self, item)
  if self.abandoned then
    release(self)
  end
  for waiter in pairs(self.waiters) do
    self.tasks:wake(waiter)
  end
end

local function work(self, item)
  finish(self, item, pcall(run, self, item))
end

-- The next item of the source; nil when there is none, or when no more are wanted.
local function pull(self)
  if self.exhausted or self.stopped then
    return nil
  end
  local ok, attributes = pcall(self.source)
  if not ok then
    self.exhausted, self.stopped = true, self.stopped or attributes
    return nil
  elseif attributes == nil then
    self.exhausted = true
    return nil
  end
  self.pulled = self.pulled + 1
  -- With places for what comes later.
  return { index = self.pulled, attributes = attributes, key = nil, state = nil, result = nil, err = nil, skipped = nil,
    found = nil }
end

-- What an earlier run settled needs no call.
local function settled(self, item)
  if not self.journal then
    return false
  end
  item.key = self.journal:key(item.attributes)
  local entry
  item.state, entry = self.journal:state(item.key, item.index)
  if item.state == "done" then
    item.skipped = true
    item.result = entry.id ~= nil and self.entry and self.entry.id_key and { [self.entry.id_key] = entry.id } or {}
    return true
  elseif item.state == "failed" and not self.retry_failed then
    item.skipped = true
    item.err = error_object.new { kind = entry.kind or "fault", code = entry.code, message = entry.message,
      sent = "yes", advice = "So an earlier run said; retry_failed = true tries again" }
    return true
  end
  return false
end

local function has_room(self)
  return self.running < self.concurrency and self.pulled - self.delivered < self.concurrency * BACKLOG
end

local function fill(self)
  while has_room(self) do
    local item = pull(self)
    if not item then
      break
    elseif settled(self, item) then
      keep(self, item)
      if self.finished[self.delivered + 1] then
        break -- hand it out first: a long journal must not be gone through at once
      end
    else
      self.running = self.running + 1
      self.tasks:spawn(work, self, item)
    end
  end
end

local function may_go_on(self)
  return self.running == 0 or self.finished[self.delivered + 1] ~= nil
    or has_room(self) and not self.exhausted and not self.stopped
end

local function is_idle(self)
  return self.running == 0
end

-- Several tasks may share a batch: each completed item wakes all of them.
local function wait(self, done)
  local waiter = self.tasks:waiter()
  if waiter then
    self.waiters[waiter] = true
  end
  self.tasks:await(done, nil, self, waiter)
  if waiter then
    self.waiters[waiter] = nil
  end
end

--- The next item; nil at the end. Raises the error object that stopped the batch, after the last item.
---@return portabilling.Item?
function Batch:next()
  local busy = self.tasks:is_behind(BUSY) -- with the item before; so probably with this one
  while true do
    fill(self)
    if busy and self.finished[self.delivered + 1] then
      self.tasks:turn(0) -- the next requests are not to wait until the caller has seen all that came
    end
    local item = self.finished[self.delivered + 1] -- only now: meanwhile a callback may have taken one
    if item then
      self.delivered = self.delivered + 1
      self.finished[self.delivered] = nil
      return item
    elseif self.running == 0 then
      self:close()
      if self.stopped and not self.told then
        self.told = true
        if error_object.is_error(self.stopped) then
          self.stopped.position = self.delivered
        end
        error(self.stopped, 0)
      end
      return nil
    end
    wait(self, may_go_on)
  end
end

--- Sends nothing more, waits for what is in flight (so that its fate is known and kept), and closes the journal.
--- soon: does not wait (a finalizer must not).
---@param soon boolean?
function Batch:close(soon)
  self.exhausted = true
  if soon then
    self.abandoned = true
    release(self)
    return
  end
  wait(self, is_idle)
  release(self)
end

-- For drivers that make one call at a time.
local ONE_BY_ONE = {
  spawn = function(_, fn, ...) fn(...) end,
  await = function() end,
  waiter = function() end,
  is_behind = function() end,
}

local OPERATIONS = { create = true, update = true, delete = true, get = true, call = true }

--- The options that each item's own call gets.
---@param options table?
---@return table?
function M.call_options(options)
  local own
  for name, value in pairs(options or {}) do
    if not config.BATCH_ONLY[name] then
      own = own or {}
      own[name] = value
    end
  end
  return own
end

---@param client portabilling.Client
---@param operation "create"|"update"|"delete"|"get"|"call"
---@param service string
---@param record string for "call": the method
---@param source table|fun(): table? array, or a function that gives the next attributes, nil at the end
---@param settings table options in force
---@param options table? the call's own options, for each item
---@param level integer for error()
---@return portabilling.Batch
function M.new(client, operation, service, record, source, settings, options, level)
  if not OPERATIONS[operation] then
    error("batch: operation: create, update, delete, get or call expected", level + 1)
  elseif type(source) ~= "table" and type(source) ~= "function" then
    error("batch: source: array or function expected, got " .. type(source), level + 1)
  end
  local entry = operation ~= "call" and catalog.resolve(service, record, operation, level + 1) or nil
  local log, err
  if settings.journal then
    log, err = journal.open(settings.journal, ("%s %s/%s"):format(operation, service, record))
    if not log then
      error(err, 0)
    end
  end
  return setmetatable({
    client = client,
    operation = operation,
    service = service,
    record = record,
    entry = entry,
    safe = catalog.safe(service, entry and entry.method or record),
    source = source_of(source),
    options = options,
    tasks = client.driver.tasks or ONE_BY_ONE,
    concurrency = settings.concurrency or CONCURRENCY,
    ordered = settings.ordered,
    max_failures = settings.max_failures or MAX_FAILURES,
    retry_failed = settings.retry_failed,
    resend_unknown = settings.resend_unknown,
    journal = log,
    finished = {},
    pulled = 0,
    completed = 0,
    delivered = 0,
    running = 0,
    in_a_row = 0,
    waiters = {}, -- who waits for an item, or for the end
  }, Batch)
end

return M
