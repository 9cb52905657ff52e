--- Where a list goes on: right behind the last record that was handed out, or, when that is not where it was, behind the
--- first one of the page before that is still there. What may be concluded from that, and why: pager.lua.
local core = require "portabilling.core"
local rows_of = require "portabilling.list.rows"

local M = {}

local FAR_AWAY = 100000 -- rows

-- How many pages before and after the place are searched.
local SEARCH_PAGES = 8

-- The places of the chain's keys. Rows that are the same in every field are no help: they have none.
local function rank_of(previous)
  local rank = previous.rank
  if not rank then
    rank = {}
    for i = previous.from, #previous.keys do
      local key = previous.keys[i]
      rank[key] = rank[key] == nil and i
    end
    previous.rank = rank
  end
  return rank
end

-- Index of the first row on `page` that is one of the chain, and its place there. Their order must be the same: what is
-- read from a list whose order means nothing would be luck.
local function find_chain(self, page)
  rows_of.check(self, page)
  local rank = rank_of(self.previous)
  local at, first, highest = nil, nil, 0
  for i, key in ipairs(page.keys) do
    local place = rank[key]
    if place then
      if place < highest then
        self:raise {
          kind = "list_changed",
          code = "UNSTABLE_ORDER",
          message = "records changed their places while the list was read, or the server orders it anew each time",
          advice = "Where others rename records meanwhile: read it again when it is quiet. Where it means nothing:"
            .. " consistent = false reads it all the same; if it is whole then depends on the server",
        }
      end
      if not at then
        at, first = i, place
      end
      highest = place
    end
  end
  return at, first
end

-- What was handed out behind that place of the chain may come again.
local function go_on_behind(self, place)
  local keys, groups, loose = self.previous.keys, self.previous.groups, self.loose or {}
  for i = place + 1, #keys do
    loose[keys[i]] = groups and groups[i] or true
  end
  self.loose = next(loose) ~= nil and loose or nil
end

-- Nothing of the chain is where it was: looks for it nearby, before and after by turns.
local function search(self, page)
  local size = self.page_size
  local before, after = self.previous.offset, page.offset + math.max(#page.rows, 1)
  local ended = #page.rows == 0
  for _ = 1, SEARCH_PAGES do
    if before > 0 then
      local from = math.max(0, before - size)
      local found = self:ask(from, before - from)
      local at, place = find_chain(self, found)
      if at then
        return found, at, place
      end
      before = from
    end
    if not ended then
      local found = self:ask(after, size)
      local at, place = find_chain(self, found)
      if at then
        return found, at, place
      end
      after = after + #found.rows
      ended = #found.rows == 0
    end
  end
  self:moved("the list changed while it was read, and none of the last records is near its old place")
end

-- The list moved, and what stands on `page` before its first row of the chain (at, if any) might be new: the page before,
-- read again, tells where to go on; `page` perhaps follows it.
local function find_again(self, page, at, place)
  local previous = self.previous
  local found = self:ask(previous.offset, previous.limit)
  local again, earlier = find_chain(self, found)
  if again then
    self.held = page
    return found, again, earlier
  elseif at then
    return page, at, place
  elseif self.pages == 1 and previous.from == 1 and not previous.partial and found.offset == self.start then
    -- No more than the chain was handed out, and all of it is gone: from the beginning. It is empty only if it is so twice.
    return #found.rows > 0 and found or self:ask(found.offset, found.limit), 0, 0
  end
  return search(self, page)
end

-- Is the page's first row the last one that was handed out?
local function is_anchored(self, page)
  rows_of.check(self, page)
  local previous = self.previous
  if page.keys[1] ~= previous.last then
    return false
  elseif not self.unique or core.same(page.rows[1], previous.row) then
    return true
  end
  -- The record has changed, or it is another one with the same key. Then its neighbour has that key, too.
  self:ask(math.max(page.offset - 1, 0), 3)
  rows_of.check(self, page)
  return page.keys[1] == previous.last
end

-- Does the server give the beginning again whatever the offset?
local function gives_beginning(self, page)
  if self.pages > 1 or page.offset <= self.start or page.keys[1] == nil or page.keys[1] ~= self.first_key then
    return false
  end
  -- As many insertions at the head would look the same. So many more have not been made meanwhile.
  local probe = self:ask(page.offset + FAR_AWAY, 1)
  return probe.keys[1] == self.first_key
end

--- What is new on a page that follows others: page (perhaps another one) and the index after which it begins, self.loose
--- apart; nil when the list turned out to be complete. Raises when nothing sure can be said.
---@param self portabilling.Pager
---@param page table
---@return table? page
---@return integer? from
function M.continue_after(self, page)
  local previous = self.previous
  local overlaps = page.offset < self.position
  if #page.rows == 0 then
    page = self:ask(page.offset, page.limit) -- the end, or a server that said nothing: once more
  end
  if gives_beginning(self, page) then
    if previous.count ~= previous.limit then
      return nil -- it ignores limit as well: the first page was everything
    end
    self:raise({
      kind = "list_changed",
      code = "OFFSET_IGNORED",
      message = ("the server answers offset %d with the list's beginning; the rest cannot be read"):format(page.offset),
      advice = "Narrow the filters until one page is enough",
    })
  end
  if not self.consistent or previous.count == 0 or #page.rows == 0 and not overlaps then
    return page, 0
  elseif not overlaps then
    page = self:ask(self.position - 1, math.max(self.page_size, 2)) -- there is more than one row, so pages overlap
  end
  if is_anchored(self, page) then
    if not overlaps and #page.rows == 1 and self.largest == 1 then
      self:raise {
        kind = "list_changed",
        code = "ONE_BY_ONE",
        message = "the server gives one record at a time, so that pages cannot overlap",
        advice = "With consistent = false it is read all the same; what others insert and delete is not noticed then",
      }
    end
    return page, 1
  end
  if page.held then
    page = self:ask(page.offset, page.limit) -- it is older than the page before
    if is_anchored(self, page) then
      return page, 1
    end
  end
  local found, at, place = page, find_chain(self, page)
  if at ~= 1 then
    found, at, place = find_again(self, page, at, place)
  end
  page.held = true
  go_on_behind(self, place)
  return found, at
end

return M
