--- What a page of a list costs the sandbox: CPU time of its worker for one request, in ms, for each of the trees that are
--- named, in turns. With LUA_PATH as for `make bench`:
---     BENCH_DIRECTORY=bench lua5.4 bench/sandbox.lua ROUNDS lua [OTHER/lua ...]
--- prints the median of the rounds, and how many times less it is than the last tree's. SIZES="120 200000" chooses worlds.
local process = require "bench.process"
local shell = require "portabilling.sandbox.shell"
local statistics = require "bench.statistics"
local tables = require "portabilling.support.tables"

local WARM, TIMES, ROWS = 10, 30, 500
local LISTS = { "Customer/get_customer_list", "Account/get_account_list" }

local function output(words)
  local ok, text = shell.run(shell.command(words))
  return assert(ok and text, text)
end

-- Asks so often over one connection. Checks that rows came.
local function ask(method, token, params, times, words)
  local command = { "curl", "-sS", "--cacert", os.getenv "PORTABILLING_CA_FILE", "-H", "Content-Type: application/json",
    "-H", "Authorization: Bearer " .. token, "-d", ('{"params":%s}'):format(params), "-w", "%{http_code}\n",
    ("%s/rest/%s?[1-%d]"):format(os.getenv "PORTABILLING_URL", method, times) }
  for _, word in ipairs(words) do
    command[#command + 1] = word
  end
  local text = output(command)
  local _, fine = text:gsub("200\n", "")
  assert(fine == times, text)
end

-- Inside the sandbox's environment: one line for each case, its name and ms.
local function measure(size)
  local login = output { "curl", "-sS", "--cacert", os.getenv "PORTABILLING_CA_FILE", "-H",
    "Content-Type: application/json", "-d", ('{"params":{"login":"%s","token":"%s"}}'):format(
      os.getenv "PORTABILLING_LOGIN", os.getenv "PORTABILLING_TOKEN"),
    os.getenv "PORTABILLING_URL" .. "/rest/Session/login" }
  local token = assert(login:match '"access_token":"([^"]+)"', login)
  local directory = os.getenv("PORTABILLING_CA_FILE"):match "^(.*)/"
  local worker = assert(shell.read_file(directory .. "/nginx.pid")):match "%d+"
  for _, method in ipairs(LISTS) do
    for _, offset in ipairs { 0, math.max(math.floor(size * 0.95) - ROWS, 0) } do
      for _, how in ipairs { { "plain" }, { "gzip", "--compressed" } } do
        local words = { "-o", "/dev/null", how[2] }
        local params = ('{"limit":%d,"offset":%d}'):format(ROWS, offset)
        ask(method, token, params, WARM, words)
        local before = process.cpu(worker)
        ask(method, token, params, TIMES, words)
        print(("%s, %s, offset %d\t%.1f"):format(method, how[1], offset,
          (process.cpu(worker) - before) * 1000 / TIMES))
      end
    end
  end
end

local function run(tree, size)
  local path = ("%s/?.lua;%s/?/init.lua;%s"):format(tree, tree, os.getenv "LUA_PATH" or ";")
  local text = output { "env", "LUA_PATH=" .. path, arg[-1], tree .. "/portabilling/sandbox/main.lua", "--size", size,
    "--exec", arg[-1], os.getenv "BENCH_DIRECTORY" .. "/sandbox.lua", "measure", size }
  local cases = {}
  for name, ms in text:gmatch "([^\n\t]+)\t([%d.]+)" do
    cases[#cases + 1] = { name = name, ms = tonumber(ms) }
  end
  return cases
end

if arg[1] == "measure" then
  return measure(tonumber(arg[2]))
end

local rounds = tonumber(arg[1])
assert(rounds and arg[2], "usage: bench/sandbox.lua ROUNDS lua [OTHER/lua ...]")
for _, size in ipairs(tables.words(os.getenv "SIZES" or "120 200000")) do
  local taken, names = {}, {}
  for _ = 1, rounds do
    for tree = 2, #arg do
      for i, case in ipairs(run(arg[tree], size)) do
        names[i] = case.name
        taken[i] = taken[i] or {}
        taken[i][tree] = taken[i][tree] or {}
        table.insert(taken[i][tree], case.ms)
      end
    end
  end
  print(size .. " customers, ms of the worker's CPU for a page of " .. ROWS)
  for i, name in ipairs(names) do
    local last = statistics.median(taken[i][#arg])
    local line = { ("  %-50s"):format(name) }
    for tree = 2, #arg do
      local ms = statistics.median(taken[i][tree])
      line[#line + 1] = tree < #arg and ("%8.1f (%.1f times less)"):format(ms, last / ms) or ("%8.1f"):format(ms)
    end
    print(table.concat(line))
  end
end
