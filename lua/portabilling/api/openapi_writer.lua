--- A model as the description that PortaBilling serves of its API: OpenAPI 3.0.2 in the vendor's form. What that form cannot
--- tell (how sure the model is, what is required in practice, units, values beside which there are others) is left out.
local names = require "portabilling.api.openapi_names"
local notation = require "portabilling.api.notation"

local M = {}

---@class portabilling.api.WriterOptions
---@field realm string? "Admin" (default), "Reseller", "Customer", "Account"
---@field version string? the server's
---@field hostname string? defaults of the server's variables
---@field port string|integer?
---@field wants (fun(service: string, method: string): boolean)? which methods this realm has; all by default
---@field stand_alone (fun(service: string, method: string): "yes"|"read"|"no")? by default what the model says, else "read"
--- where nothing is changed, and "yes" for a session's own methods

local STAND_ALONE = {
  yes = "The method is supported when the system is in standalone mode.",
  read = "The method is supported as read-only when the system is in standalone mode.",
  no = "The method is not supported when the system is in standalone mode.",
}

local SCHEMAS = {
  i = { type = "integer", example = 1 },
  n = { type = "number", example = 0.99 },
  s = { type = "string" },
  d = { type = "string", format = "date", example = "2000-01-01" },
  t = { type = "string", format = "date-time", example = "2000-01-01 08:00:00" },
  yn = { type = "string", enum = { "N", "Y" } },
  b = { type = "integer", enum = { 0, 1 }, example = 1 },
  bool = { type = "boolean" },
  object = { type = "object" },
}

local function reference(component)
  return { ["$ref"] = "#/components/schemas/" .. component }
end

-- What is being written: the components so far, by name, and the objects that have one.
---@class portabilling.api.Writing
---@field model portabilling.api.Model
---@field schemas table<string, table>
---@field from table<string, string> component -> what it was made of
local Writing = {}
Writing.__index = Writing

-- The component of that name, unless another one has it: then the service goes before it, then a number behind.
function Writing:free_name(name, service, source)
  name = name:gsub("[^%w_.%-]", "_")
  local free, number = name, 1
  while self.from[free] and self.from[free] ~= source do
    free = number == 1 and service and service:gsub("[^%w_.%-]", "_") .. name or name .. number
    number = number + 1
  end
  return free
end

-- Does its text tell all values, and no others?
local function meanings_of_all(f)
  local _, listed = notation.meanings(f.about or "")
  if #listed ~= #f.values then
    return false
  end
  for _, value in ipairs(f.values) do
    if not (f.meanings and f.meanings[value]) then
      return false
    end
  end
  return f.allowed ~= nil and #f.values > 0
end

local function sentence(text)
  return text:find "[.!?]$" and text or text .. "."
end

-- What a text says of values, as the vendor's list of them, and what it says besides before that.
local function with_values(about)
  local before, listed = about:match "^(.-)%s*[Pp]ossible values:%s*(.*)$"
  local values, rest = {}, { before ~= "" and before or nil }
  for part in ((listed or about) .. ";"):gmatch "%s*(.-)%s*;" do
    local into = notation.meanings(part) and values or rest
    if part ~= "" then into[#into + 1] = part end
  end
  local besides = rest[1] and sentence(table.concat(rest, "; ")) .. " " or ""
  return besides .. "Possible values: " .. table.concat(values, "; ")
end

-- What is said of a field, in the vendor's phrases.
local function description(f)
  local parts = {}
  local about = f.about
  if about and f.values and f.kind ~= "yn" and meanings_of_all(f) then about = with_values(about) end
  if about and about ~= "" then
    parts[1] = sentence(about)
  end
  if f.max then
    parts[#parts + 1] = ("Possible length: %d characters."):format(f.max)
  end
  return parts[1] and table.concat(parts, " ") or nil
end

local function copy(schema)
  local into = {}
  for name, value in pairs(schema) do
    into[name] = value
  end
  return into
end

-- The values that a field takes; those that are all told in its text stand there alone, as is the vendor's way for numbers.
local function enumeration(f)
  if not f.allowed or f.kind == "yn" or f.kind == "b" or not f.values[1] or f.kind == "i" and meanings_of_all(f) then
    return nil
  end
  local values = {}
  for i, value in ipairs(f.values) do
    values[i] = (f.kind == "i" or f.kind == "n") and tonumber(value) or value
  end
  return values
end

function Writing:schema(service, f)
  local schema
  if f.object then
    schema = reference(self:object(service, f.object))
  elseif f.kind == "list" then
    schema = { type = "array", items = f.item and self:schema(service, f.item) or reference(self:any()) }
  elseif f.kind == "any" then
    schema = reference(self:any())
  else
    schema = copy(SCHEMAS[f.kind])
  end
  if f.values then
    schema.enum = schema.enum or enumeration(f)
  end
  local beside = { description = description(f), nullable = f.nullable or nil, readOnly = f.read_only or nil,
    format = f.secret and "password" or nil }
  if schema["$ref"] and next(beside) then
    schema = { allOf = { schema } } -- nothing may stand beside a reference
  end
  for name, value in pairs(beside) do
    schema[name] = value
  end
  return schema
end

function Writing:fields(service, fields)
  local properties, required, more = {}, {}, nil
  for _, f in ipairs(fields) do
    if f.name == "*" then
      more = true
    else
      properties[f.name] = self:schema(service, f)
    end
    if f.required == "documented" then
      required[#required + 1] = f.name
    end
  end
  return { type = "object", properties = properties, required = required[1] and required or nil,
    additionalProperties = more }
end

-- A component made of fields; of a bare object where they are not known.
function Writing:component(name, service, source, fields)
  name = self:free_name(name, service, source)
  if not self.from[name] then
    self.from[name] = source
    self.schemas[name] = { type = "object" } -- what refers to it from inside finds its name
    self.schemas[name] = fields and self:fields(service, fields) or self.schemas[name]
  end
  return name
end

function Writing:object(service, name)
  local data = self.model.data.services[service]
  local whose = data and data.objects and data.objects[name] and service or nil
  return self:component(names.object(whose, name), whose, ("object %s/%s"):format(whose or "", name),
    self.model:object(service, name))
end

function Writing:any()
  return self:component("ANY", nil, "any", nil)
end

function Writing:request(service, method, fields)
  return self:component(names.request(service, method), service, ("request %s/%s"):format(service, method), fields)
end

-- The answers of add and update methods have one component where they are the same.
function Writing:answer(service, method, fields)
  local shared, own = names.answer(service, method)
  if shared then
    local texts = {}
    for i, f in ipairs(fields or {}) do
      texts[i] = notation.write(f)
    end
    local source = ("answer %s/%s %s"):format(service, shared, fields and table.concat(texts, "\n") or "unknown")
    if self:free_name(shared, service, source) == shared then
      return self:component(shared, service, source, fields)
    end
  end
  return self:component(own, service, ("answer %s/%s"):format(service, method), fields)
end

local function content(schema)
  return { ["application/json"] = { schema = schema } }
end

local function fault()
  return { type = "object", properties = {
    faultcode = { type = "string", description = "The error code." },
    faultstring = { type = "string", description = "Text description of the error." },
  } }
end

local function first_upper(text)
  return text:sub(1, 1):upper() .. text:sub(2)
end

function Writing:operation(service, method, tag, stand_alone)
  local told = self.model:method(service, method)
  local request = self:request(service, method, told.params)
  local answer = self:answer(service, method, told.answer)
  local summary = first_upper((method:gsub("_", " ")))
  return {
    tags = { tag },
    operationId = service .. "_" .. method,
    summary = summary,
    description = sentence(told.about or summary) .. "\n" .. STAND_ALONE[stand_alone],
    requestBody = { content = content { type = "object", properties = { params = reference(request) } } },
    responses = {
      ["200"] = { description = "Successful response of the API method.", content = content(reference(answer)) },
      ["500"] = { description = "Failed response of the API method.", content = content(fault()) },
    },
  }
end

-- Whether a method works while the other site is down, where nobody says: reads do, and what a session needs.
local function stand_alone_of(model)
  return function(service, method)
    local told = model:method(service, method).stand_alone
    return told or model.open(service, method) and "yes" or model.safe(service, method) and "read" or "no"
  end
end

local function all()
  return true
end

--- The description of a model, as tables that any JSON library writes: no array in it is empty, and each empty table is an
--- object. (The core writes its booleans as such where it is told so: boolean = "bool".)
---@param model portabilling.api.Model
---@param options portabilling.api.WriterOptions?
---@return table
function M.write(model, options)
  options = options or {}
  local wants, stand_alone = options.wants or all, options.stand_alone or stand_alone_of(model)
  local writing = setmetatable({ model = model, schemas = {}, from = {} }, Writing)
  local tags, paths = {}, {}
  writing:any()
  for _, service in ipairs(model:services()) do
    local about = model.data.services[service].about or names.human(service) .. " management"
    local tag = ("%s | %s"):format(service, about)
    local before = #tags
    for _, method in ipairs(model:methods(service)) do
      if wants(service, method) then
        tags[before + 1] = { name = tag }
        paths[("/%s/%s"):format(service, method)] = {
          post = writing:operation(service, method, tag, stand_alone(service, method)),
        }
      end
    end
  end
  return {
    openapi = "3.0.2",
    info = {
      title = ("PortaBilling API, %s interface"):format(options.realm or "Admin"),
      version = options.version or "",
    },
    servers = { {
      url = "https://{hostname}:{port}/rest",
      variables = {
        hostname = { default = options.hostname or "localhost" },
        port = { default = tostring(options.port or 443) },
      },
    } },
    tags = tags[1] and tags or nil,
    paths = paths,
    components = { schemas = writing.schemas },
  }
end

return M
