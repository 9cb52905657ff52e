--- portabilling shell: lines of Lua with pb connected. What an expression gives is shown, errors take one line, and Ctrl-C
--- ends what is typed or done, not the shell.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local history = require "portabilling.command.history"
local interrupt = require "portabilling.support.interrupt"
local lua_completion = require "portabilling.command.lua_completion"
local file = require "portabilling.file"
local pb = require "portabilling"
local status = require "portabilling.command.status"
local text = require "portabilling.support.text"
local typed_lines = require "portabilling.command.typed_lines"

local M = {}

local NAME = "line" -- of what is typed, in Lua's messages
local PROMPT, MORE = "pb> ", "  > "

local HELP = [[
  pb.get("Account", "account", { id = "16045550100" })
      an expression is shown, without its secrets
  for customer in pb.list("Customer", "customer") do
    print(customer.name)
  end
      what is not complete goes on in the next line
  account = pb.get(...)
      a name for later; without local, which ends with the line
  pb.describe "Account", pb.methods "barring"
      what there is, and what a method takes; methods by words
  dry on, dry off, dry
      changes show their request instead of being sent; is it on?
  help, exit
      this; leave, as Ctrl-D does. Ctrl-C gives up what is typed, or ends what is done
]]

---@class portabilling.command.Shell
---@field client portabilling.Client
---@field environment table what the lines see
---@field lines portabilling.command.Lines
---@field watched boolean somebody sits there
---@field typed string[] lines of what is not complete yet
---@field dry boolean
---@field failed boolean something did
local Shell = {}
Shell.__index = Shell

local unpack = table.unpack or unpack

-- ---- dry runs ----

-- Where options stand among the arguments behind the client.
local OPTIONS_AT = { create = 4, update = 4, delete = 4, call = 4, download = 5, batch = 5 }

-- Gives a client's operations that change something dry_run while the shell is dry. The client.
local function make_dry(self, client)
  for name, at in pairs(OPTIONS_AT) do
    local operation = client[name]
    client[name] = function(of, ...)
      local service, method = ...
      if not self.dry or (name == "call" or name == "download") and client.model.safe(service, method) then
        return operation(of, ...)
      end
      local given, options = { ... }, {}
      for option, value in pairs(given[at] or {}) do
        options[option] = value
      end
      options.dry_run = true
      given[at] = options
      return operation(of, unpack(given, 1, at))
    end
  end
  local login_as = client.login_as
  client.login_as = function(...)
    local made, err = login_as(...)
    return made and make_dry(self, made), err
  end
  return client
end

-- The library for the lines: other clients that they make are dry, too.
local function library(self)
  return setmetatable({
    connect = function(options) return make_dry(self, pb.connect(options)) end,
    new = function(options) return make_dry(self, pb.new(options)) end,
  }, { __index = pb })
end

-- ---- what is typed ----

function Shell:complain(message)
  self.failed = true
  io.stdout:flush()
  io.stderr:write(message, "\n")
end

local function one_line(raised)
  if error_object.is_error(raised) then
    raised.where = nil -- a line that nobody has a file of
    return text.of(raised)
  end
  return text.line((text.of(raised):gsub("^%S+:%d+: ", "")))
end

local function values(...)
  return { n = select("#", ...), ... }
end

local function evaluated(chunk)
  local results = values(chunk())
  for i = 1, results.n do
    if error_object.is_error(results[i]) then
      results[i].where = nil
    end
  end
  pb.show(unpack(results, 1, results.n))
end

-- Runs what is complete. False: more is to come.
function Shell:run(source)
  local chunk, message = load("return " .. source, "=" .. NAME, "t", self.environment)
  if not chunk then
    local as_expression = message
    chunk, message = load(source, "=" .. NAME, "t", self.environment)
    if not chunk and (message:find "<eof>'?$" or as_expression:find "<eof>'?$") then
      return false
    end
  end
  if not chunk then
    self:complain(one_line(message))
    return true
  end
  local ok, raised = pcall(evaluated, chunk)
  if not ok and interrupt.is(raised) and not self.watched then
    error(raised, 0) -- whoever runs a file of lines does not want the next one
  elseif not ok then
    -- Of a change the library tells what became of it.
    self:complain(interrupt.is(raised) and (raised:match "^interrupted: .*" or "interrupted") or one_line(raised))
  end
  return true
end

local COMMANDS = {
  help = function() io.stdout:write(HELP) end,
  ["dry on"] = function(self) self.dry = true end,
  ["dry off"] = function(self) self.dry = false end,
  dry = function(self) print(self.dry and "on: changes are not sent" or "off: changes are sent") end,
  exit = function(self) self.over = true end,
  quit = function(self) self.over = true end,
}

function Shell:take(line)
  local command = not self.typed[1] and COMMANDS[line:match "^%s*(.-)%s*$":gsub("%s+", " ")]
  self.typed[#self.typed + 1] = line
  local source = table.concat(self.typed, "\n")
  if command then
    command(self)
  elseif source:find "%S" and not self:run(source) then
    return
  end
  local typed = self.typed
  self.typed = {}
  if self.watched and source:find "%S" and history.keep(typed) then
    for _, one in ipairs(typed) do
      self.lines:remember(one)
    end
  end
end

-- One line. False: there are no more.
local function step(self)
  local prompt = not self.watched and "" or self.typed[1] and MORE or PROMPT
  local line = self.lines:read(prompt)
  if not line then
    return false
  end
  self:take(line)
  return not self.over
end

local function loop(self)
  local going = true
  while going do
    local ok, answer = pcall(step, self)
    if ok then
      going = answer
    elseif interrupt.is(answer) and self.watched then
      self.typed = {}
      io.stdout:write "\n"
    else
      error(answer, 0)
    end
  end
  if self.typed[1] then
    self:complain "the last lines are not complete: nothing was done"
  end
end

--- Runs the shell until its input ends.
function M.shell(args)
  local watched = file.terminal(0) ~= nil
  local self = setmetatable({ client = pb.connect { profile = args.profile }, watched = watched, typed = {},
    dry = false, failed = false, over = false }, Shell)
  self.environment = setmetatable({ pb = library(self) }, { __index = _G })
  self.lines = typed_lines.open(watched and os.getenv "TERM" ~= "dumb", function(line)
    return lua_completion.candidates(line, self.environment)
  end)
  make_dry(self, self.client)
  if watched then
    core.interruptible(true)
    io.stdout:write(("%s\nhelp tells what there is, Ctrl-D leaves\n"):format(tostring(self.client)))
    for _, line in ipairs(history.read()) do
      self.lines:remember(line)
    end
  end
  local ok, raised = pcall(loop, self)
  if watched then
    core.interruptible(false)
    io.stdout:write(self.over and "" or "\n")
  end
  if not ok then
    error(raised, 0)
  end
  return self.failed and not watched and status.REFUSED or status.OK
end

return M
