-- Methods that change nothing and may therefore be repeated when an answer is lost. Whatever is not named here counts
-- as a change: obtain_, generate_, sync_ and the like, and every method nobody has described.
local M = {}

-- By the method's first word; holds for methods of later releases as well.
M.prefixes = "get list search match validate estimate test download"

M.methods = "Currency/convert_money Session/ping"

return M
