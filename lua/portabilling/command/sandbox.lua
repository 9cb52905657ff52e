--- portabilling sandbox: starts the PortaBilling look-alike that comes with the library.
local M = {}

-- Options of the launcher that have a value; see portabilling.sandbox.command.
local OPTIONS = { size = "--size", seed = "--seed", port = "--port", directory = "--directory", events = "--events",
  events_header = "--events-header", events_speed = "--events-speed", events_ca = "--events-ca" }
local FLAGS = { strict = "--strict", json = "--json" }

--- The launcher's words for ours.
---@param args table
---@return string[]
function M.words(args)
  local words = {}
  for name, option in pairs(OPTIONS) do
    if args[name] then
      words[#words + 1] = option
      words[#words + 1] = args[name]
    end
  end
  for name, flag in pairs(FLAGS) do
    words[#words + 1] = args[name] and flag or nil
  end
  if args.program[1] then
    words[#words + 1] = "--exec"
    for _, word in ipairs(args.program) do
      words[#words + 1] = word
    end
  end
  return words
end

--- Runs it until Ctrl-C, or for as long as a program runs, whose status is the program's own.
function M.sandbox(args)
  return require("portabilling.sandbox").main(M.words(args))
end

return M
