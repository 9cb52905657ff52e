--- Measures the client inside nginx: what a call through a location costs beside what one would write by hand, what other
--- requests notice of calls that wait, and what a worker keeps. The load comes from wrk.
local process = require "bench.process"
local report = require "bench.report"
local shell = require "portabilling.sandbox.shell"
local statistics = require "bench.statistics"
local support = require "support.server"

local M = {}

local figure = report.figure

-- name: the location; title.
local WAYS = {
  { name = "proxy", title = "proxy_pass" },
  { name = "bare", title = "nginx's Lua API by hand (cosocket), body passed on" },
  { name = "name", title = "**pb.get**, one field answered" },
  { name = "record", title = "**pb.get**, the record answered as JSON" },
}

local HTTP = [[
  lua_shared_dict portabilling 1m;
  lua_ssl_trusted_certificate %s;
  lua_ssl_verify_depth 5;
  lua_socket_buffer_size 32k;
  keepalive_requests 100000000;
  upstream billing { server 127.0.0.1:%d; keepalive 128; keepalive_requests 100000000; }
  init_by_lua_block { require("bench.nginx.locations").init(%d, "%s", "%s", "%s") }
]]

local PROXY = [[
  location = /proxy {
    proxy_pass https://billing/fast/0/rest/Customer/get_customer_info;
    proxy_method POST;
    proxy_set_body '{"params":{"i_customer":17}}';
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host localhost;
    proxy_set_header Content-Type application/json;
    proxy_set_header Authorization "Bearer benchmark-access-token";
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 5;
    proxy_ssl_name localhost;
    proxy_ssl_trusted_certificate %s;
  }
]]

local function start(server)
  local locations = { PROXY:format(server.ca_file) }
  for _, name in ipairs { "bare", "name", "record", "wait", "step", "unrelated", "turns", "heap" } do
    locations[#locations + 1] = ('location = /%s { content_by_lua_block { require("bench.nginx.locations").%s() } }')
      :format(name, name)
  end
  local cpath = package.cpath
  package.cpath = os.getenv "BENCH_BUILD" .. "/luajit/?.so;" .. cpath -- nginx gets it
  local ok, app = pcall(support.start, { locations = table.concat(locations, "\n"), level = "error",
    http = HTTP:format(server.ca_file, server.port, server.port, server.url("fast", 0), server.url("waiting", 0),
      server.url("step", 0)) })
  package.cpath = cpath
  assert(ok, app)
  app.worker = process.worker(app)
  return app
end

local function get(app, path)
  local ok, output = shell.run(shell.command { "curl", "-sS", "-f", "--max-time", "60", app.plain_url .. path })
  return (assert(ok and output, output))
end

-- The command that keeps so many requests to a location in flight.
local function wrk(app, name, in_flight, seconds)
  return shell.command { "wrk", "-t", "1", "-c", in_flight, "-d", seconds .. "s", "--timeout", "30s",
    app.plain_url .. "/" .. name }
end

-- What wrk has counted; raises when a request failed.
local function counted(output)
  local calls, wall = output:match "(%d+) requests in ([%d.]+)s"
  if not calls or output:find "Non%-2xx" or output:find "Socket errors" then
    error("wrk: " .. output, 0)
  end
  return tonumber(calls), tonumber(wall)
end

local function cost(app, server, way, seconds)
  local cpu, busy = process.cpu(app.worker), server.cpu()
  local _, output = shell.run(wrk(app, way.name, 32, seconds))
  local calls, wall = counted(output)
  return {
    rate = calls / wall,
    cpu = process.cpu(app.worker) and (process.cpu(app.worker) - cpu) / calls,
    busy = busy and (server.cpu() - busy) / wall,
    own = cpu and (process.cpu(app.worker) - cpu) / wall,
  }
end

-- What an unrelated location takes, and how long the worker computes without a look at other events.
local function probe(app, seconds)
  local ok, output = shell.run(shell.command { os.getenv "LUA54" or "lua5.4",
    os.getenv "BENCH_DIRECTORY" .. "/nginx/probe.lua", app.plain_port, "/unrelated", seconds })
  assert(ok, output)
  local p50, p99, greatest = output:match "(%S+) (%S+) (%S+) %d+"
  local turn = get(app, "/turns?seconds=" .. seconds)
  return { p50 = tonumber(p50), p99 = tonumber(p99), greatest = tonumber(greatest), turn = tonumber(turn) }
end

-- An unrelated location while 100 calls to another one wait.
local function beside(app, name, seconds)
  local load = assert(io.popen(wrk(app, name, 100, 2 * seconds + 2) .. " 2>&1"))
  shell.run "sleep 1" -- until all of them are under way
  local sample = probe(app, seconds)
  counted(load:read "*a")
  load:close()
  return sample
end

local function latency(app, seconds)
  return { alone = probe(app, seconds), beside = beside(app, "wait", seconds), step = beside(app, "step", seconds) }
end

-- Calls a location until it was called so many times; returns how many there were.
local function call_until(app, done, count)
  while done < count do
    local _, output = shell.run(wrk(app, "name", 32, 1))
    done = done + counted(output)
  end
  return done
end

local function memory(app, counts)
  local points, done = {}, 0
  for i, count in ipairs(counts) do
    done = call_until(app, done, count)
    local resident = process.resident(app.worker)
    points[i] = { calls = done, resident = resident, heap = tonumber(get(app, "/heap")) }
  end
  return points
end

--- Measures; raises when something does not do what it is to do.
---@param server table the benchmark's
---@param runs integer
---@param quick boolean
---@return table results ways (name -> samples), latency (samples), memory; or why there are none
function M.measure(server, runs, quick)
  if not shell.run "command -v wrk" then
    return { why = "missing: needs wrk" }
  end
  local app = start(server)
  local ok, results = xpcall(function()
    for _, way in ipairs(WAYS) do
      local text = get(app, "/" .. way.name)
      assert(text:find(way.name == "name" and "%a" or '"i_customer":17[,}]'), way.name .. ": not the record: " .. text)
    end
    local all = { ways = {}, latency = {} }
    for run = 1, runs do
      io.stderr:write(("run %d of %d: nginx\n"):format(run, runs))
      for i = 1, #WAYS do
        local way = WAYS[(i + run - 2) % #WAYS + 1]
        all.ways[way.name] = all.ways[way.name] or {}
        all.ways[way.name][run] = cost(app, server, way, quick and 1 or 5)
      end
      all.latency[run] = latency(app, quick and 1 or 10)
    end
    -- Of a worker that has done nothing else.
    app.stop()
    app = start(server)
    io.stderr:write "nginx: memory\n"
    all.memory = memory(app, quick and { 1000, 10000 } or { 10000, 100000 })
    return all
  end, debug.traceback)
  app.stop()
  return ok and results or error(results, 0)
end

local function median(samples, field)
  return (statistics.median(statistics.pick(samples, field)))
end

local function milliseconds(seconds)
  return seconds and figure(seconds * 1000) or "-"
end

local function places(results)
  local rows = { { "location", "requests/s", "CPU of the worker per request, µs", "CPU ÷ by hand", "CPU ÷ proxy_pass",
    "worker busy", "server busy" } }
  for _, way in ipairs(WAYS) do
    local samples = results.ways[way.name]
    local cpu = median(samples, "cpu")
    local function percent(field)
      local value = median(samples, field)
      return value and ("%.0f %%"):format(math.min(value, 1) * 100) or "-"
    end
    rows[#rows + 1] = { way.title, figure(median(samples, "rate")), figure(cpu and cpu * 1e6),
      figure(statistics.ratio(samples, "cpu", results.ways.bare)),
      figure(statistics.ratio(samples, "cpu", results.ways.proxy)), percent "own", percent "busy" }
  end
  return report.aligned(rows)
end

--- Samples of the latencies alone, beside 100 calls ("beside"), or beside 100 calls that all march in step ("step").
---@return table[]
function M.latencies(results, which)
  local samples = {}
  for i, sample in ipairs(results and results.latency or {}) do
    samples[i] = sample[which]
  end
  return samples
end

local function waits(results)
  local rows = { { "an unrelated location", "p50, ms", "p99, ms", "greatest, ms",
    "longest turn of the worker, ms of CPU" } }
  for _, pair in ipairs { { "alone", "alone" }, { "beside", "while 100 calls wait on a 200 ms server (150 to 250)" },
    { "step", "the same, all of them sent and answered in the same moment" } } do
    local samples = M.latencies(results, pair[1])
    rows[#rows + 1] = { pair[2], milliseconds(median(samples, "p50")), milliseconds(median(samples, "p99")),
      milliseconds(median(samples, "greatest")), milliseconds(median(samples, "turn")) }
  end
  return report.aligned(rows)
end

local function kept(results)
  local rows = { { "calls made by the worker", "resident, MiB", "Lua's heap after a collection, KiB" } }
  for _, point in ipairs(results.memory) do
    rows[#rows + 1] = { ("%d"):format(point.calls), figure(point.resident and point.resident / 1048576),
      figure(point.heap / 1024) }
  end
  return report.aligned(rows)
end

--- The section of the report.
---@param results table
---@return string
function M.report(results)
  if results.why then
    return "## Inside nginx\n\n" .. results.why .. "\n"
  end
  return table.concat({
    "## Inside nginx\n",
    "One worker; wrk keeps 32 requests in flight; each is one get_customer_info (1 KB) over verified TLS, kept alive. "
      .. "proxy_pass and the code by hand know nothing of sessions, retries or faults, and do not look into the "
      .. "answer. A turn is what the worker computes before it looks for other events again: what its own work can "
      .. "add to another request's time, whatever else the machine does.\n",
    places(results), "",
    waits(results), "",
    kept(results), "",
  }, "\n")
end

return M
