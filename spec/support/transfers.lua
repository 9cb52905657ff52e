-- Transfers of the curl module without a driver.
local curl = require "portabilling.curl"

local M = {}

local OF_REQUEST = { url = true, body = true, content_type = true, authorization = true, timeout = true,
  connect_timeout = true, once = true, max_body = true }
local OF_SEND = { stream = true, compress = true }

--- Starts one in one go: of a profile of its own, as the driver's are of its clients'.
---@param multi userdata
---@param options table what multi:profile and profile:send take, by name
---@return userdata? transfer
---@return string? message
function M.start(multi, options)
  local lasting, request = {}, {}
  for name, value in pairs(options) do
    if OF_REQUEST[name] then
      request[name] = value
    elseif not OF_SEND[name] then
      lasting[name] = value
    end
  end
  return multi:profile(lasting):send(request, nil, options.stream, options.compress)
end

local LONGEST = 120

--- Something that is called again and again while one waits: raises when that takes too long.
---@return fun()
function M.bound()
  local deadline = curl.now() + LONGEST
  return function()
    assert(curl.now() < deadline, "waited in vain")
  end
end

return M
