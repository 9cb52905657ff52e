--- Tells the log function that a program may give.
local interrupt = require "portabilling.support.interrupt"

local M = {}

---@class portabilling.Event one attempt, a warning, or what a dry run did not send; holds no secrets
---@field event "attempt"|"warning"|"dry_run"
---@field service string?
---@field method string?
---@field attempt integer?
---@field http_status integer?
---@field failed string? the transport's name for what went wrong
---@field elapsed number? seconds
---@field bytes_sent integer?
---@field bytes_received integer?
---@field reason string? the option of that name
---@field message string? of a warning
---@field request { method: string, url: string, headers: table, body: string }? of a dry run
---@field replaced integer? of a warning about an answer: places that were no valid text

--- Tells the log function. Its failure must not change what becomes of a call - a change may just have been made - so
--- it is told on the standard error output and goes no further. Ctrl-C, which may come in it, is no failure of it.
---@param settings table
---@param event portabilling.Event
function M.tell(settings, event)
  if settings.log then
    event.reason = settings.reason
    local ok, message = pcall(settings.log, event)
    if not ok and interrupt.is(message) then
      error(message, 0)
    elseif not ok then
      io.stderr:write(("portabilling: the log function failed: %s\n"):format(tostring(message)))
    end
  end
end

return M
