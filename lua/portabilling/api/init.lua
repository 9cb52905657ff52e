-- The catalog: service + record + operation -> method, and what has to be known to call it.
-- All knowledge is data in this folder; this file joins the names of the methods with the lines about records, one
-- service at a time and only when it is asked for. The tables it returns are shared: read them, do not change them.
local flags = require "portabilling.api.yes_no"
local later = require "portabilling.support.later"
local open = require "portabilling.api.open"
local reads = require "portabilling.api.reads"
local services = require "portabilling.api.services"
local tables = require "portabilling.support.tables"

local suggest = later.require "portabilling.support.suggest"

local M = {}

---@alias portabilling.operation "create"|"get"|"update"|"delete"|"list"

---How one operation on one record type is called. Where `source` is "rule" only the method's name is known: wrapper and
---keys then follow the naming rule, so nothing may be refused on their account, and an answer without `key` does not
---prove that there is no such record.
---@class portabilling.catalog.entry
---@field service string
---@field record string the record's own name, also when it was asked for by another
---@field operation portabilling.operation
---@field method string
---@field safe boolean changes nothing: may be repeated
---@field source "documented"|"rule"
---@field wrapper string|nil the key that holds the attributes of a create, update or (alias) delete; nil = flat
---@field id_key string|nil the key of the record's number
---@field key string|nil get: the record's key in the answer; nil = unknown, try `guess`, then the only object
---@field records_key string|nil list: the records' key; nil = unknown, try `guess`, then the only array of objects
---@field guess string|nil get and list: the key that the method's name suggests
---@field paging boolean|nil list: false = the method takes no limit and offset
---@field has_total boolean|nil list: true = `get_total` is known to be answered with `total`
---@field total_costs boolean|nil list: true = counting may take the server down: only for who asks for it
---@field unique_key string|string[]|nil list: what tells two rows apart (several names: only together); nil = unknown
---@field natural_key portabilling.catalog.natural|nil create: how to find the record again without its number
---@field realm string|nil "customer" or "account": there the session says whose record it is, keys may be left out

---@class portabilling.catalog.natural
---@field attribute string the attribute by which a user knows the record
---@field operation "get"|"list" what to look it up with; rows of a list are compared by `attribute`
---@field filters table<string, string> parameter of the look-up -> attribute of the record that it takes

local OPERATIONS = { "create", "get", "update", "delete", "list" }

local words, set, sorted_keys = tables.words, tables.set, tables.sorted_keys

local READ_PREFIX, READ_METHOD = set(reads.prefixes), set(reads.methods)
local OPEN = set(open.methods)
local YES_NO = set(flags.everywhere)

local RULES = { add = "create", update = "update", delete = "delete" }

-- The naming rule: record and operation. Methods on whole lists (update_number_list) are no operation on a record.
local function by_rule(method)
  local verb, rest = method:match("^(%a+)_(.+)$")
  if verb == "get" then
    local record, kind = rest:match("^(.+)_(%a+)$")
    if kind == "info" then return record, "get" end
    if kind == "list" then return record, "list" end
  elseif RULES[verb] and rest:sub(-5) ~= "_list" then
    return rest, RULES[verb]
  end
  return nil
end

-- What is known of one operation.
local function new_entry(service, record, operation, method, line)
  local known = line[operation]
  local extra = type(known) == "table" and known or {}
  local seen = line.seen == "all" or (line.seen and set(line.seen)[operation]) or false
  local entry = {
    service = service,
    record = record,
    operation = operation,
    method = method,
    safe = M.safe(service, method),
    source = seen and "documented" or "rule",
    realm = line.realm,
  }
  if line.id ~= false then entry.id_key = line.id or "i_" .. record end
  if operation == "create" or operation == "update" then
    local wrapper = extra.wrapper
    if wrapper == nil then wrapper = line.wrapper end
    if wrapper == nil then wrapper = record .. "_info" end
    entry.wrapper = wrapper or nil
    if operation == "create" and line.natural then
      entry.natural_key = { attribute = line.natural[1], operation = line.natural[2], filters = line.natural.filters }
    end
  elseif operation == "delete" then
    entry.wrapper = extra.wrapper
  else
    entry.guess = method:gsub("^get_", ""):gsub("^list_", "")
    local regular = operation == "get" and method == "get_" .. record .. "_info"
    local key = extra.key or ((seen or regular) and entry.guess) or nil
    if operation == "get" then
      entry.key = key
    else
      entry.records_key = key
      entry.paging = extra.paging ~= false
      entry.has_total = extra.total ~= nil
      entry.total_costs = extra.total == "costly"
      if line.unique == nil then
        entry.unique_key = entry.id_key
      elseif line.unique then
        local names = words(line.unique)
        entry.unique_key = #names == 1 and names[1] or names
      end
    end
  end
  return entry
end

-- One service's record types:
-- { names = { record -> { operation -> method } }, also = { other name -> record }, lines = what is known of them,
--   entries = { record or other name -> { operation -> entry } }, made when they are asked for,
--   methods = set, called = set of the methods that some operation uses }
local function build(service)
  local data = services[service]
  local all = set(data.later, set(data.mr80))
  local lines = data.records or {}
  local built = { names = {}, also = {}, lines = lines, entries = {}, methods = all, called = {} }
  local found, called = built.names, built.called
  local function take(record, operation, method)
    found[record] = found[record] or {}
    found[record][operation] = method
    called[method] = true
  end
  for record, line in pairs(lines) do
    for _, operation in ipairs(OPERATIONS) do
      local known = line[operation]
      if known then take(record, operation, type(known) == "table" and known[1] or known) end
    end
    for _, name in ipairs(words(line.also)) do built.also[name] = record end
  end
  for method in pairs(all) do
    -- What a line says comes first; a method that it calls by another name makes no record of its own.
    local record, operation
    if not called[method] then record, operation = by_rule(method) end
    if record and not (found[record] and found[record][operation])
      and not (lines[record] and lines[record][operation] == false) then
      take(record, operation, method)
    end
  end
  -- get_merchant, get_criterion: a bare get_x counts when x is a record already.
  for method in pairs(all) do
    local record = not called[method] and method:match("^get_(.+)$")
    if record and found[record] and not found[record].get and not (lines[record] and lines[record].get == false) then
      take(record, "get", method)
    end
  end
  return built
end

local cache = {}

local function load_service(service)
  local built = cache[service]
  if not built and services[service] then
    built = build(service)
    cache[service] = built
  end
  return built
end

---All services of the API.
---@return string[] names sorted
function M.services()
  return sorted_keys(services)
end

local function unknown_service(service)
  if type(service) ~= "string" then
    return "service must be a string such as \"Account\", got " .. type(service)
  end
  return ("unknown service '%s'; %s"):format(service, suggest.choice(service, M.services()))
end

-- The service's data, or an error that blames the caller of the public function.
local function need(service)
  local built = type(service) == "string" and load_service(service)
  if not built then error(unknown_service(service), 3) end
  return built
end

---The record types of a service and the method behind each operation they have.
---@param service string
---@return { record: string, operations: table<portabilling.operation, string> }[] records sorted by name
function M.records(service)
  local built = need(service)
  local result = {}
  for i, record in ipairs(sorted_keys(built.names)) do
    local operations = {}
    for operation, method in pairs(built.names[record]) do operations[operation] = method end
    result[i] = { record = record, operations = operations }
  end
  return result
end

---The methods of a service, those without a record operation included.
---@param service string
---@return string[] names sorted
function M.methods(service)
  return sorted_keys(need(service).methods)
end

---The methods of a service that no operation uses: reached by calling them by name.
---@param service string
---@return string[] names sorted
function M.call_only(service)
  local built = need(service)
  local names = {}
  for _, method in ipairs(sorted_keys(built.methods)) do
    if not built.called[method] then names[#names + 1] = method end
  end
  return names
end

---@param service string
---@param method string
---@return boolean known false does not mean that the server has no such method: newer releases have more
function M.has_method(service, method)
  local built = load_service(service)
  return built ~= nil and built.methods[method] == true
end

local function unknown_record(service, record, built)
  if type(record) ~= "string" then
    return ("record of service %s must be a string such as \"%s\", got %s"):format(service,
      sorted_keys(built.names)[1] or service:lower(), type(record))
  end
  local known = sorted_keys(built.names)
  if #known == 0 then
    return ("service %s has no records, only methods to call: %s"):format(service,
      table.concat(M.call_only(service), ", "))
  end
  local candidates = {}
  for _, names in ipairs({ known, sorted_keys(built.also) }) do
    for _, name in ipairs(names) do candidates[#candidates + 1] = name end
  end
  local message = ("unknown record '%s' of service %s; "):format(record, service)
  local question = suggest.message(record, candidates)
  if question ~= "" then message = message .. question .. " " end
  local elsewhere = {}
  for _, other in ipairs(M.services()) do
    if load_service(other).names[record] then elsewhere[#elsewhere + 1] = other end
  end
  if #elsewhere > 0 then
    message = ("%s'%s' is a record of %s; "):format(message, record, table.concat(elsewhere, ", "))
  end
  return message .. "known: " .. table.concat(known, ", ")
end

local function no_operation(service, record, operation, methods)
  local has, known = {}, false
  for _, name in ipairs(OPERATIONS) do
    if methods[name] then has[#has + 1] = name end
    known = known or name == operation
  end
  local operations = table.concat(has, ", ")
  if type(operation) ~= "string" then
    return "operation must be one of " .. table.concat(OPERATIONS, ", ") .. ", got " .. type(operation)
  end
  if not known then
    local question = suggest.message(operation, OPERATIONS)
    return ("unknown operation '%s'; %srecord '%s' of service %s has: %s"):format(operation,
      question ~= "" and question .. " " or "", record, service, operations)
  end
  local near = {}
  for _, method in ipairs(M.call_only(service)) do
    if ("_" .. method .. "_"):find("_" .. record .. "_", 1, true) then near[#near + 1] = method end
  end
  return ("record '%s' of service %s has no operation %s, only: %s; any method can be called by name: "
    .. "call(\"%s\", method, params)%s"):format(record, service, operation, operations, service,
    #near > 0 and ", such as " .. table.concat(near, ", ") or "")
end

---Which method an operation on a record is, and how it is called. Raises a message with the nearest names when service,
---record or operation is unknown; names are matched exactly.
---@param service string such as "Account"
---@param record string such as "account"
---@param operation portabilling.operation
---@param level? integer whom the error blames, counted as by `error`: 1 (default) = the caller of resolve
---@return portabilling.catalog.entry entry shared: do not change it
function M.resolve(service, record, operation, level)
  level = (level or 1) + 1
  local built = type(service) == "string" and load_service(service)
  if not built then error(unknown_service(service), level) end
  local entries = built.entries[record]
  local entry = entries and entries[operation]
  if entry then return entry end
  local name = record
  if built.names[name] == nil then name = built.also[name] end
  local methods = name ~= nil and built.names[name]
  if not methods then error(unknown_record(service, record, built), level) end
  local method = methods[operation]
  if not method then error(no_operation(service, name, operation, methods), level) end
  entries = built.entries[name] or {}
  built.entries[name], built.entries[record] = entries, entries
  entry = new_entry(service, name, operation, method, built.lines[name] or {})
  entries[operation] = entry
  return entry
end

---Whether a method changes nothing, so that it may be sent again when its answer was lost.
---A method that is not known for certain to be a read counts as a change.
---@param service string
---@param method string
---@return boolean safe
function M.safe(service, method)
  return READ_PREFIX[method:match("^(%a+)_")] == true or READ_METHOD[service .. "/" .. method] == true
end

---Whether a method is called without a session: its parameters say who calls.
---@param service string
---@param method string
---@return boolean open
function M.open(service, method)
  return OPEN[service .. "/" .. method] == true
end

local yes_no_cache = {}

---The fields of a method's parameters whose booleans are sent as "Y" and "N", at any depth; all others as 1 and 0.
---@param service string
---@param method string
---@return table<string, true> names shared: do not change it
function M.yes_no(service, method)
  local name = service .. "/" .. method
  if not (flags.service[service] or flags.method[name]) then return YES_NO end
  -- Keyed by what differs, so that the cache stays small whatever methods are called.
  local key = flags.method[name] and name or service
  local names = yes_no_cache[key]
  if not names then
    names = set(flags.method[name], set(flags.service[service], set(flags.everywhere)))
    yes_no_cache[key] = names
  end
  return names
end

return M
