--- A client's iterators: list, pages and batch, which raise what the others return, and collect.
local catalog = require "portabilling.api"
local error_object = require "portabilling.error"
local finalizer = require "portabilling.support.finalizer"
local later = require "portabilling.support.later"
local pager = require "portabilling.list.pager"
local perform_module = require "portabilling.call"
local check = require "portabilling.call.check"
local decoder = require "portabilling.call.decode"
local response = require "portabilling.call.answer"
local failure = require "portabilling.call.failure"
local tables = require "portabilling.support.tables"

local batch = later.require "portabilling.batch"
local reread = later.require "portabilling.list.reread"

local plain, unfit = perform_module.plain, failure.unfit

---@class portabilling.Client
local Lists = {}

local function open_pager(self, service, record, filters, options, where)
  local settings = perform_module.settings(self, options, where, 2)
  if self.description then -- its time is not that of the pages, each of which has its own
    filters = self.description:hold(self, settings, filters)
    local ok, no_model = self.description:ready(self, settings)
    if not ok then
      return nil, no_model
    end
  end
  local entry = self.model:resolve(service, record, "list", 3)
  local fields, unreadable = plain(filters == nil and {} or filters, where, "filters", service, entry.method, 2)
  if not fields then
    return nil, unreadable
  end
  local params, bounds = check.filters(fields, where, 2)
  local invalid = check.before(self, service, entry.method, params, settings, entry)
  if invalid then
    return nil, invalid
  end
  local paging = {
    max = settings.max or bounds.limit,
    offset = settings.offset or bounds.offset,
    page_size = settings.page_size,
    prefetch = settings.prefetch,
    concurrency = settings.concurrency,
    consistent = settings.consistent,
    total = settings.total,
    on_page = settings.on_page,
  }
  local decoding = decoder.options(settings)
  local source = response.selection(settings.fields, entry, decoding)
  function source.send(page_params, asker)
    local call, answer, is_file = perform_module.send(self, service, entry.method, page_params, settings, asker)
    if not call then
      check.after(self, answer, service, entry.method, params, settings, entry)
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
    params.limit = math.min(paging.page_size, paging.max or paging.page_size)
    params.offset = paging.offset
    local _, err = perform_module.perform(self, service, entry.method, params, settings)
    return nil, err
  end
  if settings.read_twice then
    source.widen() -- records with the same key are told apart by all of their fields
  end
  local function open(on_rows)
    return pager.new(entry, params, paging, source, self.driver, on_rows)
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
  local owner, raised
  local thread = setmetatable({}, { __mode = "v" }) -- the owner's coroutine
  local waiting = {}
  local function finish(ok, first, second)
    owner = nil
    for task in tables.each(waiting) do
      waiting[task] = nil
      driver.tasks:wake(task)
    end
    if not ok then
      raised = { error_object.locate(first) }
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
    if raised then
      error(raised[1], 0)
    end
    thread[1] = coroutine.running() or Lists -- LuaJIT has no name for the main program's
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
function Lists:list(service, record, filters, options)
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
function Lists:pages(service, record, filters, options)
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
function Lists:collect(service, record, filters, options)
  local list, why_not = open_pager(self, service, record, filters, options, "collect")
  if not list then
    return not why_not and {} or nil, why_not
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
---@param source table|fun(): table? array, or a function that gives the next attributes and nil at the end (nil and a
---  message: it failed)
---@param options portabilling.Options? also concurrency (default 8), ordered, journal, retry_failed, resend_unknown,
---  max_failures
---@return fun(): portabilling.Item?
function Lists:batch(operation, service, record, source, options)
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

return Lists
