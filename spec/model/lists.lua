-- lists.lua [COUNT [FIRST SEED]]: reads COUNT lists (1000) that others change meanwhile, a quarter as many from a server that cuts
-- its pages, as many with equal keys, side by side and far apart, without keys, and with renamed records, all with read_twice. Ends with status 1 when a
-- record was lost or came twice: see support/list_model.lua.
local model = require "support.list_model"

local count, first = math.floor(tonumber(arg[1]) or 1000), math.floor(tonumber(arg[2]) or 1)

local failed = false
local function run(title, runs, options)
  local figures = model.run(runs, first, options)
  print(("lists, %s: %d runs, %d raised list_changed, %d wrong, %d requests"):format(title, figures.runs,
    figures.raised, #figures.wrong, figures.requests))
  for i = 1, math.min(#figures.wrong, 10) do
    print("  " .. figures.wrong[i])
  end
  failed = failed or #figures.wrong > 0
end

run("changed while they are read", count)
run("cut short and counted rightly", math.ceil(count / 4), { total = "right", cap = 4, page_size = 6, liveliness = 60 })
for _, order in ipairs { "pairs", "scattered_pairs", "far_pairs", "keyless" } do
  run(order .. " and read_twice", math.ceil(count / 4), { read_twice = true, order = order })
end
run("with renamed records and read_twice", math.ceil(count / 4), { read_twice = true, order = "name", renames = 3,
  liveliness = 5 })
os.exit(failed and 1 or 0)
