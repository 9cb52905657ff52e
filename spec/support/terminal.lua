--- A program at a terminal of its own (script, of bsdutils): what it shows is awaited, what somebody types is sent.
local shell = require "support.shell"

local M = {}

local Terminal = {}
Terminal.__index = Terminal

--- Starts a program with its words. It has a minute. No shell stands between, which Ctrl-C would end as well.
function M.start(command)
  local directory = shell.output "mktemp -d"
  shell.output("mkfifo " .. directory .. "/typed")
  local pipe = assert(io.popen(("timeout -k 1 60 script -qec %s /dev/null < %s/typed 2>&1; status=$?; echo; "
    .. "echo ended $status"):format(shell.quote("exec " .. command), directory)))
  local typed = assert(io.open(directory .. "/typed", "wb"))
  return setmetatable({ directory = directory, pipe = pipe, typed = typed, seen = "" }, Terminal)
end

--- Types a text; control characters as they are.
function Terminal:type(text)
  self.typed:write(text)
  self.typed:flush()
end

--- Waits until it shows a text behind all that was awaited before. Returns what it showed up to there.
function Terminal:await(text)
  while true do
    local _, last = self.seen:find(text, 1, true)
    if last then
      local before = self.seen:sub(1, last)
      self.seen = self.seen:sub(last + 1)
      return before
    end
    local char = self.pipe:read(1)
    if not char then
      error(("it ended without %q, behind %q"):format(text, self.seen), 2)
    end
    self.seen = self.seen .. char
  end
end

--- Waits for the end; returns the program's status.
function Terminal:finish()
  self:await "ended "
  local status = self:await "\n":match "^%d+"
  self.typed:close()
  self.pipe:read "*a"
  self.pipe:close()
  shell.output("rm -rf " .. self.directory)
  return tonumber(status)
end

return M
