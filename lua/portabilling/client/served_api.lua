--- How the description of a server's API is got from the server: by what client/description goes by, and for who wants to
--- save it.
local address = require "portabilling.config.address"
local error_object = require "portabilling.error"
local later = require "portabilling.support.later"
local perform = require "portabilling.call"
local runner = require "portabilling.call.drive"

local openapi = later.require "portabilling.api.openapi"

local M = {}

---@class portabilling.ServedApi a server's own description of its API
---@field text string as it was served, JSON
---@field url string where
---@field name string such as AdminInterface.json

M.NOT_THERE = 'HTTP 404, it is not there; where this is the port of another realm, say which: realm = "customer" '
  .. '(or "reseller", "account", "admin")'

--- A call's settings for it: it is larger than other answers.
---@param settings table
---@return table
function M.settings(settings)
  return setmetatable({ max_body = openapi.BYTES_MOST }, { __index = settings })
end

local function is_refusal(err)
  return err.kind == "auth" or err.http_status == 401 or err.http_status == 403
end

local function text_of(answer)
  local text = tostring(answer.body)
  if type(answer.body) == "userdata" then
    answer.body:release()
  end
  return text
end

--- The first of some URLs that there is; without a session, and with one where that is refused.
---@param client portabilling.Client
---@param urls string[]
---@param settings table
---@param deadline number
---@return string? text
---@return portabilling.Error? err
---@return integer i the URL's number
---@return boolean with_session
function M.fetch(client, urls, settings, deadline)
  for i, url in ipairs(urls) do
    local answer, err = runner.document(client, settings, deadline, url, true)
    local refused = err ~= nil and is_refusal(err)
    if refused then
      answer, err = runner.document(client, settings, deadline, url, false)
    end
    if answer or err.http_status ~= 404 or i == #urls then
      return answer and text_of(answer), err, i, refused
    end
  end
end

local function unusable(message)
  return nil, error_object.new { kind = "config", code = "NO_DESCRIPTION", message = message }
end

--- What the server serves, whatever the option api says; nothing of it is kept.
---@param client portabilling.Client
---@return portabilling.ServedApi? served
---@return portabilling.Error? err
function M.served(client)
  local settings, driver = client.settings, client.driver
  local urls, names = address.descriptions(settings)
  if perform.is_dry(settings, true) then
    return unusable "a dry run does not ask for the description of the API"
  elseif not driver.gets then
    return unusable("this driver cannot fetch it; " .. openapi.how_to_save { address = urls[1] })
  end
  local text, err, i = M.fetch(client, urls, M.settings(settings), driver:now() + settings.timeout)
  local url = urls[i]
  if not text then
    if err.http_status == 404 then
      err.message = ("GET %s: %s"):format(url, M.NOT_THERE)
    end
    return nil, err
  end
  local data, message = openapi.read(text, { address = url, realm = names[i] })
  if not data then
    return unusable(message)
  end
  return { text = text, url = url, name = url:match "[^/]*$" }
end

return M
