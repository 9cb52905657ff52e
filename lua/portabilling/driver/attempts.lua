--- What all drivers say and decide alike of their attempts (portabilling.Attempt).
local M = {}

--- Bytes that an answer's header, and what comes behind its chunks, may have.
M.MAX_HEADER = 256 * 1024

--- What a wait raises that the closing of its client ended.
M.CLOSED = "the client was closed while this call was waiting"

-- Failures that another attempt would meet again.
local PERMANENT = {
  PEER_FAILED_VERIFICATION = true, SSL_CACERT_BADFILE = true, SSL_ISSUER_ERROR = true, SSL_CIPHER = true,
  URL_MALFORMAT = true, UNSUPPORTED_PROTOCOL = true, SSL_CERTPROBLEM = true, NOT_BUILT_IN = true,
  BAD_CONTENT_ENCODING = true, CANCELLED = true, TOO_LARGE = true, WRONG_PHASE = true,
}

--- An attempt without an answer.
---@param name string libcurl's for the reason, or one of portabilling.Attempt's own
---@param message string?
---@param handed_over boolean? some of the request may have reached the server
---@return portabilling.Attempt
function M.failed(name, message, handed_over)
  return { failed = name, message = message, handed_over = handed_over, permanent = PERMANENT[name],
    timed_out = name == "OPERATION_TIMEDOUT" or nil }
end

--- An answer that is larger than allowed.
---@param what "header"|"body"
---@param handed_over boolean?
---@return portabilling.Attempt
function M.too_large(what, handed_over)
  local attempt = M.failed("TOO_LARGE", ("the answer's %s is larger than allowed"):format(what), handed_over)
  attempt.limit = what == "body" and "max_body" or nil
  return attempt
end

--- A file came, and the sink did not take it.
---@param message string the sink's
---@return portabilling.Attempt
function M.not_taken(message)
  local attempt = M.failed("WRITE_ERROR", message, true)
  attempt.permanent = true
  return attempt
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
