-- What is known of the API, on the command line.
local description_server = require "support.description_server"
local shell = require "support.shell"
local world = require "support.world"

describe("portabilling", function()
  local directory

  before_each(function()
    directory = world.path()
    shell.output("mkdir " .. directory)
  end)

  after_each(function()
    shell.output("rm -rf " .. directory)
  end)

  local function run(words)
    local output = shell.output(("( LUA_PATH=%s LUA_CPATH=%s %s bin/portabilling %s ) 2>&1; echo status $?"):format(
      shell.quote(package.path), shell.quote(package.cpath), shell.interpreter(), words))
    local text, status = output:match "^(.*)status (%d+)$"
    return text, tonumber(status)
  end

  local function write(name, text)
    local file = assert(io.open(directory .. "/" .. name, "wb"))
    file:write(text)
    file:close()
    return directory .. "/" .. name
  end

  it("compare tells what differs between two descriptions, and where a program meets it", function()
    local before = description_server.description()
    local old = write("before.json", before)
    local new = write("after.json", (before:gsub("get_account_info", "get_acount_info")))
    local program = write("import.lua", 'require("portabilling").get("Account", "account", {})\n')
    local text, status = run(("compare %s %s %s"):format(old, new, program))
    assert.equal(0, status, text)
    assert.truthy(text:find("Account/get_account_info: gone", 1, true), text)
    assert.truthy(text:find("import.lua:1: ", 1, true), text)
    text, status = run(("compare %s %s"):format(old, program))
    assert.equal(2, status)
    assert.truthy(text:find(program, 1, true), text)
    text, status = run(("compare /no/such %s"):format(old))
    assert.same({ 2, "portabilling: /no/such: No such file or directory\n" }, { status, text })
  end)

  it("types and docs write what editors and browsers read", function()
    local text, status = run(("types --to %s/types"):format(directory))
    assert.equal(0, status, text)
    assert.equal("", shell.output(("diff -r types %s/types"):format(directory)))
    local file = write("Admin.json", description_server.description())
    text, status = run(("docs %s --to %s/pages"):format(file, directory))
    assert.equal(0, status, text)
    assert.truthy(shell.output(("cat %s/pages/index.html"):format(directory)):find("<html", 1, true))
    text, status = run("docs --to /dev/null/pages")
    assert.equal(2, status)
    assert.truthy(text:find("cannot make the directory", 1, true), text)
  end)
end)
