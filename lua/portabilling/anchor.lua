--- Where a list goes on when it moved while it was read: right after the last record that was handed out, or after the
--- latest of the previous page's records that still exists.
local M = {}

-- How many pages before and after the cursor are searched for it.
local SEARCH_PAGES = 8
-- A page shorter than this is the list's last one: the server's silent limit is about 50 rows.
local SILENT_LIMIT = 50

-- Index of the row of `page` that was latest in the previous page, or nil.
local function latest_known(self, page)
  local best, at = 0, nil
  for i, key in ipairs(page.keys) do
    local order = self.previous.order[key]
    if order and order >= best then
      best, at = order, i
    end
  end
  return at
end

-- The anchor is not on `page`: looks for it nearby, before and after by turns.
local function search(self, page)
  local size = self.page_size
  local before, after = page.offset, page.offset + math.max(#page.rows, 1)
  local ended = #page.rows < page.limit and #page.rows < SILENT_LIMIT
  for _ = 1, SEARCH_PAGES do
    if before > self.start then
      local from = math.max(self.start, before - size)
      local found = self:fetch(from, before - from)
      local at = latest_known(self, found)
      if at then
        return found, at
      end
      before = from
    end
    if not ended then
      local found = self:fetch(after, size)
      local at = latest_known(self, found)
      if at then
        return found, at
      end
      after = after + #found.rows
      ended = #found.rows < size
    end
  end
  self:moved("the list changed while it was read, and none of the last records is near its old place")
end

-- Does the server give the beginning again whatever the offset?
local function ignores_offset(self, page)
  if page.offset <= self.start or page.keys[1] ~= self.first_key then
    return false
  end
  -- As many insertions at the head would look the same, but then the next row is another one.
  local probe = self:fetch(page.offset + 1, 1)
  return probe.keys[1] == self.first_key
end

-- An anchor in another place means that the list moved - or that its order means nothing, and then anything read from it
-- would be luck. The previous page, read again, tells.
local function check_order(self)
  local again = self:fetch(self.previous.offset, self.previous.limit)
  local highest = 0
  for _, key in ipairs(again.keys) do
    local number = self.previous.order[key]
    if number and number < highest then
      self:raise({
        kind = "list_changed",
        code = "UNSTABLE_ORDER",
        message = "the server gives the same records in another order each time",
        advice = "With consistent = false it is read all the same; whether it is whole then depends on the server",
      })
    end
    highest = number or highest
  end
end

--- What is new on a page that follows others: page (perhaps another one) and the index after which it begins; nil when
--- the list turned out to be complete. Raises when nothing sure can be said.
---@param self portabilling.Pager
---@param page table
---@return table? page
---@return integer? from
function M.continue_after(self, page)
  if #page.rows == 0 and self.consistent then
    page = self:fetch(page.offset, page.limit, true) -- the anchor should be here: once more
  end
  if page.rows[1] ~= nil and ignores_offset(self, page) then
    if self.pages == 1 and self.previous.count ~= self.previous.limit then
      return nil -- it ignores limit as well: the first page was everything
    end
    self:raise({
      kind = "list_changed",
      code = "OFFSET_IGNORED",
      message = ("the server answers offset %d with the list's beginning; the rest cannot be read"):format(page.offset),
      advice = "Narrow the filters until one page is enough",
    })
  end
  if not self.consistent then
    return page, 0
  end
  if page.keys[1] == self.previous.last then
    return page, 1
  end
  check_order(self)
  local at = latest_known(self, page)
  if at then
    return page, at
  end
  return search(self, page)
end

return M
