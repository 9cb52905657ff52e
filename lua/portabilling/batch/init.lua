--- Many calls from one source, several in flight; each item's fate is told, and kept in a journal if wanted.
---
--- A batch ends in one of four ways, each of which sends nothing more:
---   its source is at its end           what it gave is finished and handed out; then, if it failed, that is raised
---   it is stopped (too many failures,  the same; then the reason is raised
---   a refused log-in, its journal)
---   its loop is left (break), or it    see batch/leave.lua
---   is interrupted (Ctrl-C)
local batch_error = require "portabilling.batch.error"
local batch_item = require "portabilling.batch.item"
local batch_leave = require "portabilling.batch.leave"
local batch_order = require "portabilling.batch.order"
local batch_source = require "portabilling.batch.source"
local catalog = require "portabilling.api"
local config = require "portabilling.config"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local journal = require "portabilling.batch.journal"
local one_by_one = require "portabilling.batch.one_by_one"
local perform = require "portabilling.call"
local log = require "portabilling.call.log"
local pace = require "portabilling.call.pace"
local tables = require "portabilling.support.tables"

local M = {}

local CONCURRENCY = 8
local MAX_FAILURES = 100
-- In input order, finished items may have to wait for an earlier one: so many times the calls in flight at most.
local BACKLOG = 8
-- Seconds that the caller may take for an item before the requests of others are looked after in between.
local BUSY = 0.001

---@class portabilling.Item
---@field index integer counted from 1
---@field attributes table as the source gave it; what is sent is a copy, so that a source may use one table again and again
---@field result table? the answer
---@field err portabilling.Error?
---@field skipped boolean? nothing was sent, because of what an earlier run did; result holds the id that the journal kept
---@field found boolean? its outcome had been unknown, and a look-up (of a deletion: a second one) showed that it was done
---@field unkept portabilling.Error? why its fate could not be written to the journal

---@class portabilling.Batch
local Batch = {}
Batch.__index = Batch

-- Stops the batch when going on makes no sense.
local function judge(self, item)
  if not item.err then
    self.in_a_row, self.sent_in_a_row = 0, "no"
    return
  elseif item.err.kind == "invalid" then
    return -- the server was not asked
  end
  self.in_a_row = self.in_a_row + 1
  local sent, before = item.err.sent, self.sent_in_a_row
  self.sent_in_a_row = (sent == "unknown" or before == "unknown") and "unknown" or sent == "yes" and sent or before
  if item.err.kind == "auth" then
    self.stopped = self.stopped or item.err
  elseif self.in_a_row >= self.max_failures then
    self.stopped = self.stopped or error_object.new {
      kind = "cancelled",
      code = "MAX_FAILURES",
      sent = self.sent_in_a_row,
      message = ("%d items in a row failed; the last one: %s"):format(self.in_a_row, tostring(item.err)),
      advice = "Nothing more was sent. max_failures sets how many are put up with",
    }
  end
end

-- Reads have no outcome that could be unknown: those that were given up count as if.
-- In input order items are numbered as they came, else as they ended: the next to hand out is always delivered + 1.
local function keep(self, item)
  local tally = self.tally
  local fate = item.unsent and "unsent" or not item.err and "done"
    or (self.safe and self.halted or not self.safe and item.err.sent == "unknown") and "unknown" or "failed"
  tally[fate] = tally[fate] + 1
  item.plain, item.entry, item.doubt, item.sending, item.unsent = nil, nil, nil, nil, nil
  item.key, item.waits, item.follower = nil, nil, nil
  self.completed = self.completed + 1
  self.finished[self.ordered and item.index or self.completed] = item
end

local function wake_all(self)
  for waiter in tables.each(self.waiters) do
    self.tasks:wake(waiter)
  end
end

local function finish(self, item)
  self.running, self.in_flight[item] = self.running - 1, nil
  batch_order.leave(self, item)
  judge(self, item)
  keep(self, item)
  if self.abandoned then
    batch_leave.release(self)
  end
  wake_all(self)
end

-- What is no answer and no failure of a call came from outside: an interrupt, or no memory. What had become of the item
-- by then is not known; the journal says no more than that it was sent.
local function work(self, item)
  local ok, message = pcall(batch_item.run, self, item)
  if not ok then
    local unknown = item.sending or item.doubt
    item.result, item.err = nil, error_object.is_error(message) and message or error_object.new {
      kind = "cancelled", code = "CANCELLED", message = tostring(message),
      sent = unknown and "unknown" or "no" }
    if not error_object.is_error(message) then
      self.from_outside = self.from_outside or { message }
    end
  end
  finish(self, item)
  if not ok and interrupt.is(message) then
    error(message, 0) -- whoever runs the scheduler gets it, now
  end
end

-- What a source raised, or gave as its second value, as what the batch raises.
local function source_failure(reason)
  if not reason then
    return ("batch: its source failed and gave no reason (it raised %s)"):format(tostring(reason))
  end
  return reason
end

-- The next item of the source; nil when there is none, or when no more are wanted. A source fails by an error, or by
-- nil and a message.
local function pull(self)
  if self.exhausted or self.stopped then
    return nil
  end
  local ok, attributes, message = pcall(self.source)
  if not ok then
    self.exhausted = true
    if interrupt.is(attributes) then
      self.from_outside = self.from_outside or { attributes }
    else
      self.source_failure = source_failure(attributes)
    end
    return nil
  elseif attributes == nil then
    self.exhausted = true
    self.source_failure = message or nil
    return nil
  end
  self.pulled = self.pulled + 1
  -- With places for what comes later.
  return { index = self.pulled, attributes = attributes, plain = nil, entry = nil, doubt = nil, sending = nil,
    unsent = nil, key = nil, waits = nil, follower = nil, result = nil, err = nil, skipped = nil, found = nil,
    unkept = nil }
end

local function has_room(self)
  return self.running < self.concurrency and self.pulled - self.delivered < self.concurrency * BACKLOG
end

local function wants_more(self)
  return has_room(self) and not self.exhausted and not self.stopped
end

-- When the next item may be sent, if that is not now.
local function due(self)
  local now = self.pace and self.client.driver:now()
  local time = now and self.pace:next_time(now)
  return time and time > now and time or nil
end

-- Whether the item needs no call: it cannot be one, or an earlier run settled it.
local function is_settled(self, item)
  local ok, err = interrupt.pcall(batch_item.check, self, item)
  if not ok or err then
    item.err = ok and err
      or error_object.new { kind = "config", message = (tostring(err):gsub("^[^ ]+:%d+: ", "")) }
    judge(self, item)
    return true
  end
  return batch_item.known(self, item)
end

-- Before an item is sent, the journal says so; those that are sent at the same time, at once. One in doubt is looked up
-- first, one that waits for another waits first.
local function announce(self, group)
  local entries = {}
  for _, item in ipairs(group) do
    item.doubt = item.entry ~= nil and not self.safe and journal.in_doubt(item.entry)
    if item.entry and not item.doubt and item.waits == nil then
      entries[#entries + 1] = item.entry
    end
  end
  if not entries[1] then
    return true
  end
  local ok, err = self.journal:sending(entries)
  if not ok then
    self.stopped = self.stopped or err
    for _, item in ipairs(group) do
      item.err, item.unsent = batch_error.unsent(self, item, err), true
      finish(self, item)
    end
  end
  return ok
end

local function fill(self)
  local group = {}
  while has_room(self) and not due(self) do
    local item = pull(self)
    if not item then
      break
    elseif is_settled(self, item) then
      keep(self, item)
      if self.finished[self.delivered + 1] then
        break -- hand it out first: a long journal must not be gone through at once
      end
    else
      if self.pace then
        self.pace:take(self.client.driver:now())
      end
      group[#group + 1] = item
      batch_order.enter(self, item)
      self.running = self.running + 1
    end
  end
  if announce(self, group) then
    for _, item in ipairs(group) do
      local task = self.tasks:spawn(work, self, item)
      if task and not task.finished then -- some drivers run it at once
        self.in_flight[item] = task
      end
    end
  end
end

local function may_go_on(self)
  local more = wants_more(self)
  return self.running == 0 and not more or self.from_outside or self.finished[self.delivered + 1] ~= nil
    or more and not due(self)
end

--- Waits until done(of) holds, or until that time. Several tasks may share a batch: each completed item wakes all of
--- them.
---@param done fun(of: any): any
---@param time number?
---@param of any
function Batch:wait(done, time, of)
  local waiter = self.tasks:waiter()
  if waiter then
    self.waiters[waiter] = (self.waiters[waiter] or 0) + 1
  end
  local ok, message = pcall(self.tasks.await, self.tasks, done, time, of, waiter)
  if waiter then
    local count = self.waiters[waiter] - 1
    self.waiters[waiter] = count > 0 and count or nil
  end
  if not ok then
    error(message, 0)
  end
end

--- Sends nothing more and closes the journal.
Batch.close = batch_leave.close

local LEFT_SHOWN = 10

-- What an earlier run left in doubt and is no item of this one, for its row was corrected or taken out.
local function tell_left(self)
  local left = self.journal and not self.safe and self.exhausted and not self.stopped and not self.source_failure
    and self.journal:left() or {}
  if not left[1] then
    return
  end
  local parts = {}
  for i, one in ipairs(left) do
    parts[i] = i <= LEFT_SHOWN and ("line %d%s%s%s"):format(one.line,
      one.row and (" (row %d of the run that sent it)"):format(one.row) or "",
      one.message and (": %s"):format(one.message) or "",
      one.heir and ("; row %d of this run is for the same record"):format(one.heir) or "") or nil
  end
  local message = ("journal: %s: of %s %s/%s, %d that were sent, or about to be, are in doubt, and no row is like them "
    .. "now: %s%s. Were they corrected or taken out? Look whether they were done"):format(self.settings.journal,
    self.operation, self.service, self.record, #left, table.concat(parts, "; "), #left > LEFT_SHOWN and "; ..." or "")
  if self.settings.log then
    log.tell(self.settings, { event = "warning", message = message, service = self.service, in_doubt = left })
  else
    io.stderr:write("portabilling: ", message, "\n")
  end
end

-- The last item was handed out. Returns why the batch was stopped, if it was.
local function conclude(self)
  self.over = true
  tell_left(self)
  local err = batch_leave.release(self)
  local reason = self.stopped or self.source_failure or err
  if error_object.is_error(reason) then
    reason.position = self.delivered
  end
  return nil, reason
end

-- The next item; or nil, and perhaps what is to be raised.
local function advance(self)
  local busy = self.tasks:is_behind(BUSY) -- with the item before; so probably with this one
  while true do
    fill(self)
    if busy and self.finished[self.delivered + 1] then
      self.tasks:run_once(0) -- the next requests are not to wait until the caller has seen all that came
    end
    local item = self.finished[self.delivered + 1] -- only now: meanwhile a callback may have taken one
    if self.from_outside then
      error(self.from_outside[1], 0)
    elseif item then
      self.delivered = self.delivered + 1
      self.finished[self.delivered] = nil
      return item
    elseif self.over then
      return nil -- another task has come to the end
    end
    local more = wants_more(self)
    if self.running == 0 and not more then
      return conclude(self)
    end
    self:wait(may_go_on, more and due(self) or nil, self)
    local waiter = self.tasks:waiter()
    if waiter and waiter.cancelled then
      error("given up", 0) -- its waits end at once, whatever it waits for
    end
  end
end

--- The next item; nil at the end. Raises the error object that stopped the batch, after the last item.
---@return portabilling.Item?
function Batch:next()
  if self.over then
    if self.raised then
      error(self.raised[1], 0)
    end
    return nil
  end
  local ok, item, reason = pcall(advance, self)
  if not ok then
    error(error_object.locate(batch_leave.interrupt(self, item)), 0)
  elseif reason then
    error(error_object.locate(reason), 0)
  end
  return item
end

local OPERATIONS = { create = true, update = true, delete = true, get = true, call = true }

-- The options that each item's own call gets.
local function call_options(client, operation, settings)
  local own
  for name, value in tables.each(perform.own(client, settings)) do
    if config.heeds(name, operation) then
      own = own or {}
      own[name] = value
    end
  end
  return own
end

-- A dry run has none: it sends nothing whose fate could be kept.
local function open_journal(client, settings, what, safe)
  if not settings.journal or perform.is_dry(settings, safe) then
    return nil
  end
  local place = client.settings.location
  local opened, err = journal.open(settings.journal, {
    batch = what,
    url = ("%s://%s:%d%s"):format(place.scheme, place.host:lower(), place.port, place.base:match "^%a+://[^/]+(.*)$"),
    login = client.settings.login,
  })
  if not opened then
    error(err, 0)
  end
  return opened
end

---@param client portabilling.Client
---@param operation "create"|"update"|"delete"|"get"|"call"
---@param service string
---@param record string for "call": the method
---@param source table|fun(): table? array, or a function that gives the next attributes: nil at the end, and
--- nil with a message when it fails
---@param options table?
---@param level integer for error()
---@return portabilling.Batch
function M.new(client, operation, service, record, source, options, level)
  if not OPERATIONS[operation] then
    error("batch: operation: create, update, delete, get or call expected", level + 1)
  end
  local next_item, size = batch_source.open(source)
  if not next_item then
    error("batch: source: " .. size, level + 1)
  end
  local settings = perform.settings(client, options, "batch", level, operation)
  if client.description then
    local ok, no_model = client.description:ready(client, settings)
    if not ok then
      error(no_model, 0)
    end
  end
  local entry = operation ~= "call" and client.model:resolve(service, record, operation, level + 1) or nil
  local safe = catalog.safe(service, entry and entry.method or record)
  local own_pace, most = pace.of_batch(settings, client)
  local kept = open_journal(client, settings, ("%s %s/%s"):format(operation, service, record), safe)
  return setmetatable({
    client = client,
    model = client.model,
    operation = operation,
    service = service,
    record = record,
    entry = entry,
    safe = safe,
    repeatable = safe or operation == "update" or operation == "delete", -- doing it twice comes to the same
    source = next_item,
    size = size,
    settings = settings,
    options = call_options(client, operation, settings),
    tasks = client.driver.tasks or one_by_one.tasks(client.driver),
    concurrency = math.min(settings.concurrency or CONCURRENCY, most),
    pace = own_pace,
    ordered = settings.ordered,
    max_failures = settings.max_failures or MAX_FAILURES,
    retry_failed = settings.retry_failed,
    resend_unknown = settings.resend_unknown,
    journal = kept,
    had_journal = kept ~= nil,
    finished = {},
    in_flight = {}, -- item -> its task
    natural = batch_order.natural(client.model, operation, service, record),
    last_of = {}, -- key of a record -> the last item that changes it, of those that are under way or wait
    pulled = 0,
    completed = 0,
    delivered = 0,
    running = 0,
    in_a_row = 0,
    sent_in_a_row = "no", -- of those that failed in a row: the most that is true of one
    tally = { done = 0, failed = 0, unknown = 0, unsent = 0 },
    waiters = {}, -- who waits for an item, or for the end
  }, Batch)
end

return M
