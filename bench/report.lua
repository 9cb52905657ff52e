--- The tables, as Markdown that can also be read on a terminal.
local statistics = require "bench.statistics"

local M = {}

local function figure(value)
  if not value then
    return "-"
  elseif value >= 100 then
    return ("%.0f"):format(value)
  elseif value >= 10 then
    return ("%.1f"):format(value)
  end
  return (value >= 1 and "%.2f" or "%.3f"):format(value)
end
M.figure = figure

local function range(samples, field, factor)
  local median, least, greatest = statistics.median(statistics.pick(samples, field))
  if not median then
    return "-"
  elseif #samples == 1 then
    return figure(median * factor)
  end
  return ("%s (%s-%s)"):format(figure(median * factor), figure(least * factor), figure(greatest * factor))
end

-- Columns of characters, not of bytes: continuation bytes of UTF-8 do not count.
local function width(text)
  return #text:gsub("[\128-\191]", "")
end

local function aligned(rows)
  local widths = {}
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do
      widths[i] = math.max(widths[i] or 3, width(cell))
    end
  end
  local lines = {}
  for n, row in ipairs(rows) do
    local cells = {}
    for i = 1, #rows[1] do
      local cell = row[i] or ""
      cells[i] = cell .. (" "):rep(widths[i] - width(cell))
    end
    lines[#lines + 1] = "| " .. table.concat(cells, " | ") .. " |"
    if n == 1 then
      for i = 1, #cells do
        cells[i] = ("-"):rep(widths[i])
      end
      lines[#lines + 1] = "|-" .. table.concat(cells, "-|-") .. "-|"
    end
  end
  return table.concat(lines, "\n")
end
M.aligned = aligned

--- One job's table.
---@param job table
---@param peers table[]
---@param results table<string, table> peer name -> { samples } or { why = why there are none }
---@param units integer calls or records
---@return string
function M.job(job, peers, results, units)
  local rows = { { "client", "wall, s", "CPU per " .. job.unit .. ", µs", "peak, MiB", "CPU ÷ floor", "CPU ÷ ours",
    "wall ÷ floor", "wall ÷ ours", "server busy" } }
  local floor = results.floor and results.floor.samples
  local ours = results["ours-5.4"] and results["ours-5.4"].samples
  for _, peer in ipairs(peers) do
    local result = results[peer.name]
    if result and result.samples then
      local samples = result.samples
      local busy = statistics.median(statistics.pick(samples, "busy"))
      rows[#rows + 1] = {
        peer.title,
        range(samples, "wall", 1),
        range(samples, "cpu", 1e6 / units),
        range(samples, "rss", 1 / 1048576),
        figure(statistics.ratio(samples, "cpu", floor)),
        figure(statistics.ratio(samples, "cpu", ours)),
        figure(statistics.ratio(samples, "wall", floor)),
        figure(statistics.ratio(samples, "wall", ours)),
        busy and ("%.0f %%"):format(math.min(busy, 1) * 100) or "-",
      }
    elseif result then
      rows[#rows + 1] = { peer.title, result.why, "", "", "", "", "", "", "" }
    end
  end
  local grouped = ("%d"):format(units):reverse():gsub("%d%d%d", "%0,"):reverse():gsub("^,", "")
  return ("### %s: %s\n\n%s\n"):format(job.name, job.title:format(grouped), aligned(rows))
end

--- The targets' table.
---@param verdicts table[] { target, measured, verdict }
function M.targets(verdicts)
  local rows = { { "target", "measured", "" } }
  for _, verdict in ipairs(verdicts) do
    rows[#rows + 1] = { verdict.target, verdict.measured, verdict.verdict }
  end
  return aligned(rows)
end

return M
