-- A model of a list that others change while it is read, and of what may be true of the reading: every record that was
-- there from beginning to end and kept its place comes exactly once, or the list raises; no record at all comes twice.
--
-- The pager reads it from memory. Every request sees the list as it is at one moment, between any two of which it changes;
-- requests that are in flight together are answered in any order. Everything follows from the seed.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local pager = require "portabilling.list.pager"
local random = require "support.random"
local reread = require "portabilling.list.reread"
local response = require "portabilling.call.answer"

local M = {}

-- How the server orders its rows; ties stand in the order of their insertion. In the `pairs` rows share a key by twos:
-- side by side, which the first page shows; or scattered, or `far` apart, one in each half of the list, which no page
-- shows: then nobody changes anything (see the head of pager.lua), or with far pairs at most their fields.
local ORDERS = {
  id = function(row) return row.i_customer end,
  falling = function(row) return -row.i_customer end,
  name = function(row) return row.name end,
  city = function(row) return row.city end, -- ten or so have the same
  pairs = function(row) return row.i_customer end,
  scattered_pairs = function(row) return row.name end,
  far_pairs = function(row) return row.half * 1e7 + row.i_customer end,
  keyless = function(row) return row.city end,
}
local ORDER_NAMES = { "id", "falling", "name", "city", "pairs", "scattered_pairs", "keyless", "far_pairs" }

local TOTALS = { "absent", "absent", "right", "right", "page", "zero", "negative", "fraction", "text", "low", "huge" }

local function total_of(kind, count, on_page)
  local wrong = { zero = 0, negative = -1, fraction = 57.35, text = "many", low = math.floor(count / 2), huge = 4e15,
    right = count, page = on_page }
  return wrong[kind]
end

local World = {}
World.__index = World

-- A row of the server: uid is what it is, whatever its fields say.
function World:add(twin)
  local pick = self.pick
  self.uid = self.uid + 1
  local id = pick(1, 1e6)
  while self.ids[id] do
    id = pick(1, 1e6)
  end
  if self.order == "scattered_pairs" and #self.rows > 0 and pick(1, 2) == 1 then
    id = self.rows[pick(1, #self.rows)].i_customer
  end
  id = twin or id
  self.ids[id] = true
  local row = { i_customer = id, name = ("%06d"):format(pick(0, 999999)) .. "-" .. self.uid,
    city = pick(1, math.max(2, self.size / 10)), balance = self.uid, half = twin and 1 or 0 }
  self.uids[row] = self.uid
  local key, at = ORDERS[self.order], #self.rows + 1
  while at > 1 and key(self.rows[at - 1]) > key(row) do
    at = at - 1
  end
  table.insert(self.rows, at, row)
  if (self.order == "pairs" or self.order == "far_pairs") and not twin then
    self:add(id)
  end
end

function World:delete(at)
  local row = table.remove(self.rows, at)
  self.gone[self.uids[row]] = true
end

-- The record gets another name, once, and with it another place.
function World:rename()
  local row = self.rows[#self.rows > 0 and self.pick(1, #self.rows) or 0]
  if row and not row.renamed then
    local at = 1
    while self.rows[at] ~= row do
      at = at + 1
    end
    table.remove(self.rows, at)
    row.renamed, row.name = true, ("%06d"):format(self.pick(0, 999999)) .. "-" .. self.uids[row]
    at = #self.rows + 1
    while at > 1 and self.rows[at - 1].name > row.name do
      at = at - 1
    end
    table.insert(self.rows, at, row)
  end
end

function World:change()
  local pick, kind = self.pick, self.growing and 1 or self.order == "far_pairs" and 12 or self.pick(1, 12)
  local count = #self.rows
  if kind <= 4 then
    self:add()
  elseif kind == 5 then
    for _ = 1, pick(1, 2 * self.page_size) do
      self:add()
    end
  elseif kind <= 9 and count > 0 then
    self:delete(pick(1, count))
  elseif kind == 10 and count > 0 then -- around where it is just being read
    self:delete(math.max(1, math.min(count, self.near + pick(-2, 2))))
  elseif kind == 11 and count > 0 then
    local from = pick(1, count)
    for _ = from, math.min(count, from + pick(0, self.page_size)) do
      self:delete(from)
    end
  elseif count > 0 and self.order ~= "scattered_pairs" then
    local row = self.rows[math.max(1, math.min(count, self.near + pick(-2, 2)))]
    row.balance = row.balance + 1
  end
end

-- One request is answered: the page as it is at this moment.
function World:answer(params)
  self.requests = self.requests + 1
  if self.requests > 1 and self.pick(1, 100) <= self.liveliness then
    for _ = 1, self.pick(1, 3) do
      self:change()
    end
  end
  if self.renames > 0 and self.requests > 1 and self.pick(1, 4) == 1 then
    self.renames = self.renames - 1
    self:rename()
  end
  local page, offset = {}, params.offset or 0
  local limit = math.min(params.limit or 50, self.cap)
  local silent = not self.was_silent and self.pick(1, 100) <= self.silence
  self.was_silent = silent
  for i = offset + 1, silent and 0 or math.min(offset + limit, #self.rows) do
    local copy = {}
    for name, value in pairs(self.rows[i]) do
      copy[name] = value
    end
    copy.renamed = nil
    self.uids[copy] = self.uids[self.rows[i]]
    page[#page + 1] = copy
  end
  self.near = offset + #page
  local told = (self.always or params.get_total) and total_of(self.total, #self.rows, #page) or nil
  return { rows = page, total = response.total { total = told }, bytes = 100 * #page,
    answer = { body = "" } }
end

-- Tasks without coroutines: whatever is pending may be done at any time and in any order.
local function tasks_of(world)
  local tasks, pending = {}, {}
  local function some()
    local task = table.remove(pending, world.pick(1, #pending))
    task.ok, task.result = pcall(task.run, task.offset, task.limit)
    task.finished = true
  end
  function tasks.spawn(_, run, offset, limit)
    local task = { run = run, offset = offset, limit = limit }
    pending[#pending + 1] = task
    return task
  end
  function tasks.run_once()
    while #pending > 0 and world.pick(1, 2) == 1 do
      some()
    end
  end
  function tasks.join(_, task)
    while not task.finished do
      some()
    end
  end
  function tasks.cancel(_, task)
    for i, other in ipairs(pending) do
      if other == task then
        table.remove(pending, i)
      end
    end
  end
  function tasks.current() end
  return tasks
end

--- A world from a seed. options force what would be drawn: order, size, page_size, cap, total, concurrency, liveliness
--- (0: nobody changes anything), renames, and so on.
---@param seed integer
---@param options table?
---@return table
function M.world(seed, options)
  options = options or {}
  local pick = random.new(seed * 7919 + 12345)
  for _ = 1, 3 do
    pick(1, 2)
  end
  local self = setmetatable({ pick = pick, rows = {}, uids = setmetatable({}, { __mode = "k" }), gone = {}, ids = {},
    uid = 0, requests = 0, near = 0 }, World)
  self.order = options.order or ORDER_NAMES[pick(1, #ORDER_NAMES)]
  self.page_size = options.page_size or ({ pick(1, 3), pick(2, 10), pick(5, 40) })[pick(1, 3)]
  self.size = options.size or ({ pick(0, 3), self.page_size * pick(1, 4), pick(10, 150) })[pick(1, 3)]
  self.total = options.total or TOTALS[pick(1, #TOTALS)]
  self.always = pick(1, 2) == 1
  self.cap = options.cap or pick(1, 3) == 1 and pick(2, self.page_size + 1) or math.huge
  if self.total == "page" or self.total == "low" then
    self.cap = math.huge -- a server that cuts its pages and counts wrongly cannot be seen through
  end
  self.concurrency = options.concurrency or ({ 1, 1, 8 })[pick(1, 3)]
  self.prefetch = pick(0, 1)
  self.liveliness = options.liveliness or ({ 0, 5, 20, 60 })[pick(1, 4)]
  self.silence = options.silence or pick(1, 5) == 1 and 3 or 0
  if self.total == "page" or self.total == "zero" or self.total == "low" then
    self.silence = 0 -- nor one that gives nothing and counts nothing
  end
  if self.order == "pairs" then
    self.page_size, self.cap = math.max(self.page_size, 3), math.max(self.cap, 3)
  elseif self.order == "scattered_pairs" or self.order == "far_pairs" and not options.read_twice then
    self.liveliness = 0
  end
  self.renames = options.renames or 0 -- still to come
  self.quiet = self.liveliness == 0 and self.silence == 0 and self.renames == 0
  self.read_twice = options.read_twice
  self.growing = options.growing
  for _ = 1, self.size do
    self:add()
  end
  return self
end

--- Reads a world's list.
---@param world table
---@return table outcome { handed = { uid... }, err, wrong = what must not be, or nil }
function M.read(world)
  local from_the_beginning = {}
  for _, row in ipairs(world.rows) do
    from_the_beginning[#from_the_beginning + 1] = world.uids[row]
  end
  local entry = { service = "Customer", method = "get_customer_list", has_total = true,
    unique_key = world.order ~= "keyless" and "i_customer" or nil }
  local source = {
    send = function(params) return world:answer(params) end,
    rows = function(page) return page.rows, page.total end,
  }
  local driver = { now = function() return 0 end, tasks = tasks_of(world) }
  local function open(on_rows)
    return pager.new(entry, {}, { page_size = world.page_size, consistent = true, prefetch = world.prefetch,
      concurrency = world.concurrency }, source, driver, on_rows)
  end
  local list = world.read_twice and reread.new(open) or open()
  local outcome = { handed = {}, requests = 0 }
  local times = {}
  local ok, err = pcall(function()
    for rows in function() return list:next() end do
      for _, row in ipairs(rows) do
        local uid = world.uids[row]
        outcome.handed[#outcome.handed + 1] = uid
        times[uid] = (times[uid] or 0) + 1
        if times[uid] == 2 then
          outcome.wrong = ("record %d came twice"):format(uid)
        end
      end
      list:pump()
    end
  end)
  outcome.requests = world.requests
  if not ok then
    outcome.err = err
    if not error_object.is_error(err) or err.kind ~= "list_changed" then
      outcome.wrong = "raised " .. tostring(err)
    elseif world.quiet and world.total ~= "huge" then
      outcome.wrong = "raised although nobody changed anything: " .. tostring(err)
    end
    return outcome
  end
  for _, uid in ipairs(from_the_beginning) do
    if not world.gone[uid] and not times[uid] then
      outcome.wrong = outcome.wrong or ("record %d was never handed out"):format(uid)
    end
  end
  return outcome
end

--- What a world is, in a line.
function M.describe(world)
  return core.encode { order = world.order, size = world.size, page_size = world.page_size, total = world.total,
    cap = world.cap < math.huge and world.cap or "none", concurrency = world.concurrency, prefetch = world.prefetch,
    liveliness = world.liveliness, silence = world.silence, renames = world.renames }
end

--- Reads the lists of so many worlds.
---@param count integer
---@param first integer? seed
---@param options table? for all of them, see M.world
---@return table figures { runs, raised, wrong = { text... }, requests }
function M.run(count, first, options)
  local figures = { runs = count, raised = 0, requests = 0, wrong = {} }
  for seed = first or 1, (first or 1) + count - 1 do
    local world = M.world(seed, options)
    local text = M.describe(world)
    local outcome = M.read(world)
    figures.raised = figures.raised + (outcome.err and 1 or 0)
    figures.requests = figures.requests + outcome.requests
    if outcome.wrong then
      figures.wrong[#figures.wrong + 1] = ("seed %d %s: %s"):format(seed, text, outcome.wrong)
    end
  end
  return figures
end

return M
