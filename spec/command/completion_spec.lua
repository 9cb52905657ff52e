-- What shells complete.
local completion = require "portabilling.command.completion"
local parser = require("portabilling.command.parser").new()
local shell = require "support.shell"

local PROGRAM = ("LUA_PATH=%s LUA_CPATH=%s %s bin/portabilling"):format(shell.quote(package.path),
  shell.quote(package.cpath), shell.interpreter())

local function candidates(line)
  return table.concat(completion.candidates(parser, "portabilling " .. line), "\n")
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
      ["check up"] = "update",
      ["check create Account acc"] = "account\naccount_with_topup",
      ["check call Generic get_ver"] = "get_version",
      ["completion b"] = "bash",
      ["profile a"] = "add",
      ["create Acount account "] = "",
      ["nonsense "] = "",
    } do
      assert.equal(expected, candidates(line), line)
    end
  end)

  it("knows what an option takes, and what stands behind its value", function()
    for line, expected in pairs {
      ["list Customer customer --output "] = "table\ncsv\nndjson\njson",
      ["list Customer customer -o c"] = "csv",
      ["list Customer customer --output=nd"] = "ndjson",
      ["list Customer customer --fields i_customer,nam"] = "i_customer,name",
      ["get Account account --fields bill_"] = "bill_status",
      ["list Customer customer --columns i_customer_cl"] = "i_customer_class",
      ["--profile x list Customer"] = "Customer\nCustomerClass",
      ["-p x --json-errors create Account account --timeout 5 acc"] = "account_info.",
      ["import Account account rows.csv --set acc"] = "account_info.",
      ["export Customer customer --to "] = "",
    } do
      assert.equal(expected, candidates(line), line)
    end
  end)

  it("is asked of the program, which knows the profiles, too", function()
    local home = shell.output "mktemp -d"
    shell.output(("mkdir -p %s/portabilling; printf '[prod]\\nurl = x\\n[test]\\n' > %s/portabilling/config")
      :format(home, home))
    assert.equal("prod", shell.output(("XDG_CONFIG_HOME=%s %s --complete 'portabilling --profile p'"):format(home,
      PROGRAM)))
    shell.output("rm -rf " .. home)
  end)

  it("works in bash", function()
    local directory = shell.output "mktemp -d"
    local script = directory .. "/portabilling"
    local file = assert(io.open(script, "wb"))
    file:write("#!/bin/sh\nexec env ", PROGRAM, ' "$@"\n')
    file:close()
    shell.output("chmod +x " .. script)
    for line, expected in pairs { ["portabilling list Customer"] = "Customer CustomerClass",
      ["portabilling update Account account account_info.blo"] = "account_info.blocked=",
      ["portabilling list Account account -o nd"] = "ndjson" } do
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
