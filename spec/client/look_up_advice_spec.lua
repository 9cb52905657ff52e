-- What an error advises after a change with an unknown outcome can be pasted, and finds the very record.
local pb = require "portabilling"
local replay = require "portabilling.driver.replay"

-- What the pasted call asks for.
local function pasted(service, record, attributes)
  local driver = replay.open(function() return { failed = "RECV_ERROR", message = "gone", handed_over = true } end)
  local client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = driver }
  local none, err = client:create(service, record, attributes)
  assert.is_nil(none)
  assert.equal("unknown", err.sent)
  local call = assert(err.advice:match "look with pb%.(.*) before", err.advice)
  driver.answers = function() return { body = "{}" } end
  assert((rawget(_G, "loadstring") or load)("local client = ... return client:" .. call))(client)
  return driver.requests[#driver.requests].body, call
end

describe("the advice to look a record up", function()
  it("has an IMSI that is a number with all its digits", function()
    for _, imsi in ipairs { 310150123456789, 310150123456789.0, 901700000000001 } do
      local text = ("%.0f"):format(imsi)
      local body, call = pasted("SIMCard", "sim_card", { sim_card_info = { imsi = imsi } })
      assert.truthy(call:find("imsi = " .. text, 1, true), call)
      assert.truthy(body:find('"imsi":' .. text, 1, true), body)
    end
  end)

  it("has an ICCID of 19 digits, and what goes beyond 64 bits, as the number that was given", function()
    for _, id in ipairs { 8901410321111851072, 2 ^ 63, 89014103211118510720, 1e300, 0.1 } do
      local wanted = require("portabilling.json").text(id)
      local body = pasted("Account", "account", { account_info = { id = id, i_customer = 1 } })
      assert.truthy(body:find('"id":' .. wanted, 1, true), body .. " should have " .. wanted)
    end
  end)

  it("has a text as it was, whatever it holds", function()
    for _, id in ipairs { "00012345", "a\"b\\c", "two\nlines", "100000000000001" } do
      local body = pasted("Account", "account", { account_info = { id = id, i_customer = 1 } })
      assert.truthy(body:find('"id":' .. require("portabilling.json").encode(id), 1, true), body)
    end
  end)
end)

describe("a change whose outcome is unknown says what to do", function()
  local function lost(options)
    return pb.new { url = "https://localhost", login = "x", token = "y-token", retries = 0,
      driver = replay.open(options or function()
        return { failed = "RECV_ERROR", message = "gone", handed_over = true }
      end) }
  end

  local function told(err, words)
    assert.equal("unknown", err.sent)
    local _, count = err.advice:gsub("It may have been done: ", "")
    assert.equal(1, count, err.advice)
    assert.truthy(err.advice:find(words, 1, true), err.advice)
  end

  it("whatever it is", function()
    local client = lost()
    local function second(_, err) return err end
    for _, case in ipairs {
      { second(client:update("Account", "account", { account_info = { i_account = 1 } })), "may simply be sent again" },
      { second(client:delete("Account", "account", { i_account = 1 })), "may simply be sent again" },
      { second(client:create("Account", "account", { account_info = { i_customer = 1 } })), "look for the record" },
      { second(client:create("Tariff", "tariff", { tariff_info = { name = "x" } })), "look for the record" },
      { second(client:call("Account", "make_transaction", { i_account = 1 })), "look at the server whether it was" },
      { second(client:call("Account", "update_account", {})), "may simply be sent again" },
      { second(client:call("Account", "terminate_account", {})), "may simply be sent again" },
      { second(client:call("Account", "add_account", {})), "look for the record" },
      { second(client:download("Account", "make_transaction", {}, function() end)), "look at the server whether" },
    } do
      told(case[1], case[2])
    end
    local _, err = client:call("Account", "get_account_info", { i_account = 1 })
    assert.is_nil(err.advice and err.advice:find("may have been done", 1, true))
  end)

  it("in a batch, too", function()
    for item in lost():batch("call", "Account", "make_transaction", { { i_account = 1 } }) do
      told(item.err, "look at the server whether")
    end
  end)

  it("after an answer that is past a limit, and is not advised to ask for less", function()
    local client = lost(function()
      return { failed = "TOO_LARGE", message = "large", handed_over = true, limit = "max_body" }
    end)
    local _, err = client:update("Account", "account", { account_info = { i_account = 1 } })
    told(err, "Allow more with max_body")
    assert.is_nil(err.advice:find("page_size", 1, true), err.advice)
    _, err = client:get("Account", "account", { i_account = 1 })
    assert.truthy(err.advice:find("Ask for less at once", 1, true), err.advice)
    client = lost(function() return { status = 200, body = '{"a":[1,2,3,4],"b":[1,2' } end)
    _, err = client:call("Account", "make_transaction", {}, { max_values = 2 })
    told(err, "Allow more with max_values")
    assert.is_nil(err.advice:find("Ask for less", 1, true), err.advice)
  end)

  it("where the server wants to be asked later, and when that is", function()
    for status, words in pairs { [429] = "asked too often", [503] = "not available", [408] = "whole request" } do
      for _, header in ipairs { "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT" } do
        local client = lost(function()
          return { status = status, body = "later", content_type = "text/plain", retry_after = header }
        end)
        local _, err = client:call("Account", "make_transaction", {})
        told(err, words)
        assert.truthy(err.advice:find("Retry-After: " .. header, 1, true), err.advice)
        _, err = client:get("Account", "account", { i_account = 1 })
        assert.truthy(err.advice:find("Retry-After: " .. header, 1, true), err.advice)
      end
    end
  end)
end)
