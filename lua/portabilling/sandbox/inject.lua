--- Misbehaviours on order: the next call (or the n-th) that matches goes wrong in the way asked for.

local answer = require "portabilling.sandbox.answer"
local json = require "portabilling.sandbox.json"

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

--- Check an order.
---@param injection table
---@return boolean? ok
---@return string? message
function M.check(injection)
  local action = injection.action
  if type(action) ~= "string" or not (M.before[action] or M.after[action] or M.during[action]) then
    return nil, "inject: unknown action " .. tostring(action)
  end
  local method = injection.method
  if method ~= nil and (type(method) ~= "string" or not pcall(string.find, "", method)) then
    return nil, "inject: method must be a Lua pattern for Service/method"
  end
  for _, name in ipairs { "times", "after", "status", "seconds" } do
    if injection[name] ~= nil and type(injection[name]) ~= "number" then
      return nil, ("inject: %s must be a number"):format(name)
    end
  end
  return true
end

--- Take the first waiting injection that this call meets.
---@param queue table[] changed: what is used up goes
---@param method string "Service/method"
---@return table?
function M.take(queue, method)
  for i, injection in ipairs(queue) do
    if not injection.method or injection.method == method or method:find("^" .. injection.method .. "$") then
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
