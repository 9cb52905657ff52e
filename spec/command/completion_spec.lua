-- What shells complete.
local shell = require "support.shell"

local PROGRAM = ("LUA_PATH=%s LUA_CPATH=%s %s bin/portabilling"):format(shell.quote(package.path),
  shell.quote(package.cpath), shell.interpreter())

local function complete(line)
  return shell.output(PROGRAM .. " --complete " .. shell.quote("portabilling " .. line))
end

describe("the completion of a command line", function()
  it("knows commands, options, services, records, methods, fields and their values", function()
    for line, expected in pairs {
      ["cr"] = "create",
      ["list --pa"] = "--page-size",
      ["list Customer"] = "Customer\nCustomerClass",
      ["create Account acc"] = "account\naccount_with_topup",
      ["list Account alia"] = "alias",
      ["call Generic get_ver"] = "get_version",
      ["create Account account acc"] = "account_info.",
      ["create Account account account_info.i_cust"] = "account_info.i_customer=\naccount_info.i_customer_site=",
      ["create Account account account_info.id=1 gen"] = "generate_web_password=",
      ["create Account account account_info.bill_status="] = "O\nI\nC\nS",
      ["describe Account account u"] = "update",
      ["create Acount account "] = "",
      ["nonsense "] = "",
    } do
      assert.equal(expected, complete(line), line)
    end
  end)

  it("works in bash", function()
    local directory = shell.output "mktemp -d"
    local script = directory .. "/portabilling"
    local file = assert(io.open(script, "wb"))
    file:write("#!/bin/sh\nexec env ", PROGRAM, ' "$@"\n')
    file:close()
    shell.output("chmod +x " .. script)
    for line, expected in pairs { ["portabilling list Customer"] = "Customer CustomerClass",
      ["portabilling update Account account account_info.blo"] = "account_info.blocked=" } do
      assert.equal(expected, shell.output(("PATH=%s:$PATH bash -c %s"):format(directory, shell.quote(([[
        eval "$(portabilling completion bash)"
        compopt() { :; }
        COMP_LINE='%s' COMP_POINT=%d
        _portabilling
        echo "${COMPREPLY[*]}"]]):format(line, #line)))))
    end
    shell.output("rm -rf " .. directory)
  end)

  it("is there for zsh and fish", function()
    for _, name in ipairs { "zsh", "fish" } do
      assert.truthy(shell.output(PROGRAM .. " completion " .. name):find("portabilling --complete", 1, true))
    end
  end)
end)
