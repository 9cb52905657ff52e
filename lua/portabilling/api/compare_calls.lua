--- Which programs call what changes: finds the calls whose service and record (or method) are literal texts in Lua programs
--- that are read, not run, and the fields that these name.
---
--- Seen: pb.create("Customer", "customer", { ... }), client:list('Account', "account"), pb.call("Account", "get_xdr_list"),
--- pb.batch("create", "Account", "account", ...), also by a local function of the operation's name. Not seen: functions kept
--- under other names, and services, records or methods that are put together or come from elsewhere.
local print_out = require "portabilling.api.compare_text"
local tables = require "portabilling.support.tables"
local tokens = require "portabilling.api.lua_tokens"

local M = {}

---@class portabilling.api.Impact
---@field calls portabilling.api.ProgramCall[] by file and line
local Impact = {}
Impact.__index = Impact
Impact.__tostring = print_out.impact

---@class portabilling.api.ProgramCall
---@field file string
---@field line integer
---@field text string such as create("Customer", "customer")
---@field service string
---@field method string
---@field changes portabilling.api.CallChange[] all of the method, those that concern the call first

---@class portabilling.api.CallChange
---@field change portabilling.api.Change
---@field path string? of the field
---@field certain boolean? true: the call itself has it; false: the file names the field, somewhere; nil: it does not
---@field lines integer[] where it names the field

-- What stands in front of service and record: an operation's name, if it is none itself.
local OPERATIONS = { create = "create", get = "get", update = "update", delete = "delete", list = "list",
  pages = "list", collect = "list", call = "call", download = "call", batch = "first", check = "first" }

local DEEPEST = 100

local BEGINS = tables.set "function if do repeat ( {"
local ENDS = tables.set "end until ) }"

-- ---- what a program says ----

-- The token behind a value that begins here.
local function behind_value(t, at)
  local depth = 0
  while at <= t.count do
    local value = t.kinds[at] ~= "string" and t.values[at]
    if depth == 0 and (value == "," or value == ";" or value == "}") then return at end
    if BEGINS[value] or value == "[" then
      depth = depth + 1
    elseif ENDS[value] or value == "]" then
      depth = depth - 1
    end
    at = at + 1
  end
  return at
end

local function is_symbol(t, at, symbol)
  return t.kinds[at] == "symbol" and t.values[at] == symbol
end

-- Takes the fields of a table, with all that is in it, into found: fields (path -> { line =, value = literal text }[]), tables
-- (the paths where one stands -> how many do) and open (the paths where a part of it comes from elsewhere). Arrays have no
-- place in paths, so a path may be given more than once. At is behind its brace.
local function take_table(t, at, path, found, depth)
  local elements = 0
  while at <= t.count and not is_symbol(t, at, "}") do
    local key, line, inner = nil, t.lines[at], path
    if t.kinds[at] == "name" and is_symbol(t, at + 1, "=") then
      key, at = t.values[at], at + 2
    elseif is_symbol(t, at, "[") and t.kinds[at + 1] == "string" and is_symbol(t, at + 2, "]")
      and is_symbol(t, at + 3, "=") then
      key, at = t.values[at + 1], at + 4
    elseif is_symbol(t, at, "[") then
      found.open[path] = true
    end
    if key then
      inner = path == "" and key or path .. "." .. key
      found.fields[inner] = found.fields[inner] or {}
      table.insert(found.fields[inner], { line = line })
    end
    if is_symbol(t, at, "{") and depth < DEEPEST then
      elements = key and elements or elements + 1
      at = take_table(t, at + 1, inner, found, depth + 1)
    else
      local last = behind_value(t, at)
      local literal = last == at + 1 and (t.kinds[at] == "string" or t.kinds[at] == "number")
      if not key and not literal then
        found.open[path] = true
      elseif key and literal then
        local given = found.fields[inner]
        given[#given].value = t.values[at]
      end
      at = last
    end
    if is_symbol(t, at, ",") or is_symbol(t, at, ";") then at = at + 1 end
  end
  -- One that holds others is their array, and has no fields of its own.
  found.tables[path] = (found.tables[path] or 0) + (elements > 0 and 0 or 1)
  return at + 1
end

-- A literal text that is a whole argument, and the place behind the comma.
local function argument(t, at)
  if t.kinds[at] == "string" and (is_symbol(t, at + 1, ",") or is_symbol(t, at + 1, ")")) then
    return t.values[at], is_symbol(t, at + 1, ",") and at + 2 or at + 1
  end
  return nil
end

-- The call whose function's name stands here, or nil.
local function call_at(t, at)
  local operation = t.kinds[at] == "name" and OPERATIONS[t.values[at]]
  if not operation or not is_symbol(t, at + 1, "(") then return nil end
  local first, next_at = argument(t, at + 2)
  local said = {}
  if operation == "first" then
    said[1], operation = first, first
    first, next_at = argument(t, next_at or t.count + 1)
  end
  local second
  if first then second, next_at = argument(t, next_at) end
  if not second then return nil end
  said[#said + 1], said[#said + 2] = first, second
  for i, text in ipairs(said) do said[i] = ('"%s"'):format(text) end
  local found = { fields = {}, tables = {}, open = {} }
  if is_symbol(t, next_at, "{") then take_table(t, next_at + 1, "", found, 1) end
  return { operation = operation, service = first, name = second, line = t.lines[at], found = found,
    text = ("%s(%s)"):format(t.values[at], table.concat(said, ", ")) }
end

-- Where the program names something like a field: .name, name = and texts, also the parts of a path such as "a.b.c".
local function mentions(t)
  local named = {}
  local function add(name, line)
    local lines = named[name] or {}
    named[name] = lines
    if lines[#lines] ~= line then lines[#lines + 1] = line end
  end
  for at = 1, t.count do
    local kind, value = t.kinds[at], t.values[at]
    if kind == "string" or (kind == "name" and (is_symbol(t, at + 1, "=") or is_symbol(t, at - 1, "."))) then
      add(value, t.lines[at])
      if kind == "string" and value:find "^[%w_]+%.[%w_.]+$" then
        for part in value:gmatch "[^.]+" do add(part, t.lines[at]) end
      end
    end
  end
  return named
end

-- ---- what concerns it ----

-- The method of a call in a model, if it has one.
local function method_of(model, call)
  local built = model:load(call.service)
  if not built then return nil end
  if call.operation == "call" then return built.methods[call.name] and call.name or nil end
  local methods = built.names[call.name] or built.names[built.also[call.name]]
  return methods and methods[call.operation]
end

local MISSING = { required = true, field_new = true }

-- Lists give these themselves.
local PAGING = { limit = true, offset = true }

-- Of UTF-8: bytes that begin none are not counted.
local function characters(text)
  return select(2, text:gsub("[^\128-\191]", ""))
end

-- Does a value that the call gives itself show that a change does not concern it?
local function is_fine(change, given)
  local value = given.value
  if not value then return false end
  if change.what == "shorter" then return characters(value) <= change.new end
  local among = false
  for _, one in ipairs(change.values or {}) do among = among or one == value end
  if change.what == "values_gone" then return not among end
  return change.what == "values_closed" and among
end

-- Is all seen of what a call says at this path ("whole"), does it say nothing there ("absent"), or comes it from elsewhere
-- (nil)?
local function seen(found, path)
  if found.open[path] then return nil end
  if found.tables[path] then return "whole" end
  if path == "" or found.fields[path] then return nil end
  return seen(found, path:match "^(.*)%.[^.]*$" or "") and "absent"
end

local NONE = {}

-- What a change at this path means for a call.
local function judge(change, path, call, named)
  local plain = path:gsub("%[%]", "")
  local given = change.side == "params" and call.found.fields[plain]
  local lines = named[change.field] or NONE
  if change.side == "params" and MISSING[change.what] and change.breaking then
    if call.operation == "list" and PAGING[path] then return nil, NONE end
    local around = plain:match "^(.*)%.[^.]*$" or ""
    if given and #given >= (call.found.tables[around] or 0) then return nil, NONE end
    around = seen(call.found, around)
    if around == "absent" then return nil, NONE end
    if around == "whole" then return true, NONE end
    return false, lines
  elseif not change.breaking then
    return nil, lines
  elseif given then
    local wrong = {}
    for _, one in ipairs(given) do
      if not is_fine(change, one) and wrong[#wrong] ~= one.line then wrong[#wrong + 1] = one.line end
    end
    return wrong[1] and true or nil, wrong
  end
  if lines[1] then return false, lines end
  return nil, NONE
end

local function first_ones(a, b)
  local function rank(one) return one.certain and 1 or one.certain == false and 2 or 3 end
  if rank(a) ~= rank(b) then return rank(a) < rank(b) end
  return a.order < b.order
end

local function add_changes(call, changes, named)
  call.changes = {}
  for order, one in ipairs(changes) do
    local certain, lines = true, NONE
    if one.path then certain, lines = judge(one.change, one.path, call, named) end
    call.changes[order] = { change = one.change, path = one.path, certain = certain, lines = lines, order = order }
  end
  table.sort(call.changes, first_ones)
  for _, one in ipairs(call.changes) do one.order = nil end
  call.found, call.operation, call.name = nil, nil, nil
end

-- Changes by method.
local function by_method(comparison)
  local found = {}
  for _, change in ipairs(comparison.changes) do
    for _, place in ipairs(change.where) do
      local name = place.service .. "/" .. place.method
      found[name] = found[name] or {}
      table.insert(found[name], { change = change, path = place.path })
    end
  end
  return found
end

---@param comparison portabilling.api.Comparison
---@param files table<string, string>
---@return portabilling.api.Impact prints well
function M.find(comparison, files)
  local changed, calls = by_method(comparison), {}
  for _, file in ipairs(tables.sorted_keys(files)) do
    local t = tokens.read(files[file])
    local named
    for at = 1, t.count do
      local call = call_at(t, at)
      local method = call and (method_of(comparison.old, call) or method_of(comparison.new, call))
      local changes = method and changed[call.service .. "/" .. method]
      if changes then
        named = named or mentions(t)
        call.file, call.method = file, method
        add_changes(call, changes, named)
        calls[#calls + 1] = call
      end
    end
  end
  return setmetatable({ calls = calls }, Impact)
end

return M
