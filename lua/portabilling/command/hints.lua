--- Names that nothing is known of, told before a read is sent: a server heeds no filter that it does not know, and a field
--- that it does not have is merely missing. What is known is not all there is, so that nothing is refused for it (--check
--- error does).
local pb = require "portabilling"

local M = {}

local MISSPELT = { unknown = true, misplaced = true }

local function add_all(list, names)
  for _, name in ipairs(names or {}) do
    list[#list + 1] = (name:gsub("%[%d+%]", ""))
  end
end

--- Tells what of a list's or a get's words is not known.
---@param args table service, record, check
---@param operation "list"|"get"
---@param params table
---@param ... string[]? names of fields
function M.tell(args, operation, params, ...)
  if args.check then
    return -- which says itself what becomes of it
  end
  local fields = {}
  for i = 1, select("#", ...) do
    add_all(fields, (select(i, ...)))
  end
  local _, err = pb.check(operation, args.service, args.record, params, { fields = fields[1] and fields or nil })
  local told = {}
  for _, problem in ipairs(err and err.problems or {}) do
    local name = problem.path:find "^fields%[" and problem.got or problem.path
    if MISSPELT[problem.problem] and not told[name] then
      told[name] = true
      io.stderr:write(("portabilling: %s: no such %s is known of %s/%s; %s\n"):format(name,
        name == problem.path and "filter" or "field", args.service, args.record,
        problem.suggestion and ("did you mean '%s'?"):format(problem.suggestion)
        or ("portabilling describe %s %s tells what there is"):format(args.service, args.record)))
    end
  end
end

return M
