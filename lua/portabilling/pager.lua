--- Lists: every record, or an error; never an early end in silence.
---
--- Pages overlap by one row. When the row that was last is not where it was, the list moved: the pager looks for
--- the latest record of the previous page that still exists and goes on right after it.
local ahead = require "portabilling.ahead"
local anchor = require "portabilling.anchor"
local core = require "portabilling.core"
local error_object = require "portabilling.error"

local M = {}

-- Without `limit` the server gives about this many rows; a shorter page cannot have been cut by that.
local SILENT_LIMIT = 50
-- So many pages in a row may bring nothing new.
local FRUITLESS_PAGES = 8

---@class portabilling.PageInfo
---@field page integer counted from 1
---@field offset integer of the page's first new record in the server's list
---@field records integer handed out so far, this page included
---@field total integer? what the server counts, if it told
---@field elapsed number seconds since the list began

---@class portabilling.Pager
local Pager = {}
Pager.__index = Pager

-- What tells rows apart: the catalog's key, else the whole row.
local function row_key(self, row)
  local unique = self.unique
  if type(row) == "table" then
    if type(unique) == "string" and row[unique] ~= nil then
      return row[unique], true
    elseif type(unique) == "table" then
      local parts = {}
      for i, name in ipairs(unique) do
        if row[name] == nil then
          parts = nil
          break
        end
        parts[i] = tostring(row[name])
      end
      if parts then
        return table.concat(parts, "\0"), true
      end
    end
  end
  return core.encode { row } or tostring(row), false
end

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
    advice = "Read it again when it is quiet, or accept doubtful records with consistent = false",
  })
end

-- One request. Returns the page, whose rows are still to be read.
local function request(self, offset, limit, want_total)
  local params = {}
  for name, value in pairs(self.filters) do
    params[name] = value
  end
  if self.entry.paging ~= false then
    params.limit = limit
    params.offset = offset > 0 and offset or nil -- offset is only valid together with limit
    if want_total and self.entry.has_total and params.get_total == nil then
      params.get_total = 1
    end
  end
  local page = self.source.send(params)
  page.offset, page.limit = offset, limit
  return page
end

-- Keys for all rows. In `steady` they say of their order: 1 they are numbers that only grow, -1 that only fall.
local function read_keys(self, page)
  local rows, keys, unique = page.rows, {}, self.unique
  page.keys = keys
  local simple = type(unique) == "string"
  local up, down, last = simple, simple, nil
  for i = 1, #rows do
    local row = rows[i]
    local key = simple and type(row) == "table" and row[unique]
    if not key then
      return self:read_odd_keys(page)
    end
    keys[i] = key
    if up or down then
      local number = type(key) == "number"
      up = up and number and (not last or key > last)
      down = down and number and (not last or key < last)
      last = key
    end
  end
  page.steady = up and 1 or down and -1 or nil
end

--- The same for rows of which some have no simple key; page.inexact says which have none at all.
function Pager:read_odd_keys(page)
  page.inexact = {}
  for i, row in ipairs(page.rows) do
    local key, exact = row_key(self, row)
    page.keys[i] = key
    page.inexact[i] = not exact or nil
  end
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
  read_keys(self, page)
end

--- A page: asked for ahead or now; with the rows' keys.
function Pager:fetch(offset, limit, want_total)
  local ok, page = pcall(self.ahead.take, self.ahead, offset)
  if ok and page then
    ask_on(self, page)
  elseif ok then
    ok, page = pcall(request, self, offset, limit, want_total)
  end
  local err = page
  if ok then
    ok, err = pcall(open, self, page)
  end
  if not ok then
    if error_object.is_error(err) then
      err.position = self.delivered
    end
    error(err, 0)
  end
  self.largest = math.max(self.largest, #page.rows)
  self.total = page.total or self.total
  return page
end

-- Is this page the last?
local function is_last(self, page)
  local count, position = #page.rows, page.offset + #page.rows
  if page.total then
    return position >= page.total
  end
  if count >= page.limit then
    return false
  end
  if self.total then
    -- An older count may be outdated; then only a page shorter than others (so: not clamped) ends the list.
    return position >= self.total and (count < self.largest or count < SILENT_LIMIT)
  end
  return count < SILENT_LIMIT
end

-- A page is shorter than others of this list, so nothing cut it down to that; and the page behind it, which was asked for
-- ahead, is empty: then the list ends here, and no further request has to show it.
local function nothing_behind(self, page)
  local count, behind = #page.rows, self.ahead:next_offset()
  if self.total or count >= page.limit or count >= self.largest or not behind or behind < page.offset + count then
    return false
  end
  local ok, empty = pcall(function()
    local after = self.ahead:take(behind)
    return #self.source.rows(after) == 0
  end)
  return ok and empty
end

-- No new record came: really the end?
local function check_end(self, position)
  if self.total and position < self.total then
    local now = self:fetch(position, 1, true)
    if #now.rows > 0 or (now.total and now.total > position) then
      self:moved(("the server counts %d records but gave only %d"):format(self.total, position))
    end
  end
end

-- What is remembered of a page. `order`, which numbers the keys in the order in which they were handed out, is made when
-- somebody asks for it: as long as keys only grow (or only fall) nobody does.
local Previous = {}

function Previous.__index(previous, name)
  if name ~= "order" then
    return nil
  end
  local order, self = {}, previous.of
  for i = math.max(previous.from, 1), #previous.keys do
    self.counter = self.counter + 1
    order[previous.keys[i]] = self.counter
  end
  previous.order = order
  return order
end

local function remember(self, page, from)
  local keys = page.keys
  self.previous = setmetatable({
    of = self,
    keys = keys,
    from = from,
    steady = page.steady,
    last = keys[#keys],
    count = #keys,
    offset = page.offset,
    limit = page.limit,
  }, Previous)
end

-- Can no row after index `from` have been handed out with the page before?
local function surely_new(self, page, from)
  local previous = self.previous
  if not previous then
    return page.steady ~= nil
  end
  local key = page.keys[from + 1]
  return page.steady ~= nil and page.steady == previous.steady and key ~= nil
    and (from == 1 and page.keys[1] == previous.last or page.steady * key > page.steady * previous.last)
end

-- The rows after index `from`, the others being of no more use.
local function cut(rows, from, most)
  local count = #rows
  if from > 0 then
    table.move(rows, from + 1, count + from, 1)
    count = count - from
  end
  for i = count, most + 1, -1 do
    rows[i] = nil
  end
  return rows
end

-- The page's rows after index `from` that were not handed out before, at most so many.
local function take_unknown(self, page, from, most)
  local before = self.previous and self.previous.order or {}
  local inexact = page.inexact or {}
  local new, order = {}, {}
  for i = from + 1, #page.rows do
    if not (before[page.keys[i]] and not inexact[i]) and #new < most then
      new[#new + 1] = page.rows[i]
    end
  end
  -- What was handed out beyond the anchor will come by again: not forgotten until then.
  local last_number = from > 0 and before[page.keys[from]] or math.huge
  local beyond = false
  for key, number in pairs(before) do
    if number > last_number then
      order[key], beyond = number, true
    end
  end
  for i, key in ipairs(page.keys) do
    if i > from or before[key] then -- what was inserted before the anchor was not handed out
      self.counter = self.counter + 1
      order[key] = before[key] or self.counter
    end
  end
  remember(self, page, from)
  self.previous.order = order
  if beyond then
    self.previous.steady = nil -- what comes next has to be looked up there
  end
  return new
end

local function take_new(self, page, from, most)
  local new
  if surely_new(self, page, from) then
    remember(self, page, from)
    new = cut(page.rows, from, most)
  else
    new = take_unknown(self, page, from, most)
  end
  for i = 1, self.strip and #new or 0 do
    for j = 1, #self.strip do
      new[i][self.strip[j]] = nil
    end
  end
  return new
end

-- A method without limit and offset gives everything at once.
local function only_page(self)
  local page = self:fetch(0, math.huge)
  self.done = true
  return take_new(self, page, self.start, self.max), self.start
end

-- How many rows to ask for when so many were handed out.
local function limit_for(self, delivered, overlap)
  return math.max(math.min(self.page_size, self.max - delivered + overlap), overlap + 1)
end

-- Asks for the pages that follow, as far as they can be foretold.
local function look_ahead(self)
  if self.done or self.delivered >= self.max or self.width == 0 then
    return
  end
  local most
  if self.previous.count < self.previous.limit then
    most = 1 -- the list ends here, or the server clamps: the next page tells
  end
  if self.previous.count < self.page_size then
    self.page_size = math.max(self.previous.count, 2) -- no use in asking for more
  end
  local overlap = self.consistent and 1 or 0
  local step = self.page_size - overlap
  if step < 1 then
    return
  end
  self.ahead:fill(self.position - overlap, step, function(offset)
    local delivered = offset + overlap - self.start
    local over = delivered >= self.max or (self.total and offset + overlap >= self.total)
    return not over and limit_for(self, delivered, overlap) or nil
  end, most)
end

local function next_page(self)
  if self.entry.paging == false then
    return only_page(self)
  end
  local overlap = self.consistent and self.previous and self.previous.count > 0 and 1 or 0
  local offset = self.position - overlap
  local limit = limit_for(self, self.delivered, overlap)
  local page, from = self:fetch(offset, limit, not self.previous), 0
  if not self.previous and #page.rows == 0 and not page.total then
    page = self:fetch(offset, limit, true) -- a list that holds nothing, or a server that said nothing: asked once more
  end
  if self.previous then
    page, from = anchor.continue_after(self, page)
    if not page then
      self.done = true
      return {}
    end
  else
    self.first_key = page.keys[1]
  end
  local first = page.offset + from
  self.position = page.offset + #page.rows
  self.done = is_last(self, page) or nothing_behind(self, page)
  if #page.rows == 0 or (#page.rows == overlap and page.offset == offset) then
    -- Nothing, or only the anchor again: a clamped or full page would hold more.
    self.done = true
    check_end(self, self.position)
  end
  return take_new(self, page, from, self.max - self.delivered), first
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
  if self.breathe then
    self.breathe()
  end
end

--- Ends the list: what was asked for ahead is cancelled. soon: see Ahead:drop.
function Pager:close(soon)
  self.done = true
  self.ahead:drop(soon)
end

--- A pager. source.send(params) makes the request and returns its page; source.rows(page) gives the rows and total of
--- that. Either may raise the error object.
---@param entry portabilling.catalog.entry
---@param filters table without limit and offset
---@param settings table page_size, max, offset, consistent, on_page
---@param source { send: fun(params: table): table, rows: fun(page: table): table[], integer? }
---@param driver table
---@param strip string[]? key fields that were added to `fields` and are to be taken out again
---@return portabilling.Pager
function M.new(entry, filters, settings, source, driver, strip)
  local start, concurrency = settings.offset or 0, settings.concurrency or 1
  local self
  local function clock()
    return driver:now()
  end
  self = setmetatable({
    entry = entry,
    filters = filters,
    unique = entry.unique_key,
    page_size = settings.page_size,
    max = settings.max or math.huge,
    start = start,
    position = start,
    consistent = settings.consistent,
    on_page = settings.on_page,
    source = source,
    bytes = 0, -- of the page before
    clock = clock,
    breathe = driver.breathe,
    began = clock(),
    width = driver.tasks and math.max(settings.prefetch, concurrency > 1 and concurrency or 0) or 0,
    strip = strip,
    delivered = 0,
    pages = 0,
    largest = 0,
    fruitless = 0,
    counter = 0,
    done = false,
  }, Pager)
  self.ahead = ahead.new(driver.tasks, self.width, function(offset, limit)
    return request(self, offset, limit)
  end, function(page)
    if type(page.answer.body) == "userdata" then
      page.answer.body:release()
    end
  end)
  return self
end

return M
