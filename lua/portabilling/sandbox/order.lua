--- In which order lists give records. An order counts through the generated records (`at`), and those that were added or
--- changed since stand between them (`entries`); so a record that is added appears where it belongs, not at the end.
---
---   by key   nothing is kept: the key tells the place
---   random   nothing is kept: place and key follow from each other by arithmetic on the seed
---   by text  the keys are sorted once, when a list in that order is first asked for: 8 bytes for each generated record

local json = require "portabilling.sandbox.json"

local floor = math.floor

local M = {}

-- ---- by the text of a field ----

local function text_of(value)
  return (value == nil or value == json.null) and "" or tostring(value):lower()
end

-- Where texts that ascend end.
local function runs_in(texts)
  local runs = { 1 }
  for i = 2, #texts do
    if texts[i] < texts[i - 1] then
      runs[#runs + 1] = i
    end
  end
  return runs
end

-- Places of the texts in their order; equal ones stay as they are. A merge sort of what ascends already: of ids of
-- accounts there are two such runs.
local function sorted(texts)
  local count = #texts
  local from, to, runs = {}, {}, runs_in(texts)
  for i = 1, count do
    from[i] = i
  end
  while #runs > 1 do
    local merged = {}
    for r = 1, #runs, 2 do
      local left, middle, past = runs[r], runs[r + 1] or count + 1, runs[r + 2] or count + 1
      local right = middle
      merged[#merged + 1] = left
      for at = left, past - 1 do
        if right >= past or left < middle and texts[from[left]] <= texts[from[right]] then
          to[at], left = from[left], left + 1
        else
          to[at], right = from[right], right + 1
        end
      end
    end
    from, to, runs = to, from, merged
  end
  return from
end

local function by_text(collection, name)
  local base, first, texts = collection.base, collection.first, {}
  local field = base.fields[name]
  for i = 1, base.count do
    texts[i] = text_of(field(first + i - 1))
  end
  local places = sorted(texts)
  for i = 1, #places do
    places[i] = first + places[i] - 1
  end
  return {
    count = base.count,
    at = function(i)
      return places[i]
    end,
    place = function(key)
      return text_of(collection:field(key, name))
    end,
    rank = function(own, key)
      local low, high = 1, base.count + 1
      while low < high do
        local middle = floor((low + high) / 2)
        local other = text_of(field(places[middle]))
        if other < own or other == own and places[middle] < key then
          low = middle + 1
        else
          high = middle
        end
      end
      return low
    end,
  }
end

-- ---- random ----

-- x * y % n, exact for n up to 2^32.
local function product(x, y, n)
  local high = floor(y / 1048576)
  return (x * high % n * 1048576 + x * (y - high * 1048576)) % n
end

-- What undoes the multiplication by a factor; nil where nothing does.
local function inverse(factor, n)
  local a, b, x, y = factor, n, 1, 0
  while b > 0 do
    local times = floor(a / b)
    a, b, x, y = b, a % b, y, x - times * y
  end
  return a == 1 and x % n or nil
end

-- The generated record at a place is, of all n, the one numbered step * (place + shift), modulo n; an added record stands
-- before any of them.
local function at_random(collection)
  local base, first, random = collection.base, collection.first, collection.random
  local n = math.max(base.count, 1)
  local step, shift = random.number(1, 95, n) + 1, random.number(2, 95, n)
  while not inverse(step, n) do
    step = step + 1
  end
  local back = inverse(step, n)
  return {
    count = base.count,
    at = function(i)
      return first + product(i - 1 + shift, step % n, n)
    end,
    place = function(key)
      if key > collection.last then
        return random.number(key, 96, n) + 1
      end
      return (product(key - first, back, n) - shift) % n + 1
    end,
    rank = function(place)
      return place
    end,
  }
end

-- ---- each of them ----

local function by_key(collection)
  local first = collection.first
  return {
    in_place = true, -- of what was changed or added, too
    at = function(i)
      return first + i - 1
    end,
    entries = {},
  }
end

-- Keys in an order, as array of { key, place }.
local function in_order(order, keys)
  local entries = {}
  for i, key in ipairs(keys) do
    entries[i] = { key = key, place = order.place(key) }
  end
  table.sort(entries, function(a, b)
    if a.place ~= b.place then
      return a.place < b.place
    end
    return a.key < b.key
  end)
  return entries
end

-- What was added or changed. rank: each stands before the generated record that comes so many-th.
local function entries_of(collection, order)
  local keys = {}
  for _, key in ipairs(collection.overlay_keys) do
    if collection.overlay[key] then
      keys[#keys + 1] = key
    end
  end
  local entries = in_order(order, keys)
  for _, entry in ipairs(entries) do
    entry.rank = order.rank(entry.place, entry.key)
  end
  return entries
end

--- The order of a collection's lists.
---@param collection table
---@param by string "key", "random", or a field whose text counts
---@return { count: integer, at: fun(i: integer): number, entries: table[], in_place?: true } order
function M.of(collection, by)
  local order = collection.orders[by]
  if not order then
    order = by == "key" and by_key(collection) or by == "random" and at_random(collection) or by_text(collection, by)
    collection.orders[by] = order
  end
  if order.in_place then
    order.count = collection.next - collection.first
  elseif order.version ~= collection.version then
    order.entries, order.version = entries_of(collection, order), collection.version
  end
  return order
end

--- Bring a few keys, which come in theirs, into an order.
---@param order table
---@param keys number[]
---@return number[] keys
function M.sort(order, keys)
  if order.in_place then
    return keys
  end
  local sorted_keys = {}
  for i, entry in ipairs(in_order(order, keys)) do
    sorted_keys[i] = entry.key
  end
  return sorted_keys
end

return M
