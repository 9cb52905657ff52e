--- Callbacks: what a method was asked to tell an address about a call. Those of one call follow each other, one at a time,
--- from a timer, so that no answer waits for the receiver. Nothing is sent again: what real servers do is not public.

local json = require "portabilling.sandbox.json"
local post = require "portabilling.sandbox.events.post"
local targets = require "portabilling.sandbox.events.target"

local M = {}

local SECONDS = 10 -- for one of them

local queues = {} -- what waits, by the id of the call

local function deliver(premature, call_id)
  local queue = queues[call_id]
  while not premature and queue[1] do
    local one = table.remove(queue, 1)
    local ok, status, message = pcall(post.send, one.target, one.body)
    if not ok or status ~= 200 then
      ngx.log(ngx.WARN, "callback to ", one.target.shown, ": ", tostring(ok and (status or message) or status))
    end
  end
  queues[call_id] = nil
end

--- Where callbacks go.
---@param url string
---@return table? target
---@return string? message what is wrong with the URL
function M.target(url)
  local target, message = targets.new { url = url, timeout = SECONDS, verify = false }
  return target, message and message:gsub("^events: ", "") or nil
end

--- Tell an address something about a call, soon.
---@param url string of which M.target had nothing to say
---@param call_id string
---@param content table
function M.tell(url, call_id, content)
  local waiting = { target = M.target(url), body = json.encode(content) }
  if queues[call_id] then
    table.insert(queues[call_id], waiting)
    return
  end
  queues[call_id] = { waiting }
  local started, message = ngx.timer.at(0, deliver, call_id)
  if not started then
    queues[call_id] = nil
    ngx.log(ngx.ERR, "callback: ", message)
  end
end

return M
