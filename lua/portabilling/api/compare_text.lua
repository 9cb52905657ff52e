--- A comparison of two models, and the calls that it concerns, as texts.
local text = require "portabilling.support.text"

local M = {}

local ALSO = 3 -- other methods that are named

local function values(change)
  local list = {}
  for i, value in ipairs(change.values) do list[i] = ('"%s"'):format(value) end
  return table.concat(list, ", ")
end

local function length(change)
  if not change.new then
    return ("is no longer limited (to %d characters)"):format(change.old)
  elseif not change.old then
    return ("at most %d characters; it was not limited"):format(change.new)
  end
  return ("at most %d characters, it was %d"):format(change.new, change.old)
end

local TEXTS = {
  method_gone = "gone", method_new = "new", field_gone = "gone",
  field_new = function(change) return change.required and "new, and required" or "new" end,
  type = function(change) return ("%s, it was %s"):format(change.new, change.old) end,
  required = "is required now", optional = "is no longer required",
  not_null = "may no longer be null", null = "may be null",
  shorter = length, longer = length,
  values_gone = function(change)
    return (change.side == "params" and "no longer takes %s" or "no longer has %s"):format(values(change))
  end,
  values_new = function(change)
    return (change.side == "params" and "takes %s, too" or "has %s, too"):format(values(change))
  end,
  values_closed = function(change)
    return (change.side == "params" and "takes only %s" or "has only %s"):format(values(change))
  end,
  values_open = "may have other values, too",
}

--- What a change says of its method, or of the field that is at this path.
---@param change portabilling.api.Change
---@param path string?
---@return string
function M.change(change, path)
  local said = TEXTS[change.what]
  said = type(said) == "function" and said(change) or said
  if path then said = ("%s%s: %s"):format(change.side == "answer" and "answer: " or "", path, said) end
  return text.line(said)
end

local function also(where)
  if not where[2] then return "" end
  local names = {}
  for i = 2, math.min(#where, ALSO + 1) do
    names[#names + 1] = text.line(("%s/%s"):format(where[i].service, where[i].method))
  end
  local more = #where - 1 - #names
  return (" (also %s%s)"):format(table.concat(names, ", "), more > 0 and (" and %d more"):format(more) or "")
end

local function add_changes(lines, comparison, breaking)
  local last
  for _, change in ipairs(comparison.changes) do
    if change.breaking == breaking then
      local place = change.where[1]
      local name = text.line(("%s/%s"):format(place.service, place.method))
      if not place.path then
        lines[#lines + 1] = ("  %s: %s"):format(name, M.change(change))
        last = nil
      else
        if name ~= last then lines[#lines + 1] = "  " .. name end
        lines[#lines + 1] = ("    %s%s"):format(M.change(change, place.path), also(change.where))
        last = name
      end
    end
  end
end

---@param comparison portabilling.api.Comparison
---@return string
function M.comparison(comparison)
  local all = #comparison.changes
  if all == 0 then return "no difference" end
  local lines = {}
  if comparison.breaking > 0 then
    lines[1] = ("may break programs (%d):"):format(comparison.breaking)
    add_changes(lines, comparison, true)
  end
  if comparison.breaking < all then
    lines[#lines + 1] = ("breaks none (%d):"):format(all - comparison.breaking)
    add_changes(lines, comparison, false)
  end
  return table.concat(lines, "\n")
end

local function numbers(lines)
  return ("%s %s"):format(lines[2] and "lines" or "line", table.concat(lines, ", "))
end

local function add_call(lines, call)
  lines[#lines + 1] = text.line(("%s:%d: %s"):format(call.file, call.line, call.text))
  local unseen = 0
  for _, one in ipairs(call.changes) do
    if one.certain == nil then
      unseen = unseen + 1
    else
      lines[#lines + 1] = ("  %s%s%s"):format(one.certain and "" or "perhaps: ", M.change(one.change, one.path),
        one.lines[1] and (" (%s)"):format(numbers(one.lines)) or "")
    end
  end
  if unseen > 0 then
    lines[#lines + 1] = ("  (%d %s)"):format(unseen, unseen == 1 and "change that does not seem to concern it"
      or "changes that do not seem to concern it")
  end
end

---@param impact portabilling.api.Impact
---@return string
function M.impact(impact)
  if not impact.calls[1] then return "no call of what changes" end
  local lines = {}
  for _, call in ipairs(impact.calls) do add_call(lines, call) end
  return table.concat(lines, "\n")
end

return M
