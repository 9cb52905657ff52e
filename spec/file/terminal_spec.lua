local shell = require "support.shell"

describe("a program's standard files", function()
  it("are terminals, so many columns wide, or none", function()
    local program = shell.lua_command "local f = require 'portabilling.file' print(f.terminal(1), f.terminal(0))"
    assert.equal("nil\tnil", shell.output(program .. " </dev/null"))
    assert.equal("57\t57", (shell.output(("script -qec %s /dev/null </dev/null"):format(shell.quote("stty cols 57; "
      .. program))):gsub("\r", "")))
    assert.equal("0\t0", (shell.output(("script -qec %s /dev/null </dev/null"):format(shell.quote("stty cols 0; "
      .. program))):gsub("\r", "")))
  end)

  it("may be pipes that nobody reads any more: that is an error, not the program's end", function()
    local program = shell.lua_command [[
      require "portabilling.file".outlive_readers()
      local ok, message
      repeat
        ok, message = io.stdout:write(("x"):rep(10000))
      until not ok
      io.stderr:write(message)]]
    assert.equal("Broken pipe", shell.output("env --default-signal=PIPE " .. program .. " | head -c 1 >/dev/null"))
  end)
end)
