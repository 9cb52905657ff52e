-- Interrupts programs, as Ctrl-C does it: LUA spec/model/interrupt.lua [COUNT [SCENARIO]], on the Lua that runs this
-- - an error is raised once, at about COUNT events of a hook that is set as lua.c sets it, spread over all of them (COUNT
--   is 60 unless told; "all": at every one), on the main thread and in the tasks' coroutines;
-- - SIGINT comes at COUNT / 5 random moments (for one scenario: at COUNT; with "all": at 200).
-- Each program ends in time, its client can be used and closed, a batch run again completes, nothing is there twice.
package.path = "spec/?.lua;" .. package.path
local interrupts = require "support.interrupts"
local random = require("support.random").new(os.time())
local sandbox = require "portabilling.sandbox"

local PLACES_MOST = 60000 -- no scenario has as many

local count = arg[1] ~= "all" and (tonumber(arg[1]) or 60) or nil
local only = arg[2] -- one scenario
local failed = false

local function tell(name, wrong)
  failed = failed or #wrong > 0
  print((#wrong > 0 and "not ok " or "ok ") .. name)
  for i = 1, math.min(#wrong, 10) do
    print("# " .. wrong[i])
  end
  if #wrong > 10 then
    print(("# and %d more"):format(#wrong - 10))
  end
  io.stdout:flush()
end

local world = assert(sandbox.start())
local interpreter = rawget(_G, "jit") and "luajit" or "lua5.4"
local programs = interrupts.new(world, interpreter)
for _, scenario in ipairs(interrupts.RAISING) do
  for _, where in ipairs { "main", "tasks" } do
    if not only or only == scenario then
      local step = count and math.max(1, math.floor(PLACES_MOST / 10 / count)) or 1
      local tried, wrong = programs:raise(scenario, where, random(1, step), step, PLACES_MOST)
      tell(("%s: %s, in %s: an error at %d places"):format(interpreter, scenario, where, tried), wrong)
    end
  end
end
assert(world:set { latency = 0.004 })
local moments = only and count or math.ceil((count and count / 5 or 200) / #interrupts.SIGNALLED)
for _, scenario in ipairs(interrupts.SIGNALLED) do
  if not only or only == scenario then
    local wrong = {}
    for _ = 1, moments do
      local seconds = random(20, 350) / 1000
      local what = programs:signal(scenario, seconds)
      wrong[#wrong + 1] = what and ("after %.3f s: %s"):format(seconds, what)
    end
    tell(("%s: %s: SIGINT at %d moments"):format(interpreter, scenario, moments), wrong)
  end
end
assert(world:set { latency = 0 })
programs:close()
world:stop()
os.exit(failed and 1 or 0)
