-- A model of PortaBilling's API: its services, their methods, what these take and answer, and the records and operations
-- that they are. Made from data, one service at a time and only when it is asked for: that of this folder (the model that is
-- built in), or what was read from an operator's own description (which wins in all it tells).
local later = require "portabilling.support.later"
local open = require "portabilling.api.open"
local reads = require "portabilling.api.reads"
local tables = require "portabilling.support.tables"

local boolean = later.require "portabilling.api.boolean"
local entries = later.require "portabilling.api.entry"
local notation = later.require "portabilling.api.notation"
local unknown = later.require "portabilling.api.unknown"
local words_about = later.require "portabilling.api.about"

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

---What is known of a method.
---@class portabilling.api.Method
---@field service string
---@field method string
---@field params portabilling.api.Field[]? in order and by name; nil = unknown
---@field answer portabilling.api.Field[]?
---@field about string?
---@field since string? the release by which it was there, such as "MR110-2"
---@field stand_alone "yes"|"read"|"no"|nil whether it works while the other site is down

---What a model is made from.
---@class portabilling.api.Data
---@field own boolean? the operator's own description
---@field realm string? own: whose; and version, where its server told one
---@field version string?
---@field services table<string, portabilling.api.ServiceData>
---@field shared { objects: table<string, string> } fields of the objects that all services share, in the notation (see
--- notation.lua)
---@field unplaced { methods: string }? built in: methods whose service nobody has told, as `later`

---@class portabilling.api.ServiceData
---@field about string? what the service is, in a few words
---@field mr80 string? built in: see services/init.lua; so later and records
---@field later string? name:release, the release by which it was there, or the name alone
---@field methods table<string, table> method -> { params, answer, about =, stand_alone = }, texts in the notation
---@field objects table<string, string>? of this service alone
---@field records table<string, table>?

local OPERATIONS = { "create", "get", "update", "delete", "list" }
M.OPERATIONS = OPERATIONS

local words, set, sorted_keys = tables.words, tables.set, tables.sorted_keys

local READ_PREFIX, READ_METHOD = set(reads.prefixes), set(reads.methods)
local OPEN = set(open.methods)

local RULES = { add = "create", update = "update", delete = "delete" }

---@class portabilling.api.Model
---@field own boolean it is the operator's own description
---@field calls table what call/ keeps of each method
local Model = {}
Model.__index = Model

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

local function take_releases(all, text)
  for name, release in (text or ""):gmatch "([^%s:]+):?(%S*)" do all[name] = release end
end

-- The methods of a service: name -> the release by which it was there, "" = not told.
local function methods_of(data)
  local all = {}
  for name in pairs(data.methods or {}) do all[name] = "" end
  for _, name in ipairs(words(data.mr80)) do all[name] = "MR80" end
  take_releases(all, data.later)
  return all
end

-- One service's record types:
-- { names = { record -> { operation -> method } }, also = { other name -> record }, lines = what is known of them,
--   entries = { record or other name -> { operation -> entry } }, made when they are asked for,
--   methods = name -> release, called = set of the methods that some operation uses }
local function build(data, lines)
  local all = methods_of(data)
  local built = { data = data, names = {}, also = {}, lines = lines, entries = {}, methods = all, called = {} }
  local found, called = built.names, built.called
  local function take(record, operation, method)
    found[record] = found[record] or {}
    found[record][operation] = method
    called[method] = true
  end
  for record, line in pairs(lines) do
    for _, operation in ipairs(OPERATIONS) do
      local known = line[operation]
      local method = type(known) == "table" and known[1] or known
      if method and all[method] then take(record, operation, method) end
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

---One service as it is built, or nil.
---@param service any
---@return table?
function Model:load(service)
  local built = self.built[service]
  if built == nil and type(service) == "string" then
    local data = self.data.services[service]
    if data then
      local beside = self.known and self.known.data.services[service] or data
      built = build(data, beside.records or {})
      self.built[service] = built
    end
  end
  return built
end

---All services of the API.
---@return string[] names sorted
function Model:services()
  return sorted_keys(self.data.services)
end

-- The service's data, or an error that blames the caller of the public function.
local function need(self, service, level)
  return self:load(service) or error(unknown.service(self, service), (level or 2) + 1)
end

---The record types of a service and the method behind each operation they have.
---@param service string
---@param level? integer
---@return { record: string, operations: table<portabilling.operation, string> }[] records sorted by name
function Model:records(service, level)
  local built = need(self, service, (level or 1) + 1)
  local result = {}
  for i, record in ipairs(sorted_keys(built.names)) do
    result[i] = { record = record, operations = tables.copy(built.names[record]) }
  end
  return result
end

---The methods of a service, those without a record operation included.
---@param service string
---@return string[] names sorted
function Model:methods(service)
  return sorted_keys(need(self, service).methods)
end

---The methods of a service that no operation uses: reached by calling them by name.
---@param service string
---@return string[] names sorted
function Model:call_only(service)
  local built = need(self, service)
  local names = {}
  for _, method in ipairs(sorted_keys(built.methods)) do
    if not built.called[method] then names[#names + 1] = method end
  end
  return names
end

---@param service string
---@param method string
---@return boolean known false of the built-in model does not mean that the server has no such method: newer releases have more
function Model:has_method(service, method)
  local built = self:load(service)
  return built ~= nil and built.methods[method] ~= nil
end

-- An object as `read` reads it: the service's own, or the one that all share.
local function object(self, service, name, read)
  local data = self.data.services[service]
  local own = data and data.objects and data.objects[name]
  local of = own and self:load(service) or self
  of.objects = of.objects or {}
  local kept = of.objects[read] or {}
  of.objects[read] = kept
  if kept[name] == nil then
    local text = own or self.data.shared.objects[name]
    kept[name] = text and notation[read](text, name) or nil
  end
  return kept[name]
end

---The fields of an object.
---@param service string whose method or object it is named by
---@param name string
---@return portabilling.api.Field[]? fields in order and by name: shared, do not change them
function Model:object(service, name)
  return object(self, service, name, "parse")
end

---What a field's value has, where it is an object or an array of them.
---@param service string
---@param f portabilling.api.Field
---@return portabilling.api.Field[]?
function Model:inside(service, f)
  while f.item do f = f.item end
  return f.object and self:object(service, f.object) or nil
end

---What is known of a method.
---@param service string
---@param method string
---@return portabilling.api.Method? method shared: do not change it; nil = there is none of that name
function Model:method(service, method)
  local built = self:load(service)
  if not built or built.methods[method] == nil then return nil end
  built.told = built.told or {}
  local told = built.told[method]
  if not told then
    local data = built.data.methods and built.data.methods[method] or {}
    local since = built.methods[method]
    told = { service = service, method = method, about = data.about, stand_alone = data.stand_alone,
      params = data[1] and notation.parse(data[1]), answer = data[2] and notation.parse(data[2]),
      since = since ~= "" and since or nil }
    built.told[method] = told
  end
  return told
end

---Which method an operation on a record is, and how it is called. Raises a message with the nearest names when service,
---record or operation is unknown; names are matched exactly.
---@param service string such as "Account"
---@param record string such as "account"
---@param operation portabilling.operation
---@param level? integer whom the error blames, counted as by `error`: 1 (default) = the caller of resolve
---@return portabilling.catalog.entry entry shared: do not change it
function Model:resolve(service, record, operation, level)
  local built = self.built[service] or need(self, service, (level or 1) + 1)
  local of_record = built.entries[record]
  local entry = of_record and of_record[operation]
  if entry then return entry end
  level = (level or 1) + 1
  local name = record
  if built.names[name] == nil then name = built.also[name] end
  local methods = name ~= nil and built.names[name]
  if not methods then error(unknown.record(self, service, record), level) end
  local method = methods[operation]
  if not method then error(unknown.operation(self, service, name, operation, OPERATIONS), level) end
  of_record = built.entries[name] or {}
  built.entries[name], built.entries[record] = of_record, of_record
  local known = self.known and {
    told = function(other) return methods[other] and self:method(service, methods[other]) or nil end,
    inside = function(f) return f and self:inside(service, f) end,
  }
  entry = entries.new(self, service, name, operation, method, built.lines[name] or {}, known)
  of_record[operation] = entry
  return entry
end

-- The names that are Y/N in every object and method that has them.
local function yes_no_names(data)
  local yes, no = {}, {}
  local function take_field(name, description)
    local may_be = description:find "^yn" or description:find("=", 1, true)
    local is = may_be and boolean.is_yes_no(notation.parse(name .. ":" .. description)[1])
    if is then yes[name] = true else no[name] = true end
  end
  local function take(text) notation.scan(text, take_field) end
  for _, text in pairs(data.shared.objects) do take(text) end
  for service in pairs(data.services) do
    local of = data.services[service]
    for _, text in pairs(of.objects or {}) do take(text) end
    for _, method in pairs(of.methods or {}) do
      if method[1] then take(method[1]) end
    end
  end
  for name in pairs(no) do yes[name] = nil end
  return yes
end

---@return table<string, true>
function Model:yes_no()
  if self.known then return self.known:yes_no() end
  self.yes_no_names = self.yes_no_names or yes_no_names(self.data)
  return self.yes_no_names
end

-- The parameters of a method by their names, each read when it is asked for.
local function params_by_name(self, service, method)
  local built = self:load(service)
  if not built then return nil end
  built.params = built.params or {}
  local params = built.params[method]
  if params == nil then
    local data = built.data.methods and built.data.methods[method]
    params = data and data[1] and notation.by_name(data[1]) or false
    built.params[method] = params
  end
  return params
end

---What a boolean among a method's parameters is sent as: for the encoder, which asks with the names of the fields that lead
---there, from the outermost one (those of arrays only once).
---@param service string
---@param method string
---@return fun(...: string): "yn"|"01"|"bool"|nil, string? form of it; nil, reason: there is no boolean
function Model:boolean(service, method)
  local function yes_no() return self:yes_no() end
  return function(...)
    local fields, f = params_by_name(self, service, method), nil
    local count = select("#", ...)
    for i = 1, count do
      f = fields and fields[select(i, ...)] or nil
      local inner = f
      while inner and inner.item do inner = inner.item end
      fields = inner and inner.object and object(self, service, inner.object, "by_name")
    end
    return boolean.form(select(count, ...), f, yes_no)
  end
end

---What a service is, in a few words: those of the description that was read, else our own.
---@param service string
---@return string?
function Model:about(service)
  local data = self.data.services[service]
  return data and (data.about or words_about[service])
end

---The operation that a method is.
---@param service string
---@param method string
---@return string? record nil: it is called by its name
---@return portabilling.operation? operation where it is several, the first of M.OPERATIONS
function Model:operation_of(service, method)
  local built = self:load(service)
  if not built or not built.called[method] then return nil end
  for _, record in ipairs(sorted_keys(built.names)) do
    for _, operation in ipairs(OPERATIONS) do
      if built.names[record][operation] == method then return record, operation end
    end
  end
end

---Whether a method changes nothing, so that it may be sent again when its answer was lost.
---A method that is not known for certain to be a read counts as a change.
---@param service string
---@param method string
---@return boolean safe
function Model.safe(service, method)
  return READ_PREFIX[method:match("^(%a+)_")] == true or READ_METHOD[service .. "/" .. method] == true
end

---Whether a method is called without a session: its parameters say who calls.
---@param service string
---@param method string
---@return boolean open
function Model.open(service, method)
  return OPEN[service .. "/" .. method] == true
end

---Methods of which nobody has told the service: for who looks for one by name.
---@return table<string, string> method -> the release by which it was there
function Model:unplaced()
  local all = {}
  if self.data.unplaced then take_releases(all, self.data.unplaced.methods) end
  return all
end

---@param data portabilling.api.Data
---@param known portabilling.api.Model? the built-in model, beside an operator's own description: what that cannot tell
--- (irregular names of records, what tells rows apart, how to find a record again) is taken from there
---@return portabilling.api.Model
function M.new(data, known)
  return setmetatable({ data = data, known = known, own = known ~= nil, built = {}, calls = {} }, Model)
end

---@param value any
---@return boolean
function M.is_model(value)
  return getmetatable(value) == Model
end

return M
