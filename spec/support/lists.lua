-- A list server in nginx that counts what it is asked, how much of it at once, and changes its list on schedule.
local http = require "socket.http"
local pb = require "portabilling"
local server = require "support.server"

local M = {}

local LOCATIONS = [[
location /rest/Session/ {
  content_by_lua_block {
    ngx.header["Content-Type"] = "application/json"
    ngx.print('{"access_token":"a.b.c","refresh_token":"r","session_id":"s","expires_in":172799}')
  }
}
location /rest/ { content_by_lua_block { require("support.list_server").answer() } }
location /reset { client_body_buffer_size 8m; content_by_lua_block { require("support.list_server").reset() } }
location /state { content_by_lua_block { require("support.list_server").state() } }
]]

--- Starts it. :reset{ count, changes = { { before = n, insert = at, many = k } or { before = n, from, to } or { before = n,
--- move = from, to = at } }, clamp, total, delay, together, texts, rename = { before = n, row, text } }, :state(),
--- :client(options), :stop(). total: true (the right one, when asked for it), a number, or "page"; texts: the rows as JSON, in
--- which <bad> becomes a byte that is no UTF-8; together: answers but the first wait until so many have been asked for at once.
function M.start()
  local self = { server = server.start { locations = LOCATIONS } }
  function self.reset(_, options)
    local body = require("portabilling.json").encode(options)
    local answer, status = http.request(self.server.plain_url .. "/reset", body)
    assert(status == 200, answer)
  end
  function self.state()
    return require("portabilling.core").decode((http.request(self.server.plain_url .. "/state")))
  end
  function self.client(_, options)
    local settings = { url = self.server.url, login = "x", token = "y-token", ca_file = self.server.ca_file }
    for name, value in pairs(options or {}) do
      settings[name] = value
    end
    return pb.new(settings)
  end
  function self.stop()
    self.server.stop()
  end
  return self
end

return M
