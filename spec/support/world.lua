-- One sandbox for a spec file, and clients for it.
local pb = require "portabilling"
local refusals = require "portabilling.tokens.refusals"
local sandbox = require "portabilling.sandbox"

local M = {}

-- Clients that send what the server does not have are to be noticed: so the server is strict, unless options say
-- otherwise.
local function strict(options)
  local own = {}
  for name, value in pairs(options or {}) do
    own[name] = value
  end
  own.settings = { strict = true, unknown = "refuse" }
  for name, value in pairs(options and options.settings or {}) do
    own.settings[name] = value
  end
  return own
end

--- Starts it before the file's specs and brings it back to its first state after each.
---@param options table? of sandbox.start
---@return table world .sandbox once running; client(options), stats(), calls(method), settle()
function M.new(busted, options)
  local world = {}
  busted.setup(function()
    world.sandbox = assert(sandbox.start(strict(options)))
  end)
  busted.teardown(function()
    world.sandbox:stop()
  end)
  busted.before_each(function()
    assert(world.sandbox:reset())
    refusals.clear()
  end)

  --- A client of the administrator, or of what options say.
  function world.client(own)
    local settings = { url = world.sandbox.url.admin, ca_file = world.sandbox.ca_file }
    for name, value in pairs(own or {}) do
      settings[name] = value
    end
    if not settings.login then
      settings.login, settings.token = world.sandbox.login, world.sandbox.token
    end
    return pb.new(settings)
  end

  --- Gives each spec of a block an administrator's client of its own.
  ---@return fun(service: string, method: string, params: table?): table call with it: answers what must come
  ---@return fun(): table client
  function world.each(block)
    local client
    block.before_each(function()
      client = world.client()
    end)
    block.after_each(function()
      client:close()
    end)
    return function(service, method, params)
      return assert(client:call(service, method, params))
    end, function()
      return client
    end
  end

  --- Lets what is still in flight come to its end.
  function world.settle()
    local client = world.client()
    if not client.driver.multi then -- inside nginx
      while client.driver.tasks:pending() do
        client.driver:sleep(0.01)
      end
      return client:close()
    end
    client.driver.tasks:await(function()
      return client.driver.multi:running() == 0 and not client.driver.tasks:pending()
    end)
    client:close()
  end

  --- What the server counted.
  function world.stats()
    return assert(world.sandbox:stats())
  end

  --- How often the server was asked for a method ("Account/add_account").
  function world.calls(method)
    return world.stats().methods[method] or 0
  end

  return world
end

--- A call that needs a session, and nothing else.
function M.version(client, options)
  return client:call("Generic", "get_version", {}, options)
end

--- Transfers that the client's pool still carries.
function M.in_flight(client)
  return client.driver.multi:running()
end

--- All of it, finalizers of finalizers too.
function M.collect_garbage()
  for _ = 1, 3 do
    collectgarbage()
  end
end

--- A temporary path that is free.
function M.path()
  local path = os.tmpname()
  os.remove(path)
  return path
end

return M
