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

-- One request. Returns the rows and the server's count if it came along.
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
  local rows, total = self.read(params)
  return { rows = rows, offset = offset, limit = limit, total = total }
end

--- A page: asked for ahead or now; with the rows' keys.
function Pager:fetch(offset, limit, want_total)
  local taken, page = pcall(self.ahead.take, self.ahead, offset)
  if taken and not page then
    taken, page = pcall(request, self, offset, limit, want_total)
  end
  if not taken then
    if error_object.is_error(page) then
      page.position = self.delivered
    end
    error(page, 0)
  end
  page.keys, page.exact = {}, {}
  for i, row in ipairs(page.rows) do
    page.keys[i], page.exact[i] = row_key(self, row)
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

-- No new record came: really the end?
local function check_end(self, position)
  if self.total and position < self.total then
    local now = self:fetch(position, 1, true)
    if #now.rows > 0 or (now.total and now.total > position) then
      self:moved(("the server counts %d records but gave only %d"):format(self.total, position))
    end
  end
end

-- The page's rows after index `from` that were not handed out before.
local function take_new(self, page, from, most)
  local before = self.previous and self.previous.order or {}
  local new, order = {}, {}
  for i = from + 1, #page.rows do
    local key = page.keys[i]
    if not (before[key] and page.exact[i]) and #new < most then
      new[#new + 1] = page.rows[i]
    end
  end
  -- What was handed out beyond the anchor will come by again: not forgotten until then.
  local last_number = from > 0 and before[page.keys[from]] or math.huge
  for key, number in pairs(before) do
    if number > last_number then
      order[key] = number
    end
  end
  for i, key in ipairs(page.keys) do
    if i > from or before[key] then -- what was inserted before the anchor was not handed out
      self.counter = self.counter + 1
      order[key] = before[key] or self.counter
    end
  end
  self.previous = {
    order = order,
    last = page.keys[#page.keys],
    count = #page.rows,
    offset = page.offset,
    limit = page.limit,
  }
  if self.strip then
    for _, row in ipairs(new) do
      for _, name in ipairs(self.strip) do
        row[name] = nil
      end
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
  if self.previous.count < self.page_size then
    self.page_size = math.max(self.previous.count, 2) -- the server clamps: no use in asking for more
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
  end)
end

local function next_page(self)
  if self.entry.paging == false then
    return only_page(self)
  end
  local overlap = self.consistent and self.previous and self.previous.count > 0 and 1 or 0
  local offset = self.position - overlap
  local page, from = self:fetch(offset, limit_for(self, self.delivered, overlap), not self.previous), 0
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
  self.done = is_last(self, page)
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

--- Lets pages that were asked for ahead come in while the program is busy with this one.
function Pager:pump()
  self.ahead:pump()
end

--- Ends the list: what was asked for ahead is cancelled. soon: see Ahead:drop.
function Pager:close(soon)
  self.done = true
  self.ahead:drop(soon)
end

--- A pager. read(params) makes the request and returns rows and total, or raises the error object.
---@param entry portabilling.catalog.entry
---@param filters table without limit and offset
---@param settings table page_size, max, offset, consistent, on_page
---@param read fun(params: table): table, integer?
---@param driver table
---@param strip string[]? key fields that were added to `fields` and are to be taken out again
---@return portabilling.Pager
function M.new(entry, filters, settings, read, driver, strip)
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
    read = read,
    clock = clock,
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
  end)
  return self
end

return M
