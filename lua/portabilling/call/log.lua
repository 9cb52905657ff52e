--- Tells the log function that a program may give.
local log = require "portabilling.support.log"

local M = {}

---@class portabilling.Event one attempt, a warning, or what a dry run did not send; holds no secrets
---@field event "attempt"|"warning"|"dry_run"
---@field service string? "doc", with the method "api": the description of the API was asked for
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

--- Tells the log function, if there is one.
---@param settings table
---@param event portabilling.Event
function M.tell(settings, event)
  if settings.log then
    event.reason = settings.reason
    log.tell("portabilling", settings.log, event)
  end
end

return M
