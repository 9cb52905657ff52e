--- One measured run of one peer at one job.
local shell = require "portabilling.sandbox.shell"

local M = {}

local SECONDS = "300"
local PAGE = require("bench.jobs").PAGE

local function run(server, peer, job, count)
  local lists = job.per == PAGE or job.task == "first"
  local records = lists and count * PAGE or 0
  local ca_file = job.store and server.store or server.ca_file
  local arguments = { "env", "BENCH_URL=" .. server.url(job.speed, records), "BENCH_CA_FILE=" .. ca_file }
  for _, setting in ipairs(peer.found.environment or {}) do
    arguments[#arguments + 1] = setting
  end
  if peer.found.trust then
    arguments[#arguments + 1] = peer.found.trust .. "=" .. ca_file
  end
  arguments[#arguments + 1] = os.getenv "BENCH_BUILD" .. "/bench/measure"
  arguments[#arguments + 1] = SECONDS
  for _, word in ipairs(peer.found.command) do
    arguments[#arguments + 1] = word
  end
  arguments[#arguments + 1] = peer.tasks and peer.tasks[job.task] or job.task
  arguments[#arguments + 1] = ("%d"):format(count)
  arguments[#arguments + 1] = ("%d"):format(job.in_flight)

  local before = server.cpu()
  local _, output = shell.run(shell.command(arguments))
  local after = server.cpu()
  local wall, first, user, system, rss, status = output:match
    "measured wall=(%S+) first=(%S+) user=(%S+) system=(%S+) rss_kb=(%d+) status=(%d+)"
  if status ~= "0" then
    local said = output:gsub("\n*measured [^\n]*\n?$", "")
    return nil, ("failed (status %s): %s"):format(status or "?", said:match "([^\n]*)$")
  end
  -- Who is quick because it left something out is not to go unnoticed.
  local done, sum = output:match "ok (%d+) ?(%d*)"
  local expected = job.per == PAGE and records or count
  if peer.no_sum then
    expected, sum = lists and records or count, nil
  end
  if tonumber(done) ~= expected then
    return nil, ("failed: it did %s of %d"):format(done or "?", expected)
  elseif sum and job.per == PAGE and tonumber(sum) ~= records * (records + 1) / 2 then
    return nil, "failed: it did not read each record once"
  end
  return {
    wall = tonumber(job.first and first or wall),
    cpu = user + system,
    rss = tonumber(rss) * 1024,
    server = before and after and after - before,
  }
end

-- How much of the time the server computed; not for times too short for the system's clock of 10 ms.
local function busy(server, wall)
  return server and wall >= 0.1 and server / wall or nil
end

--- Measures. The values: wall and cpu in seconds, rss (peak) in bytes, busy: the part of the time the server computed.
---@return table? sample
---@return string? why not
function M.take(server, peer, job, count)
  if not job.warm then
    local sample, message = run(server, peer, job, count)
    if sample then
      sample.busy = busy(sample.server, sample.wall)
    end
    return sample, message
  end
  local one, message = run(server, peer, job, 1)
  if not one then
    return nil, message
  end
  local all
  all, message = run(server, peer, job, count + 1)
  if not all then
    return nil, message
  end
  local wall = all.wall - one.wall
  return {
    wall = wall,
    cpu = all.cpu - one.cpu,
    rss = all.rss,
    busy = busy(all.server and one.server and all.server - one.server, wall),
  }
end

return M
