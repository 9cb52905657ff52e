--- What the measured nginx does in its locations. Runs inside nginx.
local json = require "portabilling.json"
local pb = require "portabilling"

local M = {}

local port, client, waiting, step

local function made(url)
  return pb.new { url = url, login = "bench", token = "benchmark-token" }
end

--- Port and URLs of the benchmark's server.
function M.init(server_port, fast_url, waiting_url, step_url)
  port, client, waiting, step = server_port, made(fast_url), made(waiting_url), made(step_url)
end

local function answer(text)
  ngx.header["Content-Length"] = #text
  ngx.print(text)
end

--- One field of the record.
function M.name()
  answer(assert(client:get("Customer", "customer", { i_customer = 17 })).name)
end

--- The whole record, decoded and encoded again.
function M.record()
  answer(json.encode(assert(client:get("Customer", "customer", { i_customer = 17 }))))
end

--- A call that takes 200 ms on average.
function M.wait()
  answer(assert(waiting:get("Customer", "customer", { i_customer = 17 })).name)
end

--- A call that takes 200 ms: calls that began together are answered together, over and over.
function M.step()
  answer(assert(step:get("Customer", "customer", { i_customer = 17 })).name)
end

local REQUEST = "POST /fast/0/rest/Customer/get_customer_info HTTP/1.1\r\nHost: localhost\r\n"
  .. "Authorization: Bearer benchmark-access-token\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n"
  .. '{"params":{"i_customer":17}}'

--- The same exchange by nginx's Lua API alone, knowing nothing of sessions, retries, faults: the body is passed on.
function M.bare()
  local socket = ngx.socket.tcp()
  socket:settimeouts(10000, 60000, 60000)
  assert(socket:connect("127.0.0.1", port, { pool = "bare" }))
  if socket:getreusedtimes() == 0 then
    assert(socket:sslhandshake(nil, "localhost", true))
  end
  assert(socket:send(REQUEST))
  local status = assert(socket:receive "*l")
  local length
  while true do
    local line = assert(socket:receive "*l")
    if line == "" then
      break
    end
    length = length or tonumber(line:match "^[Cc]ontent%-[Ll]ength: *(%d+)")
  end
  local body = assert(socket:receive(length))
  socket:setkeepalive(60000, 128)
  ngx.status = tonumber(status:match "^HTTP/1.1 (%d+)")
  answer(body)
end

--- Has nothing to do with any call.
function M.unrelated()
  answer "ok"
end

--- How long the worker computes before it looks for other events again: for so many seconds, at each turn. In CPU time,
--- so that what else the machine does hardly counts. Answers the longest, in seconds.
function M.turns()
  local ffi = require "ffi"
  pcall(ffi.cdef, 'int bench_clock_gettime(int, void *) __asm__("clock_gettime");') -- once
  local PROCESS_CPU = 2
  local time = ffi.new "struct { long seconds, nanoseconds; }"
  local function computed()
    ffi.C.bench_clock_gettime(PROCESS_CPU, time)
    return tonumber(time.seconds) + tonumber(time.nanoseconds) * 1e-9
  end
  local longest, over = 0, ngx.now() + tonumber(ngx.var.arg_seconds)
  while ngx.now() < over do
    local before = computed()
    ngx.sleep(0.001)
    longest = math.max(longest, computed() - before)
  end
  answer(("%.6f"):format(longest))
end

--- What Lua holds, in bytes, garbage apart.
function M.heap()
  collectgarbage()
  collectgarbage()
  answer(("%.0f"):format(collectgarbage "count" * 1024))
end

return M
