--- What a call goes through on its way from the program to the driver and back, counted. `make bench-walk` runs it;
--- README.md tells how.
---
--- Each Lua does its part in a process of its own (walk.lua counts | walk.lua run JOB COUNT), against one server. Calls
--- are counted by debug.sethook, without the compiler of LuaJIT; instructions by callgrind, as the difference of two
--- lengths, so that start-up does not count.
local ROLE = arg[1]

local URL, CA_FILE = os.getenv "BENCH_URL", os.getenv "BENCH_CA_FILE"
local RECORDS = 120

local function connect(check)
  local pb = require "portabilling"
  pb.connect { url = URL, ca_file = CA_FILE, login = "bench", token = "benchmark-token", check = check }
  return pb
end

local function account(i)
  return {
    account_info = { id = ("1604%07d"):format(i), i_customer = 17, i_product = 3, billing_model = 1, bill_status = "O",
      blocked = false, activation_date = "2026-01-01", h323_password = ("p%dx"):format(i) },
    generate_web_password = true,
  }
end

local function read(pb, options)
  local records = 0
  for _ in pb.list("Customer", "customer", {}, options) do
    records = records + 1
  end
  assert(records == RECORDS, records)
end

local scenarios = {
  { name = "create", run = function(pb) assert(pb.create("Account", "account", account(1))) end },
  { name = "create with an option",
    run = function(pb) assert(pb.create("Account", "account", account(1), { timeout = 30 })) end },
  { name = "create, checked before it is sent",
    run = function(pb) assert(pb.create("Account", "account", account(1), { check = "error" })) end },
  { name = "get", run = function(pb) assert(pb.get("Customer", "customer", { i_customer = 17 })) end },
  { name = "call",
    run = function(pb) assert(pb.call("Customer", "get_customer_info", { i_customer = 17 })) end },
  { name = "list, 120 rows on 1 page", run = function(pb) read(pb) end },
  { name = "list, 120 rows on 3 pages", run = function(pb) read(pb, { page_size = 50 }) end },
}

-- ---- counting, inside the process that is looked at ----

local OWN = debug.getinfo(1, "S").source
local counting = false
local tally

local function room_of(info)
  local path = info.source:match "^@.*[/\\]portabilling[/\\](.*)$"
  return path and (path:match "^(%w+)[/\\]" or path:match "^(%w+)%.lua$")
end

local function count_call()
  if not counting then
    return
  end
  local callee = debug.getinfo(2, "Sn")
  local caller = debug.getinfo(3, "S")
  if callee.what == "C" and caller and caller.source == OWN then
    return
  elseif callee.what == "C" then
    tally.c = tally.c + 1
    local name = callee.name or "?"
    tally.by_name[name] = (tally.by_name[name] or 0) + 1
    return
  end
  local room = room_of(callee)
  if not room then
    return -- of this file
  end
  tally.lua = tally.lua + 1
  tally.by_room[room] = (tally.by_room[room] or 0) + 1
  if caller and caller.what ~= "C" and room_of(caller) ~= room then
    tally.crossings = tally.crossings + 1
  end
end

-- On Lua 5.4 each coroutine has a hook of its own. Reads of a call's own settings that fall through to the client's
-- would not be seen: no function is called for them.
local function watch()
  local create, set = coroutine.create, setmetatable
  function coroutine.create(fn) -- luacheck: ignore 122
    local co = create(fn)
    if not jit then
      debug.sethook(co, count_call, "c")
    end
    return co
  end
  function setmetatable(t, metatable) -- luacheck: ignore 121
    local from = metatable and rawget(metatable, "__index")
    if type(from) == "table" and from.page_size and from.connect_timeout then
      metatable = { __index = function(_, name)
        if counting then
          tally.fallen_through = tally.fallen_through + 1
        end
        return from[name]
      end }
    end
    return set(t, metatable)
  end
  if jit then
    jit.off()
  end
  debug.sethook(count_call, "c")
end

-- The functions between the program and the driver, when a request is sent: Lua's, and all.
local function frames()
  local lua, all, names, level = 0, 0, {}, 3
  local info = debug.getinfo(level, "Sln")
  while info do
    if info.what ~= "C" and not room_of(info) then
      break
    end
    all = all + 1
    if info.what ~= "C" then
      lua = lua + 1
      names[#names + 1] = ("%s:%d"):format(info.source:match "portabilling[/\\](.*)$", info.currentline)
    else
      names[#names + 1] = info.name or "C"
    end
    level = level + 1
    info = debug.getinfo(level, "Sln")
  end
  return lua, all, table.concat(names, " < ")
end

local function sorted(counts)
  local names = {}
  for name in pairs(counts) do
    names[#names + 1] = name
  end
  table.sort(names, function(a, b) return counts[a] > counts[b] or counts[a] == counts[b] and a < b end)
  for i, name in ipairs(names) do
    names[i] = name .. " " .. counts[name]
  end
  return table.concat(names, ", ")
end

local function counts()
  watch()
  local pb = connect()
  local driver = pb.connect { url = URL, ca_file = CA_FILE, login = "bench", token = "benchmark-token" }.driver
  local send = driver.send
  local traced
  function driver.send(self, request)
    if counting then
      counting = false
      traced = traced or { frames() }
      counting = true
    end
    return send(self, request)
  end
  for _, scenario in ipairs(scenarios) do
    for _ = 1, 3 do
      scenario.run(pb)
    end
    traced = nil
    tally = { lua = 0, c = 0, crossings = 0, fallen_through = 0, by_name = {}, by_room = {} }
    collectgarbage "stop" -- finalizers are not the walk's
    counting = true
    scenario.run(pb)
    counting = false
    collectgarbage "restart"
    print(("\n%s: %d Lua calls, %d into C, %d changes of room, %d settings fell through"):format(scenario.name,
      tally.lua, tally.c, tally.crossings, tally.fallen_through))
    print(("  at the send: %d Lua frames of %d: %s"):format(traced[1], traced[2], traced[3]))
    print("  by room: " .. sorted(tally.by_room))
    print("  into C: " .. sorted(tally.by_name))
  end
  pb.close()
end

-- ---- jobs for callgrind ----

local function create(pb, count)
  for i = 1, count do
    assert(pb.create("Account", "account", account(i)))
  end
end

local jobs = {
  create = create,
  checked = create,
  option = function(pb, count)
    for i = 1, count do
      assert(pb.create("Account", "account", account(i), { timeout = 30 }))
    end
  end,
  get = function(pb, count)
    for _ = 1, count do
      assert(pb.get("Customer", "customer", { i_customer = 17 }))
    end
  end,
  list = function(pb, count)
    for _ = 1, count do
      read(pb)
    end
  end,
}

if ROLE == "counts" then
  return counts()
elseif ROLE == "run" then
  local pb = connect(arg[2] == "checked" and "error" or nil)
  jobs[arg[2]](pb, tonumber(arg[3]))
  return pb.close()
end

-- ---- the whole measurement ----

local shell = require "portabilling.sandbox.shell"

local LUAS = { os.getenv "LUA54" or "lua5.4", os.getenv "LUAJIT" or "luajit" }

local function part(lua, server, words, before)
  local build = lua:find "jit" and "luajit" or "lua5.4"
  local command = { "env", "LUA_CPATH=" .. os.getenv "BENCH_BUILD" .. "/" .. build .. "/?.so;;",
    "BENCH_URL=" .. server.url("fast", RECORDS), "BENCH_CA_FILE=" .. server.ca_file }
  for _, word in ipairs(before or {}) do
    command[#command + 1] = word
  end
  command[#command + 1] = lua
  command[#command + 1] = os.getenv "BENCH_DIRECTORY" .. "/walk.lua"
  for _, word in ipairs(words) do
    command[#command + 1] = word
  end
  return shell.run(shell.command(command) .. " 2>&1")
end

-- Instructions of one more; nil where valgrind cannot tell.
local function instructions(lua, server, job, few, many)
  local counted = {}
  for i, count in ipairs { few, many } do
    local _, output = part(lua, server, { "run", job, tostring(count) },
      { "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null" })
    counted[i] = tonumber(output:match "Collected : (%d+)")
    if not counted[i] then
      return nil, output
    end
  end
  return (counted[2] - counted[1]) / (many - few)
end

-- Job, a short and a long run, and what one of it is, in how many parts.
local INSTRUCTIONS = { { "create", 100, 600, 1 }, { "checked", 100, 600, 1 }, { "option", 100, 600, 1 },
  { "get", 100, 600, 1 }, { "list", 20, 120, RECORDS } }
local TITLES = { checked = "create, checked before it is sent", option = "create with an option",
  list = "list, one row" }

local function requests(title, options, settings, service)
  local server = require("support.lists").start()
  server:reset(options)
  local client = server:client()
  local rows = 0
  for _ in client:list(service or "Customer", service == "Account" and "account" or "customer", nil, settings) do
    rows = rows + 1
  end
  client:close()
  local asked = server.state().requests
  server.stop()
  print(("  %s: %d rows, %d requests"):format(title, rows, asked))
end

local only = os.getenv "COUNTS_ONLY" or ""

local server = require("bench.server").start()
for _, lua in ipairs(LUAS) do
  local _, output = part(lua, server, { "counts" })
  print(("== %s\n%s"):format(lua, output))
  for _, job in ipairs(only ~= "" and {} or INSTRUCTIONS) do
    local each = instructions(lua, server, job[1], job[2], job[3])
    print(each and ("%s: %.0f instructions"):format(TITLES[job[1]] or job[1], each / job[4])
      or job[1] .. ": valgrind cannot tell")
  end
end
server.stop()

print "== requests of a list, 8 in flight"
for _, counted in ipairs { true, false } do
  local service, said = counted and "Account" or "Customer", counted and "counted" or "not counted"
  for _, page_size in ipairs { 10, 500 } do
    for _, count in ipairs { 5, 10, 30, 120, 1200 } do
      requests(("%d, %s by the server, page_size %d"):format(count, said, page_size),
        { count = count, total = counted or nil, delay = 0.02 }, { page_size = page_size, concurrency = 8 }, service)
    end
  end
end
