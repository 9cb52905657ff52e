--- Lines that somebody types: with readline where its Lua module is (Debian: lua-readline), else as the terminal gives them.
local file = require "portabilling.file"

local M = {}

---@class portabilling.command.Lines
---@field read fun(self, prompt: string): string? raises at Ctrl-C; nil: there are no more
---@field remember fun(self, line: string) for the arrow keys

local Plain = {}
Plain.__index = Plain

function Plain.read(_, prompt)
  io.stdout:write(prompt)
  io.stdout:flush()
  return io.read "*l"
end

function Plain.remember() end

local Edited = {}
Edited.__index = Edited

-- Not by its function readline, which begins to read again after Ctrl-C.
function Edited:read(prompt)
  local readline, line, done = self.readline, nil, false
  io.stdout:flush()
  readline.handler_install(prompt, function(text)
    line, done = text, true
    readline.handler_remove()
  end)
  local ok, raised = pcall(function()
    while not done do
      file.wait(0) -- here Ctrl-C is heeded
      if not done then
        readline.read_char()
      end
    end
  end)
  if not ok then
    -- Its handler stays until the next line's takes its place: lua-readline 3.2 crashes when it is removed here.
    if readline.sigcleanup then
      readline.sigcleanup()
    end
    error(raised, 0)
  end
  return line
end

function Edited:remember(line)
  self.readline.add_history(line)
end

-- Its function is called from C: nothing may be raised there.
local function complete_with(readline, candidates)
  readline.set_completion_append_character ""
  readline.set_complete_function(function(text, from, to)
    local ok, found, first = pcall(candidates, text:sub(1, to))
    if not ok then
      return {}
    end
    local before = text:sub(from, first - 1)
    for i, candidate in ipairs(found) do
      found[i] = before .. candidate
    end
    return found
  end)
end

--- Reads lines.
---@param edited boolean by somebody at a terminal that can do it
---@param candidates fun(line: string): string[], integer what its last word may become, and where that begins
---@return portabilling.command.Lines
function M.open(edited, candidates)
  local found, readline = false, nil
  if edited then
    found, readline = pcall(require, "readline")
  end
  if not found or not readline.handler_install then
    return setmetatable({}, Plain)
  end
  readline.set_options { histfile = "", auto_add = false }
  readline.set_readline_name "portabilling"
  complete_with(readline, candidates)
  return setmetatable({ readline = readline }, Edited)
end

return M
