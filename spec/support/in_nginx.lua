--- Runs a script inside an nginx worker as if it were the interpreter's: see tools/nginx-lua.
local M = {}

local function readable(path)
  local file = io.open(path)
  local some = file and file:read(1)
  if file then
    file:close()
  end
  return some and true or false
end

-- What differs there and is none of a spec's business. A server's certificate comes from the CA that this nginx trusts,
-- and the client's option ca_file, which says the same elsewhere, is left out (unless there is no such file).
local function prepare()
  local certificate = require "portabilling.sandbox.certificate"
  local make = certificate.make
  function certificate.make(directory, options)
    local own = { authority = os.getenv "SPEC_CA" } -- authority = false in options: a stranger's
    for name, value in pairs(options or {}) do
      own[name] = value
    end
    return make(directory, own)
  end
  local pb = require "portabilling"
  for _, name in ipairs { "new", "connect" } do
    local original = pb[name]
    pb[name] = function(options, ...)
      if type(options) == "table" and options ~= pb and options.ca_file
        and readable(options.ca_file) then
        local own = {}
        for key, value in pairs(options) do
          own[key] = value
        end
        own.ca_file = nil
        options = own
      end
      return original(options, ...)
    end
  end
end

--- path: a Lua file that gives the script and its arguments, as the interpreter's `arg`. Answers its exit status.
---@param path string
function M.run(path)
  local arguments = dofile(path)
  rawset(_G, "arg", arguments)
  local ended = {}
  os.exit = function(code) -- luacheck: ignore 122
    ended.code = code == true and 0 or code == false and 1 or code or 0
    error(ended, 0)
  end
  print = function(...) -- luacheck: ignore 121
    local words = { ... }
    for i = 1, select("#", ...) do
      words[i] = tostring(words[i])
    end
    io.stdout:write(table.concat(words, "\t"), "\n") -- nginx has its log for what is printed or written to stderr
  end
  prepare()
  local script, message = loadfile(arguments[0])
  if not script then
    print(message)
    return ngx.print "1"
  end
  local ok, why = xpcall(script, function(reason)
    return (reason == ended or reason == nil) and ended or debug.traceback(tostring(reason), 2)
  end, unpack(arguments))
  if not ok and why ~= ended then
    print(why)
  end
  io.stdout:flush()
  ngx.print(ok and 0 or ended.code or 1)
end

return M
