-- What C holds, read while finalizers, which may run whenever Lua is asked for memory, release or replace it.
local core = require "portabilling.core"
local curl = require "portabilling.curl"
local file = require "portabilling.file"
local rawserver = require "support.rawserver"
local transfers = require "support.transfers"

local BOM = "\239\187\191"
local rows = {}
for i = 1, 300 do
  rows[i] = ('{"i_customer":%d,"name":"customer %d","tags":[%d,"\\u00e4"]}'):format(i, i, i)
end
local SOUND = '{"customer_list":[' .. table.concat(rows, ",") .. "]}"
local BROKEN = SOUND:gsub("customer 7", "customer \255")

-- Runs when it is collected, in the middle of whatever asks for memory just then.
local function finalizer(run)
  if newproxy then -- luacheck: ignore 113
    getmetatable(newproxy(true)).__gc = run -- luacheck: ignore 113
  else
    setmetatable({}, { __gc = run })
  end
end

-- What run returns while `meddle` is called by a finalizer as soon as memory is asked for; it surely was.
local function while_meddling(meddle, run, ...)
  local ran = false
  collectgarbage()
  collectgarbage "stop"
  -- From now on one step of the collector is a whole cycle.
  local speed = collectgarbage("setstepmul", 0)
  if not jit then
    collectgarbage("incremental", 200, 1000, 40)
  end
  finalizer(function()
    ran = true
    meddle()
  end)
  collectgarbage "restart"
  local a, b, c, d = run(...) -- the first to ask since
  local during = ran
  if jit then
    collectgarbage("setstepmul", speed)
  else
    collectgarbage("incremental", 200, 100, 13)
  end
  collectgarbage()
  assert.is_true(ran)
  return during, a, b, c, d
end

describe("bytes", function()
  local raw, multi

  setup(function()
    local steps = {}
    for i, body in ipairs { SOUND, BROKEN, BOM .. SOUND } do
      steps[i] = { "keep", ("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"):format(#body, body) }
    end
    for i = #steps + 1, 60 do
      steps[i] = steps[(i - 1) % 3 + 1]
    end
    raw = rawserver.start(steps)
    multi = assert(curl.multi())
  end)
  teardown(function()
    multi:close()
    raw.stop()
  end)

  -- The next three answers: sound, broken, with a byte order mark.
  local function three()
    local answers = {}
    for i = 1, 3 do
      local transfer = assert(transfers.start(multi, { url = raw.url .. "/", http = true, proxy = "", timeout = 30 }))
      local bound = transfers.bound()
      while not answers[i] do
        bound()
        multi:step(1)
        local answer = transfer:answer()
        answers[i] = answer and answer.body
      end
      assert.is_userdata(answers[i])
    end
    return (table.unpack or unpack)(answers) -- luacheck: ignore 143 113
  end

  for name, read in pairs {
    decode = function(sound) return (core.decode(sound)) end,
    mend = function(_, broken) return (core.mend(broken)) end,
    content = function(_, _, marked) return (core.content(marked)) end,
    tostring = function(sound) return (tostring(sound)) end,
  } do
    it("are whole for " .. name .. ", whoever releases them meanwhile, and gone then", function()
      local expected = read(SOUND, BROKEN, BOM .. SOUND)
      local during = 0
      for _ = 1, 3 do
        local sound, broken, marked = three()
        local meddled, got = while_meddling(function()
          sound:release()
          broken:release()
          marked:release()
        end, read, sound, broken, marked)
        during = during + (meddled and 1 or 0)
        if type(expected) == "string" then
          assert.is_true(expected == got) -- a difference would be printed in full
        else
          assert.is_true(core.same(expected, got))
        end
        assert.same({ 0, 0, 0 }, { #sound, #broken, #marked })
      end
      -- A collection for want of memory (make check-gc has those) calls no finalizers.
      assert.is_true(during == 3 or package.loaded.collecting ~= nil, "nobody meddled")
    end)
  end

  it("can be read again after an error in between", function()
    local sound = three()
    assert.is_false(pcall(core.decode, sound, { max_depth = 0 }))
    assert.equal(#SOUND, #sound)
    sound:release()
    assert.equal(0, #sound)
  end)
end)

describe("a session and an exchange", function()
  it("hand out what they held, whoever changes it meanwhile", function()
    local token, other = ("t"):rep(5000), ("o"):rep(5000)
    for _ = 1, 5 do
      local session = core.session { login = "a", token = "b" }
      assert(session:adopt({ access_token = token, refresh_token = token, expires_in = 1000, lifetime = 1000 }, 1))
      local _, found = while_meddling(function()
        assert(session:adopt({ access_token = other, refresh_token = other, expires_in = 9, lifetime = 9 }, 1))
      end, session.export, session, 1)
      for _, text in ipairs { found.access_token, found.refresh_token } do
        assert.is_true(text == token or text == other)
      end
      local exchange = core.exchange(session, core.budget(1))
      exchange:begin("Customer", "get_customer_info", '{"a":"' .. token .. '"}', true, 1, 0)
      local _, action, _, body = while_meddling(function()
        exchange:begin("Customer", "get_customer_info", '{"a":"' .. other .. '"}', true, 1, 0)
        exchange:next(2)
      end, exchange.next, exchange, 2)
      assert.equal("send", action)
      assert.is_true(body == '{"params":{"a":"' .. token .. '"}}' or body == '{"params":{"a":"' .. other .. '"}}')
    end
  end)
end)

describe("userdata", function()
  it("have their metatables out of reach", function()
    local path, multi = os.tmpname(), assert(curl.multi())
    local transfer = assert(transfers.start(multi, { url = "http://127.0.0.1:1/", http = true, proxy = "" }))
    local made = {
      multi = multi,
      profile = multi:profile { http = true },
      transfer = transfer,
      fields = core.fields { "a" },
      session = core.session {},
      budget = core.budget(1),
      exchange = core.exchange(core.session {}, core.budget(1)),
      lock = assert(file.lock(path .. ".lock")),
      part = assert(file.part(path .. ".part", path)),
      appender = assert(file.append(path .. ".log")),
    }
    for name, value in pairs(made) do
      assert.equal("locked", getmetatable(value), name)
      local ok, reached = pcall(function() return value.__gc end) -- those without methods cannot be indexed
      assert.is_true(not ok or reached == nil, name)
    end
    multi:close()
    made.lock:release()
    made.part:close()
    made.appender:close()
    for _, suffix in ipairs { "", ".lock", ".log" } do
      os.remove(path .. suffix)
    end
  end)
end)
