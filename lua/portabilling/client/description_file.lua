--- A description of the API in a file, named by the option api: read when a client is made, once for all clients of the
--- process as long as it does not change. Inside nginx only where nobody waits for it: in init_by_lua or init_worker_by_lua;
--- clients that are made in requests get what was read there.
local api = require "portabilling.api"
local file = require "portabilling.file"
local later = require "portabilling.support.later"
local model = require "portabilling.api.model"
local nginx = require "portabilling.support.inside_nginx"

local openapi = later.require "portabilling.api.openapi"

local M = {}

local known = {} -- path -> { stamp, model }

local function text_of(path)
  local opened, message = io.open(path, "rb")
  if not opened then
    return nil, message
  end
  local text
  if (opened:seek "end" or 0) > openapi.BYTES_MOST then
    message = ("larger than %d MB"):format(openapi.BYTES_MOST / (1024 * 1024))
  elseif opened:seek "set" then
    text, message = opened:read "*a"
  end
  opened:close()
  return text, ("%s: %s"):format(path, message or "it cannot be read")
end

--- The model that a file makes.
---@param path string
---@param url string where it can be had
---@param realm string such as "Admin"
---@return portabilling.api.Model? model shared
---@return string? message why not, and what to do
function M.model(path, url, realm)
  local before = known[path]
  if nginx.inside() and not nginx.is_starting() then
    return before and before.model, ("%s has to be read while nginx starts, for requests would have to wait for it: "
      .. "make a client with this option in init_by_lua or init_worker_by_lua; those made later share what it read")
      :format(path)
  end
  local stamp, message = file.stamp(path)
  if not stamp then
    return nil, ("%s; %s"):format(message, openapi.how_to_save { address = url })
  elseif before and before.stamp == stamp then
    return before.model
  end
  local text, data
  text, message = text_of(path)
  if not text then
    return nil, message
  end
  data, message = openapi.read(text, { address = path, realm = realm })
  if not data then
    return nil, message
  end
  known[path] = { stamp = stamp, model = model.new(data, api.builtin) }
  return known[path].model
end

return M
