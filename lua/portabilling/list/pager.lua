--- Lists: every record, or an error; never an early end in silence.
---
--- What a list is. The server holds rows in some order; a page is a stretch of them at one moment. Others insert and
--- delete meanwhile, and pages that are in flight together are of moments in any order. As long as rows keep their
--- places, all rows that ever were there stand in one order, whatever the moment: that is all that is built on here, not
--- on what the order is.
---
--- What is kept. `previous`: the keys of the page that was taken last, from its anchor on (the chain). Every row before
--- the end of the chain that was there all the time has been handed out; what was handed out and is forgotten stands
--- before all of the chain. `loose`: keys that were handed out, but may stand behind the end of the chain.
---
--- What a page may conclude. Pages overlap by a row. If the first row is the chain's last one, all that follows is new,
--- except for what is loose. If it is another one of the chain, what follows and is neither of the chain nor loose is new.
--- If it is none, the page before is read again (list/resync.lua), and the same holds behind the first row of the chain that is
--- still there; but not on the page itself, where what stands before it may be new as well. The chain then goes on from
--- that row, and what was behind it and did not come again is loose. If no row of the chain is found nearby: list_changed;
--- but if the first page is all that was handed out, the list is read from its beginning, where all of the chain is loose.
---
--- What tells rows apart: the catalog's key, until a page shows two rows with the same one; from then on, and where no key
--- is known, all of the row. A row whose key is that of the anchor but whose other fields are different has changed,
--- unless its neighbours show that keys repeat. Where all of a row counts, one that is loose and does not come again was
--- deleted or changed; a row that is not known, and of the same catalog key (of any, where there is none), may be what it
--- became. Before one that is known it is not new, so it is left out. Behind, it may be one that was there all the time:
--- list_changed.
---
--- What ends a list: a page without new rows behind the anchor. A full page never does; an empty one only when it is empty
--- twice in a row, for servers say nothing now and then, unless the server counts no rows at all. One that is not full, for a
--- server may give fewer rows than it is asked for, only if it reaches what the server counts with it, or is shorter than
--- another page was. The count (`total`) is advice: one that is no whole number, or less than what was handed out, is ignored;
--- one that is more than there is to be had is asked for once more, and then the server contradicts itself: list_changed.
---
--- What cannot be seen: a row that changes its place (a new name in a list by name) from what is still to be read to
--- what was read already, or the other way round: see reread.lua. A server that gives fewer rows than it is asked for and
--- counts just these; or whose pages are short for yet another reason.
local ahead = require "portabilling.list.read_ahead"
local anchor = require "portabilling.list.resync"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local json = require "portabilling.support.json"
local rows_of = require "portabilling.list.rows"

local M = {}

-- So many pages in a row may bring nothing new.
local FRUITLESS_PAGES = 8

---@class portabilling.PageInfo
---@field page integer counted from 1
---@field offset integer of the page's first new record in the server's list
---@field records integer handed out so far, this page included
---@field total integer? what the server counts, if it told
---@field elapsed number seconds since the list began
---@field reading integer? with read_twice: which reading brought them

---@class portabilling.Pager
local Pager = {}
Pager.__index = Pager

-- ---- requests ----

--- Raises an error object about the list.
function Pager:raise(fields)
  fields.service, fields.method = self.entry.service, self.entry.method
  fields.sent = "yes"
  fields.position = self.delivered
  error(error_object.new(fields), 0)
end

--- Raises list_changed.
function Pager:moved(message)
  self:raise({
    kind = "list_changed",
    message = message,
    advice = "Read it again when it is quiet. If this loop deletes the records, or changes what they are chosen or "
      .. "ordered by: collect them first, then change them. consistent = false accepts doubtful records",
  })
end

-- One request. Returns the page, whose rows are still to be read. asker: the entry of a page that is asked for ahead.
local function request(self, offset, limit, want_total, asker)
  local params = {}
  for name, value in pairs(self.filters) do
    params[name] = value
  end
  if self.entry.paging ~= false then
    params.limit = limit
    params.offset = offset > 0 and offset or nil -- offset is only valid together with limit
    if want_total and self.count and params.get_total == nil then
      params.get_total = 1
    end
  end
  local page = self.source.send(params, asker)
  page.offset, page.limit = offset, limit
  return page
end

-- Asks for the next pages before this one is decoded, so that the server works meanwhile. Not when this one looks like the
-- last: much smaller than the one before, or behind one that was not full.
local function ask_on(self, page)
  local previous = self.previous
  if page.bytes * 2 >= self.bytes and previous and previous.count >= previous.limit then
    self.ahead:again()
  end
end

local function open(self, page)
  self.bytes = page.bytes
  page.rows, page.total = self.source.rows(page)
  page.call, page.answer = nil, nil
  self.largest = math.max(self.largest, #page.rows)
  if self.count ~= false then
    self.total = page.total or self.total
  end
  rows_of.check(self, page)
  return page
end

-- What goes wrong tells how many records were handed out before.
local function try(self, step, ...)
  local ok, result = pcall(step, self, ...)
  if not ok then
    if error_object.is_error(result) then
      result.position = self.delivered
    end
    error(result, 0)
  end
  return result
end

local function ask(self, offset, limit, want_total)
  return open(self, request(self, offset, limit, want_total))
end

local function fetch(self, offset, limit, want_total)
  local page = self.ahead:take(offset)
  if not page then
    return ask(self, offset, limit, want_total)
  end
  ask_on(self, page)
  return open(self, page)
end

--- A page out of turn: what was asked for ahead stays.
function Pager:ask(offset, limit, want_total)
  return try(self, ask, offset, limit, want_total)
end

--- The next page: held back, asked for ahead, or asked for now.
function Pager:fetch(offset, limit, want_total)
  local held = self.held
  self.held = nil
  if held and held.offset == offset then
    rows_of.check(self, held)
    return held
  end
  return try(self, fetch, offset, limit, want_total)
end

-- ---- the end ----

-- The server counts more than it gave: so it did when the list began, or it contradicts itself.
local function counts_more(self, position)
  local now = self:ask(position, 1, true)
  if #now.rows > 0 then
    return true
  elseif now.total and now.total > position then
    self:raise {
      kind = "list_changed",
      code = "TOTAL_NOT_REACHED",
      message = ("the server counts %s records but gave only %s"):format(json.text(now.total), json.text(position)),
      advice = "Read it again. If its count is always wrong: total = false does not ask for it, or ignores it",
    }
  end
  return false
end

-- Is this page, whose new rows begin after index `from`, the last? position: where the list goes on behind it.
local function is_last(self, page, from, position)
  local count, total = #page.rows, self.total
  if count > 0 and count >= page.limit then
    return false
  elseif total and total < position then
    total, self.total = nil, nil
  end
  if total and page.total == position then -- an older count may be outdated
    return true
  end
  local ends = count == 0 or count < self.largest
  if ends and total and total > position then
    return count == from and not counts_more(self, position) -- what is new is handed out first
  end
  return ends
end

-- ---- taking pages ----

local function remember(self, page, from)
  local keys = page.keys
  local count = #keys
  self.previous = {
    keys = keys,
    groups = page.groups,
    from = math.max(from, 1), -- the chain begins here
    last = keys[count],
    row = page.unique and core.copy(page.rows[count]), -- the loop may change the one that it gets
    steady = page.steady,
    count = count,
    offset = page.offset,
    limit = page.limit,
  }
end

local function take_new(self, page, from, most)
  local new
  local finish = self.source.finish
  if self.loose then
    new = rows_of.unknown_after(page, from, most, self.loose)
    if not new then
      self:moved("records that cannot be told apart by a key were changed or deleted while the list was read: what"
        .. " follows them may be new, or the same ones changed")
    end
    self.loose = next(self.loose) ~= nil and self.loose or nil
  end
  remember(self, page, from)
  new = new or rows_of.after(page, from, most)
  if self.on_rows then
    self.on_rows(new)
  end
  for i = 1, finish and #new or 0 do
    new[i] = finish(new[i])
  end
  return new
end

-- Without an anchor (consistent = false): a row that is the same as one of the page before is not handed out again. The
-- rows are those that the loop got: what it changed in them is not the same any more.
local function take_unlike(self, page, most)
  local finish, before = self.source.finish, self.previous
  for i = 1, finish and #page.rows or 0 do
    page.rows[i] = finish(page.rows[i])
  end
  local new = rows_of.unlike(page, before, most)
  if self.on_rows then
    self.on_rows(new)
  end
  page.count = #page.rows
  self.previous = page
  return new
end

-- A method without limit and offset gives everything at once.
local function only_page(self)
  local page = self:fetch(0, math.huge)
  if #page.rows == 0 and page.total ~= 0 then
    page = self:ask(0, math.huge)
  end
  self.done = true
  return take_new(self, page, self.start, self.max), self.start
end

-- How many rows to ask for when so many were handed out.
local function limit_for(self, delivered, overlap)
  return math.max(math.min(self.page_size, self.max - delivered + overlap), overlap + 1)
end

-- How many rows the next page is to have of the one before. A list of one row ends at once, if nothing is behind it.
local function overlap_of(self)
  local previous = self.previous
  if not self.consistent or not previous or previous.count == 0 or previous.count == 1 and previous.limit > 1 then
    return 0
  end
  return 1
end

-- Asks for the pages that follow, as far as they can be foretold.
local function look_ahead(self)
  if self.done or self.delivered >= self.max or self.width == 0 then
    return
  end
  local most, previous, overlap = nil, self.previous, overlap_of(self)
  if previous.count < previous.limit then
    most = 1 -- the list ends here, or the server gives fewer rows than it is asked for: the next page tells
    self.page_size = math.min(self.page_size, math.max(previous.count, 2)) -- no use in asking for more
  end
  local step = self.page_size - overlap
  if step < 1 then
    return
  end
  local from, held = self.position - overlap, self.held
  if held and held.offset == from then
    from = from + #held.rows - overlap
  end
  self.ahead:fill(from, step, function(offset)
    local delivered = offset + overlap - self.start
    local over = delivered >= self.max or (self.total and offset + overlap >= self.total)
    return not over and limit_for(self, delivered, overlap) or nil
  end, most)
end

local function first_page(self, limit)
  local page = self:fetch(self.start, limit, true)
  if #page.rows == 0 and page.total ~= 0 then
    page = self:ask(self.start, limit, true) -- a list that holds nothing, or a server that said nothing: once more
  end
  if page.whole and self.source.widen and self.source.widen() then
    page = self:ask(self.start, limit, true) -- only all of a row tells it apart, so all of it is needed
  end
  self.first_key = page.keys[1]
  return page
end

local function next_page(self)
  if self.entry.paging == false then
    return only_page(self)
  end
  local overlap = overlap_of(self)
  local limit = limit_for(self, self.delivered, overlap)
  local page, from
  if self.previous then
    page, from = anchor.continue_after(self, self:fetch(self.position - overlap, limit))
    if not page then
      self.done = true
      return {}
    end
  else
    page, from = first_page(self, limit), 0
  end
  local position = page.offset + #page.rows
  self.position = position
  self.done = is_last(self, page, from, position)
  if #page.rows == 0 and self.previous then
    return {} -- nothing that the next page could follow
  end
  local most, first = self.max - self.delivered, page.offset + from
  if self.consistent then
    return take_new(self, page, from, most), first
  end
  return take_unlike(self, page, most), first
end

function Pager:next()
  while not self.done and self.delivered < self.max do
    local rows, offset = next_page(self)
    self.fruitless = #rows > 0 and 0 or self.fruitless + 1
    if self.fruitless > FRUITLESS_PAGES then
      self:moved("the list changes faster than it can be read")
    elseif #rows > 0 then
      self.pages = self.pages + 1
      self.delivered = self.delivered + #rows
      local info = {
        page = self.pages,
        offset = offset,
        records = self.delivered,
        total = self.total,
        elapsed = self.clock() - self.began,
      }
      look_ahead(self)
      if self.on_page then
        self.on_page(info)
      end
      return rows, info
    end
  end
  self.ahead:drop()
end

--- Lets pages that were asked for ahead come in while the program is busy with this one, and others have their turn.
function Pager:pump()
  self.ahead:pump()
  if self.yield_if_busy then
    self.yield_if_busy()
  end
end

--- Ends the list: what was asked for ahead is cancelled. soon: see Ahead:drop.
function Pager:close(soon)
  self.done = true
  self.ahead:drop(soon)
end

--- A pager. source.send(params, asker) makes the request and returns its page, and may raise nil once asker.dropped is
--- set; source.rows(page) gives the rows and total of
--- that. Either may raise the error object. source.widen() sees to it that whole rows come (false: they did); then
--- source.finish(row) makes of a row what is handed out.
---@param entry portabilling.catalog.entry
---@param filters table without limit and offset
---@param settings table page_size, prefetch, concurrency, max, offset, consistent, total, on_page
---@param source { send: fun(params: table, asker: table?): table, rows: (fun(page: table): table[], integer?),
--- widen: (fun(): boolean)?, finish: (fun(row: any): any)? }
---@param driver table
---@param on_rows fun(rows: any[])? gets what is about to be handed out, before source.finish
---@return portabilling.Pager
function M.new(entry, filters, settings, source, driver, on_rows)
  local start, concurrency = settings.offset or 0, settings.concurrency or 1
  local self
  local function clock()
    return driver:now()
  end
  local count = settings.total
  if count == nil then
    count = entry.has_total and not entry.total_costs or nil
  end
  self = setmetatable({
    entry = entry,
    filters = filters,
    unique = entry.unique_key,
    page_size = settings.page_size,
    max = settings.max or math.huge,
    count = count, -- ask for the total? false: and take none
    start = start,
    position = start,
    consistent = settings.consistent,
    on_page = settings.on_page,
    source = source,
    bytes = 0, -- of the page before
    clock = clock,
    yield_if_busy = driver.yield_if_busy,
    began = clock(),
    width = driver.tasks and math.max(settings.prefetch, concurrency > 1 and concurrency or 0) or 0,
    on_rows = on_rows,
    delivered = 0,
    pages = 0,
    largest = 0, -- page
    fruitless = 0,
    done = false,
  }, Pager)
  self.ahead = ahead.new(driver.tasks, self.width, function(offset, limit, asker)
    return request(self, offset, limit, nil, asker)
  end, function(page)
    if type(page.answer.body) == "userdata" then
      page.answer.body:release()
    end
  end)
  return self
end

return M
