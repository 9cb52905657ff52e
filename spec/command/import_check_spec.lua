-- What is wrong with a spreadsheet's rows, told by the server without storing any.
local command = require "support.command"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local run = command(w)

local CONSTANTS = " --set i_product=3 --set billing_model=1 --set bill_status=O "

describe("portabilling import --check=server", function()
  local path

  before_each(function()
    path = world.path()
  end)

  after_each(function()
    os.remove(path)
  end)

  local function write(text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
  end

  it("asks of each row that is fit what the server would say, and stores nothing", function()
    local taken = assert(w.client():get("Account", "account", { i_account = 17 })).id
    write(("Number,i_customer,blocked\n16045550701,17,Y\n%s,17,\n16045550703,999999,\n1.6E+10,17,\n16045550705,x,\n"
      .. "16045550706,17,\n"):format(taken))
    local map = path .. ".map"
    local file = assert(io.open(map, "wb"))
    file:write "id = Number\ni_customer = i_customer\nblocked = blocked\n"
    file:close()
    local _, said, status = run(("import Account account %s --map %s %s --check=server"):format(path, map, CONSTANTS))
    os.remove(map)
    assert.equal(2, status, said)
    for _, expected in ipairs { "line 3: Account/validate_account_info: ",
      "line 4: column i_customer: Account/validate_account_info: ",
      'line 5: column Number: "1.6E+10" is a spreadsheet\'s number',
      'line 6: column i_customer: account_info.i_customer: a whole number expected, got "x"',
      "6 rows, 4 of them wrong; nothing was stored\n" } do
      assert.truthy(said:find(expected, 1, true), said)
    end
    assert.same({ 4, 0 }, { w.calls "Account/validate_account_info", w.calls "Account/add_account" })
    local none, err = w.client():get("Account", "account", { id = "16045550701" })
    assert.same({ nil, "not_found" }, { none, err.kind })
    assert.is_nil((io.open(path .. ".journal")))
  end)

  it("takes customers as well; for others, and for changes, it is refused", function()
    write "name,iso_4217\nSpecified Ltd,USD\nIndigo Hardware 1,USD\n"
    local _, said, status = run(("import Customer customer %s --check=server"):format(path))
    assert.equal(2, status, said)
    assert.truthy(said:find("line 3: Customer/validate_customer_info: ", 1, true), said)
    assert.truthy(said:find("2 rows, 1 of them wrong; nothing was stored", 1, true), said)
    _, said, status = run(("import Customer customer %s --operation update --check=server"):format(path))
    assert.equal(2, status)
    assert.truthy(said:find("--check=server: the server looks at new accounts", 1, true), said)
  end)

  it("ends where the server does not answer: that says nothing about the rows", function()
    assert(w.sandbox:inject { method = "Customer/validate_customer_info", action = "status", times = 100,
      status = 403 })
    write "name,iso_4217\nSpecified Ltd,USD\n"
    local _, said, status = run(("import Customer customer %s --check=server"):format(path))
    assert.equal(4, status, said)
    assert.is_nil(said:find("wrong", 1, true), said)
  end)

  it("has the alone standing --check before it: offline, of all rows", function()
    local lines = { "id,i_customer" }
    for i = 1, 30 do
      lines[#lines + 1] = ("%d,x"):format(i)
    end
    write(table.concat(lines, "\n"))
    local _, said, status = run(("import --check Account account %s %s"):format(path, CONSTANTS))
    assert.equal(2, status, said)
    local _, count = said:gsub("line %d+: column i_customer: ", "")
    assert.equal(30, count)
    assert.equal(0, w.calls "Account/validate_account_info")
  end)

  it("misses zeros where the model knows the shortest length", function()
    write "imsi,iccid\n001010000000001,8900101000000000001\n1010000000002,900101000000000002\n"
    local _, said, status = run(("import SIMCard sim_card %s --check"):format(path))
    assert.equal(2, status, said)
    assert.truthy(said:find('line 3: column iccid: "900101000000000002" is of 18 digits, where at least 19 are '
      .. "expected: a spreadsheet takes zeros away", 1, true), said)
    assert.truthy(said:find("2 rows, 1 of them wrong", 1, true), said)
  end)
end)
