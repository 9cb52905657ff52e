--- Starts the sandbox from the command line; --help tells how.

-- The modules beside this file are found wherever it is started from.
local root = arg[0]:match("^(.*)portabilling/sandbox/main%.lua$")
if root then
  package.path = root .. "?.lua;" .. root .. "?/init.lua;" .. package.path
end

os.exit(require("portabilling.sandbox").main(arg))
