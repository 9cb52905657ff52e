-- The schemas of an OpenAPI description, one after the other, as fields and objects in the notation. References are cyclic, so
-- objects are referred to by name, and each is read once: a component has its own name, an object that has none is named
-- after the place where it stands.
local core = require "portabilling.core"
local notation = require "portabilling.api.notation"
local prose = require "portabilling.api.openapi_prose"
local tables = require "portabilling.support.tables"

local M = {}

local DEEPEST = 40 -- arrays in arrays, references to references
local WORK_MOST = 1000000 -- schemas looked at in all: small descriptions can be made to grow without end

---@class portabilling.api.Reading
---@field root table the description
---@field components table its schemas that have names
---@field objects table<string, string> read, by name
---@field pending table[] { name, schema, where }: found and not read yet
---@field names table<table, string> schema -> its object's name
---@field work integer
---@field over number? when it has to be done, in the process's CPU time
local Reading = {}
Reading.__index = Reading

local function is_table(value)
  return type(value) == "table"
end

local EMPTY = {}

local function table_of(value)
  return is_table(value) and value or EMPTY
end

local function step(self)
  self.work = self.work + 1
  if self.work > WORK_MOST then error(M.TOO_MUCH, 0) end
  if self.over and self.work % 8 == 0 and os.clock() > self.over then error(M.TOO_LATE, 0) end
end

--- Raised where reading would not come to an end in a sensible time.
M.TOO_MUCH = {}

--- Raised where it took longer than it may.
M.TOO_LATE = {}

-- What a reference leads to, and the component's name.
local function target(self, ref)
  if type(ref) ~= "string" or ref:sub(1, 2) ~= "#/" then return nil end
  local simple = ref:match "^#/components/schemas/([^/%%~]+)$"
  if simple and is_table(self.components[simple]) then return self.components[simple], simple end
  local value, last = self.root, nil
  for part in ref:sub(3):gmatch "[^/]+" do
    part = part:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end)
    part = part:gsub("~1", "/"):gsub("~0", "~")
    value, last = is_table(value) and value[part] or nil, part
  end
  if not is_table(value) then return nil end
  return value, ref:find "^#/components/schemas/[^/]+$" and last or nil
end

---@param ref any
---@return table? value
function Reading:target(ref)
  return (target(self, ref))
end

local TOGETHER = { "allOf", "oneOf", "anyOf" }
local STRUCTURE = { "$ref", "allOf", "oneOf", "anyOf", "properties", "items", "enum", "additionalProperties" }

-- Does it say more than a text about what it stands beside?
local function has_structure(schema, except)
  for _, name in ipairs(STRUCTURE) do
    if name ~= except and (is_table(schema[name]) or name == "$ref" and schema[name]) then return true end
  end
  return schema.type ~= nil and schema.type ~= "object" or is_table(schema.required) and #schema.required > 0
end

-- The only alternative that is not null, or the only part of an allOf that says something; and where it stood.
local function only(schema)
  for i = 1, #TOGETHER do
    local name = TOGETHER[i]
    local parts = schema[name]
    if parts and is_table(parts) and not has_structure(schema, name) then
      local found, count = nil, 0
      for _, part in ipairs(parts) do
        if is_table(part) and part.type ~= "null" and has_structure(part) then found, count = part, count + 1 end
      end
      if count == 1 then return found, parts end
    end
  end
end

-- Goes on to what a schema is in the end: through references, and an allOf of one part with a text beside it. What stands on
-- the way is told as well.
local function settle(self, schema)
  local name
  local way = {}
  for _ = 1, DEEPEST do
    step(self)
    if type(schema) ~= "table" then break end
    way[#way + 1] = schema
    local following, parts
    if schema["$ref"] then
      following, name = target(self, schema["$ref"])
      if not following then return nil, way end
    else
      following, parts = only(schema)
      for _, part in ipairs(parts or {}) do
        if is_table(part) and part ~= following then way[#way + 1] = part end
      end
    end
    if not following then return schema, way, name end
    schema = following
  end
  return nil, way
end

local function collect(self, schema, into, seen, optional, depth)
  if type(schema) ~= "table" or seen[schema] or depth > DEEPEST then return into end
  step(self)
  seen[schema] = true
  if schema["$ref"] then collect(self, target(self, schema["$ref"]), into, seen, optional, depth + 1) end
  for i = 1, #TOGETHER do
    local name = TOGETHER[i]
    if schema[name] and is_table(schema[name]) then
      for _, part in ipairs(schema[name]) do collect(self, part, into, seen, optional or i > 1, depth + 1) end
    end
  end
  into[#into + 1] = { schema, optional = optional }
  return into
end

-- All that a schema is put together from: itself, and what references, allOf and alternatives lead to.
local function parts_of(self, schema)
  for _ = 1, DEEPEST do
    if type(schema) ~= "table" then return {} end
    if not schema["$ref"] then break end
    step(self)
    schema = target(self, schema["$ref"])
  end
  if not (schema.allOf or schema.oneOf or schema.anyOf) then
    step(self)
    return { { schema } }
  end
  return collect(self, schema, {}, {}, false, 0)
end

--- Has it what a terminal would obey? No name and no value of PortaBilling's has.
---@param text string
---@return boolean
function M.has_control(text)
  return text:find "%c" ~= nil or text:find "\194[\128-\159]" ~= nil
end
local has_control = M.has_control

-- Can a field be called so? "*" is any other name in the notation.
local function is_field_name(name)
  return type(name) == "string" and name ~= "" and name ~= "*" and not has_control(name)
end

local function has_properties(schema)
  for name in pairs(table_of(schema.properties)) do
    if is_field_name(name) then return true end
  end
  return false
end

-- Is it put together from objects that have fields?
local function is_composed(self, schema)
  if not (schema.allOf or schema.oneOf or schema.anyOf) then return false end
  local found = false
  for _, part in ipairs(parts_of(self, schema)) do
    local kind = part[1].type
    if kind ~= nil and kind ~= "object" and kind ~= "null" then return false end
    found = found or has_properties(part[1])
  end
  return found
end

local function escape_object(name)
  return (name:gsub("[^%w_.%-]", function(char) return ("%%%02X"):format(char:byte()) end))
end

-- The object that a schema is, by name.
local function object_of(self, schema, name, where)
  local shown = self.names[schema]
  if not shown then
    shown = escape_object(name or where)
    while self.objects[shown] do shown = shown .. "_" end
    self.names[schema], self.objects[shown] = shown, ""
    self.pending[#self.pending + 1] = { shown, schema }
  end
  return shown
end

local function first_text(way)
  for _, schema in ipairs(way) do
    if type(schema.description) == "string" and schema.description:find "%S" then return schema.description end
  end
end

local function any_of(way, name)
  for _, schema in ipairs(way) do
    if schema[name] == true then return true end
  end
  return false
end

-- The values of an enumeration as texts, and whether null is one.
local function values_of(enum)
  if not is_table(enum) then return nil, false end
  local values, seen, null = {}, {}, false
  for _, value in ipairs(enum) do
    local kind = type(value)
    if value == core.null then
      null = true
    elseif kind == "string" or kind == "number" or kind == "boolean" then
      local text = kind == "number" and core.encode(value) or tostring(value)
      if has_control(text) then return nil, false end
      if text and not seen[text] then
        values[#values + 1], seen[text] = text, true
      end
    end
  end
  return values[1] and values or nil, null
end

local function are(values, one, other)
  return values ~= nil and #values == 2
    and (values[1] == one and values[2] == other or values[1] == other and values[2] == one)
end

local function has(values, wanted)
  for _, value in ipairs(values) do
    if value == wanted then return true end
  end
  return false
end

local SCALARS = { integer = "i", number = "n", string = "s", boolean = "bool" }

-- The kind of a schema that is no object and no array.
local function scalar_kind(schema, type_name)
  local kind = SCALARS[type_name]
  if kind == "s" and schema.format == "date-time" then return "t" end
  if kind == "s" and schema.format == "date" then return "d" end
  if not kind and is_table(schema.enum) then
    for _, value in ipairs(schema.enum) do
      if value ~= core.null then return type(value) == "number" and "n" or type(value) == "string" and "s" or "any" end
    end
  end
  return kind or "any"
end

-- The type; a list of types, as later releases of OpenAPI have it, where only one is not null.
local function type_of(f, schema)
  local name = schema.type
  if is_table(name) then
    local only_one
    for _, each in ipairs(name) do
      if each == "null" then
        f.nullable = true
      elseif only_one then
        return "any"
      else
        only_one = each
      end
    end
    name = only_one
  end
  if type(name) == "string" then return name end
  if is_table(schema.items) then return "array" end
  return (has_properties(schema) or is_table(schema.additionalProperties)) and "object" or nil
end

local function take_values(f, schema, text)
  local values, null = values_of(schema.enum)
  f.nullable = f.nullable or null
  local said = prose.field(text, f.kind, values)
  f.about, f.nullable = said.about, f.nullable or said.null
  if f.kind == "s" or f.kind == "i" or f.kind == "n" then
    local closed = values ~= nil or said.closed
    values = values or said.values
    if f.kind == "s" and said.empty and not has(values, "") then
      values[#values + 1] = "" -- told in words alone
    end
    if f.kind == "s" and closed and are(values, "N", "Y") then
      f.kind = "yn"
    elseif f.kind == "i" and closed and are(values, "0", "1") then
      f.kind = "b"
    elseif values then
      f.values, f.allowed = values, closed or nil
    end
  end
  if f.kind == "s" then
    local longest = schema.maxLength
    f.max = type(longest) == "number" and longest > 0 and longest < 1e9 and longest % 1 == 0 and longest
      or said.max or f.max
  end
end

local shape

-- Alternatives that are all of one kind that is no object are that kind.
local function alternatives(self, f, schema, where, depth)
  local kinds, first = {}, nil
  for _, name in ipairs(TOGETHER) do
    for _, part in ipairs(table_of(schema[name])) do
      if is_table(part) and part.type ~= "null" then
        local of_part = shape(self, part, where, depth + DEEPEST / 4)
        first = first or of_part
        kinds[of_part.kind] = true
      end
    end
  end
  if first and next(kinds, next(kinds)) == nil and first.kind ~= "object" and first.kind ~= "list" then
    f.kind = first.kind
  end
end

-- What an array says of its elements, where they do not say it.
local function list_of(self, f, schema, where, depth, text)
  local item = shape(self, schema.items, where, depth + 1)
  if not item.object and not item.values then
    local said = tables.copy(item)
    take_values(said, {}, text)
    if said.values or said.kind ~= item.kind then item, text = said, said.about end
  end
  f.kind, f.about = "list", prose.line(text) or item.about
  item.about = nil
  if item.kind ~= "any" then f.item = item end
end

-- What a schema says of a field: all but its name.
function shape(self, schema, where, depth)
  local f = { kind = "any" }
  if depth > DEEPEST then return f end
  local final, way, name = settle(self, schema)
  f.nullable, f.read_only = any_of(way, "nullable"), any_of(way, "readOnly")
  local text = first_text(way)
  local kind = final and type_of(f, final)
  if final and (is_composed(self, final) or has_properties(final)) then
    f.kind, f.object, f.strict = "object", object_of(self, final, name, where), true
  elseif kind == "array" then
    list_of(self, f, final, where, depth, text)
    return f
  elseif kind == "object" then
    f.kind = name == "ANY" and "any" or "object"
  elseif final and (final.allOf or final.oneOf or final.anyOf) then
    alternatives(self, f, final, where, depth)
  elseif final then
    f.kind = scalar_kind(final, kind)
    f.secret = final.format == "password" or any_of(way, "writeOnly")
    take_values(f, final, text)
    return f
  end
  f.about = prose.line(text)
  return f
end

---What an object's field is, wherever in the object's parts it is told.
---@param schema any
---@param name string
---@return any schema
---@return boolean found
function Reading:property(schema, name)
  for _, part in ipairs(parts_of(self, schema)) do
    local found = table_of(part[1].properties)[name]
    if found ~= nil then return found, true end
  end
  return nil, false
end

---The fields of an object.
---@param schema any
---@param where string where it stands: what is inside of it and has no name is named after that
---@return string? text in the notation; nil: it does not say which fields there are
function Reading:fields(schema, where)
  local properties, required, known, open = {}, {}, false, false
  for _, part in ipairs(parts_of(self, schema)) do
    local told = part[1]
    if is_table(told.properties) then
      known = true
      for name, property in pairs(told.properties) do
        step(self)
        if name == "*" then
          open = true -- what that name means in the notation
        elseif is_field_name(name) and (not properties[name] or is_table(property) and has_structure(property)) then
          properties[name] = property
        end
      end
    end
    for _, name in ipairs(part.optional and {} or table_of(told.required)) do required[name] = true end
    local more = told.additionalProperties
    open = open or more == true or is_table(more)
  end
  if not known or open and next(properties) == nil then return nil end
  local lines = {}
  for i, name in ipairs(tables.sorted_keys(properties)) do
    local f = shape(self, properties[name], where .. "." .. name, 0)
    f.name, f.required, f.confidence = name, required[name] and "documented" or nil, "H"
    lines[i] = notation.write(f)
  end
  if open then lines[#lines + 1] = "*:any" end
  return table.concat(lines, "\n")
end

---Reads the objects that the fields so far refer to, and those that these refer to.
---@return table<string, string> objects fields in the notation, by name
function Reading:read_objects()
  local pending = self.pending
  local i = 1
  while pending[i] do
    local name, schema = pending[i][1], pending[i][2]
    self.objects[name] = self:fields(schema, name) or "*:any"
    pending[i] = false
    i = i + 1
  end
  self.pending = {}
  return self.objects
end

---@param root table a description
---@param timeout number? seconds
---@return portabilling.api.Reading
function M.new(root, timeout)
  local components = table_of(table_of(root.components).schemas)
  return setmetatable({ root = root, components = components, objects = {}, pending = {}, names = {}, work = 0,
    over = timeout and os.clock() + timeout }, Reading)
end

return M
