--- The operations: what a program calls. One client = one server, one login.
local batch = require "portabilling.batch"
local catalog = require "portabilling.api"
local choose = require "portabilling.driver"
local config = require "portabilling.config"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local finalizer = require "portabilling.support.finalizer"
local login = require "portabilling.client.sessions"
local look_up_advice = require "portabilling.client.look_up_advice"
local pager = require "portabilling.list.pager"
local perform_module = require "portabilling.call"
local renewal = require "portabilling.call.renew"
local reread = require "portabilling.list.reread"
local response = require "portabilling.call.answer"
local runner = require "portabilling.call.drive"
local sinks = require "portabilling.call.sinks"
local tokens = require "portabilling.tokens"

local perform, settings_for = perform_module.perform, perform_module.settings
local plain, unfit = perform_module.plain, runner.unfit

local M = {}

M.VERSION = "0.1.0"

local DOWNLOAD_TIMEOUT = 3600

---@class portabilling.Client
---@field settings table
local Client = {}
Client.__index = Client
Client.__name = "portabilling.Client"

function Client:__tostring()
  return ("portabilling client (%s%s%s)"):format(self.settings.url,
    self.settings.login and ", login " .. self.settings.login or "", self.closed and ", closed" or "")
end

-- A change, or a call of any kind. What the answer says was not done is an error too.
local function make(self, service, method, fields, settings, look)
  local answer, err, is_file, call = perform_module.change(self, service, method, fields, settings, look)
  local denial = answer and not is_file and response.denial(answer, service, method, fields)
  if denial then
    err = unfit(call, denial)
    err.response, answer = answer, nil
  end
  return answer, err
end

local function change(self, operation, service, record, attributes, options)
  local entry = catalog.resolve(service, record, operation, 3)
  local fields, answer, err
  fields, err = plain(attributes, operation, "attributes", service, entry.method, 2)
  if not fields then
    return nil, err
  end
  perform_module.check_wrapper(entry, fields, operation, 2)
  local settings = settings_for(self, options, operation, 2)
  answer, err = make(self, service, entry.method, fields, settings, function()
    return look_up_advice.how(entry, fields)
  end)
  if err then
    look_up_advice.add(err, operation, entry, fields)
  end
  return answer, err
end

-- ---- operations ----
-- Each raises on a programmer's mistake (a misspelt name or option, a wrong type) and returns nil, err on what the world
-- does; list, pages and batch raise that err.

--- Creates a record. Attributes are what PortaBilling documents for the method, wrapper included.
---@param service string such as "Account"
---@param record string such as "account"
---@param attributes table
---@param options portabilling.Options?
---@return table? response holds the new id
---@return portabilling.Error?
function Client:create(service, record, attributes, options)
  local answer, err = change(self, "create", service, record, attributes, options)
  return answer, err
end

--- Changes a record: its id and the attributes that are to be different, wrapper included.
---@param service string
---@param record string
---@param attributes table such as { account_info = { i_account = 9, blocked = true } }
---@param options portabilling.Options?
---@return table? response may be empty
---@return portabilling.Error?
function Client:update(service, record, attributes, options)
  local answer, err = change(self, "update", service, record, attributes, options)
  return answer, err
end

--- Removes a record; where the service terminates instead of deleting, that is what is done.
---@param service string
---@param record string
---@param keys table such as { i_account = 9 }
---@param options portabilling.Options?
---@return table? response may be empty
---@return portabilling.Error?
function Client:delete(service, record, keys, options)
  local answer, err = change(self, "delete", service, record, keys, options)
  return answer, err
end

--- One record, unwrapped.
---@param service string
---@param record string
---@param keys table? such as { i_customer = 17 }; may be left out where the session implies the record
---@param options portabilling.Options?
---@return table? record or the file, where the method answers one
---@return portabilling.Error? err kind "not_found" when there is no such record
function Client:get(service, record, keys, options)
  local entry = catalog.resolve(service, record, "get", 2)
  local fields, failure = plain(keys == nil and {} or keys, "get", "keys", service, entry.method)
  if not fields then
    return nil, failure
  end
  local settings = settings_for(self, options, "get")
  local extra, finish
  if settings.fields then
    extra = { decoding = response.decoding(settings) }
    finish = response.record_selection(settings.fields, entry, extra.decoding)
  end
  local answer, err, is_file, call = perform(self, service, entry.method, fields, settings, extra)
  if not answer or is_file then
    return answer, err
  end
  local found = response.record(answer, entry)
  if found == nil then
    return nil, unfit(call, { kind = "not_found", message = ("there is no such %s"):format(record) })
  end
  if finish then
    return finish(answer, found)
  end
  return found
end

-- They go into the URL.
local function check_names(service, method, where)
  local wrong = not core.is_name(service) and "service" or not core.is_name(method) and "method"
  if wrong then
    error(("%s: %s must be a plain name (letters, digits, _; less than 128)"):format(where, wrong), 3)
  end
end

--- Calls any method as it is.
---@param service string
---@param method string
---@param params table?
---@param options portabilling.Options?
---@return table? response a file answer is { filename, content_type, body }
---@return portabilling.Error?
function Client:call(service, method, params, options)
  check_names(service, method, "call")
  local fields, answer, err
  fields, err = plain(params == nil and {} or params, "call", "params", service, method)
  if not fields then
    return nil, err
  end
  answer, err = make(self, service, method, fields, settings_for(self, options, "call"))
  if err and err.kind == "fault" then
    response.add_method_hint(err)
  elseif err then
    look_up_advice.add(err)
  end
  return answer, err
end

--- Streams a file answer to a path, an open file, or a function that gets each piece.
---@param service string
---@param method string
---@param params table?
---@param sink string|file*|fun(bytes: string)
---@param options portabilling.Options?
---@return table? info { filename, content_type, bytes, path }
---@return portabilling.Error? err code "NO_FILE" (kind not_found) when the answer was a record, kept in err.response
function Client:download(service, method, params, sink, options)
  check_names(service, method, "download")
  local target = sinks.open(sink)
  if not target then
    error(("download: sink: path (not empty, without NUL), open file or function expected, got %s")
      :format(sink == "" and "an empty one" or "a " .. type(sink)), 2)
  end
  local fields, unreadable = plain(params == nil and {} or params, "download", "params", service, method)
  if not fields then
    return nil, unreadable
  end
  local settings = settings_for(self, options, "download")
  if perform_module.is_dry(settings, catalog.safe(service, method)) then
    local request, unsendable = perform(self, service, method, fields, settings)
    return request, unsendable
  end
  target.is_file, target.max_body = core.is_file, settings.max_body
  local ready, why = target.prepare()
  if not ready then
    return nil, error_object.new { kind = "config", message = why, service = service, method = method }
  end
  local own_timeout = rawget(perform_module.own(self, settings), "timeout")
  local done, info, err, is_file, call = pcall(perform, self, service, method, fields, settings, {
    sink = target,
    timeout = own_timeout or math.max(self.settings.timeout, DOWNLOAD_TIMEOUT),
  })
  if not done then -- the receiving function raised
    target.abort()
    error(info, 0)
  end
  if not is_file then
    target.abort()
    if info then
      err = unfit(call, { kind = "not_found", code = "NO_FILE", message = "the server answered a record, not a file" })
      err.response = info
    else
      look_up_advice.add(err)
    end
    return nil, err
  end
  local ok = target.finish()
  if not ok then
    target.abort()
    return nil, unfit(call, target.refused)
  end
  info.body, info.path = nil, target.path
  return info
end

-- ---- lists ----

local function open_pager(self, service, record, filters, options, where)
  local entry = catalog.resolve(service, record, "list", 3)
  local fields, unreadable = plain(filters == nil and {} or filters, where, "filters", service, entry.method, 2)
  if not fields then
    return nil, unreadable
  end
  local settings = settings_for(self, options, where, 2)
  local params, bounds = {}, {}
  for name, value in next, fields do
    -- These two mean "at most" and "start here": paging has its own.
    if name == "limit" or name == "offset" then
      bounds[name] = tonumber(value)
      if not bounds[name] or bounds[name] < 0 or bounds[name] % 1 ~= 0 then
        error(("%s: filters.%s: whole number expected"):format(where, name), 3)
      end
    else
      params[name] = value
    end
  end
  local effective = setmetatable({
    max = settings.max or bounds.limit,
    offset = settings.offset or bounds.offset,
  }, { __index = settings })
  local decoding = response.decoding(settings)
  local source = response.selection(settings.fields, entry, decoding)
  function source.send(page_params)
    local call, answer, is_file = perform_module.send(self, service, entry.method, page_params, settings)
    if not call then
      error(answer, 0)
    end
    return { call = call, answer = answer, is_file = is_file, bytes = answer.body and #answer.body or 0 }
  end
  function source.rows(page)
    local answer, err, is_file = perform_module.decode(self, page.call, page.answer, page.is_file, decoding)
    local rows, found
    if is_file then
      found = { kind = "decode", message = "a file came instead of a list" }
    elseif answer then
      rows, found = response.rows(answer, entry, settings)
    end
    if not rows then
      error(found and unfit(page.call, found) or err, 0)
    end
    return rows, response.total(answer)
  end
  if perform_module.is_dry(settings, catalog.safe(service, entry.method)) then
    params.limit = math.min(settings.page_size, effective.max or settings.page_size)
    params.offset = effective.offset
    local _, err = perform(self, service, entry.method, params, settings)
    return nil, err
  end
  if settings.read_twice then
    source.widen() -- records with the same key are told apart by all of their fields
  end
  local function open(on_rows)
    return pager.new(entry, params, effective, source, self.driver, on_rows)
  end
  return settings.read_twice and reread.new(open) or open()
end

-- In place of a list that could not be opened: raises why. A dry run, where nothing is wrong, has nothing to go through.
local function no_list(err)
  if err then
    error(err, 0)
  end
  return function() end
end

-- Leaving a loop early must cancel what was asked for ahead: Lua 5.4 closes the fourth value of the generic `for`; on
-- LuaJIT the iterator's collection has to do. It holds the proxy; the requests hold the list, but not the proxy.
-- What leaves it, if it is an error, the list is told.
local function leaving(list)
  return finalizer.new(function()
    list:close(true)
  end, function(_, err)
    list:close(false, err)
  end)
end

local STATUS_ALIVE = { running = true, normal = true, suspended = true }

-- Several tasks may share one list: they take turns. A callback of the list's own, or a coroutine that yielded in one,
-- cannot: the turn would never come. What was raised once is raised again: after it, records may be missing. So it is when
-- the one whose turn it was is no more: its loop dropped it, or an error ended it at a bad moment.
local function in_turn(driver, step)
  local owner, failure
  local thread = setmetatable({}, { __mode = "v" }) -- the owner's coroutine
  local waiting = {}
  local function finish(ok, first, second)
    owner = nil
    for task in pairs(waiting) do
      waiting[task] = nil
      driver.tasks:wake(task)
    end
    if not ok then
      failure = { error_object.locate(first) }
      error(first, 0)
    end
    return first, second
  end
  local function is_abandoned()
    local co = thread[1]
    return co == nil or type(co) == "thread" and not STATUS_ALIVE[coroutine.status(co)]
  end
  return function()
    local tasks = driver.tasks
    local task = tasks and tasks:waiter()
    while owner do
      if owner == (task or true) then
        error("this list is waiting for an earlier step: a callback of its own cannot advance it. If an error ended "
          .. "that step, read the list again", 0)
      elseif is_abandoned() then
        finish(false, "this list's step was not brought to its end by the coroutine that began it: read the list again")
      end
      tasks:await(function()
        if owner and task then
          waiting[task] = true -- anew whenever another one was faster
        end
        return not owner or is_abandoned()
      end)
    end
    if failure then
      error(failure[1], 0)
    end
    thread[1] = coroutine.running() or M -- LuaJIT has no name for the main program's
    owner = task or true
    return finish(pcall(step))
  end
end

-- While a page is worked on, the next ones come in: every so many records the driver gets its turn.
local PUMP_EVERY = 64

--- All records that match, for the generic `for`: record, position. Raises the error object on failure. In a dry run
--- there are none, and the request for the first page is told through log; so it is with pages and collect.
---@param service string
---@param record string
---@param filters table? what the method documents; limit and offset mean "at most" and "start here"
---@param options portabilling.Options?
---@return fun(): table?, integer?
function Client:list(service, record, filters, options)
  local list, err = open_pager(self, service, record, filters, options, "list")
  if not list then
    return no_list(err)
  end
  local page, at, position = {}, 0, 0
  local guard = leaving(list)
  local turn = in_turn(self.driver, function()
    if page[at + 1] ~= nil then
      return true -- somebody else's turn brought it
    end
    local rows = list:next()
    if rows then
      page, at = rows, 0
    end
    return rows ~= nil
  end)
  return function()
    local row = page[at + 1]
    while row == nil do
      if not (guard and turn()) then -- guard: the iterator keeps it
        return nil
      end
      row = page[at + 1]
    end
    at, position = at + 1, position + 1
    page[at] = nil -- what the loop is done with need not wait for the rest of its page
    if at % PUMP_EVERY == 0 then
      list:pump()
    end
    return row, position
  end, nil, nil, guard
end

--- The same, page by page: array of records, info. Raises like list.
---@param service string
---@param record string
---@param filters table?
---@param options portabilling.Options?
---@return fun(): table[]?, portabilling.PageInfo?
function Client:pages(service, record, filters, options)
  local list, err = open_pager(self, service, record, filters, options, "pages")
  if not list then
    return no_list(err)
  end
  local state = { guard = leaving(list) }
  state.turn = in_turn(self.driver, function()
    return list:next()
  end)
  return function()
    return state.turn()
  end, nil, nil, state.guard
end

--- The same as one array.
---@param service string
---@param record string
---@param filters table?
---@param options portabilling.Options?
---@return table[]? records
---@return portabilling.Error?
function Client:collect(service, record, filters, options)
  local list, failure = open_pager(self, service, record, filters, options, "collect")
  if not list then
    return not failure and {} or nil, failure
  end
  local all = {}
  local ok, err = pcall(function()
    for page in function() return list:next() end do
      for i = 1, #page do
        all[#all + 1] = page[i]
      end
    end
  end)
  list:close()
  if ok then
    return all
  elseif error_object.is_error(err) then
    return nil, error_object.locate(err)
  end
  error(err, 0)
end

-- ---- many calls ----

--- Makes one call for each item of a source, several in flight, and tells each one's fate, as they finish. One item's
--- failure does not stop the others; a refused log-in, or too many failures in a row, ends the batch: what is in flight
--- is finished and handed out, then the iterator raises the reason.
---@param operation "create"|"update"|"delete"|"get"|"call"
---@param service string
---@param record string for "call": the method
---@param source table|fun(): table? array, or a function that gives the next attributes and nil at the end
---@param options portabilling.Options? also concurrency (default 8), ordered, journal, retry_failed, resend_unknown,
---  max_failures
---@return fun(): portabilling.Item?
function Client:batch(operation, service, record, source, options)
  local list = batch.new(self, operation, service, record, source, options, 2)
  local state = { list = list, guard = leaving(list) }
  return function()
    local item = state.list:next()
    if item and item.err then
      error_object.locate(item.err)
    end
    return item
  end, nil, nil, state.guard
end

--- Releases connections and wipes the credentials. The session stays alive at the server (see logout). Idempotent, and may
--- be done again when an error ended it.
function Client:close()
  if self.session then
    self.closed = true
    renewal.settle(self)
    if self.owns_driver then
      self.driver:close()
    end
    self.settings.token, self.settings.password = nil, nil
    self.spare, self.spares = {}, 0
    self.session = nil
    collectgarbage("step")
  end
end

Client.__close = Client.close

--- An independent client. Nothing goes over the wire before its first call.
---@param options portabilling.Options
---@param parent portabilling.Client? whose session it acts with, instead of credentials (login_as)
---@return portabilling.Client? client
---@return portabilling.Error? err kind "config"
function M.new(options, parent)
  local settings, err = config.settings(options, parent ~= nil)
  if not settings then
    return nil, err
  end
  local driver, message = choose.open(settings, "lua-portabilling/" .. M.VERSION)
  if not driver then
    return nil, error_object.new { kind = "config", message = message }
  end
  local owns_driver = not parent or driver ~= parent.driver -- one that was given as an object is shared
  local store
  -- Somebody else's session is nobody's to share.
  store, message = tokens.open(settings.access_token and "memory" or settings.tokens)
  if not store then
    if owns_driver then
      driver:close()
    end
    return nil, error_object.new { kind = "config", message = message }
  end
  local self = setmetatable({
    settings = settings,
    key = settings.url .. " " .. (settings.login or ""),
    store = store,
    driver = driver,
    owns_driver = owns_driver,
    spare = {}, -- calls that ended, to be used again: see runner.take
    spares = 0,
    urls = {}, -- path -> URL
    url_count = 0,
    session = core.session {
      login = not parent and settings.login or nil,
      password = settings.password,
      token = settings.token,
      prefer_login = settings.wire == "form",
    },
  }, Client)
  self.budget = core.budget(self.driver:wall())
  if settings.access_token then
    local ok, reason = self.session:adopt(settings, driver:now(), true)
    settings.access_token, settings.refresh_token = nil, nil -- the session's business from here on
    if not ok then
      self:close()
      return nil, error_object.new { kind = "config", message = "access_token: " .. reason }
    end
  end
  if not settings.verify then
    runner.log(settings, { event = "warning", message = "TLS certificates are not verified (verify = false)" })
  end
  if settings.insecure and settings.location.scheme == "http" then
    runner.log(settings, { event = "warning", message = "credentials travel unprotected (insecure = true, http://)" })
  end
  return self
end

login.extend(Client, M.new)

-- client.get(...) is an easy slip, and what would be said about its arguments would only puzzle.
for name, method in pairs(Client) do
  if type(method) == "function" and not name:find("^__") then
    -- No method takes more; a function of any number would cost more than the rest of this one.
    Client[name] = function(self, a, b, c, d, e, f)
      if getmetatable(self) ~= Client then
        error(("%s: call it with a colon: client:%s(...)"):format(name, name), 2)
      end
      return method(self, a, b, c, d, e, f)
    end
  end
end

return M
