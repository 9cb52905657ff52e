-- A sandbox for a spec file, asked by a client that shares nothing with the library.
local http = require "support.curl_program"
local sandbox = require "portabilling.sandbox"

local M = {}

--- Starts it before the specs of a block, and stops it behind them.
---@param busted { setup: function, teardown: function }
---@param options table? of sandbox.start; without: a small one whose records are always the same
---@return table asked .sandbox once running; call, ok and refused take a method, parameters, and the realm of one who can
---  log in there (without: an administrator)
function M.new(busted, options)
  local asked, callers = {}, nil
  busted.setup(function()
    asked.sandbox, callers = assert(sandbox.start(options or { size = "small", today = "2026-03-15" })), {}
  end)
  busted.teardown(function()
    asked.sandbox:stop()
  end)

  --- Answers what came, whatever it is.
  function asked.call(method, params, realm)
    realm = realm or "admin"
    if not callers[realm] then
      local login = asked.sandbox.logins[realm]
      callers[realm] = http.login(asked.sandbox, realm,
        realm ~= "admin" and { login = login.login, password = login.password } or nil)
    end
    return callers[realm](method, params)
  end

  --- Answers the record that came, and its text.
  function asked.ok(method, params, realm)
    local answer = asked.call(method, params, realm)
    assert(answer.status == 200, answer.body)
    return answer.json, answer.body
  end

  --- Answers code and text of the fault that came.
  function asked.refused(method, params, realm)
    local answer = asked.call(method, params, realm)
    assert(answer.status == 500, answer.body)
    return answer.json.faultcode, answer.json.faultstring
  end

  return asked
end

return M
