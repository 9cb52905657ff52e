--- Properties that were ignored because the method does not have them: told by the control channel, request by request
--- and counted, and once each in a file that the command line shows.

local json = require "portabilling.sandbox.json"
local mask = require "portabilling.sandbox.mask"
local state = require "portabilling.sandbox.state"

local M = {}

local most = 1000 -- names of properties may be made up without end
local longest = 200 -- bytes of a path

local file
local told, count = {}, 0

--- Say which file tells them; it is emptied.
---@param path string
function M.tell_in(path)
  file = path
  assert(io.open(path, "w")):close()
end

local function tell(text)
  local handle = io.open(file, "a")
  if handle then
    handle:write(text, "\n")
    handle:close()
  end
end

--- Note one.
---@param entry table of the request log
---@param path string
---@param ask fun(): string what was probably meant
function M.note(entry, path, ask)
  path = mask.text(path):gsub("%c", "?")
  if #path > longest then
    path = path:sub(1, longest):gsub("[\192-\255]?[\128-\191]*$", "") .. "..." -- no half character
  end
  entry.ignored = entry.ignored or json.array()
  table.insert(entry.ignored, path)
  local name = ("%s/%s %s"):format(entry.service, entry.method, path)
  local counts = state.statistics.ignored
  if not told[name] then
    count = count + 1
    if count > most then
      return
    end
    told[name] = true
    local question = ask()
    tell(("sandbox: %s/%s does not take '%s', which was ignored%s"):format(entry.service, entry.method, path,
      question ~= "" and "; " .. question or ""))
  end
  counts[name] = (counts[name] or 0) + 1
end

return M
