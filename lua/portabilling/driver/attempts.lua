--- What all drivers say and decide alike of their attempts (portabilling.Attempt).
local M = {}

--- Bytes that an answer's header, and what comes behind its chunks, may have.
M.MAX_HEADER = 256 * 1024

--- An answer that is larger than allowed.
---@param what "header"|"body"
---@return portabilling.Attempt
function M.too_large(what)
  return {
    failed = "TOO_LARGE",
    message = ("the answer's %s is larger than allowed"):format(what),
    permanent = true,
    limit = what == "body" and "max_body" or nil,
  }
end

--- A file came, and the sink did not take it.
---@param message string the sink's
---@return portabilling.Attempt
function M.not_taken(message)
  return { failed = "WRITE_ERROR", message = message, handed_over = true, permanent = true }
end

--- Is a read that failed not to be repeated, because of what the sink has already? Bytes that are with the program cannot
--- be taken back.
---@param sink table? of the request
---@param streamed integer? bytes that went to it
---@return boolean
function M.is_spent(sink, streamed)
  return sink ~= nil and (streamed or 0) > 0 and not sink.can_restart
end

return M
