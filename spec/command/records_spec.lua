-- The program as it is run in a shell, against the sandbox.
local command = require "support.command"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local run, good, bad = command(w)

local NAMES = { "Indigo Hardware 1", "Granite Dental 2", "Copper Bakery 3" }

describe("portabilling list", function()
  local LIST = "list Customer customer --max 3 --fields i_customer,name,i_customer_class "

  it("shows a table: numbers to the right, columns as wide as they must be", function()
    local lines = { "i_customer  name               i_customer_class" }
    for i, name in ipairs(NAMES) do
      lines[#lines + 1] = ("%10d  %-17s  %16d"):format(i, name,
        assert(w.client():get("Customer", "customer", { i_customer = i })).i_customer_class)
    end
    assert.equal(table.concat(lines, "\n") .. "\n", good(LIST))
    assert.equal("name\n" .. NAMES[1] .. "\n", good "list Customer customer --max 1 --columns name")
    assert.equal("", good "list Customer customer name=nobody")
  end)

  it("writes CSV, NDJSON and JSON", function()
    assert.equal("i_customer,name\r\n1,Indigo Hardware 1\r\n2,Granite Dental 2\r\n",
      good "list Customer customer --max 2 --fields i_customer,name -o csv")
    assert.equal("\239\187\1911;Indigo Hardware 1\r\n", "\239\187\191" .. good
      "list Customer customer --max 1 --columns i_customer,name -o csv --delimiter ';' --no-header")
    assert.equal('{"i_customer":1,"name":"Indigo Hardware 1"}\n{"i_customer":2,"name":"Granite Dental 2"}\n',
      good "list Customer customer --max 2 --fields i_customer,name -o ndjson")
    assert.equal('[{"i_customer":1},\n {"i_customer":2}]\n',
      good "list Customer customer --max 2 --fields i_customer -o json")
    assert.equal("[]\n", good "list Customer customer name=nobody -o json")
  end)

  it("lists all of them, filtered, and stops quietly when nobody reads on", function()
    local count = #assert(w.client():collect("Customer", "customer", { bill_status = "S" }))
    local _, lines = good("list Customer customer bill_status=S -o ndjson"):gsub("\n", "")
    assert.equal(count, lines)
    -- What runs this spec may ignore the signal already.
    local text, said, status = run("list Customer customer -o ndjson --page-size 10", "| head -n 1",
      "env --default-signal=PIPE")
    assert.truthy(text:find '^{"', text)
    assert.same({ "", 0 }, { said, status })
  end)
end)

describe("portabilling get, create, update, delete and call", function()
  it("take paths and values as the model has them, and show what came", function()
    local text = good("create Account account account_info.id=0016045550100 account_info.i_customer=17 "
      .. "account_info.i_product=3 account_info.billing_model=1 account_info.bill_status=O account_info.blocked=true "
      .. "account_info.service_features:='[{\"name\":\"cli\",\"flag_value\":\"N\"}]' generate_web_password=true")
    local i_account = tonumber(text:match "i_account = (%d+)")
    local account = assert(w.client():get("Account", "account", { i_account = i_account }))
    assert.same({ "0016045550100", 17, "Y" }, { account.id, account.i_customer, account.blocked })
    local out = good(("update Account account account_info.i_account=%d account_info.blocked=false -o json")
      :format(i_account))
    assert.equal(('{"i_account":%d}\n'):format(i_account), out)
    assert.equal("N", assert(w.client():get("Account", "account", { i_account = i_account })).blocked)
    good(("delete Account account i_account=%d"):format(i_account))
    assert.equal("C", assert(w.client():get("Account", "account", { i_account = i_account })).bill_status)
    assert.truthy(good("call Generic get_version"):find("version", 1, true))
    assert.equal('{ name = "Indigo Hardware 1" }\n', good "get Customer customer i_customer=1 --fields name")
  end)

  it("read JSON from a file or the standard input, and add to it", function()
    local path = world.path()
    local file = assert(io.open(path, "wb"))
    file:write '{"account_info":{"id":"16045550103","i_customer":1,"i_product":1,"billing_model":1}}'
    file:close()
    local text = good(("create Account account --from %s account_info.bill_status=O"):format(path))
    assert.truthy(text:find "i_account", text)
    text = good(("update Account account --from - account_info.note=@%s"):format(path),
      ([[< <(echo '{"account_info":{"i_account":%s}}')]]):format(text:match "%d+"))
    assert.truthy(text:find "i_account", text)
    os.remove(path)
    local account = assert(w.client():get("Account", "account", { id = "16045550103" }))
    assert.truthy(account.note:find("16045550103", 1, true))
  end)

  it("keep all digits of a number", function()
    local text = good "get Customer customer i_customer=12345678901234567891 --dry-run -o json"
    assert.truthy(text:find("12345678901234567891", 1, true), text)
    text = good "download CDR get_call_recording i_xdr=100000000000001 --to /no/such/file --dry-run"
    assert.truthy(text:find("get_call_recording", 1, true), text)
  end)

  it("show a request instead of sending it", function()
    local text = good "update Account account account_info.i_account=17 account_info.blocked=true --dry-run -o json"
    assert.truthy(text:find([[{\"params\":{\"account_info\":{\"blocked\":\"Y\",\"i_account\":17}}}]], 1, true), text)
    assert.equal(0, w.calls "Account/update_account")
  end)
end)

describe("portabilling export", function()
  local directory

  before_each(function()
    directory = world.path()
    shell.output("mkdir " .. directory)
  end)

  after_each(function()
    shell.output("rm -rf " .. directory)
  end)

  local function content(name)
    local file = assert(io.open(directory .. "/" .. name, "rb"))
    local text = file:read "*a"
    file:close()
    return text
  end

  it("writes a list into a file, in the format of its ending", function()
    local expected = {}
    for customer in w.client():list("Customer", "customer") do
      expected[#expected + 1] = ("%d,%s\r\n"):format(customer.i_customer, customer.name)
    end
    local text, said, status = run(("export Customer customer --page-size 50 --columns i_customer,name --to %s/all.csv")
      :format(directory))
    assert.same({ "", ("%d records in %s/all.csv\n"):format(#expected, directory), 0 }, { text, said, status })
    assert.equal("i_customer,name\r\n" .. table.concat(expected), content "all.csv")
    run(("export Customer customer --max 2 --fields name --to %s/two.ndjson"):format(directory))
    assert.equal('{"name":"Indigo Hardware 1"}\n{"name":"Granite Dental 2"}\n', content "two.ndjson")
    assert.equal("all.csv\ntwo.ndjson", shell.output("ls " .. directory))
  end)

  it("takes a month of a zone, and tells it", function()
    local from, to = require("portabilling").month(-1, "+13:00")
    local _, said = run(("export Customer xdr i_customer=17 --last-month --zone +13:00 --to %s/xdrs.json")
      :format(directory))
    assert.truthy(said:find(("from %s to %s UTC\n"):format(from, to), 1, true), said)
    local params = assert(w.sandbox:requests())
    params = params[#params].params
    assert.same({ from, to }, { params.from_date, params.to_date })
    said = bad(("export Customer xdr i_customer=17 from_date=2026-01-01 --last-month --to %s/x.json"):format(directory))
    assert.truthy(said:find("give either a period, or from_date and to_date", 1, true), said)
  end)

  it("shows in a dry run what it would ask, and leaves the file as it is", function()
    local path = directory .. "/kept.csv"
    shell.output("echo precious > " .. path)
    for words, environment in pairs { ["--dry-run"] = "", [""] = "PORTABILLING_DRY_RUN=all" } do
      local text, _, status = run(("export Customer customer name=A%% --to %s %s"):format(path, words), nil,
        environment)
      assert.equal(0, status)
      assert.truthy(text:find('get_customer_list', 1, true), text)
      assert.equal("precious\n", content "kept.csv")
    end
    assert.truthy(good "list Customer customer --dry-run":find("get_customer_list", 1, true))
    assert.equal(0, w.calls "Customer/get_customer_list")
  end)

  it("leaves nothing that is not whole", function()
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "fault", after = 2, times = 10,
      faultcode = "Server.Customer.broken", faultstring = "no more" })
    local said, status = bad(("export Customer customer --page-size 20 --to %s/all.json"):format(directory))
    assert.equal(1, status, said)
    assert.equal("", shell.output("ls " .. directory))
    said, status = bad(("export Customer customer --to %s/all.txt"):format(directory))
    assert.equal(2, status)
    assert.truthy(said:find("its ending tells no format (.csv, .ndjson, .json)", 1, true), said)
    said, status = bad "export Customer customer --to /no/such/all.csv"
    assert.equal(2, status)
    assert.truthy(said:find("cannot write /no/such/all.csv", 1, true), said)
  end)

  it("shows how far it is where a terminal watches, and nowhere else", function()
    assert(w.sandbox:set { latency = 0.06 })
    local script = ("HOME=/nonexistent PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s "
      .. "PORTABILLING_CA_FILE=%s %s bin/portabilling export Customer customer --page-size 20 --to %s/all.json"):format(
      w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, shell.interpreter(), directory)
    local seen = shell.output(("LUA_PATH=%s LUA_CPATH=%s timeout 60 script -qec %s /dev/null"):format(
      shell.quote(package.path), shell.quote(package.cpath), shell.quote(script)))
    assert.truthy(seen:find "\r\27%[K%d+ records, %d+ a second"
      or seen:find "\r\27%[K%d+ of 120 records, %d+ a second, %d+ s left", seen)
    assert.truthy(seen:find("120 records in", 1, true), seen)
  end)
end)

describe("portabilling ends with a status that tells", function()
  it("what was refused or is not there", function()
    local said, status = bad "update Account account account_info.i_account=999999 account_info.blocked=true"
    assert.equal(1, status)
    assert.equal("portabilling: Account/update_account: there is no record with i_account 999999 "
      .. "(fault Server.Account.not_found.account_info.i_account)\n", said)
    said, status = bad "--json-errors get Account account id=nope"
    assert.equal(1, status)
    local err = require("portabilling.json").decode(said)
    assert.same({ "not_found", "Account", "get_account_info" }, { err.kind, err.service, err.method })
  end)

  it("what was wrong with the command", function()
    for words, expected in pairs {
      ["get Acount account id=x"] = "unknown service 'Acount'; did you mean 'Account'?",
      ["list Customer customer bill_status"] = "bill_status: path=text, path:=json or path=@file expected, such as "
        .. "i_customer=17",
      ["list Customer customer a=1 a=2"] = "a: it is given twice",
      ["list Customer customer a[2]=1"] = "a[2]: element 2 comes before element 1 is there",
      ["list Customer customer a:={"] = "a: it is no JSON",
      ["get Customer customer i_customer=@/no/such"] = "i_customer: /no/such: No such file or directory",
      ["frobnicate"] = "unknown command 'frobnicate'",
      ["--profile nope list Customer customer"] = "there is no profile 'nope'",
      ["list Customer customer --check error nme=x"] = "nme: no such field; did you mean 'name'?",
    } do
      local said, status = bad(words)
      assert.equal(2, status, said)
      assert.truthy(said:find(expected, 1, true), said)
    end
  end)

  it("that nobody could log in, that nobody answered, and that a change's outcome is not known", function()
    local said, status = bad("list Customer customer", "PORTABILLING_TOKEN=wrong")
    assert.equal(3, status, said)
    said, status = bad("list Customer customer", "PORTABILLING_URL=https://127.0.0.1:1")
    assert.equal(4, status, said)
    assert(w.sandbox:inject { method = "Account/update_account", action = "drop_after" })
    said, status = bad "update Account account account_info.i_account=17 account_info.blocked=true"
    assert.equal(6, status, said)
    assert.truthy(said:find("outcome unknown", 1, true), said)
  end)

  it("that the output could not be written", function()
    local _, said, status = run("list Customer customer -o ndjson", "> /dev/full")
    assert.equal(4, status)
    assert.truthy(said:find("could not be written: No space left", 1, true), said)
  end)
end)

describe("portabilling", function()
  it("does what the README shows", function()
    assert(w.client():create("Account", "account", { account_info = { id = "16045550100", i_customer = 17,
      i_product = 3, billing_model = 1, bill_status = "O" } }))
    local file = assert(io.open "README.md")
    local block = file:read "*a":match "## On the command line%s+```sh\n(.-)```"
    file:close()
    local count = 0
    for words in block:gmatch "portabilling ([^\n]+)" do
      assert.is_true(#good(words) > 20, words)
      count = count + 1
    end
    assert.equal(5, count)
  end)

  it("tells its version, what there is and what a method takes", function()
    assert.truthy(good("--version"):find "^portabilling %d+%.%d+")
    assert.equal(good "--version", shell.output "env -u LUA_PATH bin/portabilling --version" .. "\n") -- in the tree
    assert.truthy(good("--help"):find("Usage: portabilling", 1, true))
    assert.truthy(good("describe Account account create"):find("required, as far as was seen", 1, true))
    assert.truthy(good("methods barring"):find("CallBarring/get_call_barring_class", 1, true))
  end)
end)
