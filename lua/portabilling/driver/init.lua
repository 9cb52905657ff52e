--- What a driver is, and which one a client gets: the option's, else the one of the place where it runs.
---
--- A driver has now(), wall(), sleep(seconds), send(request) and close(). send() takes a portabilling.Request and returns a
--- portabilling.Attempt; it never raises for what the network does. What it may have besides:
---
---   tasks               where several calls can be in flight: spawn(fn, ...), join(task), cancel(task),
---                       await(done, time, of), wake(waiter), waiter(), current(), run_once(seconds), is_behind(seconds),
---                       closed; and detach(fn, ...) where a task may outlive what began it (nginx)
---   gets                true: it takes a request's get
---   yield_if_busy()     lets others go on, where a long computation would hold them up (nginx)
---   why_not()           why the code that runs now cannot make a call (nginx)
---   worker()            which of several processes that share what was made before they were forked (nginx)
---   is_inherited(), rejoin()    was the process forked since, and making it usable in the child
---   begin(settings, open)       its client is made; it works through another driver, which open(wanted) opens (cassette.lua)
local later = require "portabilling.support.later"
local nginx = require "portabilling.support.inside_nginx"

local M = {}

---@class portabilling.Request a driver only reads it, but for handed_over, and not after send has returned: it is used again
---@field url string
---@field body string
---@field content_type string
---@field authorization string? a whole header line
---@field timeout number seconds that are left
---@field connect_timeout number seconds
---@field get string? a GET, which has no body
---@field once boolean a change: must not be sent a second time
---@field max_body integer bytes
---@field launched fun()? called as soon as it is under way, by drivers that a program may leave without closing them
---@field sink table? start(head), write(bytes): both return true, or nil and a message
---@field handed_over boolean? set by the driver when it raises, that is, when it is interrupted: as in an attempt; nil: unknown

---@class portabilling.Attempt
---@field status integer? an answer: HTTP status and these headers
---@field content_type string?
---@field disposition string?
---@field retry_after string? as the header says it
---@field date string? the header; needed where there is a retry_after
---@field body string|portabilling.Bytes|nil
---@field framed boolean? false: the headers did not say where the body ends, so it may have been cut
---@field streamed integer? bytes of a file that went to the sink
---@field failed string? no answer: libcurl's name for the reason, or one that is the same whichever driver and release tells
--- it: CONNECTION_LOST and ANSWER_CUT (the connection ended before, or within, the answer), TOO_LARGE
---@field message string?
---@field handed_over boolean? some of the request may have reached the server
---@field timed_out boolean?
---@field permanent boolean? trying again will not help
---@field advice string? what to do about it, where the driver knows better than who asks
---@field limit string? the option that allows no more

--- A large body, without making a Lua string of it. tostring() does.
---@class portabilling.Bytes
---@field release fun(self: portabilling.Bytes) frees it; it is empty then
---@operator len: integer

local MODULES = { curl = "portabilling.driver.curl", cosocket = "portabilling.driver.nginx.cosocket" }

local function open(settings, user_agent, wanted)
  wanted = wanted or (nginx.inside() and "cosocket" or "curl")
  if type(wanted) == "table" then
    return not wanted.begin and wanted or wanted:begin(settings, function(inner)
      return open(settings, user_agent, inner)
    end)
  elseif wanted == "cosocket" and not nginx.inside() then
    return nil, 'driver = "cosocket" works only inside nginx'
  end
  return later.require(MODULES[wanted]).open {
    ca_file = settings.ca_file,
    verify = settings.verify,
    proxy = settings.proxy,
    idle_limit = settings.idle_limit,
    max_age = settings.max_age,
    loop = settings.loop,
    user_agent = user_agent,
  }
end

---@param settings table options in force
---@param user_agent string
---@return table? driver
---@return string? message
---@return string? advice
function M.open(settings, user_agent)
  return open(settings, user_agent, settings.driver)
end

return M
