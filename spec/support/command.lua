-- The program `portabilling`, run as a shell runs it, against a sandbox.
local assert = require "luassert"
local shell = require "support.shell"
local world = require "support.world"

--- run, good and bad for the world's sandbox.
---@param w table
return function(w)
  -- Runs it; more: what follows it in the shell's line. Its output, what it says beside that, and its status.
  local function run(words, more, environment)
    local errors = world.path()
    local command = ("HOME=/nonexistent PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s "
      .. "PORTABILLING_CA_FILE=%s LUA_PATH=%s LUA_CPATH=%s %s timeout 60 %s bin/portabilling %s 2>%s %s"):format(
      w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, shell.quote(w.sandbox.ca_file), shell.quote(package.path),
      shell.quote(package.cpath), environment or "", shell.interpreter(), words, errors, more or "")
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

  return run, good, bad
end
