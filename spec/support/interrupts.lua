--- Programs that are interrupted at any moment: see support.interrupted, which is what runs.
local shell = require "support.shell"

local M = {}

-- Seconds after which an interrupted program is killed: it hangs. Of changes in flight, five are waited for.
local BOUND, BOUND_OF_CHANGES = 2, 7
-- Seconds for one place of a hook, on a slow machine.
local FOR_A_PLACE = 5

M.SIGNALLED = { "calls", "list", "gets", "creates", "download", "list-cqueues", "list-luv", "gets-cqueues", "gets-luv" }
M.RAISING = { "calls", "list", "gets", "creates", "download", "closing", "list-cqueues", "gets-cqueues" }

local runs = 0 -- each has a name of its own

local Interrupts = {}
Interrupts.__index = Interrupts

-- What of a search path is this tree's, for the named interpreter.
local function own_paths(paths, interpreter)
  local own = {}
  for path in paths:gmatch "[^;]+" do
    if not path:find "^/usr/" and not path:find "^%./" then
      own[#own + 1] = path:gsub("/lua5%.4/%?%.so$", "/" .. interpreter .. "/?.so")
    end
  end
  return table.concat(own, ";") .. ";;"
end

--- For an interpreter against a sandbox. flavour: "lua5.4" or "luajit", nil: the one that runs this; slack: seconds that
--- a program may take longer than it should, for a busy machine.
function M.new(sandbox, flavour, slack)
  local self = setmetatable({ sandbox = sandbox, slack = slack or 0, path = package.path, cpath = package.cpath,
    interpreter = shell.interpreter(), directory = shell.output "mktemp -d" }, Interrupts)
  if flavour then
    self.interpreter = os.getenv(flavour == "luajit" and "LUAJIT" or "LUA54") or flavour
    self.path, self.cpath = own_paths(self.path, flavour), own_paths(self.cpath, flavour)
  end
  return self
end

function Interrupts:close()
  os.execute("rm -rf " .. shell.quote(self.directory))
end

-- The program's command, and its environment.
local function command(self, ...)
  local script = assert(package.searchpath("support.interrupted", package.path))
  local words = { "env", "PORTABILLING_URL=" .. self.sandbox.url.admin, "PORTABILLING_CA_FILE=" .. self.sandbox.ca_file,
    "PORTABILLING_LOGIN=" .. self.sandbox.login, "PORTABILLING_TOKEN=" .. self.sandbox.token,
    "TMPDIR=" .. self.directory, "RUN=" .. runs, "SLACK=" .. self.slack,
    "LUA_PATH=" .. self.path, "LUA_CPATH=" .. self.cpath }
  for i, word in ipairs(words) do
    words[i] = shell.quote(word)
  end
  words[#words + 1] = self.interpreter -- may be several words
  for _, word in ipairs { script, ... } do
    words[#words + 1] = shell.quote(word)
  end
  return table.concat(words, " ")
end

-- Output and status of a command.
local function run(text)
  local pipe = assert(io.popen(("( %s ) 2>&1; status=$?; echo; echo exit $status"):format(text)))
  local output = pipe:read "*a"
  pipe:close()
  local status
  output, status = output:match "^(.*)\nexit (%d+)\n$"
  return output, tonumber(status)
end

local function accounts(self, prefix)
  local client = require("portabilling").new { url = self.sandbox.url.admin, ca_file = self.sandbox.ca_file,
    login = self.sandbox.login, token = self.sandbox.token }
  local count = 0
  for _ in client:list("Account", "account", { id = prefix .. "%" }) do
    count = count + 1
  end
  client:close()
  return count
end

--- Interrupts a scenario after so many seconds, and brings its batch to the end. Returns what is wrong; nil: nothing.
function Interrupts:signal(scenario, seconds)
  runs = runs + 1
  local prefix = ("2%05d"):format(runs)
  local creates = scenario == "creates"
  local before = assert(self.sandbox:stats()).methods["Account/add_account"] or 0
  local bound = (creates and BOUND_OF_CHANGES or BOUND) + self.slack
  local text = command(self, "run", scenario, prefix)
  local output, status = run(("timeout --preserve-status -s INT -k %g %.3f %s"):format(bound, seconds, text))
  if status == 137 then
    return ("it went on for %g s: %s"):format(bound, output)
  elseif status == 0 then
    return not creates and "it ended well: " .. output or nil
  elseif not output:find "interrupted[!:]" and status ~= 130 then -- 130: before lua had set its handler
    return ("status %d: %s"):format(status, output)
  elseif self:partial_files() then
    return "a partial file is left"
  end
  if creates then
    accounts(self, prefix) -- by then the server has done what it was about to do
    output, status = run(text)
    local after = assert(self.sandbox:stats()).methods["Account/add_account"] or 0
    local count = accounts(self, prefix)
    if status ~= 0 then
      return "run again: " .. output
    elseif count ~= 400 or after - before ~= 400 then
      return ("%d accounts, made by %d requests"):format(count, after - before)
    end
  end
end

function Interrupts:partial_files()
  return run("ls " .. shell.quote(self.directory) .. " | grep part"):find "part"
end

--- Raises once, at each step-th of the events first to last. Returns how many places were tried, and what is wrong.
function Interrupts:raise(scenario, where, first, step, last)
  local wrong, tried = {}, 0
  runs = runs + 1
  while first do
    local seconds = 30 + ((last - first) / step + 1) * FOR_A_PLACE
    local output, status = run(("timeout -k 1 %.0f %s"):format(math.min(seconds, 600),
      command(self, "raise", scenario, where, first, step, last)))
    local at
    for n in output:gmatch "at (%d+)" do
      at, tried = tonumber(n), tried + 1
    end
    for line in output:gmatch "(bad %d+: [^\n]*)" do
      wrong[#wrong + 1] = line
    end
    first = nil
    if status ~= 0 then
      wrong[#wrong + 1] = ("at %s: status %d: %s"):format(tostring(at), status, output:sub(-300))
      if at and #wrong < 20 then
        first = at + step -- the others, too
      end
    end
  end
  return tried, wrong
end

return M
