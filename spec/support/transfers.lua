-- Transfers of the curl module without a driver.
local curl = require "portabilling.curl"

local M = {}

local OF_REQUEST = { url = true, body = true, content_type = true, header = true, timeout = true,
  connect_timeout = true, once = true, max_body = true, stream = true, compress = true }

--- Starts one in one go: of a profile of its own, as the driver's are of its clients'.
---@param multi userdata
---@param options table what multi:profile and profile:send take, by name
---@return userdata? transfer
---@return string? message
function M.start(multi, options)
  local lasting = {}
  for name, value in pairs(options) do
    if not OF_REQUEST[name] then
      lasting[name] = value
    end
  end
  return multi:profile(lasting):send(nil, nil, options.url, options.body, options.content_type, options.header,
    options.timeout, options.connect_timeout, options.once, options.max_body, options.stream, options.compress)
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
