--- One item of a batch: whether it is sent, and what became of it. What the journal says of it is explained there.
---
---     known to the journal as   what is done
---     never sent                sent
---     done                      passed over. With other secrets: an update or a call is sent; a create fails with
---                               SECRETS_CHANGED, for the new ones were never set
---     refused                   passed over, with the refusal; sent if it was corrected, or with retry_failed
---     in doubt                  a read, update or deletion is sent: doing it twice comes to the same (a deletion that is
---                               refused then, for nothing is there any more, is done). A create with a
---                               natural key is looked up: done if it is there, sent if not, and it stays in doubt if
---                               another record has the key, or the look-up cannot be made, or tells nothing: another
---                               item in doubt has the same key. Others stay in doubt, or are sent with resend_unknown
---
--- In each row "sent" means: unless the journal knows of a change of the same record (see batch/order.lua) that came later
--- and was done. To send the earlier one now would undo that: it fails, OUTCOME_UNKNOWN when it is in doubt, OVERTAKEN when
--- it was never sent, or was done or refused with other secrets, with its refusal when it was refused as it is.
--- resend_unknown sends it nevertheless; so does a correction of what is no secret, for what is corrected is another item.
---
--- An item that was in doubt is so again when sending it again taught nothing.
local batch_error = require "portabilling.batch.error"
local batch_order = require "portabilling.batch.order"
local error_object = require "portabilling.error"
local interrupt = require "portabilling.support.interrupt"
local json = require "portabilling.support.json"
local look_up = require "portabilling.batch.look_up"
local perform = require "portabilling.call"
local plain = require "portabilling.support.plain"

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

-- Not sent now, because of what an earlier run did.
local function pass_over(item, result, err)
  item.skipped, item.result, item.err = true, result, err
  return true
end

-- Was a later change of the same record done? What is not sent anyway does not ask: with the same secrets, what was done,
-- and what was refused without retry_failed.
local function is_overtaken(self, entry)
  local last = entry.last
  local settled = last and last.c == entry.content
    and (last.s == "done" or last.s == "refused" and not self.retry_failed)
  return self.repeatable and not self.resend_unknown and not settled and self.journal:is_overtaken(entry)
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
  local entry = self.journal:take(item.plain, name, look, item.index)
  item.entry = entry
  local last = entry and (entry.last or entry.kin and entry.kin.last)
  if entry and is_overtaken(self, entry) then
    return pass_over(item, nil, batch_error.overtaken(self, item, last, entry.content))
  elseif not last then
    return false
  elseif last.s == "done" then
    if last.c == entry.content then
      return pass_over(item, result_of(self, last.id))
    end
    return self.operation == "create" and pass_over(item, nil, batch_error.secrets_changed(self, item, last.id))
  elseif last.s == "refused" then
    if last.c == entry.content and not self.retry_failed then
      if entry.kin then
        entry.kin.kin_of = nil -- nothing is told of it here
      end
      return pass_over(item, nil, batch_error.refused(self, item, last))
    elseif not entry.kin then
      return false
    end
    last = entry.kin.last -- what was sent before, with other secrets, is in doubt still
  end
  return not (self.repeatable or self.resend_unknown or name) and pass_over(item, nil,
    batch_error.not_known(self, item, last))
end

-- The journal is told an item's fate. That it cannot be written takes nothing from what is true of the item.
local function tell(self, item, word, facts)
  local log = self.journal -- nil once the batch was left without waiting for this item
  local ok, err = log ~= nil, nil
  if log then
    ok, err = log:fate(item.entry, word, facts)
  end
  if not ok then
    item.unkept = err and batch_error.beside(err)
    self.stopped = self.stopped or item.unkept
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
    item.result, item.err, item.found = nil, batch_error.secrets_changed(self, item, id), nil
  end
end

local function find(self, item)
  local claims = self.journal.claims
  return look_up.find(self.client, self.entry, item.plain, self.options, function(id)
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
    item.err = batch_error.in_doubt(self, item, "and looking it up failed: " .. what.message, what)
  elseif self.resend_unknown then
    return true, false
  elseif verdict == "conflict" then
    item.err = batch_error.conflict(self, item, what)
  else
    item.err = batch_error.claimed(self, item)
  end
  return false
end

-- Raises where the client's model, which may be another one by now, has no such operation, or wants it otherwise.
local function fit(self, item)
  local entry = self.client.model:resolve(self.service, self.record, self.operation)
  if self.operation ~= "get" then
    perform.check_wrapper(entry, item.plain, self.operation)
  end
end

-- Why an item is not sent by the description that the server has now: it may have been upgraded while the batch ran.
local function refusal(self, item)
  local client = self.client
  local ready, err = client.description:ready(client, self.settings)
  if not ready then
    return err
  elseif self.entry and client.model ~= self.model then
    local ok, message = interrupt.pcall(fit, self, item)
    return not ok and error_object.new { kind = "invalid", service = self.service, method = self.entry.method,
      message = tostring(message):gsub("^%S+:%d+: ", "") } or nil
  end
end

local function send(self, item)
  local err = self.client.description and refusal(self, item)
  if err then
    return nil, err
  end
  item.sending = true
  if self.operation == "call" then
    return self.client:call(self.service, self.record, item.plain, self.options)
  end
  return self.client[self.operation](self.client, self.service, self.record, item.plain, self.options)
end

local GONE = { "terminated", "not_found", "not found", "no such", "not exist", "already", "deleted", "closed" }

local function says(err, words)
  local text = ((err.code or "") .. " " .. err.message):lower()
  for _, word in ipairs(words) do
    if text:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- A deletion that was in doubt is refused. If because there is nothing to delete any more, that is what was wanted; else it
-- is not known, for nobody knows all words of a server.
local function judge_deletion(self, item, earlier)
  local err = item.err
  if says(err, GONE) then
    tell(self, item, "done", { c = earlier })
    item.result, item.err, item.found = {}, nil, true
  else
    local facts = error_facts(err)
    facts.c = earlier
    tell(self, item, "unknown", facts)
    item.err = batch_error.in_doubt(self, item, "and now it was refused: " .. err.message, err)
  end
end

-- A refusal of what was in doubt: a server that was still at work on the earlier run's request may have finished it only
-- after our look-up, and this be a duplicate.
local function judge_refusal(self, item, earlier, absent)
  if self.operation == "delete" then
    return judge_deletion(self, item, earlier)
  elseif self.repeatable then
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
  item.err = batch_error.in_doubt(self, item, "and now it was refused: " .. item.err.message, item.err)
end

local TAKEN = { "duplicate", "already", "exist", "in use", "taken", "unique" }

-- A creation whose name is taken may be a corrected row, the old self of which made the record.
local function hint_at_rival(self, item)
  local err = item.err
  if says(err, TAKEN) and self.operation == "create" and self.journal and self.journal:has_rival(item.entry) then
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
      item.err = batch_error.in_doubt(self, item, "and now it could not be sent: " .. err.message, err)
    end
  elseif earlier then
    judge_refusal(self, item, earlier, absent)
  else
    tell(self, item, "refused", error_facts(err))
    hint_at_rival(self, item)
  end
end

-- Is nothing more to be sent, whatever ended the batch?
local function is_ended(self)
  return self.halted or self.stopped or self.abandoned or self.client.closed
end

-- For an item in doubt: may it be sent now? If so, the journal knows. Second value: it is certain that it was not done.
local function prepare(self, item)
  if is_ended(self) then
    item.err = batch_error.in_doubt(self, item, "and the batch was ended before this was found out")
    return false
  end
  local go, absent = clear_up(self, item)
  if go and is_ended(self) then
    item.unsent = absent
    item.err = absent and batch_error.not_sent(self, item)
      or batch_error.in_doubt(self, item, "and now the batch was ended before this was sent")
    return false
  elseif go then
    local ok, err = self.journal:sending({ item.entry }, not (absent or self.repeatable))
    if not ok then
      self.stopped = self.stopped or err
      item.err = absent and err or batch_error.unsent(self, item, err)
      return false
    end
  end
  return go, absent
end

-- For an item that is not in doubt. Of one that had to wait the journal does not know yet.
local function may_send(self, item)
  local entry, late = item.entry, item.waits ~= nil
  if is_ended(self) then
    item.err, item.unsent = batch_error.not_sent(self, item), true
    if entry and not late then
      tell(self, item, "unsent")
    end
    return false
  elseif entry and late then
    local ok, err = self.journal:sending { entry }
    if not ok then
      self.stopped = self.stopped or err
      item.err, item.unsent = batch_error.unsent(self, item, err), true
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
  item.plain, err = perform.plain(item.attributes, operation, name, self.service,
    self.entry and self.entry.method or self.record)
  if item.plain and not self.size then
    item.plain = plain.copy(item.plain) -- the source may use its table again before this is sent
  end
  if item.plain and operation ~= "get" and operation ~= "call" then
    perform.check_wrapper(self.entry, item.plain, operation)
    item.key = batch_order.key(self, item.plain)
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
