--- The queue of events and their delivery, inside nginx. The documented rules: 200 removes an event; 4xx drops it, with an
--- error in the log; any other answer, or none in time, makes it be sent again later. Delivery is asynchronous, from
--- timers, so that no call waits for a receiver.
---
--- On order the documentation is silent. Here the first deliveries of an object's events follow each other in the order of
--- the changes, one at a time; what has to be sent again comes later and does not hold up newer events. So a receiver
--- that trusts in an order is found out.

local json = require "portabilling.sandbox.json"
local post = require "portabilling.sandbox.events.post"
local tables = require "portabilling.support.tables"
local targets = require "portabilling.sandbox.events.target"

local M = {}

local KEPT = 200 -- events remembered for the control channel
local ANSWERS = 20 -- of each, the last ones
local MOST = 10000 -- events that wait, for a receiver that may never come

local target -- nil: nothing is sent
local ready, waiting, in_flight, busy -- waiting: to be sent again, the next one first
local log, counts
local generation = 0 -- what is in flight across a reset belongs to an older one
local waking -- when the next timer wakes what waits
local last_id

local pump

local function now()
  ngx.update_time()
  return ngx.now()
end

local function wake(premature, planned)
  if waking == planned then
    waking = nil
  end
  if premature then
    return
  end
  while waiting[1] and waiting[1].due <= now() do
    ready[#ready + 1] = table.remove(waiting, 1)
  end
  pump()
end

-- One timer, however many events wait: nginx limits their number. Another one only when something is due earlier than
-- planned, after a change of options.
local function plan_waking()
  local due = waiting[1] and waiting[1].due
  if due and (not waking or due < waking) and ngx.timer.at(math.max(0.001, due - now()), wake, due) then
    waking = due
  end
end

local function next_time()
  return now() + target.repeat_after / target.speed
end

local function send_again(event)
  event.due = next_time()
  waiting[#waiting + 1] = event -- what waits has waited longer, or no longer than this (see configure)
end

local function judge(event, status, message)
  local entry = event.entry
  entry.answers[#entry.answers + 1] = status or message
  if #entry.answers > ANSWERS then
    table.remove(entry.answers, 1)
  end
  counts.sent = counts.sent + 1
  if status == 200 then
    entry.outcome, counts.delivered = "delivered", counts.delivered + 1
  elseif status and status >= 400 and status < 500 then
    entry.outcome, counts.dropped = "dropped", counts.dropped + 1
    ngx.log(ngx.ERR, ("event %s %.0f was refused with %d and dropped"):format(event.event_type, event.i_event, status))
  else
    send_again(event)
  end
end

local function deliver(premature, event, of_generation)
  if premature or of_generation ~= generation then
    return
  end
  local ok, status, message = pcall(post.send, target, event.body)
  if of_generation ~= generation then
    return
  end
  if not ok then
    status, message = nil, status
  end
  in_flight, busy[event.object] = in_flight - 1, nil
  judge(event, status, message)
  pump()
end

-- Start as many deliveries as may run at once.
function pump()
  local at = 1
  while target and in_flight < target.at_once and ready[at] do
    local event = ready[at]
    if busy[event.object] then
      at = at + 1
    else
      local started, message = ngx.timer.at(0, deliver, event, generation)
      if not started then
        ngx.log(ngx.ERR, "events: ", message)
        break -- the next delivery that ends tries again
      end
      table.remove(ready, at)
      in_flight, busy[event.object] = in_flight + 1, true
    end
  end
  plan_waking()
end

-- An event's id. Never the same again, not even after a reset: receivers remember them.
local function next_id()
  last_id = math.max((last_id or 0) + 1, math.floor(ngx.now() * 1000))
  return last_id
end

local function body_of(event, as_text)
  local variables = tables.copy(event.variables, { i_event = event.i_event })
  for name, value in pairs(as_text and variables or {}) do
    if name:sub(1, 2) == "i_" then
      variables[name] = ("%.0f"):format(value)
    end
  end
  return json.encode { event_type = event.event_type, variables = variables }
end

-- When too many wait, those go that have waited longest.
local function drop_surplus()
  while #ready + #waiting > MOST do
    local entry = table.remove(waiting[1] and waiting or ready, 1).entry
    entry.outcome, counts.dropped = "dropped", counts.dropped + 1
    entry.answers[#entry.answers + 1] = ("dropped: more than %d events waited"):format(MOST)
  end
end

--- Send events, soon. Called when what they tell has happened.
---@param events table[] of changes.take
---@param hostile boolean ids as text in every other event: documented samples show both
function M.announce(events, hostile)
  if not target then
    return
  end
  for _, event in ipairs(events) do
    event.i_event = next_id()
    event.body = body_of(event, hostile and event.i_event % 2 == 0)
    event.entry = { i_event = event.i_event, event_type = event.event_type, variables = event.variables,
      outcome = "pending", answers = json.array() }
    ready[#ready + 1] = event
    log[#log + 1] = event.entry
    if #log > KEPT then
      table.remove(log, 1)
    end
  end
  drop_surplus()
  pump()
end

--- Send to another receiver, or in another way, from now on; that is for what is still in the queue as well.
---@param options table see target.lua; without url: nothing is sent any more, and the queue is emptied
---@return boolean? ok
---@return string? message
function M.configure(options)
  local new, message = targets.new(options)
  if message then
    return nil, message
  end
  target = new
  if not target then
    generation = generation + 1
    ready, waiting, in_flight, busy = {}, {}, 0, {}
  else
    for _, event in ipairs(waiting) do -- the new options are for what waits already as well
      event.due = math.min(event.due, next_time())
    end
  end
  pump()
  return true
end

--- Forget counts and remembered events.
function M.clear()
  log, counts = json.array(), { sent = 0, delivered = 0, dropped = 0 }
end

--- Empty the queue and go back to the options of the start.
---@param options table?
function M.reset(options)
  M.clear()
  assert(M.configure({}))
  assert(M.configure(options or {}))
end

--- For the control channel: url; pending (events not yet delivered or dropped); sent, delivered and dropped (counts);
--- events (the last 200, oldest first: i_event, event_type, variables, outcome, answers: a status or a message for each
--- delivery).
---@return table
function M.summary()
  return {
    url = target and target.shown or nil, pending = #ready + #waiting + in_flight, sent = counts.sent,
    delivered = counts.delivered, dropped = counts.dropped, events = log,
  }
end

return M
