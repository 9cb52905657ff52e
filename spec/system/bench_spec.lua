-- The benchmark works: it measures, checks what was done, and reports.
local app = require "support.app"
local shell = require "support.shell"
local statistics = require "bench.statistics"
local world = require "support.world"

local root = shell.output "pwd"
local build = os.getenv "BUILD" or "build"

-- Runs it with small counts; returns what it printed and the report's text.
local function bench(settings)
  local path = world.path()
  shell.output(("make -s BUILD=%s bench-programs"):format(build))
  local search = ("%s/?.lua;%s/?/init.lua;%s"):format(root, root, package.path)
  local output = shell.output(("LUA_PATH=%s BENCH_DIRECTORY=%s/bench BENCH_BUILD=$(realpath %s) QUICK=1 OUT=%s "
    .. "LUA54=lua5.4 LUAJIT=luajit %s lua5.4 bench/run.lua"):format(shell.quote(search), root, build, path, settings))
  local file = assert(io.open(path, "rb"))
  local report = file:read "*a"
  file:close()
  os.remove(path)
  return output, report
end

describe("the benchmark", function()
  it("measures this client and a peer, and holds them against the targets #bench", function()
    local _, report = bench 'JOBS="call list" PEERS="floor ours-5.4"'
    assert.matches("### call: [^\n]+\n\n|", report)
    assert.matches("### list: [^\n]+\n\n|", report)
    for _, row in ipairs { "| C, libcurl multi[^\n]+", "| %*%*lua%-portabilling, Lua 5.4%*%*[^\n]+" } do
      assert.matches(row .. "| 1%.00 ", report)
    end
    assert.matches("one warm call, CPU, Lua 5%.4[^|]+| [%d.]+ × the floor", report)
  end)

  it("measures the client inside nginx, beside what one would write by hand #bench", function()
    if not app.available() then
      return pending "not built for LuaJIT"
    end
    local _, report = bench "JOBS=nginx PEERS=floor"
    for _, row in ipairs { "proxy_pass", "nginx's Lua API by hand[^|]+", "%*%*pb.get%*%*, one field answered",
      "%*%*pb.get%*%*, the record[^|]+" } do
      assert.matches("| " .. row .. " *| [%d.]+ *| [%d.]+ *| [%d.]+ *| [%d.]+ *|", report)
    end
    for _, row in ipairs { "alone", "while 100 calls wait[^|]+", "the same, all of them[^|]+" } do
      assert.matches("| " .. row .. " *| [%d.]+ *| [%d.]+ *| [%d.]+ *| [%d.]+ *|", report)
    end
    assert.matches("| %d%d%d%d+ *| [%d.]+ *| %d+ *|", report)
    assert.matches("p99 under 5 ms while 100 calls wait +| [%d.]+ ms", report)
  end)

  it("says which peer is missing, and what it needs", function()
    local _, report = bench 'JOBS=first PEERS="floor node" NODE=false'
    assert.matches("Node.js, fetch[^\n]+missing: needs nodejs", report)
  end)

  it("refuses a name that it does not know", function()
    local ok, message = pcall(bench, "JOBS=lisst PEERS=floor")
    assert.is_false(ok)
    assert.matches("there is no 'lisst'; there are: .*list", message)
  end)

  it("takes medians, and ratios within each run", function()
    assert.same({ 2, 1, 9 }, { statistics.median { 9, 1, 2 } })
    assert.equal(2.5, (statistics.median { 4, 1, 2, 3 }))
    assert.is_nil(statistics.median {})
    -- The second run was disturbed on both sides.
    local ours, theirs = { { cpu = 2 }, { cpu = 60 }, { cpu = 2 } }, { { cpu = 1 }, { cpu = 30 }, { cpu = 1 } }
    assert.equal(2, statistics.ratio(ours, "cpu", theirs))
  end)
end)
