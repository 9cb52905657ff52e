-- xDRs of the sandbox: who called whom, in which form they are answered, and whose recordings one may hear.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 30 })

local FROM, TO = "1970-01-01 00:00:00", "9999-01-01 00:00:00"

describe("the sandbox's xDRs", function()
  local call, client = w.each { before_each = before_each, after_each = after_each }

  local function refusal(of, ...)
    local answer, err = of:call(...)
    assert.is_nil(answer)
    return err.code
  end

  local function caller(realm)
    local logins = assert(w.sandbox.logins)[realm]
    return w.client { url = w.sandbox.url[realm], login = logins.login, password = logins.password }, logins
  end

  local function without_realm(id)
    return (id:match("^[^@]*"))
  end

  it("tell the far party: the caller of incoming calls, the called of outgoing ones", function()
    local seen = {}
    local xdrs = assert(client():collect("Customer", "xdr", { i_customer = 4, from_date = FROM, to_date = TO }))
    for _, xdr in ipairs(xdrs) do
      local incoming = math.floor(xdr.bit_flags / 4) % 4 == 2
      assert.equal(without_realm(xdr.account_id), incoming and xdr.CLD or xdr.CLI)
      assert.not_equal(xdr.CLI, xdr.CLD)
      assert.matches("^%d+$", xdr.CLI)
      seen[incoming] = true
    end
    assert.same({ [true] = true, [false] = true }, seen)
  end)

  it("come as a CSV file for format csv", function()
    local filters = { i_account = 11, from_date = FROM, to_date = TO, limit = 5, offset = 2 }
    local rows = call("Account", "get_xdr_list", filters).xdr_list
    filters.format = "csv"
    for _, of in ipairs { { "Account", "get_xdr_list" }, { "Customer", "get_customer_xdrs" } } do
      local file = call(of[1], of[2], of[1] == "Customer" and
        { i_customer = 4, from_date = FROM, to_date = TO, limit = 5, format = "csv" } or filters)
      assert.equal("application/csv", file.content_type)
      assert.matches("%.csv$", file.filename)
      local lines = {}
      for line in file.body:gmatch("([^\r\n]+)\r\n") do
        lines[#lines + 1] = line
      end
      assert.equal(6, #lines)
      assert.matches("^i_xdr,i_service,service,account_id,CLI,CLD,charged_amount,", lines[1])
      assert.matches("^1000000000%d%d%d%d%d,3,Voice Calls,", lines[2])
      if of[1] == "Account" then
        assert.equal(1, (lines[2]:find(("%.0f,3,Voice Calls,%s,%s,%s,"):format(rows[1].i_xdr, rows[1].account_id,
          rows[1].CLI, rows[1].CLD), 1, true)))
      end
    end
    local account = caller "account"
    local file = assert(account:call("Account", "get_xdr_list", { from_date = TO, to_date = TO, format = "csv" }))
    assert.matches("^i_xdr,[^\n]+\r\n$", file.body) -- nothing but the names
    account:close()
  end)

  it("are not answered without both dates", function()
    local account = caller "account"
    for name, dates in pairs { from_date = { to_date = TO }, to_date = { from_date = FROM } } do
      assert.equal("Client.Account.missing_required." .. name, refusal(account, "Account", "get_xdr_list", dates))
      dates.i_account = 1
      assert.equal("Client.Account.missing_required." .. name, refusal(client(), "Account", "get_xdr_list", dates))
    end
    account:close()
  end)

  it("of others are as if there were none when a recording is asked for, or refused, as it is set", function()
    local account, login = caller "account"
    local filters = { from_date = FROM, to_date = TO, call_recording = 1, limit = 1 }
    local own = assert(account:call("Account", "get_xdr_list", filters)).xdr_list[1].i_xdr
    filters.i_account = login.i_account + 1
    local foreign = call("Account", "get_xdr_list", filters).xdr_list[1].i_xdr
    assert.equal("audio/wav", assert(account:call("CDR", "get_call_recording", { i_xdr = own })).content_type)
    assert.equal("Server.CDR.xdr_not_found", refusal(account, "CDR", "get_call_recording", { i_xdr = foreign }))
    assert(w.sandbox:set { foreign_recording = "access_denied" })
    assert.equal("Server.CDR.access_denied", refusal(account, "CDR", "get_call_recording", { i_xdr = foreign }))
    account:close()
  end)
end)

describe("some accounts of the sandbox", function()
  local _, client = w.each { before_each = before_each, after_each = after_each }

  it("have an id with a realm", function()
    local found = assert(client():collect("Account", "account", { id = "%@msisdn" }))
    assert.is_true(#found > 0)
    for _, account in ipairs(found) do
      assert.matches("^%d+@msisdn$", account.id)
      assert.equal("msisdn",
        assert(client():get("Product", "product", { i_product = account.i_product })).realm)
    end
    local id = found[1].id
    assert.equal(found[1].i_account, assert(client():get("Account", "account", { id = id })).i_account)
    assert.is_nil((client():get("Account", "account", { id = (id:match("^%d+")) })))
  end)

  it("use DID numbers, which know them", function()
    local numbers = assert(client():collect("DID", "number", { usage = "U" }))
    local kinds = {}
    for _, number in ipairs(numbers) do
      local account = assert(client():get("Account", "account", { i_account = number.i_account }))
      assert.same({ number.number, number.number, number.i_customer, "N", 1 },
        { account.id, account.did_number, account.i_customer, number.frozen, number.is_used })
      assert.equal(account.i_master_account, number.i_master_account)
      kinds[account.billing_model] = (kinds[account.billing_model] or 0) + 1
      assert.equal(account.i_account, assert(client():get("Account", "account", { id = number.number })).i_account)
    end
    assert.same({ [1] = 6, [2] = 6 }, kinds)
    local found = assert(client():collect("Account", "account", { did_number = "1672555%" }))
    assert.equal(#numbers + kinds[2], #found) -- an alias's number is its master's, too
  end)

  it("get a DID number and give it back", function()
    local free = assert(client():call("DID", "get_number_list", { usage = "I", limit = 1 })).number_list[1]
    local alias = assert(client():call("DID", "assign_did_to_account",
      { i_did_number = free.i_did_number, i_master_account = 1 })).i_account
    assert.equal(free.number, assert(client():get("Account", "account", { i_account = alias })).did_number)
    assert(client():call("DID", "release_number", { i_did_number = free.i_did_number }))
    assert.same({}, assert(client():collect("Account", "account", { did_number = free.number })))
    local used = assert(client():collect("DID", "number", { usage = "U" }))
    for _, number in ipairs(used) do
      local answer, err = client():call("DID", "release_number", { i_did_number = number.i_did_number })
      if not number.i_master_account then
        assert.equal("Server.DID.in_use.i_did_number", err.code) -- it is the account's own id
      else
        assert(answer, err)
      end
    end
  end)
end)
