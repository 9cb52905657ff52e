--- The description that an operator's own server gives of its API (OpenAPI 3.0, /doc/api/<Realm>Interface.json), read into what
--- a model is made from, in the notation: `model.new(data, builtin)` makes it. Nothing in it is trusted: what cannot be
--- understood is left out or stays unknown, and what is no description is refused with the reason.
---
--- Objects that have no name are called after the place where they stand, such as "Account.add_account.account_info"; fields
--- stand in alphabetical order, for JSON has none.
local core = require "portabilling.core"
local prose = require "portabilling.api.openapi_prose"
local schemas = require "portabilling.api.openapi_schema"
local tables = require "portabilling.support.tables"
local text_of = require "portabilling.support.text"

local M = {}

---@class portabilling.api.ReadOptions
---@field realm string? whose description it is, such as "Customer"; by default what it says
---@field address string? where it is: for messages
---@field max_bytes integer? 32 MB by default
---@field timeout number? seconds that decoding may take, and as long the reading of what was decoded

--- Bytes that a description may have, where nothing else is said.
M.BYTES_MOST = 32 * 1024 * 1024
local VALUES_MOST = 20000000
local TAG_MOST = 500
local REALMS = { "Admin", "Reseller", "Customer", "Account" }
local FORMAT = "portabilling api 1"

--- How to get the file where it cannot be fetched.
---@param options portabilling.api.ReadOptions?
---@return string
function M.how_to_save(options)
  local address = options and options.address
  if not (address and address:find "^https?://") then
    address = ("https://HOST/doc/api/%sInterface.json"):format(options and options.realm or "<Realm>")
  end
  return ("open %s in a browser, save the page as a file (it begins with '{' and has \"openapi\": \"3.0...\"), and "
    .. "give its path as the option 'api'"):format(address)
end

local function refused(options, reason, ...)
  return nil, ("the API description%s %s; %s"):format(options.address and " " .. options.address or "",
    reason:format(...), M.how_to_save(options))
end

local function is_table(value)
  return type(value) == "table"
end

-- What stands in a table; nil of anything else.
local function at(value, name)
  if type(value) == "table" then return value[name] end
end

-- Of a body or an answer, the schema of the JSON in it.
local function schema_of(reading, holder)
  for _ = 1, 10 do
    local ref = at(holder, "$ref")
    if ref == nil then break end
    holder = reading:target(ref)
  end
  local content = at(holder, "content")
  if not is_table(content) then return nil end
  local media = content["application/json"]
  if media == nil then
    local types = {}
    for name in pairs(content) do
      if type(name) == "string" then types[#types + 1] = name end
    end
    table.sort(types)
    media = content[types[1]]
  end
  return at(media, "schema")
end

-- What a method takes: what its body has in "params", or the body itself.
local function params_of(reading, operation, where)
  local schema = schema_of(reading, operation.requestBody)
  local inside, found = reading:property(schema, "params")
  if found then return reading:fields(inside, where) end
  local fields = reading:fields(schema, where)
  return fields ~= "" and fields or nil
end

local function answer_of(reading, operation, where)
  local responses = operation.responses
  local answer = at(responses, "200") or at(responses, "201") or at(responses, "2XX") or at(responses, "default")
  return reading:fields(schema_of(reading, answer), where .. ".answer")
end

-- "ACL | ACL management"
local function about_service(service, operation)
  local tag = at(operation.tags, 1)
  if type(tag) ~= "string" then return nil end
  tag = tag:sub(1, TAG_MOST) -- the pattern takes the square of its length
  local name, about = tag:match "^%s*(.-)%s*|%s*(.-)%s*$"
  about = about or tag
  return about ~= service and prose.line(about) or nil, name
end

-- An update takes what is to be changed: what a component requires that is shared with creates holds for these alone. Else
-- no update would pass that leaves a field as it is.
local function without_required(params)
  return params and params:gsub(":{%+", ":{")
end

local function read_method(reading, service, method, operation)
  local where = service .. "." .. method
  local about, stand_alone = prose.method(operation.description)
  local params = params_of(reading, operation, where)
  return {
    method:find "^update_" and without_required(params) or params,
    answer_of(reading, operation, where),
    about = about or prose.line(operation.summary),
    stand_alone = stand_alone,
  }
end

-- The same texts only once: Lua 5.4 keeps long strings that are equal each for itself.
local function shared_texts()
  local seen = {}
  return function(text)
    if text == nil then return nil end
    seen[text] = seen[text] or text
    return seen[text]
  end
end

local function read_services(reading, paths)
  local services, count = {}, 0
  local same = shared_texts()
  for _, path in ipairs(tables.sorted_keys(paths)) do
    local service, method = path:match "^/([^/]+)/([^/]+)/?$"
    if not service then service, method = path:match "^/rest/([^/]+)/([^/]+)/?$" end
    local operation = service and not schemas.has_control(path) and at(paths[path], "post")
    if is_table(operation) then
      local data = services[service] or { methods = {} }
      services[service] = data
      data.about = data.about or (about_service(service, operation))
      local read = read_method(reading, service, method, operation)
      read[1], read[2], read.about = same(read[1]), same(read[2]), same(read.about)
      data.methods[method] = read
      count = count + 1
    end
  end
  return services, count
end

local function realm_of(description)
  local title = at(description.info, "title")
  for _, realm in ipairs(REALMS) do
    if type(title) == "string" and (title:find(realm .. "Interface", 1, true) or title:lower():find(
      "%f[%a]" .. realm:lower() .. "%f[%A]")) then
      return realm
    end
  end
end

local function paths_by_text(paths)
  local named = {}
  for path, value in pairs(paths) do
    if type(path) == "string" then named[path] = value end
  end
  return named
end

--- What a model is made from, of a description that was decoded already (by the core, null kept).
---@param description any
---@param options portabilling.api.ReadOptions?
---@return portabilling.api.Data?
---@return string? message
function M.reduce(description, options)
  options = options or {}
  if not is_table(description) then
    return refused(options, "is JSON, but no object")
  end
  local version = description.openapi
  if version == nil and type(description.swagger) == "string" then
    return refused(options, "is of OpenAPI (Swagger) %s, and PortaBilling's is of 3.0",
      text_of.line(description.swagger):sub(1, 20))
  elseif type(version) ~= "string" then
    return refused(options, "is JSON, but no OpenAPI description: it has no \"openapi\"")
  elseif not version:find "^3%.0" then
    return refused(options, "is of OpenAPI %s, and PortaBilling's is of 3.0", text_of.line(version):sub(1, 20))
  elseif not is_table(description.paths) then
    return refused(options, "has no \"paths\"")
  end
  local reading = schemas.new(description, options.timeout)
  local ok, services, count = pcall(read_services, reading, paths_by_text(description.paths))
  local objects
  if ok then ok, objects = pcall(reading.read_objects, reading) end
  if not ok then
    local reason = objects or services
    if reason == schemas.TOO_LATE then
      return refused(options, "could not be read in %s seconds", tostring(options.timeout))
    end
    if reason ~= schemas.TOO_MUCH then error(reason, 0) end
    return refused(options, "cannot be read: put together, its schemas grow without end")
  elseif count == 0 then
    return refused(options, "has no method: no path of it is such as /Account/get_account_info")
  end
  local told = at(description.info, "version")
  return {
    own = true,
    realm = options.realm or realm_of(description),
    version = type(told) == "string" and told ~= "" and prose.line(told) or nil,
    services = services,
    shared = { objects = objects },
  }
end

-- What a text that is no JSON may be.
local function what_else(text, reason)
  local head = text:sub(1, 400):gsub("^%s+", "")
  if head:find "^\31\139" then
    return "is compressed (gzip); unpack it"
  elseif head:find "^<" then
    return head:lower():find "<wsdl" and "is XML (a WSDL), not JSON"
      or "is a page (HTML), not JSON: perhaps that of a log-in"
  elseif head:find "^{" and not text:find "}%s*$" then
    return ("is cut off: it ends after %d bytes without its last '}'"):format(#text)
  end
  return "is no JSON: " .. text_of.line(reason)
end

--- What a model is made from, of a description as it came.
---@param text string
---@param options portabilling.api.ReadOptions?
---@return portabilling.api.Data?
---@return string? message
function M.read(text, options)
  options = options or {}
  local most = options.max_bytes or M.BYTES_MOST
  if #text > most then
    return refused(options, "is too large: %d bytes, %d are allowed", #text, most)
  elseif not text:find "%S" then
    return refused(options, "is empty")
  end
  if text:find "^\239\187\191" then text = text:sub(4) end -- the byte order mark of an editor that saved it
  local description, message, _, limit = core.decode(text, { array_mt = true, keep_null = true,
    max_values = VALUES_MOST, timeout = options.timeout })
  if description == nil then
    if limit == "DEADLINE" then
      return refused(options, "could not be read in %s seconds", tostring(options.timeout))
    end
    if limit then return refused(options, "is too large: %s", message) end
    return refused(options, "%s", what_else(text, message))
  end
  return M.reduce(description, options)
end

--- Data as a text for a file, from which it is restored faster than the description is read.
---@param data portabilling.api.Data
---@return string? text
---@return string? reason why there is none
function M.cached(data)
  local services = {}
  for name, service in pairs(data.services) do
    local methods = {}
    for method, told in pairs(service.methods) do
      methods[method] = { params = told[1], answer = told[2], about = told.about, stand_alone = told.stand_alone }
    end
    services[name] = { about = service.about, methods = methods }
  end
  local text, reason = core.encode({ realm = data.realm, version = data.version, services = services,
    objects = data.shared.objects }, { max_values = VALUES_MOST })
  if not text then return nil, reason end
  return ("%s %s\n%s"):format(FORMAT, core.sha256(text), text)
end

--- Data from such a text.
---@param text string
---@return portabilling.api.Data?
---@return string? reason why it cannot be used: of another release, cut off, changed by somebody
function M.restore(text)
  local head, rest = text:match "^([^\n]*)\n(.*)$"
  if not head or head:sub(1, #FORMAT + 1) ~= FORMAT .. " " then
    return nil, "it is of another format, not '" .. FORMAT .. "'"
  elseif core.sha256(rest) ~= head:sub(#FORMAT + 2) then
    return nil, "it is cut off or was changed"
  end
  local kept, message = core.decode(rest, { max_values = VALUES_MOST })
  if not is_table(kept) or not is_table(kept.services) or not is_table(kept.objects) then
    return nil, "it cannot be read" .. (type(message) == "string" and ": " .. message or "")
  end
  for _, service in pairs(kept.services) do
    for _, told in pairs(service.methods) do
      told[1], told[2], told.params, told.answer = told.params, told.answer, nil, nil
    end
  end
  return { own = true, realm = kept.realm, version = kept.version, services = kept.services,
    shared = { objects = kept.objects } }
end

return M
