--- What is served of each realm's API at /doc/api/, to everybody: the description, as PortaBilling does, at
--- <Realm>Interface.json, and reference pages. Both tell what the sandbox has of the realm.

local api = require "portabilling.api"
local json = require "portabilling.sandbox.json"
local openapi_writer = require "portabilling.api.openapi_writer"
local pages = require "portabilling.api.pages"
local server = require "portabilling.sandbox.server"
local tables = require "portabilling.support.tables"

local M = {}

local NAMES = { admin = "Admin", reseller = "Reseller", customer = "Customer", account = "Account" }

local function wants(realm)
  return function(service, method)
    return server.offers(realm, service, method)
  end
end

-- As JSON, with keys sorted: the same model gives the same text. Empty tables are objects (see openapi_writer.lua).
local function write(value)
  if type(value) ~= "table" then
    return json.encode(value)
  end
  local parts = {}
  for i, item in ipairs(value) do
    parts[i] = write(item)
  end
  if parts[1] then
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for i, key in ipairs(tables.sorted_keys(value)) do
    parts[i] = json.encode(key) .. ":" .. write(value[key])
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

-- The address by which it was reached, as the sandbox's own URLs name it.
local function hostname()
  local address = ngx.var.server_addr
  return address == "127.0.0.1" and "localhost" or address
end

local function description(realm)
  return write(openapi_writer.write(api.builtin, {
    realm = NAMES[realm], version = server.version(), wants = wants(realm), hostname = hostname(),
    port = ngx.var.server_port,
  }))
end

local sites = {}

local function site(realm)
  sites[realm] = sites[realm] or pages.new(api.builtin, {
    subtitle = ("sandbox, %s realm, %s"):format(realm, server.version()), wants = wants(realm),
    about = ("What the sandbox has of the %s realm."):format(realm),
  })
  return sites[realm]
end

-- Made when they are first asked for. That an address is part of the key changes nothing: there are few.
local made = {}

local function make(realm, path)
  if path == NAMES[realm] .. "Interface.json" then
    return "application/json", description(realm)
  end
  if path == "" or path:sub(-1) == "/" then
    path = path .. "index.html"
  end
  return "text/html; charset=utf-8", site(realm):page(path)
end

local function get(realm, path)
  local key = ("%s %s %s"):format(realm, hostname(), path)
  if not made[key] then
    local content_type, body = make(realm, path)
    if not body then
      return nil
    end
    made[key] = { content_type = content_type, body = body, tag = ('"%s"'):format(ngx.md5(body)) }
  end
  return made[key]
end

--- Serve one request for something below /doc/.
---@param realm "admin"|"reseller"|"customer"|"account"
function M.handle(realm)
  local path = ngx.var.uri:match "^/doc/api/(.*)$"
  if ngx.var.uri == "/doc/api" or ngx.var.uri == "/doc/" then
    return ngx.redirect "/doc/api/"
  end
  local method = ngx.req.get_method()
  if method ~= "GET" and method ~= "HEAD" then
    ngx.header["Allow"] = "GET, HEAD"
    return ngx.exit(405)
  end
  local found = path and get(realm, path)
  if not found then
    return ngx.exit(404)
  end
  ngx.header["Content-Type"] = found.content_type
  ngx.header["Content-Length"] = #found.body
  ngx.header["ETag"] = found.tag -- nginx answers If-None-Match
  ngx.header["Cache-Control"] = "no-cache" -- ask whether it is still so
  ngx.print(found.body)
end

return M
