-- Lets memory run out at every place of a few programs: INTERPRETER spec/memory/run.lua [EVERY]
-- with failing.so (see failing.c) preloaded and on LUA_CPATH. With EVERY, only each so-many-th place is tried.
-- For each place, whether only one request for memory fails there or all from then on:
--   - the interpreter survives; what was asked for comes back right, or as an error that says what happened;
--   - a change that the server has seen is not called "not sent", and is not sent twice;
--   - the client can be used again as soon as there is memory, and nothing is left behind when it is closed.
local memory = require "failing"
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"
local sandbox = require "portabilling.sandbox"

local every = tonumber(arg[1] or 1)
local SECRET = "sEcReT-pAsSwOrD"
local failures = 0

-- A finalizer that Lua cannot call for want of memory is never called: Lua's own, and not what is tried here. So there is
-- memory whenever garbage is collected.
local collect = collectgarbage
function collectgarbage(...) -- luacheck: ignore 121
  memory.pause()
  collect(...)
  memory.go_on()
end

local function settle()
  collect()
  collect()
end

-- ---- one place ----

-- Is this what a program may be told when memory ran out? Whatever is raised by Lua itself is a text.
local function complaint(failure)
  if error_object.is_error(failure) then
    local text = tostring(failure)
    if failure.kind ~= "transport" and failure.kind ~= "config" then
      return "misleading: " .. text
    elseif failure.message == "" then
      return "an error without a message"
    elseif text:find(SECRET, 1, true) then
      return "a secret is told"
    end
  elseif type(failure) ~= "string" or not (failure:find "not enough memory" or failure:find "[Oo]ut of memory") then
    return "raised: " .. tostring(failure)
  end
end

-- results[i]: { pcall's results } of step i, or false when it was not reached.
local function judge(steps, results, refused)
  local failed = 0
  for i, step in ipairs(steps) do
    local result = results[i]
    if result then
      local right = result[1] and step.right(result[2], result[3])
      local wrong
      if not right then
        failed = failed + 1
        if result[1] and result[2] then
          wrong = "a wrong result"
        else
          wrong = complaint(result[1] and result[3] or result[2])
        end
        wrong = wrong or (refused == 0 and "failed with memory enough")
      end
      if wrong then
        return step.name .. ": " .. wrong
      end
    end
  end
end

local function run_steps(steps, state, results)
  for i = 1, #steps do
    local ok, a, b = pcall(steps[i].run, state)
    memory.pause()
    results[i] = { ok, a, b }
    memory.go_on()
  end
end

-- world: steps, open() -> state, check(state, results) -> complaint, close(state)
local function one_place(world, where, n, all_after)
  local state = world.open()
  local results = {}
  for i = 1, #world.steps do
    results[i] = false
  end
  memory.arm(where, n, all_after)
  local _, raised = pcall(run_steps, world.steps, state, results)
  local _, refused = memory.disarm()
  local wrong = judge(world.steps, results, refused)
  if not wrong and raised ~= nil and not tostring(raised):find "not enough memory" then
    wrong = tostring(raised)
  end
  wrong = wrong or world.check(state, results)
  world.close(state)
  return wrong, refused
end

local function every_place(name, where, world)
  local amiss = one_place(world, where, 0, false) -- what is loaded or kept at the first use is loaded and kept
  if amiss then
    error(amiss, 0)
  end
  settle()
  local blocks, places, worst = memory.blocks(), 0, nil
  for _, all_after in ipairs { false, true } do
    local n = 1 - every
    repeat
      n = n + every
      local wrong, refused = one_place(world, where, n, all_after)
      places = places + 1
      -- Collecting takes longer than all else; what Lua's own failures leave behind adds up until it is seen.
      if where == "c" or places % 100 == 0 then
        settle()
        if memory.blocks() > blocks then
          wrong = wrong or ("%d blocks are left behind"):format(memory.blocks() - blocks)
          blocks = memory.blocks()
        end
      end
      if wrong then
        worst = worst or wrong
        print(("# %s, request %d%s: %s"):format(name, n, all_after and " and all after it" or "", wrong))
        failures = failures + 1
      end
    until refused == 0 or failures > 20
  end
  settle()
  if memory.blocks() > blocks then
    worst = worst or "blocks are left behind"
  end
  print(("%s memory runs out, %s: %d places tried%s"):format(worst and "not ok" or "ok", name, places,
    worst and ": " .. worst or ""))
end

-- ---- programs ----

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

-- The codec by itself. Strings of several lengths: short ones are interned, long ones take another way.
local value = {
  account_info = { id = "16045550100", list = { 1, 2.5, true, { x = ("y"):rep(500) } }, none = core.null },
  ["a.b"] = { { c = "\195\169" } },
}
local page = '{"account_list":[{"i_account":1,"a":{"b":[1,"\\u00e9' .. ("\\n"):rep(600) .. '"]},"c":null},'
  .. '{"i_account":2,"a":{"b":[]},"\\u0063":12345678901234567890}],"total":2}'
local many = {} -- more than are looked at without remembering which
for i = 1, 100 do
  many[i] = { { i } }
end
local scratch = os.tmpname()
local codec = {
  open = function() return {} end,
  check = function() end,
  close = function() end,
  steps = {
    { name = "encode", run = function() return core.encode(value) end },
    { name = "encode an error", run = function() return core.encode { a = { { ["b c"] = print } } } end },
    { name = "look for views", run = function() return not core.holds_proxy { value, { value, many } } end },
    { name = "decode", run = function() return core.decode(page, { keep_null = true, array_mt = true }) end },
    { name = "decode an error", run = function() return core.decode '{"a":{"b c":[1,01]}}' end },
    { name = "decode fields", run = function()
      return core.decode(page, { fields = core.fields { "a.b", "c", "i_account" } })
    end },
    { name = "decode past a limit", run = function() return core.decode(page, { max_values = 3 }) end },
    { name = "a part of a download", run = function()
      local part, message = require("portabilling.file").part(scratch .. ".part", scratch)
      if not part then
        return nil, message
      end
      return part:write(page) and part:finish() and os.remove(scratch)
    end },
  },
}
for _, step in ipairs(codec.steps) do
  local expected = { step.run() }
  step.right = function(a, b)
    return same(expected[1], a) and same(expected[2], b)
  end
end

-- A client's day. `expected` holds what the list and the download gave when nothing failed.
local number = 0
local function calls(new_client, created, expected)
  local function attributes(state)
    return { account_info = { id = state.id, i_customer = expected.i_customer, i_product = 1, billing_model = 1,
      h323_password = SECRET, bill_status = "O" } }
  end
  local steps = {
    { name = "new", run = function(state)
      local err
      state.client, err = new_client()
      return state.client, err
    end, right = function(client) return client end },
    { name = "log in", run = function(state) return state.client:login() end,
      right = function(ok) return ok end },
    { name = "create", run = function(state) return state.client:create("Account", "account", attributes(state)) end,
      right = function(answer) return answer and answer.i_account end },
    { name = "fault", run = function(state)
      return state.client:update("Account", "account", { account_info = { i_account = 999999999, blocked = true } })
    end, right = function(answer, err)
      return answer == nil and err and err.kind == "fault" and err.sent == "yes" and err.code and err.message
    end },
    { name = "list", run = function(state)
      local ids = {}
      for customer, n in state.client:list("Customer", "customer", { limit = 5 }, { page_size = 3 }) do
        ids[n] = customer.i_customer
      end
      return ids
    end, right = function(ids) return same(expected.ids, ids) end },
    { name = "download", run = function(state)
      local pieces = {}
      local info, err = state.client:download("CDR", "get_call_recording", { i_xdr = expected.i_xdr }, function(bytes)
        pieces[#pieces + 1] = bytes
      end)
      return info and { info.filename, table.concat(pieces) }, err
    end, right = function(file) return file and same(expected.file, file) end },
  }
  for i = 2, #steps do
    local run = steps[i].run
    steps[i].run = function(state)
      if not state.client then
        error "not enough memory for a client"
      end
      return run(state)
    end
  end
  return {
    steps = steps,
    open = function()
      number = number + 1
      return { id = "5550" .. number, before = created() }
    end,
    check = function(state, results)
      local done, result = created() - state.before, results[3]
      if done > 1 then
        return "create: sent " .. done .. " times"
      elseif done == 0 and result and result[1] and result[2] then
        return "create: not sent"
      elseif done == 1 and result and result[1] and result[3] and result[3].sent == "no" then
        return "create: sent, but said to be not sent"
      end
      if state.client then
        local customer, err = state.client:get("Customer", "customer", { i_customer = expected.i_customer })
        if not customer or customer.i_customer ~= expected.i_customer then
          return "later, with memory enough: " .. tostring(err)
        end
      end
    end,
    close = function(state)
      if state.client then
        state.client:close()
      end
    end,
  }
end

-- ---- with canned answers ----

local function replayed()
  local count = 0
  local expected = { i_customer = 3, i_xdr = 1, ids = { 1, 2, 3, 4, 5 }, file = { "a.wav", "RIFF" } }
  local function answer(request)
    if request.method == "get_customer_list" then
      local rows = {}
      for i = (request.params.offset or 0) + 1, 5 do
        if #rows < request.params.limit then
          rows[#rows + 1] = ('{"i_customer":%d,"name":"x"}'):format(i)
        end
      end
      return { body = ('{"customer_list":[%s]}'):format(table.concat(rows, ",")) }
    elseif request.method == "get_customer_info" then
      return { body = '{"customer_info":{"i_customer":3}}' }
    elseif request.method == "get_call_recording" then
      return { body = "RIFF", content_type = "audio/wav", disposition = 'attachment; filename="a.wav"' }
    elseif request.method == "update_account" then
      return { status = 500, body = '{"faultcode":"Client.Account.missing.account_info.id","faultstring":"no"}' }
    end
    count = count + 1
    return { body = '{"i_account":7}' }
  end
  return calls(function()
    return pb.new { url = "https://localhost", login = "api", password = SECRET, retries = 0,
      driver = replay.open(answer) }
  end, function() return count end, expected)
end

-- ---- against the sandbox, over TLS ----

local function served(box, token_file)
  local function new_client()
    return pb.new { url = box.url.admin, ca_file = box.ca_file, login = box.login, password = box.password,
      retries = 0, timeout = 20, tokens = token_file }
  end
  local function created()
    return assert(box:stats()).methods["Account/add_account"] or 0
  end
  local client = assert(new_client())
  local expected = { ids = {} }
  for customer, n in client:list("Customer", "customer", { limit = 5 }) do
    expected.ids[n] = customer.i_customer
  end
  expected.i_customer = expected.ids[1]
  local period = { from_date = "1970-01-01 00:00:00", to_date = "9000-01-01 00:00:00" }
  for customer in client:list("Customer", "customer") do
    period.i_customer = customer.i_customer
    for xdr in client:list("Customer", "xdr", period) do
      local file = not expected.file and client:call("CDR", "get_call_recording", { i_xdr = xdr.i_xdr })
      if file then
        expected.i_xdr, expected.file = xdr.i_xdr, { file.filename, file.body }
      end
    end
    if expected.file then
      break
    end
  end
  client:close()
  return calls(new_client, created, expected)
end

-- ---- a Lua state that opens the modules while memory runs out ----

local function opening(where)
  local code = ('package.path, package.cpath = %q, %q\n'):format(package.path, package.cpath) .. [[
    local core, file = require "portabilling.core", require "portabilling.file"
    local opened, reason = pcall(require, "portabilling.curl")
    package.loaded["portabilling.curl"] = opened and reason or nil -- LuaJIT remembers that it failed
    local curl = require "portabilling.curl" -- what the first try left behind must not stay half made
    local bytes = debug.getregistry()["portabilling.bytes"]
    assert(bytes.__index.release and bytes.__gc and bytes.__len and bytes.__tostring and bytes.__metatable)
    if not opened then error(reason, 0) end
    core.decode(core.encode { a = 1 }, { fields = core.fields { "a" } })
    local multi = curl.multi()
    if multi then
      multi:profile { headers = { "A: b" } }:send { url = "https://127.0.0.1:1/", body = "x" }
      multi:close()
    end
    file.lock(os.tmpname()):release()]]
  return function(n, all_after)
    local _, refused, message = memory.fresh(code, where, n, all_after)
    if message and not message:find "not enough memory" and not message:find "out of memory" then
      return message, refused
    end
    return nil, refused
  end
end

local function every_opening(where)
  local open, places, worst = opening(where), 0, nil
  for _, all_after in ipairs { false, true } do
    local n = 1 - every
    repeat
      n = n + every
      local wrong, refused = open(n, all_after)
      places = places + 1
      if wrong then
        worst = worst or wrong
        failures = failures + 1
      end
    until wrong or refused == 0
  end
  print(("%s memory runs out, %s's, modules are opened: %d places tried%s"):format(worst and "not ok" or "ok",
    where == "c" and "malloc" or "Lua", places, worst and ": " .. worst or ""))
end

local asan = os.getenv "ASAN_OPTIONS"
every_opening "lua"
every_place("Lua's, codec", "lua", codec)
every_place("Lua's, canned answers", "lua", replayed())
if not asan then
  every_opening "c"
  every_place("malloc's, codec", "c", codec)
  every_place("malloc's, canned answers", "c", replayed())
end
local box = assert(sandbox.start())
local token_file = os.tmpname()
local ok, message = pcall(function()
  if not asan then
    every_place("malloc's, libcurl", "c", served(box))
  end
  os.remove(token_file)
  every_place("Lua's, libcurl", "lua", served(box, token_file))
end)
box:stop()
os.remove(token_file)
os.remove(token_file .. ".lock")
assert(ok, message)
settle()
os.exit(failures == 0 and 0 or 1) -- the state is not closed: stacks of what is lost would have no names then
