-- The one descriptor that stands for a multi in an event loop: readable whenever step has something to do.
local curl = require "portabilling.curl"
local rawserver = require "support.rawserver"
local server = require "support.server"
local socket = require "socket"
local transfers = require "support.transfers"

local start = transfers.start

-- Everything that these specs say holds for a multi with a descriptor as well.
describe("with a descriptor:", function()
  local plain = curl.multi
  setup(function()
    curl.multi = function()
      local multi = plain()
      assert(multi:pollfd())
      return multi
    end
  end)
  teardown(function()
    curl.multi = plain
  end)
  for _, name in ipairs { "transfer", "failure", "stream", "lifecycle", "arguments" } do
    local path = ("spec/curl/%s_spec.lua"):format(name)
    if setfenv then -- luacheck: ignore 113
      setfenv(assert(loadfile(path)), getfenv(1))() -- luacheck: ignore 113
    else
      assert(loadfile(path, "t", _ENV))() -- luacheck: ignore 113 143
    end
  end
end)

describe("the descriptor", function()
  local multi, raw

  before_each(function()
    multi = curl.multi()
  end)
  after_each(function()
    multi:close()
    if raw then
      raw.stop()
      raw = nil
    end
  end)

  -- As an event loop sees it: what select says of the descriptor.
  local function readable(seconds)
    local pollable = {
      getfd = function() return multi:pollfd() end,
      dirty = function() return false end,
    }
    return socket.select({ pollable }, nil, seconds)[1] ~= nil
  end

  -- Does it fall silent? A timer that libcurl no longer needs may still ring.
  local function quiet()
    for _ = 1, 100 do
      if not readable(0.05) then
        return true
      end
      assert.same({}, multi:step(0))
    end
    return false
  end

  -- Steps only when the descriptor says so. A minute in which it says nothing is a lost wake-up.
  local function drive(on_data)
    local done = 0
    local check = transfers.bound()
    while multi:running() > 0 do
      check()
      assert(readable(60), "nothing happened")
      local events = assert(multi:step(0))
      for i = 1, #events, 2 do
        if events[i + 1] == "done" then
          done = done + 1
        else
          on_data(events[i])
        end
      end
    end
    return done
  end

  local function begin(more)
    local options = { url = raw and raw.url, http = true, proxy = "", timeout = 30, body = "x" }
    for name, value in pairs(more or {}) do
      options[name] = value
    end
    return assert(start(multi, options))
  end

  it("stays the same, and is what cqueues calls pollable", function()
    assert.equal(multi:pollfd(), multi:pollfd())
    assert.equal("r", multi:events())
    assert.is_nil(multi:timeout())
  end)

  it("is quiet while there is nothing to do", function()
    multi:pollfd()
    assert.is_false(readable(0))
    raw = rawserver.start { { "answer" } }
    begin()
    assert.equal(1, drive())
    assert.is_true(quiet())
  end)

  it("moves many transfers, on kept and on new connections", function()
    multi:pollfd()
    raw = rawserver.start { { "answer" } }
    for round = 1, 5 do
      local many = {}
      for i = 1, 20 do
        many[i] = begin()
      end
      assert.equal(20, drive())
      for i = 1, 20 do
        assert.equal("OK", many[i]:result().code)
        -- Where things are slow, those that start last find a connection that is free again already.
        assert.is_true(many[i]:result().reused or round == 1)
      end
    end
    assert.equal(100, raw.count())
    assert.is_true(raw.connections() <= 20)
  end)

  it("tells of a transfer's time limit", function()
    multi:pollfd()
    raw = rawserver.start { { "hang" } }
    local long, short = begin { timeout = 30 }, begin { timeout = 0.05 }
    local soon
    local check = transfers.bound()
    repeat
      check()
      assert(readable(60))
      soon = multi:step(0)[1]
    until soon
    assert.equal(short, soon)
    assert.equal("OPERATION_TIMEDOUT", short:result().code)
    long:cancel()
  end)

  it("tells at once of a transfer that start could not but end", function()
    multi:pollfd()
    local transfer = begin { url = "http://nobody:secret@127.0.0.1/" }
    assert.is_true(readable(0))
    assert.same({ transfer, "done" }, multi:step(0))
  end)

  it("tells of the rest of a stream after take", function()
    local size = 3 * 1024 * 1024
    multi:pollfd()
    local head = ("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"):format(size)
    raw = rawserver.start { { "raw", head .. ("b"):rep(size) } }
    local got = 0
    local transfer = begin { stream = true }
    drive(function(which)
      got = got + #which:take()
    end)
    got = got + #transfer:take()
    assert.same({ "OK", size }, { transfer:result().code, got })
  end)

  it("becomes readable by an alarm, the earliest of several", function()
    multi:pollfd()
    multi:alarm(3600)
    multi:alarm(1e300)
    assert.is_false(readable(0))
    multi:alarm(0.01)
    assert.is_true(readable(60))
    assert.same({}, multi:step(0))
    assert.is_false(readable(0))
    multi:alarm(-1)
    assert.is_true(readable(60))
  end)

  it("wakes a step that waits, too", function()
    multi:pollfd()
    raw = rawserver.start { { "answer" } }
    local transfer = begin()
    local events
    local check = transfers.bound()
    repeat
      check()
      events = assert(multi:step(60))
    until events[1]
    assert.equal("OK", transfer:result().code)
  end)

  it("forgets closed connections, even if a child process holds copies of them", function()
    multi:pollfd()
    raw = rawserver.start { { "answer" }, { "answer" }, { "hang" } }
    begin()
    begin()
    drive()
    local given_up = begin() -- on one of the two connections; the other stays idle
    while raw.count() < 3 do
      readable(0.05)
      multi:step(0)
    end
    local child = io.popen("cat >/dev/null", "w") -- has all of our descriptors until it ends
    given_up:cancel()
    raw.stop()
    raw = nil
    assert.is_true(quiet())
    raw = rawserver.start { { "answer" } }
    begin()
    assert.equal(1, drive())
    assert.is_true(quiet())
    child:close()
  end)

  it("tells of host names that were looked up, one after the other", function()
    multi:pollfd()
    for i = 1, 3 do
      local transfer = begin { url = ("http://%d..invalid/"):format(i) } -- no name at all: known without a name server
      assert.equal(1, drive())
      assert.equal("COULDNT_RESOLVE_HOST", transfer:result().code)
      assert.is_true(quiet())
    end
  end)

  it("can be asked for when something runs already, whose time-out it tells, too", function()
    raw = rawserver.start { { "answer" }, { "hang" } }
    assert.has_error(function() multi:alarm(1) end, "alarm: nobody can hear it before pollfd was called")
    local first = begin()
    local check = transfers.bound()
    while multi:running() > 0 do
      check()
      multi:step(10)
    end
    local hanging = begin { timeout = 0.3 }
    assert(multi:pollfd())
    drive()
    assert.same({ "OK", "OPERATION_TIMEDOUT" }, { first:result().code, hanging:result().code })
  end)

  it("is gone after close", function()
    local function descriptors()
      local count, pipe = 0, io.popen "ls -l /proc/$PPID/fd"
      for line in pipe:lines() do
        count = count + (line:find("%[event") and 1 or line:find("%[timerfd") and 1 or 0)
      end
      pipe:close()
      return count
    end
    local before = descriptors()
    local other = curl.multi()
    local unwatched = descriptors()
    other:pollfd()
    assert.equal(unwatched + 1, descriptors()) -- the timer
    other:close()
    assert.equal(before, descriptors()) -- libcurl's own are gone as well
    multi:close()
    assert.has_error(function() multi:pollfd() end, "pollfd: the curl multi is closed")
    multi:alarm(0) -- nothing: a list that was begun may be collected after it
  end)

  if rawget(_G, "jit") then
    it("is the parent's after a fork", function()
      local ffi = require "ffi"
      pcall(ffi.cdef, "int fork(void); void _exit(int); int waitpid(int, int *, int);")
      multi:pollfd()
      local child = ffi.C.fork()
      if child == 0 then
        local ok, message = pcall(multi.pollfd, multi)
        multi:close()
        ffi.C._exit(not ok and message:find("after a fork", 1, true) and 7 or 1)
      end
      local status = ffi.new "int[1]"
      assert.equal(child, ffi.C.waitpid(child, status, 0))
      assert.equal(7 * 256, status[0])
      raw = rawserver.start { { "answer" } }
      begin()
      assert.equal(1, drive())
    end)
  end
end)

describe("over TLS the descriptor", function()
  it("moves as much as a step of libcurl's own does", function()
    local nginx = server.start { locations = [[
      location /large {
        content_by_lua_block {
          for _ = 1, 64 do ngx.print(("x"):rep(65536)) ngx.flush(true) end
        }
      }
    ]] }
    local multi = curl.multi()
    local pollable = { getfd = function() return multi:pollfd() end, dirty = function() return false end }
    multi:pollfd()
    local many = {}
    for i = 1, 5 do
      many[i] = assert(start(multi, { url = nginx.url .. "/large", ca_file = nginx.ca_file, proxy = "" }))
    end
    local check = transfers.bound()
    while multi:running() > 0 do
      check()
      assert(socket.select({ pollable }, nil, 60)[1], "nothing happened")
      assert(multi:step(0))
    end
    for i = 1, 5 do
      assert.equal(64 * 65536, #many[i]:result().body)
    end
    multi:close()
    nginx.stop()
  end)
end)
