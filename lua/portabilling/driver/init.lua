--- Which driver a client gets: the option's, else the one of the place where it runs.
local nginx = require "portabilling.support.inside_nginx"

local M = {}

local MODULES = { curl = "portabilling.driver.curl", cosocket = "portabilling.driver.nginx.cosocket" }

---@param settings table options in force
---@param user_agent string
---@return table? driver
---@return string? message
function M.open(settings, user_agent)
  local wanted = settings.driver or (nginx.inside() and "cosocket" or "curl")
  if type(wanted) == "table" then
    return wanted
  elseif wanted == "cosocket" and not nginx.inside() then
    return nil, 'driver = "cosocket" works only inside nginx'
  end
  return require(MODULES[wanted]).open {
    ca_file = settings.ca_file,
    verify = settings.verify,
    proxy = settings.proxy,
    idle_limit = settings.idle_limit,
    max_age = settings.max_age,
    loop = settings.loop,
    user_agent = user_agent,
  }
end

return M
