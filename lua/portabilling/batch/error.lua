--- What is told of items of a batch that were not sent now, or of which not all is known: which row, what of it is known,
--- and what to do.
local error_object = require "portabilling.error"
local json = require "portabilling.support.json"

local M = {}

local ASK = "Look whether it was done; resend_unknown = true sends it again"

-- An error of this item; known: as for error.new.
local function of_item(self, item, known)
  known.message = ("row %d: %s"):format(item.index, known.message)
  known.service = self.service
  known.method = self.entry and self.entry.method or self.record
  return error_object.new(known)
end

--- An earlier run sent it, with an unknown outcome.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param reason string why it still is
---@param err portabilling.Error? of the call that was to change that
---@param advice string? by default that of err
---@return portabilling.Error
function M.in_doubt(self, item, reason, err, advice)
  return of_item(self, item, {
    kind = err and err.kind or "cancelled",
    code = err and err.code or "OUTCOME_UNKNOWN",
    message = "an earlier run sent this, or was about to, and did not learn what became of it; " .. reason,
    http_status = err and err.http_status,
    sent = "unknown",
    attempts = err and err.attempts,
    elapsed = err and err.elapsed,
    advice = advice or err and err.advice,
  })
end

-- Why it cannot be looked up.
local function why_not(self)
  local natural = self.entry and self.entry.natural_key
  if self.operation == "call" then
    return "a call makes no record that could be looked for"
  elseif not natural then
    return ("no way is known to look for a %s by what its row says"):format(self.record)
  end
  return ("its row has no %s by which the record could be looked for"):format(natural.attribute)
end

--- In doubt, and it cannot be looked up.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param last portabilling.JournalRecord
---@return portabilling.Error
function M.not_known(self, item, last)
  local then_told = last.message and (" (what that run was told: %s%s)"):format(last.code and last.code .. ": " or "",
    last.message) or ""
  return M.in_doubt(self, item, why_not(self) .. then_told, nil, ASK)
end

--- In doubt, and what is there may be that of another item.
---@param self portabilling.Batch
---@param item portabilling.Item
---@return portabilling.Error
function M.claimed(self, item)
  return M.in_doubt(self, item, "what is there under its name is, or may be, that of another row", nil, ASK)
end

--- In doubt, and another record has its name.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param difference string
---@return portabilling.Error
function M.conflict(self, item, difference)
  local err = M.in_doubt(self, item, difference, nil,
    "Look whose that is; resend_unknown = true sends this nevertheless")
  err.code = "CONFLICT"
  return err
end

--- Refused in an earlier run.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param last portabilling.JournalRecord
---@param advice string?
---@return portabilling.Error
function M.refused(self, item, last, advice)
  local err = error_object.new { kind = last.kind or "fault", code = last.code, message = last.message }
  return of_item(self, item, { kind = err.kind, code = err.code, message = "an earlier run was told: " .. err.message,
    sent = "yes", advice = advice or "It was not sent now; retry_failed = true tries again" })
end

--- Not sent because of what was done later. last: what is known of it; nil: it was never sent.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param last portabilling.JournalRecord?
---@param content string of the item now
---@return portabilling.Error
function M.overtaken(self, item, last, content)
  local word = last and last.s
  if word == "done" or word == "refused" and last.c ~= content then
    local told = word == "refused" and last.message and (" (it was told: %s)"):format(last.message) or ""
    return of_item(self, item, { kind = "cancelled", code = "OVERTAKEN",
      message = ("an earlier run %s with other secrets%s, and a later row that changes the same record was done since, "
        .. "which sending this now might undo; it was not sent"):format(
        word == "done" and "did this" or "was refused this", told),
      advice = "To set the new secrets, add a row with them and the record's key alone; resend_unknown = true sends "
        .. "this one as it is" })
  elseif word == "refused" then
    return M.refused(self, item, last, "A later row that changes the same record was done since, which sending this "
      .. "again might undo. Correct it, or send it with resend_unknown = true")
  elseif last then
    return M.in_doubt(self, item, "a later row that changes the same record was done since, which sending this again "
      .. "might undo", nil, "Look which of the two is wanted; resend_unknown = true sends this one again")
  end
  return of_item(self, item, { kind = "cancelled", code = "OVERTAKEN",
    message = "an earlier run did not send this, but a later row that changes the same record, which sending this now "
      .. "might undo", advice = "Take it out of the input, or correct it; resend_unknown = true sends it as it is" })
end

--- Created by an earlier run, with other secrets.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param id any
---@return portabilling.Error
function M.secrets_changed(self, item, id)
  local id_key = self.entry.id_key
  local which = id_key and id ~= nil and (" (%s %s)"):format(id_key, json.text(id)) or ""
  return of_item(self, item, { kind = "cancelled", code = "SECRETS_CHANGED",
    message = ("an earlier run created this%s with other secrets; those given now were not sent"):format(which),
    advice = "Set them by an update, or go on with the ones that it was created with" })
end

--- The batch came to its end before.
---@param self portabilling.Batch
---@param item portabilling.Item
---@return portabilling.Error
function M.not_sent(self, item)
  return of_item(self, item, { kind = "cancelled", code = "CANCELLED",
    message = "the batch was ended before this was sent" })
end

--- The journal's failure beside what was sent.
---@param err portabilling.Error
---@return portabilling.Error
function M.beside(err)
  local own = error_object.new(err:totable())
  own.sent = "yes"
  return own
end

--- It could not be sent; of one in doubt, no more than that is known.
---@param self portabilling.Batch
---@param item portabilling.Item
---@param err portabilling.Error
---@return portabilling.Error
function M.unsent(self, item, err)
  return item.doubt and M.in_doubt(self, item, "and it cannot be sent now: " .. err.message, err)
    or error_object.new(err:totable())
end

return M
