-- Clients whose server answers what a spec says: see portabilling.driver.replay.
local cjson = require "cjson"
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

local M = {}

---@param answers table[]|fun(request: table): table
---@param options table? the client's; replay: those of the driver
---@return portabilling.Client
---@return portabilling.driver.Replay
function M.client(answers, options)
  local settings = { url = "https://localhost:8443", login = "api", token = "marker-token" }
  for name, value in pairs(options or {}) do
    settings[name] = value
  end
  settings.driver = replay.open(answers, options and options.replay)
  settings.replay = nil
  return pb.new(settings), settings.driver
end

function M.fault(code, text)
  return { status = 500, body = cjson.encode { faultcode = code, faultstring = text or "text" } }
end

--- What a server says that knows no such session.
M.LOST = M.fault("Server.Session.check_auth.auth_failed", "Authentification failed")

return M
