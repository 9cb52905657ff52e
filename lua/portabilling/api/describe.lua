-- What a model knows, for somebody who looks for how to do something: data that prints well (describe_text.lua).
local later = require "portabilling.support.later"
local tables = require "portabilling.support.tables"
local usual = require "portabilling.api.usual"

local example = later.require "portabilling.api.example"
local text = later.require "portabilling.api.describe_text"
local unknown = later.require "portabilling.api.unknown"

local M = {}

local FIRST = 12

---What describe gives. As text it says what matters; `:all()` is the text with all fields.
---@class portabilling.Description
---@field kind "services"|"service"|"record"|"method"
---@field own boolean it is from the operator's own description
---@field services { service: string, about: string?, records: integer, methods: integer }[]? kind services
---@field service string?
---@field about string?
---@field records { record: string, operations: table<string, string> }[]? kind service
---@field methods string[]? kind service: those that are no operation on a record
---@field record string?
---@field operations table<string, string>? kind record: operation -> method
---@field id string? the key of the record's number
---@field operation string? kind method; nil: it is called by its name
---@field method string?
---@field wrapper string? the key of `params` that holds the record's attributes
---@field params portabilling.DescribedField[]? kind method: what it takes, in order and by name; nil: unknown
---@field fields portabilling.DescribedField[]? the record's attributes: those in the wrapper, or params; nil: unknown
---@field answer portabilling.DescribedField[]? kind method; nil: unknown
---@field required string[]? names of `fields` that must be sent: those the vendor says first
---@field one_of string[]? names of which one must be sent
---@field usual string[]?
---@field rest string[]? neither; those that the server makes are in none of the four
---@field safe boolean? kind method: changes nothing
---@field since string?
---@field stand_alone "yes"|"read"|"no"|nil
---@field example string? kind method: Lua
---@field all fun(self): string

---A field as the model knows it; and what is inside, read when it is asked for. It prints as well.
---@class portabilling.DescribedField: portabilling.api.Field
---@field fields portabilling.DescribedField[]? of the object, or of the array's objects

local function finish(description, context)
  description.own = context.model.own
  return setmetatable(description, {
    __index = function(self, key)
      if key == "all" then
        return function() return text.write(self, context, true) end
      elseif key == "example" and context.example then -- made when it is asked for
        rawset(self, key, context.example())
        return rawget(self, key)
      end
    end,
    __tostring = function() return text.write(description, context, false) end,
  })
end

local describe_fields

local function describe_field(f, context)
  local copy = tables.copy(f)
  if copy.item then copy.item = describe_field(copy.item, context) end
  return setmetatable(copy, {
    __index = function(self, key)
      if key == "fields" then
        local inside = context.model:inside(context.service, f)
        local fields = inside and describe_fields(inside, context)
        rawset(self, "fields", fields)
        return fields
      end
    end,
    __tostring = function(self) return text.field(self, context) end,
  })
end

function describe_fields(fields, context)
  local described = {}
  for i, f in ipairs(fields) do
    described[i] = describe_field(fields[f.name], context) -- of two of one name the last counts
    described[f.name] = described[i]
  end
  return described
end

-- The names of fields by how much somebody wants to know of them. strict: what is marked as required is required here; key:
-- what says which record it is; made: the number that a new record gets.
local function group(description, fields, names, strict, key, made)
  local required, practice, one_of, shown, rest, first = {}, {}, {}, {}, {}, {}
  local free = {}
  for _, f in ipairs(fields) do
    if f.one_of then
      one_of[#one_of + 1] = f.name
    elseif f.name == key or strict and f.required == "documented" then
      required[#required + 1] = f.name
    elseif strict and f.required then
      practice[#practice + 1] = f.name
    elseif not f.read_only then
      first[#first + 1] = f.name
      free[f.name] = true
    end
  end
  -- Where nobody has said what is usual, old single mentions are not; and of many fields the first ones are shown.
  for _, name in ipairs(tables.words(names)) do
    if fields[name] and free[name] then shown[#shown + 1] = name end
  end
  local wanted = tables.set(names)
  for _, name in ipairs(first) do
    local is_shown = not names and name ~= made and fields[name].confidence ~= "L" and #shown < FIRST
    local into = is_shown and shown or rest
    if not wanted[name] then into[#into + 1] = name end
  end
  table.sort(rest)
  for _, name in ipairs(practice) do required[#required + 1] = name end
  description.required, description.one_of, description.usual, description.rest = required, one_of, shown, rest
end

local function services(context)
  local model, list = context.model, {}
  for i, service in ipairs(model:services()) do
    list[i] = { service = service, about = model:about(service), records = #model:records(service),
      methods = #model:methods(service) }
  end
  return finish({ kind = "services", services = list }, context)
end

local function service_of(context)
  local model, service = context.model, context.service
  return finish({ kind = "service", service = service, about = model:about(service),
    records = model:records(service), methods = model:call_only(service) }, context)
end

-- What a record has: where it is answered, else where it is sent.
local function fields_of_record(model, service, record, operations)
  for _, operation in ipairs { "get", "list", "create", "update" } do
    local told = operations[operation] and model:method(service, operations[operation])
    local entry = told and model:resolve(service, record, operation)
    local key = entry and (entry.wrapper or entry.key or entry.records_key or entry.guess)
    local from = told and (entry.safe and told.answer or not entry.safe and told.params)
    local fields = from and key and from[key] and model:inside(service, from[key])
    if fields then return fields end
  end
  local create = operations.create and model:method(service, operations.create)
  return create and not model:resolve(service, record, "create").wrapper and create.params or nil
end

local function record_of(context, record, operations)
  local model, service = context.model, context.service
  local any = next(operations)
  local fields = fields_of_record(model, service, record, operations)
  local description = { kind = "record", service = service, record = record, operations = tables.copy(operations),
    id = model:resolve(service, record, any).id_key }
  context.call = ("(%q, %q)"):format(service, record)
  if fields then
    description.fields = describe_fields(fields, context)
    group(description, fields, usual.names[service .. "/" .. record], operations.create ~= nil)
  end
  return finish(description, context)
end

local function method_of(context, method, record, operation)
  local model, service = context.model, context.service
  local told = model:method(service, method)
  local entry = operation and model:resolve(service, record, operation)
  local description = { kind = "method", service = service, method = method, record = record, operation = operation,
    about = told.about, since = told.since, stand_alone = told.stand_alone, safe = model.safe(service, method) }
  context.entry = entry
  context.example = function() return example.text(model, context.how, told, entry) end
  context.call = record and ("(%q, %q, %q)"):format(service, record, operation) or ("(%q, %q)"):format(service, method)
  local params = told.params
  description.params = params and describe_fields(params, context)
  description.answer = told.answer and describe_fields(told.answer, context)
  local wrapped = entry and entry.wrapper and params and params[entry.wrapper]
  local inside = wrapped and model:inside(service, wrapped)
  local made = operation == "create" and entry.id_key or nil
  local key = entry and not made and operation ~= "list" and entry.id_key or nil
  if inside then
    description.wrapper, description.fields = entry.wrapper, description.params[entry.wrapper].fields
    while wrapped.item do wrapped = wrapped.item end
    group(description, inside, usual.names[service .. "/" .. record], wrapped.strict, inside[key] and key, made)
  elseif params then
    description.fields = description.params
    local sent = operation == "create" or operation == "update"
    group(description, params, usual.names[service .. "/" .. (sent and record or method)], true,
      operation ~= "get" and params[key] and key, made)
  end
  return finish(description, context)
end

---@param model portabilling.api.Model
---@param how string what the caller's functions are called with: "pb." or "client:"
---@param service string? nil: all services
---@param record string? or a method; nil: the service
---@param operation portabilling.operation? nil: the record, or the method
---@param level? integer whom the error blames, counted as by `error`: 1 (default) = the caller of this
---@return portabilling.Description
function M.of(model, how, service, record, operation, level)
  level = (level or 1) + 1
  if record == nil and type(service) == "string" and service:find("/", 1, true) then
    service, record = service:match "^(.-)/(.*)$" -- as methods are written elsewhere
  end
  local context = { model = model, how = how, service = service }
  if service == nil and record == nil then return services(context) end
  local built = model:load(service)
  if not built then error(unknown.service(model, service), level) end
  if record == nil and operation == nil then return service_of(context) end
  if operation ~= nil then
    local entry = model:resolve(service, record, operation, level)
    return method_of(context, entry.method, entry.record, operation)
  end
  local name = built.names[record] and record or built.also[record]
  if name then return record_of(context, name, built.names[name]) end
  if not built.methods[record] then error(unknown.name(model, service, record), level) end
  return method_of(context, record, model:operation_of(service, record))
end

return M
