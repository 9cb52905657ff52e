-- Receiving provisioning events inside nginx: four workers, one memory of what has been handled.
local cjson = require "cjson"
local http = require "socket.http"
local ltn12 = require "ltn12"
local mime = require "mime"
local pb = require "portabilling"
local sandbox = require "portabilling.sandbox"
local sandbox_shell = require "portabilling.sandbox.shell"
local server = require "support.server"
local shell = require "support.shell"
local socket = require "socket"

local PASSWORD = "Correct-Horse-1"

local HTTP = ([[
  lua_shared_dict portabilling_events 1m;
  lua_shared_dict tiny 12k;
  init_by_lua_block {
    local events = require "portabilling.events"
    local counters = ngx.shared.counters
    local function count(name)
      return counters:incr(name, 1, 0)
    end
    local function handler(options)
      options.authorization = { login = "portabilling", password = "%s" }
      return events.new(options)
    end
    local receiver = handler { max_body = 2000 }
    receiver:on {
      ["Customer/Created"] = function(event)
        if event.variables.fail and count("attempts " .. event.i_event) <= 2 then
          error "not yet"
        end
        count "created"
        count("created " .. event.i_event)
        counters:set("customer", event.variables.i_customer)
      end,
      ["Customer/Updated"] = function(event) -- from the sandbox: fails twice
        if count("attempts " .. event.i_event) <= 2 then
          return nil, "not yet"
        end
        count "updated"
      end,
      ["Subscriber/*"] = function(event)
        count("runs " .. event.i_event)
        ngx.sleep(0.3)
      end,
      ["DID/New"] = function(event)
        count("length " .. #event.variables.number)
      end,
    }
    package.loaded.receiver = receiver
    package.loaded.leased = handler { lease = 2, name = "leased" }:on("*", function()
      count "hanging"
      ngx.sleep(60)
    end)
    package.loaded.tiny = handler { store = "tiny" }:on("*", function() count "tiny" end)
  }
]]):format(PASSWORD)

local LOCATIONS = [[
  location /events {
    content_by_lua_block {
      ngx.shared.counters:set("worker " .. ngx.worker.pid(), true)
      require("receiver"):serve()
    }
  }
  location /filed {
    client_body_in_file_only clean;
    content_by_lua_block { require("receiver"):serve() }
  }
  location /spilled {
    client_body_buffer_size 64;
    content_by_lua_block { require("receiver"):serve() }
  }
  location /leased {
    content_by_lua_block {
      ngx.shared.counters:set("hanging worker", tostring(ngx.worker.pid()))
      require("leased"):serve()
    }
  }
  location /tiny { content_by_lua_block { require("tiny"):serve() } }
  location /early { access_by_lua_block { require("receiver"):serve() } }
  location /counters {
    content_by_lua_block {
      local values = {}
      for _, name in ipairs(ngx.shared.counters:get_keys(0)) do
        values[name] = ngx.shared.counters:get(name)
      end
      ngx.say(require("cjson").encode(values))
    }
  }
  location /forget { content_by_lua_block { ngx.shared.counters:flush_all() } }
]]

describe("events in nginx:", function()
  local s, receiver

  setup(function()
    receiver = server.start { http = HTTP, locations = LOCATIONS, workers = 4 }
    s = assert(sandbox.start { size = 20, events = { url = receiver.url, ca_file = receiver.ca_file } })
  end)
  teardown(function()
    s:stop()
    receiver.stop()
  end)
  before_each(function()
    http.request(receiver.plain_url .. "/forget")
  end)

  local function counters()
    return cjson.decode((http.request(receiver.plain_url .. "/counters")))
  end

  local function log()
    return assert(sandbox_shell.read_file(receiver.directory .. "/error.log"))
  end

  local last = 0
  -- The body of an event with a fresh id.
  local function event(event_type, more)
    last = last + 1
    return ('{"event_type":"%s","variables":{"i_customer":17,"i_event":%d%s}}'):format(event_type, last, more or "")
  end

  local BASIC = "Basic " .. mime.b64("portabilling:" .. PASSWORD)

  -- Delivers a body; returns the status and the answer's body.
  local function deliver(body, path, headers, method)
    local all = { Authorization = BASIC, ["Content-Length"] = #body, ["Content-Type"] = "application/json" }
    for name, value in pairs(headers or {}) do
      all[name] = value or nil
    end
    local answer = {}
    local ok, status = http.request { url = receiver.plain_url .. (path or "/events"), method = method or "POST",
      headers = all, source = ltn12.source.string(body), sink = ltn12.sink.table(answer) }
    assert(ok, status)
    return status, table.concat(answer)
  end
  local chunked = { ["Content-Length"] = false, ["Transfer-Encoding"] = "chunked" }

  local function await(what, condition)
    local deadline = socket.gettime() + 30
    while not condition() do
      assert(socket.gettime() < deadline, what)
      socket.sleep(0.02)
    end
  end

  it("runs the function once, whichever worker gets the repetition", function()
    local body = event "Customer/Created"
    for _ = 1, 20 do
      assert.same({ 200 }, { (deliver(body)) })
    end
    assert.equal(1, counters().created)
    assert.equal(17, counters().customer)
  end)

  it("asks for an event again until the function succeeds", function()
    local body = event("Customer/Created", ',"fail":true')
    local statuses = {}
    for i = 1, 4 do
      local text
      statuses[i], text = deliver(body)
      assert.is_nil(text:find("not yet", 1, true))
    end
    assert.same({ 500, 500, 200, 200 }, statuses)
    assert.equal(1, counters().created)
    assert.matches("%[error%].-portabilling.events: Customer/Created " .. last .. ": the function failed, it will be "
      .. "sent again: .-not yet", log())
  end)

  it("refuses a wrong authorization and reads nothing of it into the log", function()
    local wrong = "Basic " .. mime.b64("portabilling:Wrong-Pass-9")
    assert.equal(401, (deliver(event "Customer/Created", "/events", { Authorization = wrong })))
    assert.equal(401, (deliver(event "Customer/Created", "/events", { Authorization = false })))
    assert.is_nil(counters().created)
    assert.matches("refused: the authorization is missing or wrong", log(), 1, true)
    for _, secret in ipairs { PASSWORD, "Wrong-Pass-9", BASIC:sub(7), wrong:sub(7) } do
      assert.is_nil(log():find(secret, 1, true))
    end
  end)

  it("answers what will never be an event with 4xx", function()
    assert.equal(404, (deliver(event "Quantum/Entangled")))
    assert.equal(400, (deliver '{"event_type":'))
    assert.equal(400, (deliver ""))
    assert.equal(405, (deliver("", "/events", {}, "GET")))
    assert.equal(413, (deliver(event("Customer/Created", ',"x":"' .. ("x"):rep(2000) .. '"'))))
    -- without a length announced
    assert.equal(413, (deliver(event("Customer/Created", ',"x":"' .. ("x"):rep(2000) .. '"'), "/events", chunked)))
    assert.is_nil(counters().created)
  end)

  it("does not wait for a body that is announced as too large, nor for a stranger's", function()
    for authorization, status in pairs { [BASIC] = 413, ["Basic eDp5"] = 401 } do
      local connection = assert(socket.connect("127.0.0.1", receiver.plain_port))
      connection:settimeout(20)
      assert(connection:send(("POST /events HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 9000\r\n\r\n")
        :format(authorization)))
      assert.matches(("^HTTP/1.1 %d "):format(status), (connection:receive "*l"))
      connection:close()
    end
  end)

  it("takes bodies that nginx has put into a file", function()
    assert.equal(200, (deliver(event "Customer/Created", "/filed")))
    assert.equal(1, counters().created)
    assert.equal(200, (deliver(event("DID/New", ',"number":"' .. ("1"):rep(1500) .. '"'), "/spilled")))
    assert.equal(1, counters()["length 1500"])
    local long = event("DID/New", ',"number":"' .. ("1"):rep(2000) .. '"')
    assert.equal(413, (deliver(long, "/spilled", chunked)))
  end)

  it("runs the function once when the same event comes forty times at once, over several workers", function()
    local spread = false
    for _ = 1, 20 do -- until the system has spread them over at least two workers
      http.request(receiver.plain_url .. "/forget")
      local body = event "Subscriber/Updated"
      local words = { "curl", "-sS", "--no-progress-meter", "-Z", "--parallel-immediate", "--parallel-max", "40",
        "--max-time", "30", "-u", "portabilling:" .. PASSWORD, "-w", "%{http_code}\n", "-d", body }
      for _ = 1, 40 do
        words[#words + 1] = "-o"
        words[#words + 1] = "/dev/null"
        words[#words + 1] = receiver.plain_url .. "/events"
      end
      local statuses = { ["200"] = 0, ["503"] = 0 }
      for status in (shell.output(sandbox_shell.command(words)) .. "\n"):gmatch("(%d%d%d)\n") do
        statuses[status] = statuses[status] + 1
      end
      local seen = counters()
      assert.equal(1, seen["runs " .. last])
      assert.equal(40, statuses["200"] + statuses["503"])
      assert.is_true(statuses["200"] >= 1)
      assert.equal(200, (deliver(body)))
      local workers = 0
      for name in pairs(seen) do
        workers = workers + (name:find("^worker ") and 1 or 0)
      end
      if workers > 1 then
        spread = true
        break
      end
    end
    assert.is_true(spread)
  end)

  it("remembers across a reload", function()
    local body = event "Customer/Created"
    assert.equal(200, (deliver(body)))
    local master = assert(sandbox_shell.read_file(receiver.directory .. "/nginx.pid")):match "%d+"
    local function workers()
      return assert(sandbox_shell.read_file(("/proc/%s/task/%s/children"):format(master, master)))
    end
    local old = {}
    for pid in workers():gmatch "%d+" do
      old[pid] = true
    end
    shell.output("kill -HUP " .. master)
    await("the old workers do not end", function()
      local count = 0
      for pid in workers():gmatch "%d+" do
        if old[pid] then
          return false
        end
        count = count + 1
      end
      return count == 4
    end)
    assert.equal(200, (deliver(body)))
    assert.equal(1, counters().created)
  end)

  it("gives an event to the next delivery when its worker was killed and the lease is over", function()
    local body = event "Account/New"
    local words = sandbox_shell.command { "curl", "-s", "-o", "/dev/null", "--max-time", "1", "-H",
      "Authorization: " .. BASIC, "-d", body, receiver.plain_url .. "/leased" }
    shell.output(words .. "; true") -- gives up waiting; the function goes on
    assert.equal(1, counters().hanging)
    shell.output("kill -9 " .. counters()["hanging worker"])
    await("the next delivery does not get it", function()
      shell.output(words .. "; true")
      return counters().hanging == 2
    end)
  end)

  it("goes on when the dictionary is full, and says so", function()
    for i = 1, 400 do
      assert.equal(200, (deliver(('{"event_type":"A/b","variables":{"i_event":%d}}'):format(i), "/tiny")))
    end
    assert.equal(400, counters().tiny)
    local _, warnings = log():gsub("the lua_shared_dict is full", "")
    assert.is_true(warnings >= 1 and warnings <= 4) -- one an hour, for each worker
  end)

  it("tells the directive that is missing, and the phase that is wrong", function()
    local _, output = pcall(server.start, { locations = "", http = [[
      init_by_lua_block { require("portabilling.events").new { authorization = false } }
    ]] })
    assert.matches("lua_shared_dict portabilling_events 10m;", tostring(output), 1, true)
    assert.equal(500, (deliver(event "Customer/Created", "/early")))
    assert.matches("belongs into content_by_lua_block, not into the phase access", log(), 1, true)
  end)

  it("reach the function once when the sandbox changes something, even if it fails twice first", function()
    local url = receiver.url:gsub("127%.0%.0%.1", "localhost") .. "/events"
    assert(s:send_events { url = url, login = "portabilling", password = PASSWORD, speed = 1000, timeout = 30000 })
    local client = pb.new { url = s.url.admin, login = s.login, token = s.token, ca_file = s.ca_file }
    local info = { name = "Event", iso_4217 = "USD" }
    local created = assert(client:create("Customer", "customer", { customer_info = info }))
    local summary = assert(s:settle_events())
    assert.same({ 1, 1, 0 }, { summary.sent, summary.delivered, summary.dropped })
    assert.same({ 1, created.i_customer }, { counters().created, counters().customer })
    info = { i_customer = created.i_customer, city = "Oslo" }
    assert(client:update("Customer", "customer", { customer_info = info }))
    summary = assert(s:settle_events())
    assert.same({ 500, 500, 200 }, summary.events[2].answers)
    assert.equal(1, counters().updated)
    client:close()
  end)

  it("are received as the README shows", function()
    local readme = assert(sandbox_shell.read_file "README.md")
    local section = assert(readme:match "\n### Receiving events\n(.-)\n##+ ")
    local code, configuration = section:match "```lua\n(.-)```.-```nginx\n(.-)```"
    local dictionary, location = configuration:match "^(lua_shared_dict[^\n]*\n)(.*)$"
    local directory = assert(sandbox_shell.temporary_directory())
    assert(sandbox_shell.write_file(directory .. "/receiver.lua", code))
    local shown = server.start { locations = location .. [[
      location = /printed { content_by_lua_block { ngx.print(ngx.shared.counters:get "printed") } }
    ]], http = dictionary .. ([[
      init_by_lua_block {
        package.path = "%s/?.lua;" .. package.path
        print = function(...)
          ngx.shared.counters:set("printed", (ngx.shared.counters:get "printed" or "")
            .. table.concat { ... } .. ";") -- as nginx's print: without spaces
        end
      }
    ]]):format(directory) }
    local url = section:match "%-%-events (http[^\"]+)"
    assert(s:reset())
    assert(s:send_events { url = url:gsub(":8080", ":" .. shown.plain_port), speed = 1000, timeout = 30000 })
    local client = pb.new { url = s.url.admin, login = s.login, token = s.token, ca_file = s.ca_file }
    local info = { name = "Event", iso_4217 = "USD" }
    local created = assert(client:create("Customer", "customer", { customer_info = info }))
    local summary = assert(s:settle_events())
    client:close()
    local printed = http.request(shown.plain_url .. "/printed")
    shown.stop()
    shell.output("rm -r " .. directory)
    assert.same({ 200 }, summary.events[1].answers)
    assert.equal(("new customer %.0f;"):format(created.i_customer), printed)
  end)
end)
