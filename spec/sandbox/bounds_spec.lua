-- What callers make up without end, the sandbox forgets again.
local counts = require "portabilling.sandbox.counts"
local http = require "support.curl_program"
local recent = require "portabilling.sandbox.recent"
local shell = require "portabilling.sandbox.shell"
local state = require "portabilling.sandbox.state"
local world = require "support.world"

describe("what the sandbox keeps", function()
  it("of things used is what was used last", function()
    local gone = {}
    local kept = recent.new(3, function(value)
      gone[#gone + 1] = value
    end)
    for i = 1, 100 do
      kept:put(i, "v" .. i)
      assert.equal("v1", kept:get(1))
      assert.is_true(#kept:values() <= 6)
    end
    assert.is_true(kept:has(100) and kept:has(99) and kept:has(1))
    assert.is_nil(kept:get(90))
    assert.equal(100, #kept:values() + #gone)
    kept:remove(1)
    assert.is_nil(kept:get(1))
    for i = 1, 100 do -- what comes and goes takes no room
      kept:put("x" .. i, i)
      kept:remove("x" .. i)
    end
    assert.equal("v100", kept:get(100))
  end)

  it("of counts by made-up names is each of the first, and the others together", function()
    local of = { known = 1 }
    for i = 1, 2000 do
      counts.add(of, "made up " .. i, true)
    end
    counts.add(of, "also known", false)
    counts.add(of, "made up 7", true)
    assert.same({ 1, 2, 1001 }, { of["also known"], of["made up 7"], of[counts.OTHERS] })
  end)
end)

describe("the sandbox's state", function()
  local features = require "portabilling.sandbox.services.features"
  setup(function()
    state.options = { size = 5, seed = 1, today = "2026-11-29" }
  end)
  before_each(function()
    state.reset()
  end)

  it("does not grow by reading", function()
    for key = 1, 5 do
      assert.is_table(features.values("account", key))
      assert.is_table(features.of("customer", key))
      assert.is_table(features.named("account", key, { "cli" }))
    end
    assert.is_nil(next(state.extras))
  end)

  it("ends the sessions that were used least, when there are too many", function()
    local sessions = {}
    for i = 1, 20000 do
      sessions[i] = { session_id = "s" .. i, refresh_token = "r" .. i }
      state.refresh_tokens["r" .. i] = true
      state.sessions:put("s" .. i, sessions[i])
      assert.is_table(state.sessions:get "s1")
    end
    assert.is_true(#state.sessions:values() <= 10000)
    assert.is_nil(sessions[1].closed)
    assert.is_true(sessions[2].closed)
    assert.is_nil(sessions[20000].closed)
    local tokens = 0
    for _ in pairs(state.refresh_tokens) do
      tokens = tokens + 1
    end
    assert.equal(#state.sessions:values(), tokens)
  end)

  it("remembers 200 requests, and fewer that are long", function()
    for i = 1, 250 do
      state.record { i = i }
    end
    assert.same({ 200, 51, 250 }, { #state.requests(), state.requests()[1].i, state.requests()[200].i })
    local long = { {}, {}, {} }
    for i, entry in ipairs(long) do
      entry.long = i
      state.record(entry)
      state.weigh(entry, 7 * 1024 * 1024)
    end
    assert.same({ long[2], long[3] }, state.requests())
    state.weigh(long[1], 7 * 1024 * 1024) -- it is forgotten, and counts no more
    state.record { i = 1 }
    assert.equal(3, #state.requests())
    state.clear_statistics()
    assert.equal(0, #state.requests())
  end)

  it("does not keep the names of what was removed", function()
    local customers = state.store.customers
    local key = customers:add { name = "One", login = "one" }
    assert.equal(key, customers:find("name", "ONE"))
    customers:change(key, { name = "Two" })
    assert.is_nil(customers:find("name", "one"))
    assert.equal(key, customers:find("name", "two"))
    customers:remove(key)
    assert.is_nil(customers:find("name", "two"))
    assert.is_nil(next(customers.indexes.name))
    assert.is_nil(next(customers.indexes.login))
    assert.is_nil(customers:field(key, "name"))
  end)
end)

describe("the running sandbox", function()
  local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })
  local call, login
  before_each(function()
    call, login = http.login(w.sandbox)
  end)

  -- Many requests over one connection; words of curl, and the address with a range in it.
  local function many(path, ...)
    local ok, output = shell.run(shell.command { "curl", "-sS", "--cacert", w.sandbox.ca_file, "-o", "/dev/null", "-H",
      "Authorization: Bearer " .. login.access_token, w.sandbox.url.admin .. path, ... })
    assert(ok, output)
  end

  it("keeps the last thousand objects of ESPF", function()
    many("/espf/v1/list[1-2]?x=[1-501]", "-d", "{}")
    local function objects(name)
      return http.request(w.sandbox, { "-H", "Authorization: Bearer " .. login.access_token },
        w.sandbox.url.admin .. "/espf/v1/" .. name).json[name]
    end
    local first, second = objects "list1", objects "list2"
    assert.same({ 499, 3, 501 }, { #first, first[1].id, #second })
  end)

  it("counts made-up methods together, when there are too many", function()
    many("/rest/Account/made_up_[1-1100]", "-d", "{}")
    assert.equal(200, call("Generic/get_version").status)
    local methods = w.stats().methods
    assert.equal(1, methods["Generic/get_version"])
    assert.equal(1, methods["Account/made_up_9"])
    assert.is_true(methods[counts.OTHERS] >= 100)
  end)

  it("lets the oldest events go, when ten thousand wait", function()
    assert(w.sandbox:send_events { url = "http://127.0.0.1:1/", speed = 1 })
    local lines = { "Number,DID vendor batch,Activation fee,Periodic fee" }
    for i = 1, 10100 do
      lines[#lines + 1] = ("4930%07d,Example numbers,0,0"):format(i)
    end
    local name = os.tmpname()
    assert(shell.write_file(name, table.concat(lines, "\n")))
    local words = http.encodings.multipart({}, { session_id = login.session_id })
    words[#words + 1], words[#words + 2] = "-F", "file=@" .. name
    local answer = http.request(w.sandbox, words, w.sandbox.url.admin .. "/rest/DID/upload_did_numbers")
    os.remove(name)
    assert.equal(200, answer.status, answer.body)
    local told = assert(w.sandbox:events())
    assert(w.sandbox:send_events {})
    assert.is_true(told.pending <= 10010 and told.pending >= 10000, told.pending)
    assert.equal(10100, told.pending + told.dropped)
  end)

  it("keeps two hundred one-time passwords of a session", function()
    for _ = 1, 3 do
      many("/rest/AccessControl/create_otp?[1-150]", "-H", "Content-Type: application/json", "-d",
        '{"params":{"operation":"General"}}')
    end
    local sent = assert(w.sandbox:one_time_passwords())
    local function verify(i)
      return call("AccessControl/verify_otp", { one_time_password = sent[i].one_time_password }).json.success
    end
    assert.same({ 200, 1, 0, 1 }, { #sent, verify(200), verify(200), verify(1) })
  end)

  it("cuts the names of properties that it tells", function()
    assert(w.sandbox:set { unknown = "ignore" })
    call("Account/get_account_list", { limit = 1, [("n\195\164"):rep(1000)] = 1 })
    local log = assert(w.sandbox:requests())
    local told = log[#log].ignored[1]
    assert.is_true(#told <= 203, told)
    assert.matches("^[n\195\164]+%.%.%.$", told)
  end)
end)
