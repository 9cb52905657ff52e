-- The world of the journal's model test: a server, the way to it, and a disk, each of which fails as the dice want it.
-- Time passes only here. When the process "is killed", nothing it does has an effect any more; what was under way at
-- the server may or may not be executed then.
local core = require "portabilling.core"
local real_file = require "portabilling.file"
local tasks = require "portabilling.driver.tasks"

local M = {}

local World = {}
World.__index = World

-- What is done, and where: wrapper, the attribute that names the record, how it can be looked up.
M.KINDS = {
  account = { operation = "create", service = "Account", record = "account", method = "Account/add_account",
    wrapper = "account_info", natural = "id", id = "i_account", get = "Account/get_account_info" },
  number = { operation = "create", service = "Customer", record = "abbreviated_dialing_number",
    method = "Customer/add_abbreviated_dialing_number", wrapper = "abbreviated_dialing_number_info",
    natural = "abbreviated_number", id = "i_ab_dialing", list = "Customer/get_abbreviated_dialing_number_list",
    key = "abbreviated_dialing_number_list" },
  site = { operation = "create", service = "Customer", record = "site", method = "Customer/add_customer_site",
    wrapper = "site_info", natural = "name", id = "i_customer_site" },
  call = { operation = "call", service = "Customer", record = "make_transaction", method = "Customer/make_transaction",
    natural = "i_customer" },
  update = { operation = "update", service = "Account", record = "account", method = "Account/update_account",
    wrapper = "account_info", natural = "i_account" },
}

--- Without its secret: what the row is.
function M.identity(attributes)
  local function copy(t)
    local own = {}
    for name, value in pairs(t) do
      if name ~= "h323_password" then
        own[name] = type(value) == "table" and copy(value) or value
      end
    end
    return own
  end
  return core.encode(copy(attributes))
end

function M.content(attributes)
  return core.encode(attributes)
end

---@param random fun(from: integer, to: integer): integer
function M.new(random, kind, path)
  local self = setmetatable({ random = random, kind = kind, path = path, clock = 0, run = 0, records = {}, ids = 100,
    executions = {}, by_identity = {}, received = {}, refusals = {}, in_run = {}, sequence = {}, last = {},
    pending = {}, requests = 0, appenders = {}, size = 0, synced = 0, dead = false, odds = {} }, World)
  self.unique = random(1, 3) > 1
  return self
end

--- True once in so many times, on average; never without odds for it.
function World:happens(what)
  local odds = self.odds[what]
  return odds ~= nil and self.random(1, odds) == 1
end

local function add(t, key)
  t[key] = (t[key] or 0) + 1
end

-- ---- the server ----

local function normal(value)
  return (core.encode(value):gsub('^"%s*', '"'):gsub('%s*"$', '"'):gsub("%s+", " "):lower())
end

--- Which record it is that goes by that name.
M.normal = normal

-- As it may be kept: trimmed, in another case.
local function kept(self, value)
  if type(value) ~= "string" or self.random(1, 2) == 1 then
    return value
  end
  value = value:match "^%s*(.-)%s*$"
  return self.random(1, 2) == 1 and value:upper() or value
end

function World:execute(params)
  local kind = self.kind
  local body = kind.wrapper and params[kind.wrapper] or params
  local content, identity = M.content(params), M.identity(params)
  add(self.executions, content)
  add(self.by_identity, identity)
  add(self.in_run, content)
  self.sequence[#self.sequence + 1] = params
  self.last[identity] = content
  if kind.operation ~= "create" then
    return {}
  end
  self.ids = self.ids + 1
  local record = { [kind.id] = self.ids }
  for name, value in pairs(body) do
    record[name] = name ~= "h323_password" and value or nil
  end
  record[kind.natural] = kept(self, body[kind.natural])
  record.note = kept(self, body.note)
  record.rate = body.rate and ("%.5f"):format(body.rate) -- as money comes
  self.records[#self.records + 1] = record
  return { [kind.id] = self.ids }
end

local function fault(code)
  return { status = 500, body = core.encode { faultcode = code, faultstring = "refused" } }
end

local function is_taken(self, params)
  local kind = self.kind
  local body = kind.wrapper and params[kind.wrapper] or params
  for _, record in ipairs(kind.operation == "create" and self.unique and self.records or {}) do
    if normal(record[kind.natural]) == normal(body[kind.natural]) then
      return true
    end
  end
end

-- A change that has come to the server.
function World:change(params)
  if is_taken(self, params) or self:happens "fault" then
    add(self.refusals, M.content(params))
    return fault "Server.Account.duplicate_id"
  end
  return { body = core.encode(self:execute(params)) }
end

local function same_text(one, other)
  return core.encode(one):lower() == core.encode(other):lower() -- spaces count
end

function World:read(method, params)
  local kind = self.kind
  if self:happens "fault" then
    return fault "Server.internal_error"
  elseif method == kind.get then
    for _, record in ipairs(self.records) do
      if same_text(record[kind.natural], params[kind.natural]) then
        return { body = core.encode { [kind.wrapper] = record } }
      end
    end
    return { body = "{}" }
  end
  local rows = {}
  for _, record in ipairs(self.records) do
    if params.i_customer == nil or same_text(record.i_customer, params.i_customer) then
      rows[#rows + 1] = record
    end
  end
  local page = setmetatable({}, core.array_mt)
  for i = (params.offset or 0) + 1, math.min(#rows, (params.offset or 0) + (params.limit or 50)) do
    page[#page + 1] = rows[i]
  end
  return { body = core.encode { [kind.key] = page } }
end

-- ---- the way there ----

local LOST = { failed = "RECV_ERROR", message = "the connection was reset", handed_over = true }
local REFUSED = { failed = "COULDNT_CONNECT", message = "connection refused", handed_over = false }

local Driver = {}
Driver.__index = Driver

function Driver:now() return self.world.clock end
function Driver:wall() return 1700000000 + self.world.clock end
function Driver:close() self.closed = true end

local function never() return false end

function Driver:sleep(seconds)
  self.tasks:await(never, self.world.clock + seconds)
end

function World:kill()
  if not self.dead then
    self.dead = true
    for _, params in ipairs(self.pending) do
      if self.random(1, 2) == 1 then
        self:change(params)
      end
    end
    self.pending = {}
  end
end

local function login(world)
  if world.odds.login_refused then
    return fault "Server.Session.auth_failed"
  end
  return { body = '{"access_token":"a","refresh_token":"r","session_id":"s","expires_in":172799}' }
end

-- A change is under way: it may not come there, and its answer may not come back.
local function deliver(world, params)
  if world:happens "kill" then
    world.pending[#world.pending + 1] = params
    world:kill()
    return LOST
  elseif world:happens "lost_before" then
    return LOST
  elseif world:happens "gateway" then
    if world.random(1, 2) == 1 then
      world:change(params)
    end
    return { status = 502, content_type = "text/html", body = "<html>Bad \255Gateway</html>" }
  end
  local answer = world:change(params)
  if world:happens "kill" then
    world:kill()
    return LOST
  end
  return world:happens "lost_after" and LOST or answer
end

-- As drivers answer.
local function attempt(answer)
  if answer.failed then
    return answer
  end
  return { status = answer.status or 200, content_type = answer.content_type or "application/json",
    body = answer.body }
end

function Driver:send(request)
  local world = self.world
  if world.dead then
    return LOST
  end
  world.requests = world.requests + 1
  local method = request.url:match "/rest/(.+)$"
  local params = core.decode(request.body).params
  if world.odds.down or world:happens "refused" then
    return REFUSED
  elseif method == "Session/login" then
    return attempt(login(world))
  end
  local changes, early = method == world.kind.method, nil
  if changes then
    world.received[M.identity(params)] = true
    if world.random(1, 2) == 1 then
      early = deliver(world, params) -- executed at once; it is the answer that takes its time
    else
      world.pending[#world.pending + 1] = params
    end
  end
  local ok, message = pcall(self.tasks.await, self.tasks, never, world.clock + world.random(1, 50) / 1000)
  for i, other in ipairs(world.pending) do
    if other == params then
      table.remove(world.pending, i)
      break
    end
  end
  local task = self.tasks:current()
  if world.dead then
    return LOST
  elseif not ok or task and task.cancelled then
    if changes and not early and world.random(1, 2) == 1 then
      world:change(params) -- it was on its way already
    end
    if not ok then
      error(message, 0)
    end
    return { failed = "CANCELLED", message = "given up", handed_over = true, permanent = true }
  elseif changes then
    return attempt(early or deliver(world, params))
  end
  return attempt(world:happens "lost_read" and LOST or world:read(method, params))
end

--- A driver for one process.
function World:driver()
  local driver = setmetatable({ world = self }, Driver)
  driver.tasks = tasks.new(function(seconds)
    if self:happens "interrupt" then
      error("script.lua:1: interrupted!", 0)
    end
    self.clock = self.clock + seconds
  end, function() return self.clock end)
  return driver
end

-- ---- the disk ----

local Appender = {}
Appender.__index = Appender

function Appender:write(text)
  local world = self.world
  if self.gone then -- a finalizer's; the dice are not for it
    return nil, "gone"
  end
  if world:happens "kill_write" then
    world:kill()
  end
  if world.dead then
    return nil, "killed"
  elseif world.full or world:happens "full" then
    world.full = true
    local part = text:sub(1, world.random(0, #text - 1))
    self.real:write(part)
    world.size = world.size + #part
    return nil, "write: No space left on device"
  end
  assert(self.real:write(text))
  world.size = world.size + #text
  if world:happens "kill_write" then
    world:kill()
    return nil, "killed"
  end
  return true
end

function Appender:sync()
  local world = self.world
  if world.dead or self.gone then
    return nil, "killed"
  end
  world.synced = world.size
  if world:happens "kill_write" then
    world:kill()
    return nil, "killed"
  end
  return true
end

function Appender.named()
  return true
end

function Appender:truncate(size)
  if not self.world.dead and not self.gone then
    assert(self.real:truncate(size))
    self.world.size = size
    self.world.synced = math.min(self.world.synced, size)
  end
  return true
end

function Appender:close()
  self.gone = true
  self.real:close()
end

--- The module portabilling.file, of this world.
function World:file()
  return { append = function(path)
    local real, message, name = real_file.append(path)
    if not real then
      return nil, message, name
    end
    local appender = setmetatable({ world = self, real = real }, Appender)
    self.appenders[#self.appenders + 1] = appender
    return appender
  end }
end

--- What a process leaves when it is gone; after a power cut only what was synced, and some of the rest.
function World:gone()
  for _, appender in ipairs(self.appenders) do
    appender:close()
  end
  self.appenders, self.pending, self.full = {}, {}, false
  if self.dead and self.random(1, 2) == 1 and self.size > self.synced then
    local real = real_file.append(self.path)
    self.size = self.random(self.synced, self.size)
    real:truncate(self.size)
    real:close()
  end
  -- Killed while it began the journal: the header is not whole, which a run refuses; the user takes the file away.
  local file = io.open(self.path, "rb")
  local begun = not file or file:read "*a":find("\n", 1, true)
  if file then
    file:close()
  end
  if not begun then
    os.remove(self.path)
    self.size, self.synced = 0, 0
  end
  self.synced, self.dead, self.odds = math.min(self.synced, self.size), false, {}
end

return M
