--- What is measured: data only.
---
--- name, title (%s: the count, in the job's unit); task = what the peers' programs call it; count: how much of it (pages of 500 records for lists), in
--- flight; speed of the server (see server/answers.lua); unit and units: what the CPU time is divided by; warm: what
--- one call takes, start-up included, is taken off; only: the peers it is for; quick: the count in quick mode.
local tables = require "portabilling.support.tables"

local M = { PAGE = 500 }

local function calls(name, title, task, count, in_flight, more)
  local job = { name = name, title = title, task = task, count = count, in_flight = in_flight, speed = "fast",
    unit = "call", per = 1, quick = math.max(math.floor(count / 20), 10) }
  M[#M + 1] = tables.copy(more or {}, job)
end

local function list(name, title, task, pages, in_flight, more)
  calls(name, title, task, pages, in_flight, tables.copy(more or {}, { unit = "record", per = M.PAGE }))
end

calls("call", "One call after the other on one warm connection: %s × get_customer_info", "call", 10000, 1,
  { warm = true, quick = 1000 })
for _, n in ipairs { 1, 8, 32 } do
  calls("create" .. n, ("%%s × add_account, %d in flight"):format(n), "create", 20000, n)
end

-- Each held against the model before it is sent (check = "error"), beside create1.
calls("checked1", "One after the other, each checked before it is sent: %s × add_account", "checked", 20000, 1,
  { only = { ["ours-5.4"] = true, ["ours-jit"] = true } })

for _, speed in ipairs { "fast", "slow" } do
  local pages = speed == "fast" and 200 or 100
  for _, n in ipairs { 1, 8 } do
    local how = ("%%s records in pages of 500, %s%s"):format(n == 1 and "one after the other" or n .. " in flight",
      speed == "slow" and ", the server answers after 50 ms" or "")
    local prefix, suffix = speed == "slow" and "slow-" or "", n > 1 and n or ""
    list(prefix .. "list" .. suffix, "A list, whole records: " .. how, "list", pages, n, { speed = speed })
    list(prefix .. "fields" .. suffix, "A list, 5 fields of each record wanted: " .. how, "fields", pages, n,
      { speed = speed })
  end
end

local FEW = { floor = true, ["ours-5.4"] = true, ["ours-jit"] = true, luasocket = true }
for _, size in ipairs { { "growth-10k", 20 }, { "growth-100k", 200 }, { "growth-1m", 2000 } } do
  list(size[1], "Growth: a list of %s records, one page after the other", "list", size[2], 1,
    { only = FEW, quick = size[2] / 20 })
end

calls("first", "From the start of the process to the first record of a list (wall: until it is printed)", "first", 1, 1,
  { first = true, quick = 1 })
calls("connect", "New verified TLS connections, one for each of %s calls, CA store as large as the system's", "call",
  100, 1, { warm = true, speed = "fresh", store = true, unit = "connection" })

return M
