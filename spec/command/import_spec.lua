-- Spreadsheets imported in a shell, against the sandbox.
local command = require "support.command"
local pb = require "portabilling"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local run = command(w)

describe("portabilling import", function()
  local directory

  before_each(function()
    directory = world.path()
    shell.output("mkdir " .. directory)
  end)

  after_each(function()
    shell.output("rm -rf " .. directory)
  end)

  local function write(name, text)
    local file = assert(io.open(directory .. "/" .. name, "wb"))
    file:write(text)
    file:close()
    return directory .. "/" .. name
  end

  local function content(name)
    local file = assert(io.open(directory .. "/" .. name, "rb"))
    local text = file:read "*a"
    file:close()
    return text
  end

  local function import(path, words)
    return run(("import Account account %s %s"):format(path, words or ""))
  end

  local CONSTANTS = "--set i_product=3 --set billing_model=1 --set bill_status=O"

  it("makes a record of each row, tells which failed, and goes on when it is run again", function()
    local path = write("rows.csv", "\239\187\191id;i_customer;firstname\r\n0016045550301;17;\"Zo\195\171\nA\"\r\n"
      .. "1.6E+10;17;Bob\r\n16045550302;999999;\r\n16045550303; 17 ;\r\n")
    for run_before = 0, 1 do
      local text, said, status = import(path, CONSTANTS)
      assert.same({ "", 5 }, { text, status })
      assert.truthy(said:find('line 4: column id: "1.6E+10" is a spreadsheet\'s number', 1, true), said)
      assert.truthy(said:find "line 5: .-Account/add_account: .*there is no record with i_customer 999999", said)
      assert.truthy(said:find(("2 done%s, 2 failed; see %s.failed.csv\n"):format(
        run_before == 1 and " (2 of them by an earlier run)" or "", path), 1, true), said)
      local failed = content "rows.csv.failed.csv"
      assert.truthy(failed:find('^\239\187\191id;i_customer;firstname;reason\r\n1.6E%+10;17;Bob;"column id: '), failed)
      assert.truthy(failed:find("\r\n16045550302;999999;;", 1, true), failed)
    end
    assert.equal(3, w.calls "Account/add_account")
    local account = assert(w.client():get("Account", "account", { id = "0016045550301" }))
    assert.same({ "Zo\195\171\nA", 17 }, { account.firstname, account.i_customer })
    -- What failed is corrected where it was told, and imported.
    local writer = assert(pb.csv.write(directory .. "/again.csv", { columns = { "id", "i_customer", "firstname" } }))
    for row in pb.csv.read(path .. ".failed.csv") do
      row.id = row.id:gsub("1.6E%+10", "16045550304")
      row.i_customer = 17
      assert(writer:write(row))
    end
    assert(writer:close())
    local _, said, status = import(directory .. "/again.csv", CONSTANTS)
    assert.equal(0, status, said)
    assert.equal("2 done\n", said)
    assert.is_nil((io.open(directory .. "/again.csv.failed.csv")))
  end)

  it("tells all that is wrong in all rows without sending any", function()
    local path = write("rows.csv", "id,i_customer,blocked\n1,17,Y\n2,x,\n3,17,perhaps\n")
    local _, said, status = import(path, CONSTANTS .. " --check")
    assert.equal(2, status)
    assert.truthy(said:find('line 3: column i_customer: account_info.i_customer: a whole number expected, got "x"', 1,
      true), said)
    assert.truthy(said:find("line 4: column blocked: account_info.blocked: ", 1, true), said)
    assert.truthy(said:find("3 rows, 2 of them wrong; nothing was sent", 1, true), said)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("maps columns of other names, and what is the same in each row", function()
    local map = write("map.ini", "# the office's names\naccount_info.id = Number\naccount_info.i_customer = Cust No\n"
      .. "i_product = =3\nbilling_model= =1\nbill_status = =O\ngenerate_web_password = =true\n")
    local path = write("rows.csv", "Number\tCust No\tRemark\n16045550311\t17\tnot asked for\n")
    local _, said, status = import(path, "--map " .. map)
    assert.equal(0, status, said)
    local requests = assert(w.sandbox:requests())
    local params = requests[#requests].params
    assert.same({ "16045550311", 17, 3, "O", 1 }, { params.account_info.id, params.account_info.i_customer,
      params.account_info.i_product, params.account_info.bill_status, params.generate_web_password })
    assert.is_nil(params.account_info.Remark)
  end)

  it("refuses names that there are not before anything is sent", function()
    local path = write("rows.csv", "id,frstname\n1,a\n")
    for words, expected in pairs {
      [CONSTANTS] = "frstname: no field of Account/account is called so; did you mean 'firstname'?",
      ["--map " .. write("m1", "id = Id\n")] = "m1:1: there is no column Id",
      ["--map " .. write("m2", "nonsense\n")] = "m2:1: path = Column, or path = =text, expected",
      ["--map /no/such"] = "/no/such: No such file",
      ["--set i_product"] = "frstname: no field",
    } do
      local _, said, status = import(path, words)
      assert.equal(2, status, said)
      assert.truthy(said:find(expected, 1, true), said)
    end
    local _, said, status = import(write("bad.csv", "id\nK\246ln\n"), CONSTANTS)
    assert.equal(2, status, said)
    assert.truthy(said:find("line 2, column A (id): byte 2 of the cell (0xF6) is no UTF-8", 1, true), said)
    assert.truthy(said:find("give --encoding windows-1252, or save it", 1, true), said)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("keeps failed rows whole, whatever their columns are called", function()
    local path = write("rows.csv", "account_info.id,account_info.i_customer,\n16045550331,999999,\n,,\n")
    local _, said, status = import(path, CONSTANTS)
    assert.equal(5, status, said)
    assert.equal(1, w.calls "Account/add_account") -- none for a line of delimiters
    assert.equal("600", shell.output("stat -c %a " .. path .. ".failed.csv"))
    local failed = content "rows.csv.failed.csv"
    assert.truthy(failed:find("account_info.id,account_info.i_customer,reason\r\n16045550331,999999,", 1, true), failed)
    local map = write("map.ini", "id = Nr.\ni_customer = Cust.No.\n")
    _, said, status = import(write("other.csv", "Nr.,Cust.No.\n16045550332,999999\n"), CONSTANTS .. " --map " .. map)
    assert.equal(5, status, said)
    assert.truthy(content "other.csv.failed.csv":find("\r\n16045550332,999999,", 1, true))
  end)

  it("says that an outcome is not known, before that others failed", function()
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after" })
    local path = write("rows.csv", "id,i_customer\n16045550321,17\n")
    local _, said, status = import(path, CONSTANTS .. " --journal none")
    assert.equal(6, status, said)
    assert.truthy(said:find("0 done, 1 with an unknown outcome", 1, true), said)
  end)

  it("updates and deletes, too; a dry run sends nothing", function()
    local path = write("rows.csv", "i_account,blocked\n21,Y\n22,Y\n")
    local _, said, status = import(path, "--operation update --dry-run")
    assert.same({ 0, "2 would be sent\n" }, { status, said })
    assert.equal(0, w.calls "Account/update_account")
    _, said, status = import(path, "--operation update")
    assert.same({ 0, "2 done\n" }, { status, said })
    assert.equal("Y", assert(w.client():get("Account", "account", { i_account = 22 })).blocked)
  end)
end)
