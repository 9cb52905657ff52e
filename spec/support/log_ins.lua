-- What the specs of log-ins and renewals share: a server of given steps (support.rawserver), and tokens in need of renewal.
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local refusals = require "portabilling.tokens.refusals"
local world = require "support.world"

local M = {}

M.TOKENS = rawserver.json '{"access_token":"a.b.c","refresh_token":"r","expires_in":900}'
M.VERSION = rawserver.json '{"version":"1"}'

--- Lets tasks go on until that holds.
function M.await(client, done)
  local deadline = client.driver:now() + 20
  while not done() do
    assert(client.driver:now() < deadline, "in vain")
    client.driver:sleep(0.01)
  end
end

--- Logs in; the client's tokens are near their end then.
function M.near_its_end(client)
  assert(client:login())
  local now = client.driver:now()
  local held = client.session:export(now)
  held.expires_in, held.lifetime = 30, 900
  assert(client.session:adopt(held, now, true))
  return held
end

--- The client's token is not taken any more, as far as it knows.
function M.over(client)
  client.session:lost(client.session:generation())
end

--- A path for each spec's tokens, and a server where a spec starts one.
---@param busted table before_each, after_each
---@return table raw .path, .server once started; start(steps), client(steps, options)
function M.new(busted)
  local raw = {}
  busted.before_each(function()
    refusals.clear()
    raw.path = world.path()
  end)
  busted.after_each(function()
    if raw.server then
      raw.server.stop()
      raw.server = nil
    end
    os.remove(raw.path)
    os.remove(raw.path .. ".lock")
  end)

  --- Starts the server.
  function raw.start(steps)
    raw.server = rawserver.start(steps)
    return raw.server
  end

  --- Starts the server, and makes a client of it.
  function raw.client(steps, options)
    local own = { url = raw.start(steps).url, login = "api", token = "api-token" }
    for name, value in pairs(options or {}) do
      own[name] = value
    end
    return pb.new(own)
  end

  return raw
end

return M
