--- The pace of a client's calls: option rate, calls a second.
---
--- A schedule of turns, one for each request that is to be sent: a first attempt and a further one, a page, a log-in or a
--- refresh alike, for the server counts them all. A call books the next turn there is and sleeps until then. So calls go in
--- the order in which they asked, none has to wake the next one, and that a turn would come too late is known at once.
---
--- There are `places`, each of which serves one call in `period` seconds. With a whole rate these are as many as the rate,
--- and a second: in no second are more calls let out, and after a pause as many may go at once. Of other rates (and those
--- above PLACES_MOST) there is one place: calls go evenly, 1 / rate seconds apart.
---
--- What is booked is the last turn of a place, and nothing else: one assignment. A call that ends while it waits (it is given
--- up, its client closed, its program interrupted) gives its turn back, and it goes to the next call that asks, unless later
--- ones of the same place are booked by then. An error between any two instructions, a coroutine that its loop drops, or a
--- light thread that nginx kills may leave a turn that nobody uses: what comes later is as late as if it were used, and
--- nobody waits for the call that had it. No call goes without a turn, nor two with the same one.
---
--- Times are by the driver's clock, which clients have in common that share a pace.
local M = {}

local PLACES_MOST = 1000

---@class portabilling.Turn
---@field time number when it has come
---@field place integer
---@field before portabilling.Turn? the one before it, while this one may be given back
---@field returned boolean

---@class portabilling.Pace
local Pace = {}
Pace.__index = Pace

---@param rate number calls a second
---@return portabilling.Pace
function M.new(rate)
  local places = rate % 1 == 0 and rate <= PLACES_MOST and rate or 1
  return setmetatable({ rate = rate, places = places, period = places / rate, last = {} }, Pace)
end

--- A client's. One that acts with another client's session has that one's, if it has the same rate and the same host: that
--- is one server, whichever realm's port is asked.
---@param settings table
---@param parent table? client
---@return portabilling.Pace? pace nil: no rate was given
function M.of(settings, parent)
  local shared, host = parent and parent.pace, settings.location.host:lower()
  if shared and shared.rate == settings.rate and parent.settings.location.host:lower() == host then
    return shared
  end
  return settings.rate and M.new(settings.rate) or nil
end

--- A batch's: of its rows, so that none is taken before its turn, and waits in flight. No faster than its client's.
---@param settings table the batch's
---@param client table
---@return portabilling.Pace? pace nil: no rate was given
---@return number most calls in flight, of which the last still has its turn in half of its time
function M.of_batch(settings, client)
  local rate = math.min(settings.rate or math.huge, client.settings.rate or math.huge)
  return rate < math.huge and M.new(rate) or nil, math.max(1, math.floor(rate * settings.timeout / 2))
end

-- The place that serves next.
local function next_place(self)
  local best
  for place = 1, self.places do
    local last = self.last[place]
    if not last then
      return place
    elseif not best or last.time < self.last[best].time then
      best = place
    end
  end
  return best
end

local function time_at(self, place, now)
  local last = self.last[place]
  return last and math.max(now, last.time + self.period) or now
end

--- When the next turn comes, if it were booked now.
---@param now number
---@return number
function Pace:next_time(now)
  return time_at(self, next_place(self), now)
end

--- Books it.
---@param now number
---@return portabilling.Turn
function Pace:book(now)
  local place = next_place(self)
  local turn = { time = time_at(self, place, now), place = place, before = self.last[place], returned = false }
  self.last[place] = turn
  return turn
end

--- Takes it: it has come.
---@param now number
function Pace:take(now)
  self:book(now).before = nil
end

--- Nobody will use it.
---@param turn portabilling.Turn
function Pace:give_back(turn)
  turn.returned = true
  local last = self.last[turn.place]
  while last and last.returned do
    last = last.before
    self.last[turn.place] = last
  end
end

local function is_closed(client)
  return client.closed
end

-- Waits until then, or until the call is given up. Has the time come?
local function sleep(client, time)
  local driver = client.driver
  if driver.tasks then
    driver.tasks:await(is_closed, time, client)
    return driver:now() >= time
  end
  driver:sleep(time - driver:now())
  return true
end

--- Waits for the call's turn. Returns nothing when it has come.
---@param client table
---@param call portabilling.Call
---@return string? kind of failure
---@return string? code
---@return string? message
function M.await(client, call)
  local pace, driver = client.pace, client.driver
  local now = driver:now()
  local wait = pace:next_time(now) - now
  if wait > 0 and now + wait >= call.deadline then
    return "busy", "RATE", ("its turn would come in %.1f s, and its time is over in %.1f s (rate: %.14g calls a "
      .. "second)"):format(wait, math.max(call.deadline - now, 0), pace.rate)
  end
  local turn = pace:book(now)
  if turn.time > now then
    local ok, come = pcall(sleep, client, turn.time)
    if not (ok and come) then
      pace:give_back(turn)
      if not ok then
        error(come, 0)
      end
      return "cancelled", client.closed and "CLOSED" or "CANCELLED", client.closed and "the client was closed"
        or "given up before it was sent"
    end
  end
  turn.before = nil
end

return M
