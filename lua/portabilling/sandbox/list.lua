--- Lists: filters with SQL wildcards, limit and offset, total. Rows come in ascending order of their key.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"
local store = require "portabilling.sandbox.store"

local M = {}

--- Turn a filter text with SQL wildcards into a test: % is any run of characters, _ is one; case does not matter.
---@param text string
---@return fun(value: any): boolean
function M.like(text)
  text = text:lower()
  if not text:find("[%%_]") then
    return function(value)
      return value ~= nil and tostring(value):lower() == text
    end
  end
  local out = { "^" }
  for piece in text:gmatch(".") do
    if piece == "%" then
      out[#out + 1] = ".*"
    elseif piece == "_" then
      out[#out + 1] = "[^\128-\191][\128-\191]*" -- one character of UTF-8
    else
      out[#out + 1] = (piece:gsub("[%^%$%(%)%.%[%]%*%+%-%?]", "%%%0"))
    end
  end
  out[#out + 1] = "$"
  local pattern = table.concat(out)
  return function(value)
    return value ~= nil and value ~= json.null and tostring(value):lower():find(pattern) ~= nil
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

-- Where pages of a selection began, so that the next page of a long list does not start from the first record again.
local function cursors(collection, signature)
  local cache = collection.cursors
  if not cache or cache.version ~= store.version() or cache.entries > 64 then
    cache = { version = store.version(), entries = 0, selections = {} }
    collection.cursors = cache
  end
  local selection = cache.selections[signature]
  if not selection then
    selection = {}
    cache.selections[signature] = selection
    cache.entries = cache.entries + 1
  end
  return selection
end

local function note(selection, position, key)
  local at = #selection
  while at > 0 and selection[at].position > position do
    at = at - 1
  end
  if at == 0 or selection[at].position < position then
    table.insert(selection, at + 1, { position = position, key = key })
  end
end

local function start(selection, offset)
  for i = #selection, 1, -1 do
    if selection[i].position <= offset then
      return selection[i].position, selection[i].key
    end
  end
end

local function count(collection, tests, hint, selection)
  if not selection.total then
    if #tests == 0 and not hint then
      selection.total = collection:count()
    else
      local get, at = reader(collection)
      local n = 0
      for key in collection:keys(collection.first, hint) do
        at(key)
        if passes(tests, get) then
          n = n + 1
        end
      end
      selection.total = n
    end
  end
  return selection.total
end

--- Keys of one page.
---@param collection table
---@param tests table what M.tests made, possibly with more tests added (and named in tests.signature)
---@param hint table? see Collection:keys; it must be part of the signature
---@param limit integer
---@param offset integer
---@param with_total boolean
---@return number[] keys
---@return integer? total
function M.page(collection, tests, hint, limit, offset, with_total)
  local signature = tests.signature .. (hint and ("|" .. hint[1] .. "=" .. tostring(hint[2])) or "")
  local selection = cursors(collection, signature)
  local position, from = 0, collection.first
  if #tests == 0 and not hint then
    position, from = offset, collection:key_at(offset)
  else
    local known, key = start(selection, offset)
    if known then
      position, from = known, key
    end
  end
  local get, at = reader(collection)
  local keys = {}
  if limit > 0 then
    for key in collection:keys(from, hint) do
      at(key)
      if passes(tests, get) then
        if position >= offset then
          if position == offset then
            note(selection, position, key)
          end
          keys[#keys + 1] = key
        end
        position = position + 1
        if #keys == limit then
          note(selection, position, key + 1)
          break
        end
      end
    end
  end
  return keys, with_total and count(collection, tests, hint, selection) or nil
end

return M
