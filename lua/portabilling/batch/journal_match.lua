--- Which entry of a journal an item is, among those of its identity: see journal.lua.
local M = {}

--- Is it unknown whether it was executed?
---@param entry portabilling.JournalEntry
---@return boolean
function M.in_doubt(entry)
  local last = entry.last
  return last ~= nil and (last.s == "sent" or last.s == "unknown")
end

--- What counts first among entries that suit an item: equal items may stand for each other.
---@param entry portabilling.JournalEntry
---@return integer 1 best
function M.rank(entry)
  local word = entry.last and entry.last.s
  return word == "done" and 1 or M.in_doubt(entry) and 2 or word == "refused" and 3 or 4
end

--- Which of the entries suits best: with the same content, as far as possible what was done; else, if any may be taken,
--- what was not.
---@param same portabilling.JournalEntry[]
---@param content string
---@param any boolean
---@return integer? place
function M.choose(same, content, any)
  local best, place
  for i, entry in ipairs(same) do
    local equal = entry.last ~= nil and entry.last.c == content
    local value = equal and M.rank(entry) or any and 9 - M.rank(entry)
    if value and (not best or value < best) then
      best, place = value, i
      if best == 1 then
        break
      end
    end
  end
  return place
end

--- Of entries with other contents, one that the item may be; each stands for one item.
---@param same portabilling.JournalEntry[]?
---@param done_first boolean
---@return portabilling.JournalEntry?
function M.kin_of(same, done_first)
  local found
  for _, entry in ipairs(same or {}) do
    if not entry.kin_of then
      if done_first and M.rank(entry) == 1 then
        found = entry
        break
      elseif M.in_doubt(entry) then
        found = found or entry
      end
    end
  end
  if found then
    found.kin_of = true
  end
  return found
end

return M
