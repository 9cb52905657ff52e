--- Lists: filters with SQL wildcards, limit and offset, total. In which order rows come: order.lua.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local order_of = require "portabilling.sandbox.order"
local store = require "portabilling.sandbox.store"

local M = {}

local CHARACTER = "[^\128-\191][\128-\191]*" -- of UTF-8

-- A pattern of what stands between two %.
local function piece_of(text)
  return (text:gsub(".", function(char)
    return char == "_" and CHARACTER or char:gsub("%p", "%%%0")
  end))
end

--- Turn a filter text with SQL wildcards into a test: % is any run of characters, _ is one; case does not matter. Each piece
--- between two % is looked for once, from where the one before it ends: so no filter takes longer than the text is long.
---@param text string
---@return fun(value: any): boolean
function M.like(text)
  text = text:lower()
  local pieces = {}
  for piece in (text .. "%"):gmatch "([^%%]*)%%" do
    pieces[#pieces + 1] = piece_of(piece)
  end
  local first, last = "^" .. pieces[1], pieces[#pieces] .. "$"
  local function matches(value)
    local _, at = value:find(first)
    for i = 2, at and #pieces - 1 or 0 do
      _, at = value:find(pieces[i], at + 1)
      if not at then
        return false
      end
    end
    return at ~= nil and (#pieces == 1 and at == #value or #pieces > 1 and value:find(last, at + 1) ~= nil)
  end
  return function(value)
    return value ~= nil and value ~= json.null and matches(tostring(value):lower())
  end
end

local function equal(wanted)
  if wanted == json.null then
    return function(value)
      return value == nil or value == json.null
    end
  end
  wanted = tostring(wanted)
  return function(value)
    return value ~= nil and tostring(value) == wanted
  end
end

local function on_field(name, test)
  return function(get)
    return test(get(name))
  end
end

--- Make the tests of a request.
---@param params table checked parameters
---@param filters { like?: string[], equal?: string[], special?: table<string, fun(value: any, params: table):
---  (fun(get: fun(name: string): any): boolean)?> } which parameters filter, and how
---@return table tests with `signature`, which names the selection for the cursor
function M.tests(params, filters)
  local tests, signature = {}, {}
  local function add(name, test)
    if test then
      tests[#tests + 1] = test
      signature[#signature + 1] = name .. "=" .. json.encode(params[name])
    end
  end
  for _, name in ipairs(filters.like or {}) do
    if params[name] ~= nil and params[name] ~= json.null then
      add(name, on_field(name, M.like(params[name])))
    end
  end
  for _, name in ipairs(filters.equal or {}) do
    if params[name] ~= nil then
      add(name, on_field(name, equal(params[name])))
    end
  end
  for name, make in pairs(filters.special or {}) do
    if params[name] ~= nil and params[name] ~= json.null then
      add(name, make(params[name], params))
    end
  end
  table.sort(signature)
  tests.signature = table.concat(signature, "&")
  return tests
end

--- limit and offset as the server applies them.
---@param service string
---@param params table
---@param settings table
---@return integer limit
---@return integer offset
function M.window(service, params, settings)
  local limit, offset = params.limit, params.offset
  for _, name in ipairs { "limit", "offset" } do
    if params[name] and params[name] ~= json.null and params[name] < 0 then
      fault.refuse("invalid_value", service, name, name .. " must not be negative")
    end
  end
  if limit == json.null then
    limit = nil
  end
  if offset == json.null then
    offset = nil
  end
  if offset and not limit then
    fault.refuse("offset_without_limit", service, "offset", "offset is only valid together with limit")
  end
  limit = limit or settings.default_limit
  if limit > settings.max_limit then
    if settings.over_limit == "fault" then
      fault.refuse("invalid_value", service, "limit", ("limit must not be above %d"):format(settings.max_limit))
    end
    limit = settings.max_limit
  end
  return limit, settings.ignore_offset and 0 or offset or 0
end

-- A reader gives one field of the record of a key, and remembers the key between tests.
local function reader(collection)
  local key
  local function get(name)
    return collection:field(key, name)
  end
  return get, function(new)
    key = new
  end
end

local function passes(tests, get)
  for i = 1, #tests do
    if not tests[i](get) then
      return false
    end
  end
  return true
end

-- ---- what is remembered of selections, until any record changes ----

local SELECTIONS = 32
local NOTE_EVERY = 4096 -- records that pass
local APART = 64 -- records that lie between two places at least

-- A selection: { keys } where a hint makes it small, { places, total } otherwise. Places: how many records pass before one
-- (position), and where the order is there, so that a deep page does not begin with the first record again.
local function selection_of(collection, signature)
  local cache = collection.selections
  if not cache or cache.version ~= store.version() or cache.count >= SELECTIONS then
    cache = { version = store.version(), count = 0 }
    collection.selections = cache
  end
  if #signature > 1000 then
    signature = ngx.md5(signature)
  end
  local selection = cache[signature]
  if not selection then
    selection = { places = { { position = 0, at = 1, entry = 1 } } }
    cache[signature], cache.count = selection, cache.count + 1
  end
  return selection
end

-- Index of the last place at or before a position.
local function nearest(places, position)
  local at = #places
  while places[at].position > position do
    at = at - 1
  end
  return at
end

local function note(places, position, at, entry)
  local before = nearest(places, position)
  local function is_apart(place)
    return not place or math.abs(at + entry - place.at - place.entry) >= APART
  end
  if is_apart(places[before]) and is_apart(places[before + 1]) then
    table.insert(places, before + 1, { position = position, at = at, entry = entry })
  end
end

-- Where all records pass, arithmetic tells the place; unless some were added or changed in an order that moves them.
local function place_of(collection, order, tests, selection, offset)
  if #tests == 0 then
    offset = math.min(offset, collection:count())
  end
  if #tests == 0 and order.in_place then
    return { position = offset, at = collection:key_at(offset) - collection.first + 1, entry = 1 }
  elseif #tests == 0 and #collection.overlay_keys == 0 then
    return { position = offset, at = offset + 1, entry = 1 }
  end
  return selection.places[nearest(selection.places, offset)]
end

-- Walk on from a place through what passes: visit(key, position) until it answers true. Answers the position behind the
-- last one, and whether that is the end.
local function walk(collection, order, tests, selection, place, visit)
  local position, at, entry = place.position, place.at, place.entry
  local entries, overlay, places = order.entries, collection.overlay, selection.places
  local get, look_at = reader(collection)
  while true do
    local key
    local between = entries[entry]
    if between and (between.rank <= at or at > order.count) then
      key, entry = between.key, entry + 1
    elseif at <= order.count then
      key, at = order.at(at), at + 1
      local changed = overlay[key]
      if changed == false or changed and not order.in_place then
        key = nil
      end
    else
      return position, true
    end
    if key then
      look_at(key)
      if passes(tests, get) then
        position = position + 1
        local enough = visit(key, position - 1)
        if enough or position % NOTE_EVERY == 0 then
          note(places, position, at, entry)
        end
        if enough then
          return position, false
        end
      end
    end
  end
end

-- All keys of a selection that a hint makes small.
local function gather(collection, order, tests, hint, selection)
  if not selection.keys then
    local get, look_at = reader(collection)
    local keys = {}
    for key in collection:keys(collection.first, hint) do
      look_at(key)
      if passes(tests, get) then
        keys[#keys + 1] = key
      end
    end
    selection.keys = order_of.sort(order, keys)
  end
  return selection.keys
end

local function count(collection, order, tests, selection)
  if not selection.total then
    if #tests == 0 then
      selection.total = collection:count()
    else
      local places = selection.places
      selection.total = walk(collection, order, tests, selection, places[#places], function() end)
    end
  end
  return selection.total
end

--- Keys of one page.
---@param collection table
---@param tests table what M.tests made, possibly with more tests added (and named in tests.signature)
---@param options { order: string, hint?: table } order: see order.lua; hint: see Collection:keys
---@param limit integer
---@param offset integer
---@param with_total boolean
---@return number[] keys
---@return integer? total
---@return integer skipped how many records that pass stand before the page
function M.page(collection, tests, options, limit, offset, with_total)
  local hint = options.hint
  local order = order_of.of(collection, options.order)
  local selection = selection_of(collection, ("%s|%s|%s=%s"):format(options.order, tests.signature,
    hint and hint[1] or "", hint and tostring(hint[2]) or ""))
  local keys = {}
  if hint then
    local all = gather(collection, order, tests, hint, selection)
    for i = offset + 1, math.min(offset + limit, #all) do
      keys[#keys + 1] = all[i]
    end
    return keys, with_total and #all or nil, math.min(offset, #all)
  end
  local position = offset
  if limit > 0 then
    position = walk(collection, order, tests, selection, place_of(collection, order, tests, selection, offset),
      function(key, at)
        if at >= offset then
          keys[#keys + 1] = key
          return #keys == limit
        end
      end)
  end
  return keys, with_total and count(collection, order, tests, selection) or nil, math.min(offset, position)
end

return M
