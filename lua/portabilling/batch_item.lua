--- One item of a batch: whether it is sent, and what became of it. What the journal says of it is explained there.
---
---     known to the journal as   what is done
---     never sent                sent
---     done                      passed over. With other secrets: an update or a call is sent; a create fails with
---                               SECRETS_CHANGED, for the new ones were never set
---     refused                   passed over, with the refusal; sent if it was corrected, or with retry_failed
---     in doubt                  a read, update or deletion is sent: doing it twice comes to the same. A create with a
---                               natural key is looked up: done if it is there, sent if not, and it stays in doubt if
---                               another record has the key, or the look-up cannot be made, or tells nothing: another
---                               item in doubt has the same key. Others stay in doubt, or are sent with resend_unknown
---
--- In each row "sent" means: unless the journal knows of a change of the same record (see batch_order.lua) that came later
--- and was done. To send the earlier one now would undo that: it fails, OUTCOME_UNKNOWN when it is in doubt, OVERTAKEN when
--- it was never sent, with its refusal when it was refused. resend_unknown sends it nevertheless; so does a correction, for
--- what is corrected is another item.
---
--- An item that was in doubt is so again when sending it again taught nothing.
local batch_order = require "portabilling.batch_order"
local error_object = require "portabilling.error"
local json = require "portabilling.json"
local look_up = require "portabilling.batch_look_up"
local perform = require "portabilling.perform"
local plain = require "portabilling.plain"

local M = {}

---@param self portabilling.Batch
---@param result any
---@return any id nil where there is none
local function id_of(self, result)
  local id_key = self.entry and self.entry.id_key
  return id_key and type(result) == "table" and result[id_key] or nil
end

-- What a create answers.
local function result_of(self, id)
  local id_key = self.entry and self.entry.id_key
  return id_key and id ~= nil and { [id_key] = id } or {}
end

local function secrets_changed(self, id)
  local id_key = self.entry.id_key
  local which = id_key and id ~= nil and (" (%s %s)"):format(id_key, json.text(id)) or ""
  return error_object.new {
    kind = "cancelled",
    code = "SECRETS_CHANGED",
    message = ("an earlier run created this%s with other secrets; those given now were not sent"):format(which),
    advice = "Set them by an update, or go on with the ones that it was created with",
  }
end

local ASK = "Look whether it was done; resend_unknown = true sends it again"

-- reason: why it still is. err: of the call that was to change that.
local function in_doubt(reason, err, advice)
  return error_object.new {
    kind = err and err.kind or "cancelled",
    code = err and err.code or "OUTCOME_UNKNOWN",
    message = "an earlier run sent this, or was about to, and did not learn what became of it; " .. reason,
    service = err and err.service,
    method = err and err.method,
    http_status = err and err.http_status,
    sent = "unknown",
    attempts = err and err.attempts,
    elapsed = err and err.elapsed,
    advice = advice or err and err.advice,
  }
end

local function refusal(last, advice)
  return error_object.new { kind = last.kind or "fault", code = last.code, message = last.message, sent = "yes",
    advice = advice }
end

local function not_known(last)
  local why = last.message and (" (%s: %s)"):format(last.code or last.kind or "", last.message) or ""
  return in_doubt("it cannot be looked up" .. why, nil, ASK)
end

local AGAIN = "Look which of the two is wanted; resend_unknown = true sends this one again"

-- Why an item is not sent after what was done later. last: what is known of it; nil: it was never sent.
local function overtaken(last)
  if last and last.s == "refused" then
    return refusal(last, "So an earlier run was told. A later row that changes the same record was done since, which "
      .. "sending this again might undo. Correct it, or send it with resend_unknown = true")
  elseif last then
    return in_doubt("a later row that changes the same record was done since, which sending this again might undo", nil,
      AGAIN)
  end
  return error_object.new { kind = "cancelled", code = "OVERTAKEN",
    message = "an earlier run did not send this, but a later row that changes the same record, which sending this now "
      .. "might undo", advice = "Take it out of the input, or correct it; resend_unknown = true sends it as it is" }
end

-- Not sent now, because of what an earlier run did.
local function pass_over(item, result, err)
  item.skipped, item.result, item.err = true, result, err
  return true
end

-- Was a later change of the same record done? What was done itself, or corrected since, does not ask.
local function is_overtaken(self, entry)
  local last = entry.last
  return self.repeatable and not self.resend_unknown and self.journal:is_overtaken(entry)
    and not (last and (last.s == "done"
      or last.s == "refused" and (last.c ~= entry.content or not self.retry_failed)))
end

--- Takes what the journal knows of the item. True when that settles it: nothing is sent.
---@param self portabilling.Batch
---@param item portabilling.Item
---@return boolean settled
function M.known(self, item)
  if not self.journal then
    return false
  end
  local name = item.key
  local look = (name or self.repeatable) and "any" or self.operation == "create" and "done" or "doubt"
  local entry = self.journal:take(item.fields, name, look, item.index)
  item.entry = entry
  local last = entry and (entry.last or entry.kin and entry.kin.last)
  if entry and is_overtaken(self, entry) then
    return pass_over(item, nil, overtaken(last))
  elseif not last then
    return false
  elseif last.s == "done" then
    if last.c == entry.content then
      return pass_over(item, result_of(self, last.id))
    end
    return self.operation == "create" and pass_over(item, nil, secrets_changed(self, last.id))
  elseif last.s == "refused" then
    if last.c == entry.content and not self.retry_failed then
      return pass_over(item, nil, refusal(last, "So an earlier run was told; retry_failed = true tries again"))
    elseif not entry.kin then
      return false
    end
    last = entry.kin.last -- what was sent before, with other secrets, is in doubt still
  end
  return not (self.repeatable or self.resend_unknown or name) and pass_over(item, nil, not_known(last))
end

-- The journal is told an item's fate. That it cannot be written takes nothing from what is true of the item.
local function tell(self, item, word, facts)
  local log = self.journal -- nil once the batch was left without waiting for this item
  local ok, err = log ~= nil, nil
  if log then
    ok, err = log:fate(item.entry, word, facts)
  end
  if not ok then
    item.unkept = err
    self.stopped = self.stopped or err
  end
end

local function error_facts(err)
  return { kind = err.kind, code = err.code, message = err.message }
end

-- It is there: made by what was sent with that content.
local function take_found(self, item, record, content)
  local id = id_of(self, record)
  tell(self, item, "done", { id = id, c = content })
  item.result, item.err, item.found = id ~= nil and result_of(self, id) or record, nil, true
  if content ~= item.entry.content then
    item.result, item.err, item.found = nil, secrets_changed(self, id), nil
  end
end

local function find(self, item)
  local claims = self.journal.claims
  return look_up.find(self.client, self.entry, item.fields, self.options, function(id)
    return claims[json.text(id)] == true
  end)
end

-- Finds out what became of an item in doubt. True when it may be sent now, and whether it is certain that it was not done.
local function clear_up(self, item)
  if self.repeatable then
    return true, false
  elseif not item.key then
    return true, false -- resend_unknown, else it was passed over
  end
  local verdict, what = find(self, item)
  if verdict == "absent" then
    return true, true
  elseif verdict == "found" and not self.journal:has_rival(item.entry) then
    take_found(self, item, what, item.entry.last.c)
  elseif verdict == "failed" then
    item.err = in_doubt("and looking it up failed: " .. what.message, what)
  elseif self.resend_unknown then
    return true, false
  elseif verdict == "conflict" then
    item.err = in_doubt(what, nil, "Look whose that is; resend_unknown = true sends this nevertheless")
    item.err.code = "CONFLICT"
  else
    item.err = in_doubt("what is there under its name is, or may be, that of another item", nil, ASK)
  end
  return false
end

local function send(self, item)
  if self.operation == "call" then
    return self.client:call(self.service, self.record, item.fields, self.options)
  end
  return self.client[self.operation](self.client, self.service, self.record, item.fields, self.options)
end

-- A refusal of what was in doubt: a server that was still at work on the earlier run's request may have finished it only
-- after our look-up, and this be a duplicate.
local function judge_refusal(self, item, earlier, absent)
  if self.repeatable then
    return tell(self, item, "refused", error_facts(item.err))
  elseif absent then
    local verdict, what = find(self, item)
    if verdict == "found" and not self.journal:has_rival(item.entry) then
      return take_found(self, item, what, earlier)
    elseif verdict == "absent" then -- a record that is there now may be ours, whatever the server made of its fields
      return tell(self, item, "refused", error_facts(item.err))
    end
  end
  local facts = error_facts(item.err)
  facts.c = earlier
  tell(self, item, "unknown", facts)
  item.err = in_doubt("and now it was refused: " .. item.err.message, item.err)
end

local TAKEN = { "duplicate", "already", "exist", "in use", "taken", "unique" }

-- A creation whose name is taken may be a corrected row, the old self of which made the record.
local function hint_at_rival(self, item)
  local err = item.err
  local text = ((err.code or "") .. " " .. err.message):lower()
  local taken = false
  for _, word in ipairs(TAKEN) do
    taken = taken or text:find(word, 1, true) ~= nil
  end
  if taken and self.operation == "create" and self.journal and self.journal:has_rival(item.entry) then
    err.advice = (err.advice and err.advice .. ". " or "") .. "Another item of this name is in doubt, perhaps this row "
      .. "before it was corrected: that one may have made it. Look what is there, and update it if need be"
  end
end

-- The answer's meaning for the journal. earlier: the content that was in doubt before, if any; absent: it was not done.
local function judge(self, item, earlier, absent)
  local err = item.err
  if not err then
    tell(self, item, "done", { id = id_of(self, item.result), c = earlier and item.entry.content })
  elseif err.sent == "unknown" then
    tell(self, item, "unknown", error_facts(err))
  elseif err.sent == "no" then
    tell(self, item, "unsent")
    if earlier and not absent then
      item.err = in_doubt("and now it could not be sent: " .. err.message, err)
    end
  elseif earlier then
    judge_refusal(self, item, earlier, absent)
  else
    tell(self, item, "refused", error_facts(err))
    hint_at_rival(self, item)
  end
end

local function not_sent(item)
  item.unsent = true
  return error_object.new { kind = "cancelled", code = "CANCELLED",
    message = "the batch was ended before this was sent" }
end

--- What is told of an item that could not be sent: of one in doubt, no more than that.
---@param item portabilling.Item
---@param err portabilling.Error
---@return portabilling.Error
function M.unsent(item, err)
  return item.doubt and in_doubt("and it cannot be sent now: " .. err.message, err) or error_object.new(err:totable())
end

-- For an item in doubt: may it be sent now? If so, the journal knows. Second value: it is certain that it was not done.
local function prepare(self, item)
  if self.halted then
    item.err = in_doubt("and the batch was ended before this was found out")
    return false
  end
  local go, absent = clear_up(self, item)
  if go and self.halted then
    local err = not_sent(item)
    item.err = absent and err or in_doubt("and now " .. err.message)
    return false
  elseif go then
    local ok, err = self.journal:sending({ item.entry }, not (absent or self.repeatable))
    if not ok then
      self.stopped = self.stopped or err
      item.err = absent and err or M.unsent(item, err)
      return false
    end
  end
  return go, absent
end

-- For an item that is not in doubt. Of one that had to wait the journal does not know yet.
local function may_send(self, item)
  local entry, late = item.entry, item.waits ~= nil
  if self.halted or self.client.closed or late and (self.stopped or self.abandoned) then
    item.err = not_sent(item)
    if entry and not late then
      tell(self, item, "unsent")
    end
    return false
  elseif entry and late then
    local ok, err = self.journal:sending { entry }
    if not ok then
      self.stopped = self.stopped or err
      item.err, item.unsent = M.unsent(item, err), true
    end
    return ok
  end
  return true
end

-- Finds out what has to be found out, and sends it, unless nothing more is to be sent.
local function bring_about(self, item)
  local entry, earlier, absent = item.entry, nil, nil
  if item.doubt then
    local go
    earlier = entry.last.c
    go, absent = prepare(self, item)
    if not go then
      return
    end
  elseif not may_send(self, item) then
    return
  end
  item.sending = true
  item.result, item.err = send(self, item)
  item.sending = false
  if entry then
    judge(self, item, earlier, absent)
  end
end

--- Reads what is to be sent. Raises what makes it a programmer's mistake to send this.
---@param self portabilling.Batch
---@param item portabilling.Item
---@return portabilling.Error? err it cannot be read
function M.check(self, item)
  local operation = self.operation
  local name = operation == "get" and "keys" or operation == "call" and "params" or "attributes"
  local err
  item.fields, err = perform.plain(item.attributes, operation, name, self.service,
    self.entry and self.entry.method or self.record)
  if item.fields and not self.size then
    item.fields = plain.copy(item.fields) -- the source may use its table again before this is sent
  end
  if item.fields and operation ~= "get" and operation ~= "call" then
    perform.check_wrapper(self.entry, item.fields, operation)
    item.key = batch_order.key(self, item.fields)
  end
  return err
end

--- Brings the item to its end. Raises only what was raised from outside, such as an interrupt.
---@param self portabilling.Batch
---@param item portabilling.Item
function M.run(self, item)
  if item.waits then
    self:wait(batch_order.has_turn, nil, item)
  end
  bring_about(self, item)
end

return M
