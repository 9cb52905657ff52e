-- Changes of the command line that a profile wants confirmed, and the pace of what it sends.
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

describe("a profile with confirm = true", function()
  local home

  setup(function()
    home = world.path()
    shell.output("mkdir -p " .. home .. "/.config/portabilling")
    local file = assert(io.open(home .. "/.config/portabilling/config", "wb"))
    for _, name in ipairs { "default", "asks" } do
      local confirm = name == "asks" and "confirm = true" or ""
      file:write(("[%s]\nurl = %s\nlogin = %s\ntoken = %s\ntokens = memory\nca_file = %s\n%s\n"):format(name,
        w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, confirm))
    end
    file:close()
    shell.output("chmod 600 " .. home .. "/.config/portabilling/config")
    file = assert(io.open(home .. "/rows.csv", "wb"))
    file:write "i_customer,bill_status\n1,S\n2,S\n\n3,S\n"
    file:close()
  end)

  teardown(function()
    shell.output("rm -rf " .. home)
  end)

  local function command(words)
    return ("env -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u PORTABILLING_URL NO_COLOR=1 HOME=%s LUA_PATH=%s LUA_CPATH=%s "
      .. "timeout --foreground 60 %s bin/portabilling %s"):format(home, shell.quote(package.path),
      shell.quote(package.cpath), shell.interpreter(), words)
  end

  local function ended(output)
    local text, status = output:match "^(.*)status (%d+)$"
    return text, tonumber(status)
  end

  -- Without a terminal.
  local function run(words)
    return ended(shell.output(command(words) .. " 2>&1 </dev/null; echo status $?"))
  end

  -- On a terminal, where somebody types.
  local function typed(answer, words)
    local line = ("printf %%b %s | script -q -E never -e -c %s /dev/null; echo status $?"):format(shell.quote(answer),
      shell.quote(command(words)))
    return ended((shell.output(line):gsub("\r", "")))
  end

  local UPDATE = "update Customer customer customer_info.i_customer=1 customer_info.bill_status=S"

  local function statuses()
    local list = {}
    for customer in w.client():list("Customer", "customer", {}, { max = 3, fields = { "bill_status" } }) do
      list[#list + 1] = customer.bill_status
    end
    return table.concat(list)
  end

  it("has a change asked for once; yes makes it, anything else does not", function()
    local question = 'update Customer/customer {"customer_info":{"bill_status":"S","i_customer":1}} at '
      .. ("%s as %s? [y/N] "):format(w.sandbox.url.admin, w.sandbox.login)
    local text, status = typed("\\n", "-p asks " .. UPDATE)
    assert.same({ question .. "portabilling: not confirmed: nothing was sent\n", 2 }, { text, status })
    assert.equal(0, w.stats().logins)
    text, status = typed("y\\n", "-p asks " .. UPDATE)
    assert.equal(0, status, text)
    assert.equal(question, text:sub(1, #question))
    assert.equal("S", assert(w.client():get("Customer", "customer", { i_customer = 1 })).bill_status)
  end)

  it("has it refused where nobody can be asked, unless --yes says so", function()
    for _, words in ipairs { UPDATE, "call Customer add_customer customer_info.name=x",
      "import Customer customer rows.csv --operation update" } do
      local text, status = run("-p asks " .. words:gsub("rows.csv", home .. "/rows.csv"))
      assert.equal(2, status, text)
      assert.truthy(text:find("nobody can be asked here: --yes says yes; nothing was sent", 1, true), text)
    end
    assert.equal(0, w.stats().logins)
    local text, status = run("-p asks " .. UPDATE .. " --yes")
    assert.equal(0, status, text)
    assert.equal(1, w.calls "Customer/update_customer")
  end)

  it("leaves reads, dry runs and other profiles alone", function()
    for _, words in ipairs { "-p asks call Customer get_customer_info i_customer=1",
      "-p asks " .. UPDATE .. " --dry-run", UPDATE } do
      local text, status = run(words)
      assert.equal(0, status, text)
      assert.is_nil(text:find("confirm", 1, true))
    end
  end)

  it("has an import asked for once, with the number of its rows; --rate sets its pace", function()
    local before = statuses()
    local words = ("-p asks import Customer customer %s/rows.csv --operation update --journal none --rate 100")
      :format(home)
    local text, status = typed("n\\n", words)
    assert.same({ ("update Customer/customer, 3 rows of %s/rows.csv, at %s as %s? [y/N] "):format(home,
      w.sandbox.url.admin, w.sandbox.login) .. "portabilling: not confirmed: nothing was sent\n", 2 }, { text, status })
    assert.equal(before, statuses())
    text, status = typed("y\\n", words)
    assert.equal(0, status, text)
    assert.equal("SSS", statuses())
    text, status = run "list Customer customer --max 1 --columns i_customer --rate 0"
    assert.equal(2, status)
    assert.truthy(text:find("--rate: a number above 0 expected, got 0", 1, true), text)
  end)
end)
