--- What other requests of an nginx worker notice while long answers are decoded in it: pages of RECORDS (1,000) records of
--- 6 KB, one every 100 ms or so, for each of the trees that are named, in turns. With LUA_PATH as for `make bench`:
---     BENCH_DIRECTORY=bench BENCH_BUILD=build lua5.4 bench/nginx/pages.lua ROUNDS SECONDS lua [OTHER/lua ...]
local process = require "bench.process"
local shell = require "portabilling.sandbox.shell"
local support = require "support.server"

local RECORDS = os.getenv "RECORDS" or "1000"

-- Each record is one of the benchmark's with five more in its fields.
local SERVER = [[
  init_by_lua_block {
    local records = require "bench.server.records"
    local rows = {}
    for n = 1, %d do
      local head, tail = records.parts(n)
      local row = { head }
      for k = 1, 5 do
        row[#row + 1] = ',"part_' .. k .. '":' .. table.concat { records.parts(n * 5 + k) }
      end
      rows[n] = table.concat(row) .. tail
    end
    page = '{"customer_list":[' .. table.concat(rows, ",") .. "]}"
  }
]]
local PAGE = [[
  location = /rest/Session/login {
    default_type application/json;
    return 200 '{"access_token":"t","refresh_token":"r","expires_at":"2099-01-01 00:00:00"}';
  }
  location = /rest/Customer/get_customer_list {
    content_by_lua_block {
      ngx.req.read_body()
      ngx.header["Content-Type"], ngx.header["Content-Length"] = "application/json", #page
      ngx.print(page)
    }
  }
]]
local CLIENT = [[
  lua_shared_dict portabilling 1m;
  init_by_lua_block {
    client = require("portabilling").new { url = "%s", login = "bench", token = "token" }
  }
]]
local LOCATIONS = [[
  location = /page { content_by_lua_block {
    ngx.sleep(0.1) -- a worker that does nothing else would be late for everybody
    local answer, why = client:call("Customer", "get_customer_list", { limit = 1000 })
    local text = assert(answer, tostring(why)) and ("%d"):format(#answer.customer_list)
    ngx.header["Content-Length"] = #text
    ngx.print(text)
  } }
  location = /unrelated { content_by_lua_block { require("bench.nginx.locations").unrelated() } }
  location = /turns { content_by_lua_block { require("bench.nginx.locations").turns() } }
]]

local function command(words)
  local ok, output = shell.run(shell.command(words))
  return (assert(ok and output, output))
end

-- An nginx with the client of that tree.
local function start(server, tree)
  local path, cpath = package.path, package.cpath
  package.path = ("%s/?.lua;%s/?/init.lua;"):format(tree, tree) .. path
  package.cpath = os.getenv "BENCH_BUILD" .. "/luajit/?.so;" .. cpath
  local ok, app = pcall(support.start, { http = CLIENT:format(server.plain_url), locations = LOCATIONS,
    level = "error" })
  package.path, package.cpath = path, cpath
  assert(ok, app)
  app.worker = process.worker(app)
  assert(command { "curl", "-sS", "-f", "--max-time", "60", app.plain_url .. "/page" } == RECORDS)
  return app
end

local function measure(app, seconds)
  local before = process.cpu(app.worker)
  local load = assert(io.popen(shell.command { "wrk", "-t", "1", "-c", "1", "-d", seconds * 2 + 1 .. "s",
    "--timeout", "30s", app.plain_url .. "/page" } .. " 2>&1"))
  local others = command { os.getenv "LUA54" or "lua5.4", os.getenv "BENCH_DIRECTORY" .. "/nginx/probe.lua",
    app.plain_port, "/unrelated", seconds }
  local turn = command { "curl", "-sS", "-f", app.plain_url .. "/turns?seconds=" .. seconds }
  local output = load:read "*a"
  load:close()
  local pages, wall = output:match "(%d+) requests in ([%d.]+)s"
  assert(pages and not output:find "Non%-2xx", output)
  local p50, p99, greatest = others:match "(%S+) (%S+) (%S+)"
  return ("others' p50 %.2f, p99 %.2f, greatest %.2f ms; longest turn %.2f ms of CPU; "):format(p50 * 1e3, p99 * 1e3,
    greatest * 1e3, turn * 1e3)
    .. ("%.1f pages/s, %.1f ms of CPU each"):format(pages / wall, (process.cpu(app.worker) - before) / pages * 1e3)
end

local rounds, seconds = tonumber(arg[1]), tonumber(arg[2])
local server = support.start { http = SERVER:format(RECORDS), locations = PAGE }
local ok, problem = pcall(function()
  for _ = 1, rounds do
    for i = 3, #arg do
      local app = start(server, arg[i])
      local _, text = pcall(measure, app, seconds)
      app.stop()
      print(arg[i], text)
    end
  end
end)
server.stop()
assert(ok, problem)
