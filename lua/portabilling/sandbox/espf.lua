--- ESPF's own API, /espf/v1, which is no method of a service: GET, POST, PUT and DELETE of resources, a JSON body that is
--- the object itself, the access token of an administrator as Authorization: Bearer. What resources there are is not
--- public, so the sandbox keeps what is posted under any name, and answers with what it keeps:
---
---   POST   /espf/v1/NAME     adds an object, which gets an id
---   GET    /espf/v1/NAME     { NAME: [...] }, only those that have what the query string says
---   GET    /espf/v1/NAME/ID  the object; PUT changes it, DELETE removes it
---
--- What fails is answered with HTTP 40x and JSON, not with a fault: 401 has no good token, 403 not the scope, 404 is no
--- resource: a name under which nothing was ever posted, what is below an object, and all of it in other realms. Objects
--- are small, and the last thousand are kept.

local json = require "portabilling.sandbox.json"
local mask = require "portabilling.sandbox.mask"
local request = require "portabilling.sandbox.request"
local session = require "portabilling.sandbox.session"
local state = require "portabilling.sandbox.state"
local tables = require "portabilling.support.tables"

local M = {}

local KEPT, LONGEST = 1000, 65536 -- objects, and bytes of each

local mt = {}

local function fail(status, message)
  error(setmetatable({ status = status, message = message }, mt), 0)
end

local function check_caller()
  local token = (ngx.var.http_authorization or ""):match "^[Bb]earer%s+(%S+)%s*$"
  local caller, why = nil, "missing"
  if token then
    caller, why = session.by_token(token)
  end
  if not caller then
    fail(401, ("the access token is %s: Authorization: Bearer ACCESS_TOKEN"):format(why))
  elseif caller.realm ~= "admin" then
    fail(403, "the access token has not the scope espf.api:write: it is not an administrator's")
  end
  caller.used = state.now()
end

local function body()
  ngx.req.read_body()
  local text = ngx.req.get_body_data() or ""
  if #text > LONGEST then
    fail(413, ("the body has %d bytes; %d are taken"):format(#text, LONGEST))
  elseif not request.is_utf8(text) then
    fail(400, "the body is not valid UTF-8")
  end
  local value, message = json.decode(text)
  if type(value) ~= "table" or json.is_array(value) or not text:find "^%s*{" then
    fail(400, "the body must be a JSON object" .. (message and ": " .. message or ""))
  elseif type(value.params) == "table" and next(value, "params") == nil and next(value) == "params" then
    fail(400, "the body is the object itself: ESPF knows no params around it")
  end
  return value
end

local function position(name, id)
  for i, one in ipairs(state.espf.kept) do
    if one.name == name and ("%.0f"):format(one.object.id) == id then
      return i
    end
  end
end

local function fits(object, query)
  for name, value in pairs(query) do
    if tostring(object[name]) ~= tostring(value) then
      return false
    end
  end
  return true
end

local on_all, on_one = {}, {}

function on_all.GET(name)
  local found, query = json.array(), ngx.req.get_uri_args()
  for _, one in ipairs(state.espf.kept) do
    if one.name == name and fits(one.object, query) then
      found[#found + 1] = one.object
    end
  end
  return { [name] = found }
end

function on_all.POST(name)
  local object, kept = body(), state.espf.kept
  state.espf.last_id = state.espf.last_id + 1
  object.id = state.espf.last_id
  kept[#kept + 1] = { name = name, object = object }
  state.espf.names:put(name, true)
  if #kept > KEPT then
    table.remove(kept, 1)
  end
  return object
end

function on_one.GET(at)
  return state.espf.kept[at].object
end

function on_one.PUT(at)
  local one = state.espf.kept[at]
  local object = body()
  object.id = one.object.id
  one.object = tables.copy(object, tables.copy(one.object))
  return one.object
end

function on_one.DELETE(at)
  table.remove(state.espf.kept, at)
  return {}
end

local function run(realm, method, name, id)
  if realm ~= "admin" then
    fail(404, "ESPF's API is at the address of administrators")
  end
  check_caller()
  if not name then
    fail(404, "there is no such resource: /espf/v1/NAME, or /espf/v1/NAME/ID")
  end
  local actions = id and on_one or on_all
  if not actions[method] then
    fail(405, ("%s is not for %s: %s"):format(method, id and "an object" or "all of a name",
      table.concat(tables.sorted_keys(actions), ", ")))
  end
  if method ~= "POST" and not state.espf.names:has(name) then
    fail(404, ("there is no resource %s: nothing was posted under this name"):format(name))
  end
  if not id then
    return actions[method](name)
  end
  local at = position(name, id)
  if not at then
    fail(404, ("%s has no object %s"):format(name, id))
  end
  return actions[method](at)
end

-- What it comes to: a status, and the body as text.
local function result_of(realm, method, name, id)
  local ok, result = pcall(function()
    return json.encode(run(realm, method, name, id))
  end)
  if ok then
    return 200, result
  elseif getmetatable(result) == mt then
    return result.status, json.encode { message = result.message }
  end
  ngx.log(ngx.ERR, "espf/", method, " ", tostring(name), ": ", tostring(result))
  return 500, json.encode { message = "the sandbox failed: " .. tostring(result) }
end

--- Serve one request.
---@param realm string
function M.handle(realm)
  local name, id = ngx.var.uri:match "^/espf/v1/([%w_%-]+)/?([%w_%-]*)/?$"
  local method = ngx.req.get_method()
  local entry = { service = "espf", method = mask.text(method .. " " .. (name or ngx.var.uri)), realm = realm,
    encoding = "json", has_authorization = ngx.var.http_authorization ~= nil, params = {} }
  state.record(entry)
  local status, text = result_of(realm, method, name, id ~= "" and id or nil)
  entry.status, ngx.status = status, status
  ngx.header["Content-Type"] = "application/json; charset=UTF-8"
  ngx.print(text)
end

return M
