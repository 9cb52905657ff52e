--- Items of a batch that change the same record are sent one after the other, as the source gave them.
---
--- Which record an item changes is told by its i_* key (updates, deletions) or its natural key (creations). What does not
--- name its record so, calls and reads go side by side.
---     item.waits   nil     nothing of its record was under way when it was given
---                  true    what the source gave before it is
---                  false   it has waited: its turn has come
--- One that waits is not in the journal yet: that it is about to be sent is said when its turn comes. So the journal's lines
--- about one record stand in the order in which things were done. No more is kept than what is under way.
local interrupt = require "portabilling.support.interrupt"
local look_up = require "portabilling.batch.look_up"

local M = {}

--- How a batch's items name their record, where its operation alone does not tell.
---@param model portabilling.api.Model
---@param operation string
---@param service string
---@param record string
---@return portabilling.catalog.natural?
function M.natural(model, operation, service, record)
  if operation == "update" or operation == "delete" then
    local ok, create = interrupt.pcall(model.resolve, model, service, record, "create")
    return ok and create.natural_key or nil
  end
end

--- Which record it changes, as a text that is equal for equal ones; nil where that is not known.
---@param self portabilling.Batch
---@param fields table
---@return string?
function M.key(self, fields)
  local entry, operation = self.entry, self.operation
  if operation == "create" then
    return look_up.key(entry, fields)
  elseif operation == "update" or operation == "delete" then
    local body, id_key, natural = look_up.body_of(entry, fields), entry.id_key, self.natural
    local id = id_key and (look_up.id_text(body[id_key]) or look_up.id_text(fields[id_key]))
    local name = not id and natural and look_up.text_of(body[natural.attribute])
    return id or name and "name " .. name or nil
  end
end

--- The item is under way, or waits for the one before it.
---@param self portabilling.Batch
---@param item portabilling.Item
function M.enter(self, item)
  local key = item.key
  if key then
    local before = self.last_of[key]
    if before then
      before.follower, item.waits = item, true
    end
    self.last_of[key] = item
  end
end

--- The item has come to its end, whatever that was.
---@param self portabilling.Batch
---@param item portabilling.Item
function M.leave(self, item)
  local follower = item.follower
  if follower then
    follower.waits = false
  elseif item.key then
    self.last_of[item.key] = nil
  end
end

---@param item portabilling.Item
---@return boolean
function M.has_turn(item)
  return not item.waits
end

return M
