-- Clients that go by the description that a server gives of its API, for one spec file: real HTTP, a real cache folder, and a
-- clock that can be set.
local description = require "portabilling.client.description"
local description_server = require "support.description_server"
local pb = require "portabilling"
local refusals = require "portabilling.tokens.refusals"
local shell = require "support.shell"

local M = {}

--- Starts the server before the file's specs; each of them begins with an empty cache folder, in what is like a new process.
---@param busted table setup, teardown, before_each, after_each
---@return table w .server (support.description_server), .cache (folder), .clock (seconds, added to the clients' time),
--- .events (warnings that the clients told), and functions
function M.new(busted)
  local w, clients, getenv = {}, {}, os.getenv

  busted.setup(function()
    w.server = description_server.start()
    os.getenv = function(name) -- luacheck: ignore 122
      if name == "XDG_CACHE_HOME" then
        return w.cache
      end
      return getenv(name)
    end
  end)
  busted.teardown(function()
    os.getenv = getenv -- luacheck: ignore 122
    w.server.stop()
  end)
  busted.before_each(function()
    w.server.reset()
    description.forget()
    refusals.clear()
    w.cache, clients, w.events, w.clock = shell.output "mktemp -d", {}, {}, 0
  end)
  busted.after_each(function()
    for _, client in ipairs(clients) do
      client:close()
    end
    shell.output("rm -rf " .. shell.quote(w.cache))
  end)

  --- Closes it at the spec's end.
  function w.keep(client)
    clients[#clients + 1] = client
  end

  --- A client of the server.
  function w.new(options)
    local own = { url = w.server.plain_url, login = "api", token = "marker-token", api = "server", timeout = 20,
      log = function(event)
        if event.event == "warning" then
          w.events[#w.events + 1] = event.message
        end
      end }
    for name, value in pairs(options or {}) do
      own[name] = value
    end
    local client = pb.new(own)
    client.driver.wall = function() return os.time() + w.clock end
    w.keep(client)
    return client
  end

  --- What a new process would make that has the same cache folder.
  function w.later_process(options)
    description.forget()
    return w.new(options)
  end

  --- A call that only the server's description knows.
  function w.create(client, options)
    return client:create("NewService", "thing", { thing_info = { name = "x", switched = true } }, options)
  end

  --- One that what is built in knows as well.
  function w.known(client)
    return client:get("Account", "account", { i_account = 9 })
  end

  --- The warning that has this text.
  function w.told(text)
    for _, message in ipairs(w.events) do
      if message:find(text, 1, true) then
        return message
      end
    end
  end

  --- Path of the file that is kept.
  function w.kept()
    local names = shell.output("ls -A " .. w.cache .. "/portabilling 2>/dev/null || true")
    return names ~= "" and w.cache .. "/portabilling/" .. names or nil
  end

  return w
end

return M
