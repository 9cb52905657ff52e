--- Misbehaviours on order: the next call (or the n-th) that matches goes wrong in the way asked for.

local answer = require "portabilling.sandbox.answer"
local api = require("portabilling.api").builtin
local json = require "portabilling.sandbox.json"
local suggest = require "portabilling.support.suggest"
local tables = require "portabilling.support.tables"

local M = {}

--- Actions before the call is executed. Each returns true when there is nothing left to do.
M.before = {}

--- Actions after it, given the answer {status, body, content_type}; each sends it or not.
M.after = {}

local function drop()
  ngx.exit(444) -- nginx closes the connection without a word
  return true
end

M.before.drop_before = drop
M.after.drop_after = drop

function M.before.slow(injection)
  ngx.sleep(injection.seconds or 1)
end

function M.before.status(injection)
  ngx.status = injection.status or 502
  ngx.header["Content-Type"] = injection.content_type or "text/html"
  for name, value in pairs(injection.headers or {}) do
    ngx.header[name] = value
  end
  ngx.print(injection.body or "<html><head><title>Bad Gateway</title></head><body>Bad Gateway</body></html>")
  return true
end

function M.before.fault(injection)
  ngx.status = 500
  ngx.header["Content-Type"] = "application/json; charset=UTF-8"
  ngx.print(json.encode {
    faultcode = injection.faultcode or "Server.internal_error",
    faultstring = injection.faultstring or "Injected fault",
  })
  return true
end

function M.after.body(injection)
  ngx.header["Content-Type"] = injection.content_type or "application/json; charset=UTF-8"
  ngx.print(injection.body or "")
  return true
end

function M.after.truncate(_, result)
  answer.send_part(result)
  return true
end

--- Actions that the request entry itself takes: expire ends the caller's session before the call is looked at.
M.during = { expire = true }

local TEXTS = { "method", "faultcode", "faultstring", "body", "content_type" }
local NUMBERS = { times = { 1, 1e9 }, after = { 0, 1e9 }, status = { 200, 599 }, seconds = { 0, 3600 } }

local known = { action = true, headers = true }
for _, name in ipairs(TEXTS) do
  known[name] = true
end
for name in pairs(NUMBERS) do
  known[name] = true
end

-- Some mistakes in a pattern are found only where it begins to fit.
local function is_pattern(pattern)
  if not pattern:find "[%[%%()]" then
    return true
  end
  for _, service in ipairs(api:services()) do
    for _, method in ipairs(api:methods(service)) do
      if not pcall(string.find, service .. "/" .. method, "^" .. pattern .. "$") then
        return false
      end
    end
  end
  return true
end

local function are_headers(headers)
  if type(headers) ~= "table" then
    return false
  end
  for name, value in pairs(headers) do
    if type(name) ~= "string" or not name:find "^[%w_-]+$" or type(value) ~= "string" then
      return false
    end
  end
  return true
end

--- Check an order.
---@param injection table
---@return boolean? ok
---@return string? message
function M.check(injection)
  local action = injection.action
  if type(action) ~= "string" or not (M.before[action] or M.after[action] or M.during[action]) then
    return nil, "inject: unknown action " .. tostring(action)
  end
  for name, value in pairs(injection) do
    local range = NUMBERS[name]
    if not known[name] then
      local question = suggest.message(name, tables.sorted_keys(known))
      return nil, ("inject: there is no %s%s"):format(tostring(name), question ~= "" and "; " .. question or "")
    elseif range and not (type(value) == "number" and value >= range[1] and value <= range[2]) then
      return nil, ("inject: %s must be a number from %.0f to %.0f"):format(name, range[1], range[2])
    elseif name == "headers" and not are_headers(value) then
      return nil, "inject: headers must be an object of texts"
    elseif not range and name ~= "headers" and type(value) ~= "string" then
      return nil, ("inject: %s must be a text"):format(name)
    end
  end
  if injection.method and not is_pattern(injection.method) then
    return nil, "inject: method must be a Lua pattern for Service/method"
  end
  return true
end

--- Take the first waiting injection that this call meets.
---@param queue table[] changed: what is used up goes
---@param method string "Service/method"
---@return table?
function M.take(queue, method)
  for i, injection in ipairs(queue) do
    local fine, found = true, not injection.method or injection.method == method
    if not found then
      fine, found = pcall(string.find, method, "^" .. injection.method .. "$")
    end
    if fine and found then
      if (injection.after or 0) > 0 then
        injection.after = injection.after - 1
      else
        injection.times = (injection.times or 1) - 1
        if injection.times <= 0 then
          table.remove(queue, i)
        end
        return injection
      end
    end
  end
end

return M
