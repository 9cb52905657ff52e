-- What specs of log-ins share that a server of given steps answers: see support.rawserver.
local pb = require "portabilling"
local rawserver = require "support.rawserver"
local refusals = require "portabilling.tokens.refusals"
local world = require "support.world"

local M = {}

M.TOKENS = rawserver.json '{"access_token":"a.b.c","refresh_token":"r","expires_in":900}'

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
