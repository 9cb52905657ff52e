--- A server that serves a description of its API, and does what a spec says: an nginx of its own, whose state is set and
--- read over HTTP.
---
---   server.set(name, value)    "mode": how it answers /doc/api/ ("ok", "404", "html", "truncated", "cut", "redirect",
---                              "packed" (the body is gzip), "hang" until it is set otherwise, "session": 401 without one,
---                              "broken": 500, "fault": no session will do); "mode NAME": of one file
---                              (AdminInterface.json). "body": the description. "version": what get_version
---                              answers; "version mode": "fault", "hang". "login": "refused"
---   server.count(name)         requests for a file, or a method (Generic/get_version); "with session": requests for files
---                              that carried one
---   server.get(name)           "params Service/method": what was sent last; "accepts", "content": of a request
---                              for a file, Accept-Encoding and Content-Type
local cjson = require "cjson"
local server = require "support.server"
local socket = require "socket"

local M = {}

local LOCATIONS = [[
  location = /state {
    client_body_buffer_size 32m; # a body in memory is one that Lua sees
    content_by_lua_block {
      ngx.req.read_body()
      local state, name = ngx.shared.state, ngx.unescape_uri(ngx.var.arg_name)
      if name == "reset" then
        state:flush_all()
      elseif ngx.req.get_method() == "POST" then
        state:set(name, ngx.req.get_body_data() or "")
      end
      ngx.print(tostring(state:get(name)))
    }
  }
  location /doc/api/ {
    content_by_lua_block {
      local state, name = ngx.shared.state, ngx.var.uri:match "[^/]+$"
      state:incr("count " .. name, 1, 0)
      state:set("accepts", ngx.var.http_accept_encoding)
      state:set("content", ngx.var.http_content_type)
      local session = ngx.var.http_authorization
      if session then
        state:incr("count with session", 1, 0)
      end
      local function mode() return state:get("mode " .. name) or state:get "mode" end
      while mode() == "hang" do ngx.sleep(0.01) end
      local how, body = mode(), state:get "body"
      ngx.header.content_type = "application/json"
      if how == "404" then
        return ngx.exit(404)
      elseif how == "broken" then
        return ngx.exit(500)
      elseif how == "session" and session ~= "Bearer header.body.signature" then
        return ngx.exit(401)
      elseif how == "fault" then
        ngx.status = 500
        return ngx.print '{"faultcode":"Server.Session.check_auth.auth_failed","faultstring":"not for you"}'
      elseif how == "redirect" then
        return ngx.redirect("/doc/api/Other.json")
      elseif how == "html" then
        ngx.header.content_type = "text/html"
        body = "<html>Log in, please</html>"
      elseif how == "packed" then
        ngx.header.content_encoding = "gzip"
      elseif how == "truncated" then
        body = body:sub(1, #body / 2)
      elseif how == "cut" then
        ngx.header.content_length = #body
        ngx.print(body:sub(1, #body / 2))
        ngx.flush(true)
        return ngx.exit(ngx.ERROR)
      end
      ngx.header.content_length = #body
      ngx.print(body)
    }
  }
  location /rest/ {
    content_by_lua_block {
      ngx.req.read_body()
      local state, method = ngx.shared.state, ngx.var.uri:match "^/rest/(.+)$"
      state:incr("count " .. method, 1, 0)
      state:set("params " .. method, ngx.req.get_body_data())
      ngx.header.content_type = "application/json"
      local function fault(code)
        ngx.status = 500
        ngx.print('{"faultcode":"' .. code .. '","faultstring":"no"}')
      end
      if method == "Session/login" then
        if state:get "login" == "refused" then
          return fault "Server.Session.auth_failed"
        end
        ngx.print '{"access_token":"header.body.signature","refresh_token":"r","session_id":"s","expires_in":172799}'
      elseif method == "Session/login_to_realm" then
        ngx.print '{"access_token":"header.child.signature","session_id":"c"}'
      elseif method == "Generic/get_version" then
        while state:get "version mode" == "hang" do ngx.sleep(0.01) end
        if state:get "version mode" == "fault" then
          return fault "Server.Generic.denied"
        end
        ngx.print('{"version":"' .. (state:get "version" or "MR120-1") .. '"}')
      else
        ngx.print '{"i_thing":7,"i_account":9,"thing_list":[{"i_thing":7}],"account_info":{"i_account":9}}'
      end
    }
  }
]]

--- A description in the vendor's form: of a service that nobody else knows, and of one that everybody does.
---@param more table? further methods: "/Service/method" -> { params, answer }, as properties
---@return string
function M.description(more)
  local paths = {}
  local function method(path, params, answer)
    local function object(properties)
      return { type = "object", properties = properties }
    end
    paths[path] = { post = { tags = { path:match "^/(%a+)" .. " | Things" }, operationId = path:sub(2):gsub("/", "_"),
      requestBody = { content = { ["application/json"] = { schema = object { params = object(params) } } } },
      responses = { ["200"] = { content = { ["application/json"] = { schema = object(answer) } } } },
    } }
  end
  local thing = { type = "object", properties = { name = { type = "string" }, switched = { type = "string",
    enum = { "N", "Y" } } } }
  local id = { type = "integer" }
  method("/NewService/add_thing", { thing_info = thing }, { i_thing = id })
  method("/NewService/get_thing_list", { limit = id, offset = id }, { thing_list = { type = "array", items = thing } })
  method("/Account/get_account_info", { i_account = id }, { account_info = { type = "object", properties = {
    i_account = id } } })
  for path, of in pairs(more or {}) do
    method(path, of[1], of[2])
  end
  return cjson.encode { openapi = "3.0.2", info = { title = "PortaBilling", version = "1" }, paths = paths,
    servers = { { url = "https://{hostname}:{port}/rest" } } }
end

---@param options table? of support.server
---@return table server
function M.start(options)
  local own = { locations = LOCATIONS, http = "lua_shared_dict state 40m;" }
  for name, value in pairs(options or {}) do
    own[name] = value
  end
  local started = server.start(own)

  local function state(method, name, body)
    local connection = assert(socket.connect("127.0.0.1", started.plain_port))
    connection:settimeout(60)
    assert(connection:send(("%s /state?name=%s HTTP/1.0\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"):format(method,
      name:gsub(" ", "%%20"), #body, body)))
    local answer = assert(connection:receive "*a")
    connection:close()
    return (assert(answer:match "^HTTP/1.1 200.-\r\n\r\n(.*)$", answer))
  end
  function started.set(name, value)
    state("POST", name, value)
  end
  function started.get(name)
    return state("GET", name, "")
  end
  function started.count(name)
    return tonumber(started.get("count " .. name)) or 0
  end
  --- Back to the first state.
  function started.reset()
    state("POST", "reset", "")
    started.set("body", M.description())
  end
  started.reset()
  return started
end

return M
