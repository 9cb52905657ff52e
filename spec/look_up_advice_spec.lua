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
