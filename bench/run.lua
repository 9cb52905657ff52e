--- Measures lua-portabilling beside what a user would pick instead. `make bench` runs it; README.md tells how.
local jobs = require "bench.jobs"
local machine = require "bench.machine"
local nginx = require "bench.nginx"
local peers_module = require "bench.peers"
local report = require "bench.report"
local sample = require "bench.sample"
local server_module = require "bench.server"
local targets = require "bench.targets"
local shell = require "portabilling.sandbox.shell"
local tables = require "portabilling.support.tables"

local FULL_RUNS = 5

local function setting(name)
  local value = os.getenv(name)
  return value ~= "" and value or nil
end

local quick = setting "QUICK" ~= nil
local runs = tonumber(setting "RUNS") or (quick and 1 or FULL_RUNS)

local function stop(message)
  io.stderr:write("bench: ", message, "\n")
  os.exit(2)
end

-- Words of a setting as a set; nil when it is not given. A word that is no name of the kind is an error.
local function words(name, known)
  local set = tables.set(setting(name))
  for word in pairs(set) do
    if not known[word] then
      stop(("%s: there is no '%s'; there are: %s"):format(name, word, table.concat(tables.sorted_keys(known), " ")))
    end
  end
  return next(set) and set or nil
end

-- A job's name, or the word that several begin with: "list" means list and list8, "slow" all with the slow server. The
-- third result: is what happens inside nginx wanted, which is no job of the peers?
local function wanted_jobs()
  local known = { nginx = true }
  for _, job in ipairs(jobs) do
    known[job.name], known[job.name:match "^%a+"] = true, true
  end
  local set, list = words("JOBS", known), {}
  for _, job in ipairs(jobs) do
    if not set or set[job.name] or set[job.name:match "^%a+"] then
      list[#list + 1] = job
    end
  end
  return list, set == nil, not set or set.nginx or false
end

local function wanted_peers()
  local set = words("PEERS", peers_module.names())
  return peers_module.find(set), set == nil
end

local function why_not(peer, job)
  if peer.missing then
    return peer.missing
  elseif job.in_flight > 1 and peer.serial then
    return "only one in flight"
  end
end

local function measure_all(server, list, peers)
  local results = {}
  for run = 1, runs do
    for _, job in ipairs(list) do
      io.stderr:write(("run %d of %d: %s\n"):format(run, runs, job.name))
      results[job.name] = results[job.name] or {}
      for i = 1, #peers do
        local peer = peers[(i + run - 2) % #peers + 1] -- each run begins with another one
        if not job.only or job.only[peer.name] then
          local result = results[job.name][peer.name] or { why = why_not(peer, job) }
          results[job.name][peer.name] = result
          if not result.why then
            local taken
            taken, result.why = sample.take(server, peer, job, quick and job.quick or job.count)
            result.samples = taken and result.samples or taken and {} or nil
            if taken then
              result.samples[run] = taken
            else
              io.stderr:write(("  %s: %s\n"):format(peer.name, result.why))
            end
          end
        end
      end
    end
  end
  return results
end

local ABOUT = [[
Medians of %d interleaved run%s (least-greatest). CPU is user and system time of the client's process alone, start-up
included unless the job says warm; peak is its largest resident size. *ours* is lua-portabilling on Lua 5.4, *floor* a
C program on libcurl that discards the answers. Ratios are taken within each run. Where the server was busy for nearly
all of the time, wall times say more about it than about the client.
]]

local function write(list, peers, results, inside, verdicts, about)
  local out = {
    "# Measured by `make bench`\n",
    ABOUT:format(runs, runs == 1 and "" or "s"),
    quick and "Quick mode: small counts. It shows that the benchmark works, not how fast anything is.\n" or "",
    "## Machine and versions\n", about, "",
    "## Targets\n", report.targets(verdicts), "",
    "## Jobs\n",
  }
  for _, job in ipairs(list) do
    local count = quick and job.quick or job.count
    out[#out + 1] = report.job(job, peers, results[job.name], count * job.per)
  end
  if inside then
    out[#out + 1] = nginx.report(inside)
  end
  local notes = shell.read_file(os.getenv "BENCH_DIRECTORY" .. "/NOTES.md")
  if notes and not quick then
    out[#out + 1] = notes
  end
  return (table.concat(out, "\n"):gsub("\n\n\n+", "\n\n"))
end

local list, all_jobs, nginx_too = wanted_jobs()
local peers, all_peers = wanted_peers()
local server = server_module.start()
local about = machine.describe(peers, server)
local began, load = os.time(), machine.load()
local inside
local ok, results = xpcall(function()
  local all = measure_all(server, list, peers)
  if nginx_too then
    local measured, outcome = pcall(nginx.measure, server, runs, quick)
    inside = measured and outcome or { why = "failed: " .. tostring(outcome) }
  end
  return all
end, debug.traceback)
server.stop()
if not ok then
  error(results, 0)
end
local counts = {}
for _, job in ipairs(list) do
  counts[job.name] = quick and job.quick or job.count
end
about = ("%s\n- taken on %s, in %d s; load of the machine %s when it began, %s when it ended"):format(about,
  os.date("!%Y-%m-%d %H:%M UTC", began), os.time() - began, load, machine.load())
local verdicts = targets.judge(results, inside, counts, quick or runs < FULL_RUNS)
local text = write(list, peers, results, inside, verdicts, about)

-- The kept file is for whole measurements only.
local whole = all_jobs and all_peers and not quick and runs >= FULL_RUNS
local directory = whole and os.getenv "BENCH_DIRECTORY" or os.getenv "BENCH_BUILD" .. "/bench"
local path = setting "OUT" or directory .. "/RESULTS.md"
assert(shell.write_file(path, text))
print(text)
print("written to " .. path)

local failed = inside ~= nil and (inside.why or ""):match "^failed" ~= nil
for _, of_job in pairs(results) do
  for _, result in pairs(of_job) do
    failed = failed or (result.why or ""):match "^failed" ~= nil
  end
end
os.exit(failed and 1 or 0)
