--- What the design promises, held against what was measured.
local nginx = require "bench.nginx"
local statistics = require "bench.statistics"
local figure = require("bench.report").figure

local M = {}

local OURS = { { "ours-5.4", "Lua 5.4" }, { "ours-jit", "LuaJIT" } }

-- The whole runs' counts; with fewer (quick mode) start-up weighs too much for a verdict.
local function judge(verdicts, target, value, met, text, indicative)
  local verdict = "not measured"
  if value then
    verdict = (met and "met" or "**not met**") .. (indicative and " (indicative)" or "")
  end
  verdicts[#verdicts + 1] = { target = target, measured = value and text or "-", verdict = verdict }
end

---@param results table<string, table<string, table>> job name -> peer name -> { samples }
---@param inside table? results of bench.nginx
---@param counts table<string, integer> job name -> count
---@param indicative boolean too small a run for a verdict
---@return table[] verdicts { target, measured, verdict }
function M.judge(results, inside, counts, indicative)
  local verdicts = {}
  local function samples(job, peer)
    return results[job] and results[job][peer] and results[job][peer].samples
  end
  local function add(target, value, met, text)
    judge(verdicts, target, value, met, text, indicative)
  end
  local function below(target, limit, value, against)
    add(target, value, value and value <= limit, value and ("%s × %s"):format(figure(value), against))
  end

  below("list, CPU per record, Lua 5.4: at most 0.6 × LuaSocket + lua-cjson", 0.6,
    statistics.ratio(samples("list", "ours-5.4"), "cpu", samples("list", "luasocket")), "LuaSocket + lua-cjson")
  local floor_of_fields = statistics.ratio(samples("fields", "floor"), "cpu", samples("fields", "luasocket"))
  below("list with 5 fields, CPU per record, Lua 5.4: at most 0.2 ×", 0.2,
    statistics.ratio(samples("fields", "ours-5.4"), "cpu", samples("fields", "luasocket")),
    ("LuaSocket + lua-cjson (the floor: %s ×)"):format(figure(floor_of_fields)))

  for _, one in ipairs(OURS) do
    local wall = statistics.median(statistics.pick(samples("slow-list8", one[1]), "wall"))
    local floor = statistics.median(statistics.pick(samples("slow-list8", "floor"), "wall"))
    local ideal = (counts["slow-list8"] or 0) * 0.05 / 8
    below(("list, wall, 50 ms server, 8 in flight, %s: at most 1.15 × the waiting"):format(one[2]), 1.15,
      wall and wall / ideal, ("%s s (the floor: %s ×)"):format(figure(ideal), figure(floor and floor / ideal)))
  end
  for _, one in ipairs(OURS) do
    below(("list, peak memory, %s: 1,000,000 records at most 1.1 × 10,000"):format(one[2]), 1.1,
      statistics.ratio(samples("growth-1m", one[1]), "rss", samples("growth-10k", one[1])), "that for 10,000")
  end

  for _, one in ipairs(OURS) do
    below(("a create that is checked before it is sent, CPU, %s: at most 1.15 × one that is not"):format(one[2]), 1.15,
      statistics.ratio(samples("checked1", one[1]), "cpu", samples("create1", one[1])), "an unchecked one")
  end
  for _, job in ipairs { "create8", "create32" } do
    for _, one in ipairs(OURS) do
      local pace = statistics.ratio(samples(job, "floor"), "wall", samples(job, one[1]))
      local slower = {}
      for _, name in ipairs { "luasocket", "php", "requests", "aiohttp", "node" } do
        local ratio = statistics.ratio(samples(job, name), "wall", samples(job, one[1]))
        if ratio and ratio < 1 then
          slower[#slower + 1] = name
        end
      end
      add(("%s, calls per second, %s: at least 0.7 × the floor, ahead of every script"):format(job, one[2]), pace,
        pace and pace >= 0.7 and #slower == 0, pace and ("%s × the floor; %s"):format(figure(pace),
          #slower == 0 and "ahead of all" or "behind " .. table.concat(slower, ", ")))
    end
  end
  for _, one in ipairs(OURS) do
    below(("one warm call, CPU, %s: at most 1.5 × the floor"):format(one[2]), 1.5,
      statistics.ratio(samples("call", one[1]), "cpu", samples("call", "floor")), "the floor")
  end
  for _, one in ipairs(OURS) do
    below(("new TLS connection, CPU, %s: CA store parsed once, as the floor does: at most 1.5 ×"):format(one[2]), 1.5,
      statistics.ratio(samples("connect", one[1]), "cpu", samples("connect", "floor")), "the floor")
  end
  for _, one in ipairs(OURS) do
    below(("cost per record does not grow, %s: for 1,000,000 at most 1.15 × that for 100,000"):format(one[2]), 1.15,
      statistics.ratio(M.per_record(samples("growth-1m", one[1]), counts["growth-1m"]), "cpu",
        M.per_record(samples("growth-100k", one[1]), counts["growth-100k"])), "the cost at 100,000")
  end
  for _, one in ipairs { { "beside", "while 100 calls wait" }, { "step", "while 100 calls wait, all in step" } } do
    local p99 = statistics.median(statistics.pick(nginx.latencies(inside, one[1]), "p99"))
    add(("nginx worker: other requests' p99 under 5 ms %s"):format(one[2]), p99, p99 and p99 < 0.005,
      p99 and figure(p99 * 1000) .. " ms")
  end
  local memory = inside and inside.memory or {}
  local early, late = memory[1], memory[2]
  below("nginx worker, memory: after 100,000 calls at most 1.1 × that after 10,000", 1.1,
    late and late.resident and late.resident / early.resident, "that after 10,000")
  return verdicts
end

--- Samples whose cpu is that of one page.
function M.per_record(samples, count)
  if not samples or not count then
    return nil
  end
  local per = {}
  for i, sample in ipairs(samples) do
    per[i] = { cpu = sample.cpu / count }
  end
  return per
end

return M
