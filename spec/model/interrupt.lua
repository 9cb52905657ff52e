-- Interrupts programs, as Ctrl-C does it: LUA spec/model/interrupt.lua [COUNT]
-- - an error is raised once, at every event of a hook that is set as lua.c sets it (with COUNT: at about so many of them,
--   spread over all), on the main thread and in the tasks' coroutines;
-- - SIGINT comes at 200 random moments on each Lua (with COUNT: at a fifth of that many).
-- Each program ends in time, its client can be used and closed, a batch run again completes, nothing is there twice.
package.path = "spec/?.lua;" .. package.path
local interrupts = require "support.interrupts"
local random = require("support.random").new(os.time())
local sandbox = require "portabilling.sandbox"

local PLACES_MOST = 60000 -- no scenario has as many

local count = tonumber(arg[1])
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
for _, interpreter in ipairs { "lua5.4", "luajit" } do
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
  local moments = math.ceil(math.min(count and count / 5 or 200, 200) / #interrupts.SIGNALLED)
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
end
world:stop()
os.exit(failed and 1 or 0)
