--- What a client goes by when it has the option api: the operator's own description of the API, from a file (see
--- description_file) or from the server. client.model is the built-in model until there is another.
---
--- api = "server". Of each server the process knows, in `places`, at most one description: its model, when it was taken, from
--- which version, and when the server was asked for its version last. The same is kept on disk (description_store). What
--- may be true for a client, and what its next call does about it, before anything of its own is sent:
---
---   current    there is one, taken less than WEEK ago, its version asked for less than DAY ago: nothing
---   due        there is none, or it is older: one call does the steps below, the others wait for it
---   failed     the steps failed less than PAUSE ago: nothing. The description that there is serves on, else the built-in
---              model does; a call with check = "error" of its own fails then, for it could not be checked
---
---   1. look    is there a current one on disk? Another process may have renewed it
---   2. ask     for the server's version: the same as that of the one we have, and that is younger than WEEK: asked now.
---              Before the fetch, so that a server that changes between the two is noticed the next day
---   3. fetch   without a session; with one where that is refused
---   4. read    it; from here on it is what all clients of this process go by
---   5. keep    it on disk, whole or not at all
---
--- - A process that is killed between any two of these leaves the disk as it was before 5, or as it is after it. An error
---   that is raised there (Ctrl-C) ends the steps, and the next call begins them anew.
--- - The steps take half of a call's time at most, so that the other half is left for the call itself. Those who wait do so
---   for half of their own, and then go on as if it had failed. If whoever does the steps is dropped by its loop, nobody
---   waits for longer than its deadline and GRACE.
--- - That a log-in was refused, or the call was given up, is no failure of these steps: the call is told it by itself.
--- - A dry run sends nothing here either: it goes by what is on disk, however old.
--- - What came over a connection that was not verified is kept apart from what was; and what a server shows with a session
---   only, which may go by its login's rights, apart for each login. Where there is none (access_token) it is not kept.
local address = require "portabilling.config.address"
local api = require "portabilling.api"
local error_object = require "portabilling.error"
local later = require "portabilling.support.later"
local log = require "portabilling.call.log"
local model = require "portabilling.api.model"
local nginx = require "portabilling.support.inside_nginx"
local perform_module = require "portabilling.call"
local plain = require "portabilling.support.plain"
local served_api = require "portabilling.client.served_api"

local from_file = later.require "portabilling.client.description_file"
local openapi = later.require "portabilling.api.openapi"
local store = later.require "portabilling.client.description_store"

local M = {}

local DAY, WEEK, PAUSE, GRACE = 24 * 3600, 7 * 24 * 3600, 600, 5
-- Seconds to read what came at the last moment; 10 MB take less than one.
local LEAST_READING = 2

---@class portabilling.Place a server's description, for all clients of this process
---@field key string? nil: not kept
---@field urls string[]
---@field names string[] such as "Admin", of each
---@field known { model: portabilling.api.Model, taken: number, asked: number, version: string? }? times are Unix time; never
--- changed but as a whole, for an interrupt may come in between
local places = {}

---@class portabilling.Description what a client with api = "server" has of it
---@field place portabilling.Place
---@field since number Unix time from which on, and
---@field due number until which there is nothing to do
---@field failure string? why the steps failed last
---@field running table? the steps, while a call does them
local Description = {}
Description.__index = Description

local function warn(settings, message)
  log.tell(settings, { event = "warning", message = message })
end

-- What happened, and what to do.
local function advised(place, what, i)
  return ("%s; %s"):format(what, openapi.how_to_save { address = place.urls[i or 1] })
end

-- of_login: what the server shows with this client's session.
local function place_of(settings, of_login)
  local urls, names = address.descriptions(settings)
  if of_login and not settings.login then
    return { urls = urls, names = names }
  end
  local key = urls[1] .. (settings.verify and "" or " unverified") .. (of_login and " of " .. settings.login or "")
  places[key] = places[key] or { key = key, urls = urls, names = names }
  return places[key]
end

-- An age below 0: the clock was set back.
local function is_within(time, now, longest)
  return now - time < longest and now - time > -DAY
end

local function is_current(place, now)
  local known = place.known
  return known ~= nil and is_within(known.taken, now, WEEK) and is_within(known.asked, now, DAY)
end

-- What the client goes by, of what is known of its server.
local function take_model(self, client)
  local known = self.place.known
  client.model = known and known.model or client.model
end

-- Nothing is to be done until then. The model comes first: an interrupt between the two must leave something to be done.
local function rest(self, client, now, due, failure)
  take_model(self, client)
  self.since, self.due, self.failure = now - DAY, due, failure
end

local function take(place, data, taken, asked, version)
  place.known = { model = model.new(data, api.builtin), taken = taken, asked = asked, version = version }
end

local function asked(place, now)
  local known = place.known
  place.known = { model = known.model, taken = known.taken, asked = now, version = known.version }
end

-- Step 1.
local function look(place, settings)
  if not place.key then
    return
  end
  local kept, message = store.read(place.key)
  local known = place.known
  if kept and known and kept.taken == known.taken then
    asked(place, math.max(known.asked, kept.asked))
  elseif kept and not (known and kept.taken < known.taken) then
    local data
    data, message = openapi.restore(kept.text)
    if data then
      take(place, data, kept.taken, kept.asked, kept.version)
    end
  end
  if message then
    warn(settings, "the description of the API that was kept is not used: " .. message)
  end
end

-- What is shown to everybody, else what was shown to this login.
local function look_for(self, settings)
  look(self.place, settings)
  if not self.place.known and settings.login then
    local own = place_of(settings, true)
    look(own, settings)
    self.place = own.known and own or self.place
  end
end

-- Step 5.
local function keep(place, settings)
  if not place.key then
    return
  end
  local known = place.known
  local text, message = openapi.cached(known.model.data)
  local ok = text ~= nil
  if ok then
    ok, message = store.write(place.key, { taken = known.taken, asked = known.asked, version = known.version,
      text = text })
  end
  if not ok then
    warn(settings, "the description of the API could not be kept for the next run: " .. message)
  end
end

-- Is it the call's own affair? Then it will be told, too.
local function is_calls_own(err)
  return err.kind == "auth" or err.kind == "cancelled"
end

-- Step 2. Some realms may not ask: then only WEEK counts.
local function ask_version(client, settings, deadline)
  local answer, err = perform_module.perform(client, "Generic", "get_version", {}, settings,
    { timeout = math.max(deadline - client.driver:now(), 0) })
  if answer then
    return type(answer.version) == "string" and answer.version or nil
  elseif is_calls_own(err) or err.kind == "transport" or err.kind == "timeout" then
    return nil, err
  end
  return nil
end

-- Steps 3 to 5. What failed, as a text; or the error that the call will be told by itself.
local function renew(self, client, settings, deadline, version, now)
  local place = self.place
  local text, err, i, with_session = served_api.fetch(client, place.urls, settings, deadline)
  local url = place.urls[i]
  if not text then
    if err.kind == "cancelled" then
      return nil, err
    end
    -- Also where authorization is what it wants: the session did for what was asked just before.
    local what = err.http_status == 404 and served_api.NOT_THERE or err.message
    return advised(place, ("GET %s: %s"):format(url, what), i)
  end
  local data, message = openapi.read(text, { address = url, realm = place.names[i],
    timeout = math.max(deadline - client.driver:now(), LEAST_READING) })
  if not data then
    return message
  end
  data.version = version or data.version
  place = with_session and place_of(settings, true) or place_of(settings)
  take(place, data, now, now, version)
  self.place = place
  keep(place, settings)
  return nil
end

-- All steps, in a call's time. The error that the call will be told by itself, if that ended them.
local function do_steps(self, client, settings, deadline)
  local now = client.driver:wall()
  look_for(self, settings)
  local place = self.place
  if is_current(place, now) then
    return nil
  end
  local failure
  local version, err = ask_version(client, settings, deadline)
  if err then
    failure = not is_calls_own(err) and advised(place, "the server could not be asked for its version: " .. err.message)
      or nil
  elseif place.known and is_within(place.known.taken, now, WEEK) and version == place.known.version then
    asked(place, now)
    keep(place, settings)
  else
    failure, err = renew(self, client, settings, deadline, version, now)
  end
  if failure then
    rest(self, client, now, now + PAUSE, failure)
    warn(settings, ("%s. %s; it is tried again in %d minutes"):format(failure, place.known
      and os.date("!The description of the API of %Y-%m-%d serves on", place.known.taken)
      or "Built-in knowledge of the API serves instead of the server's description", PAUSE / 60))
    return nil
  end
  return err
end

local function is_over(running)
  return running.finished
end

-- The steps, if they are under way elsewhere and can be expected to end. Those of the caller itself are not: either an
-- interrupt ended them, or this is a function that they call (log), which would wait for itself.
local function under_way(self, client)
  local running, driver = self.running, client.driver
  if not running or running.finished or driver:now() > running.over or not running.tasks then
    return nil
  end
  local parents = running.tasks ~= driver.tasks or driver.is_inherited and driver:is_inherited()
  return not parents and running.owner ~= running.tasks:waiter() and running or nil
end

local function work(self, client, settings, deadline)
  local tasks = client.driver.tasks
  local running = { over = deadline + GRACE, tasks = tasks, owner = tasks and tasks:waiter(), finished = false,
    waiting = {} }
  self.running = running
  local ok, err = pcall(do_steps, self, client, settings, deadline)
  running.finished = true
  for _, waiter in ipairs(running.waiting) do
    tasks:wake(waiter)
  end
  if not ok then
    error(err, 0)
  end
  return err
end

-- Waits for those of another call. True: the call was given up meanwhile.
local function await(running, deadline)
  local waiter = running.tasks:waiter()
  running.waiting[#running.waiting + 1] = waiter
  running.tasks:await(is_over, deadline, running)
  return waiter ~= nil and waiter.cancelled
end

-- Why a call cannot be checked.
local function unchecked(why)
  return error_object.new { kind = "config", code = "NO_DESCRIPTION",
    message = ('check = "error" wants the server\'s description of its API, which is not there: %s'):format(why) }
end

-- The call ends here, whatever was under way for it.
local function ended(client)
  return error_object.new { kind = "cancelled", code = client.closed and "CLOSED" or "CANCELLED",
    message = client.closed and "the client was closed before this call was sent" or "given up before it was sent" }
end

-- The rest of ready, where there is something to do.
local function prepare(self, client, settings)
  local driver, given_up, err, why = client.driver, false, nil, nil
  local began = driver:now()
  local deadline = began + settings.timeout / 2
  local own = served_api.settings(settings)
  while not client.closed do
    local now, place = driver:wall(), self.place
    local running = under_way(self, client)
    if is_current(place, now) then
      rest(self, client, now, math.min(place.known.taken + WEEK, place.known.asked + DAY))
      break
    elseif self.failure and is_within(self.since + DAY, now, PAUSE) then
      why = self.failure
      break
    elseif perform_module.is_dry(settings, true) then
      if not place.known then
        look_for(self, settings)
      end
      why = advised(place, "a dry run does not ask for it")
      break
    elseif driver:now() >= deadline then
      why = advised(place, "another call's request for it took longer than half of this one's time")
      break
    elseif not running then
      err = work(self, client, own, deadline)
      if err then
        break
      end
    elseif await(running, deadline) then
      given_up = true
      break
    end
  end
  take_model(self, client)
  if client.closed or given_up then -- else names that only the description has would be called misspelt
    return nil, ended(client)
  elseif err then -- the call would be told the same, or that nobody knows the names which the description has
    err.sent = "no" -- of the call itself, whatever became of what was asked before it
    return nil, err
  elseif settings.check == "error" and not client.model.own then
    return nil, unchecked(why)
  end
  return setmetatable({ began = began }, { __index = settings })
end

-- May there be something to do, and so to wait for?
local function is_due(self, client, settings)
  local now = client.driver:wall()
  return not (now < self.due and now > self.since and (client.model.own or settings.check ~= "error"))
end

--- What a call is given, for as long as it may wait: the program may use its tables again meanwhile.
---@param client portabilling.Client
---@param settings table the call's
---@param given any attributes, keys, filters or params
---@return any given a copy, if it has to wait
function Description:hold(client, settings, given)
  -- What cannot be read is told when the call goes on.
  return type(given) == "table" and is_due(self, client, settings) and plain.read(given) or given
end

--- Sees to it that client.model is what a call is to go by; to be called before it is looked at.
---@param client portabilling.Client
---@param settings table the call's
---@return table? settings those that the call is to be made with: what this took counts as time of the call
---@return portabilling.Error? err check = "error" was asked for, and there is nothing to check with; or the call is over
function Description:ready(client, settings)
  if is_due(self, client, settings) then
    return prepare(self, client, settings)
  end
  return settings
end

--- Forgets what this process knows of servers (not what is on disk): for specs.
function M.forget()
  places = {}
end

local function config_error(message)
  return nil, error_object.new { kind = "config", code = "NO_DESCRIPTION", message = message }
end

--- Gives a new client what its option api says.
---@param client portabilling.Client
---@return boolean? ok
---@return portabilling.Error? err kind "config"
function M.attach(client)
  local settings = client.settings
  local urls, names = address.descriptions(settings)
  local how = openapi.how_to_save { address = urls[1] }
  if settings.api ~= "server" then
    local own, message = from_file.model(settings.api, urls[1], names[1])
    if not own then
      return config_error("api: " .. message)
    end
    client.model = own
  elseif nginx.inside() then
    return config_error(('api = "server": inside nginx requests would have to wait for it; %s, of a client that is '
      .. "made in init_by_lua: those that are made later share it"):format(how))
  elseif client.driver.gets then
    client.description = setmetatable({ place = place_of(settings), since = 0, due = 0, failure = nil, running = nil },
      Description)
  elseif settings.check == "error" then
    return config_error(('api = "server": this driver cannot fetch it; %s'):format(how))
  else
    warn(settings, ('api = "server": this driver cannot fetch it, and built-in knowledge of the API serves instead; %s')
      :format(how))
  end
  return true
end

return M
