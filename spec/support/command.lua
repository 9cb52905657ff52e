-- The program `portabilling`, run as a shell runs it, against a sandbox.
local assert = require "luassert"
local shell = require "support.shell"
local world = require "support.world"

--- run, good, bad and start for the world's sandbox.
---@param w table
return function(w)
  local function environment_of()
    return ("HOME=/nonexistent PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s PORTABILLING_CA_FILE=%s "
      .. "LUA_PATH=%s LUA_CPATH=%s"):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token,
      shell.quote(w.sandbox.ca_file), shell.quote(package.path), shell.quote(package.cpath))
  end

  -- Runs it; more: what follows it in the shell's line. Its output, what it says beside that, and its status.
  local function run(words, more, environment)
    local errors = world.path()
    local command = ("%s %s timeout 60 %s bin/portabilling %s 2>%s %s"):format(environment_of(), environment or "",
      shell.interpreter(), words, errors, more or "")
    local output = shell.output(("bash -c %s; echo; echo status $?"):format(shell.quote(
      "set -o pipefail; " .. command .. '; echo "status ${PIPESTATUS[0]}"')))
    local text, status = output:match "^(.*)status (%d+)\n"
    local file = assert(io.open(errors, "rb"))
    local said = file:read "*a"
    file:close()
    os.remove(errors)
    return text, said, tonumber(status)
  end

  local function good(words, more)
    local text, said, status = run(words, more)
    assert.same({ 0, "" }, { status, said })
    return text
  end

  local function bad(words, environment)
    local text, said, status = run(words, nil, environment)
    assert.equal("", text)
    return said, status
  end

  -- Starts it beside this: signal(name), said() so far, wait() for its status and what it said.
  local function start(words)
    local errors = world.path()
    local script = ("set -m; %s bin/portabilling %s >/dev/null 2>%s & echo $!; wait $!; echo status $?"):format(
      shell.interpreter(), words, errors)
    local command = ("%s timeout 60 bash -c %s 2>/dev/null"):format(environment_of(), shell.quote(script))
    local pipe = assert(io.popen(command))
    local pid = assert(pipe:read "*l")
    local function said()
      local file = io.open(errors, "rb")
      local text = file and file:read "*a" or ""
      if file then
        file:close()
      end
      return text
    end
    return {
      said = said,
      signal = function(name) os.execute(("kill -%s %s"):format(name, pid)) end,
      wait = function()
        local status = pipe:read "*a":match "status (%d+)"
        pipe:close()
        local text = said()
        os.remove(errors)
        return tonumber(status), text
      end,
    }
  end

  return run, good, bad, start
end
