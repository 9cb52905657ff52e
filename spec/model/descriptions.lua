-- descriptions.lua [COUNT [FIRST SEED]]: reads COUNT spoilt descriptions of an API (2000). Ends with status 1 when one of them led
-- to anything but a refusal or a model that answers: see support/description_model.lua.
local descriptions = require "support.description_model"

local count, first = math.floor(tonumber(arg[1]) or 2000), math.floor(tonumber(arg[2]) or 1)
local figures = descriptions.run(count, first)
print(("descriptions: %d spoilt (seeds from %d), %d of them read, %d wrong"):format(figures.runs, first, figures.read,
  #figures.wrong))
for i = 1, math.min(#figures.wrong, 10) do
  print("  " .. figures.wrong[i])
end
os.exit(#figures.wrong > 0 and 1 or 0)
