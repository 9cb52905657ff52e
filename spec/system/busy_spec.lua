-- A process that is stopped past the time-out of its call (a debugger, a machine that sleeps), while the answer comes.
local await = require "support.await"
local rawserver = require "support.rawserver"
local shell = require "support.shell"
local socket = require "socket"

local TIMEOUT = 1.5

local ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"i_customer\":1}"

local SCRIPT = [[
  local pb = require "portabilling"
  local client = assert(pb.new { url = %q, access_token = "a-token-of-somebody", timeout = %s, retries = 0 })
  local answer = assert(client:update("Customer", "customer", { customer_info = { i_customer = 1 } }))
  assert(answer.i_customer == 1)
]]

describe("a process that is stopped past its call's time-out", function()
  it("takes the answer that came meanwhile", function()
    local raw = rawserver.start { { "later", ANSWER } }
    finally(raw.stop)
    local process = shell.lua_process(SCRIPT:format(raw.url, TIMEOUT))
    await(function() return raw.count() == 1 or process:ended() end)
    os.execute("kill -STOP " .. process.pid)
    raw.release()
    socket.sleep(TIMEOUT) -- what has to pass
    os.execute("kill -CONT " .. process.pid)
    await(function() return process:ended() end)
    assert.is_true(process:kill())
  end)
end)
