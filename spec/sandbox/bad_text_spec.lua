-- What JSON or UTF-8 cannot carry comes to no answer: it is refused on its way in, in words that are true.
local http = require "support.curl_program"
local shell = require "portabilling.sandbox.shell"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 5 })

local LATIN = "Z\252rich" -- Latin-1

describe("the sandbox", function()
  local call, login
  before_each(function()
    call, login = http.login(w.sandbox)
  end)

  local function upload(method, text)
    local name = os.tmpname()
    assert(shell.write_file(name, text))
    local words = http.encodings.multipart({}, { session_id = login.session_id })
    words[#words + 1], words[#words + 2] = "-F", "file=@" .. name
    local answer = http.request(w.sandbox, words, w.sandbox.url.admin .. "/rest/" .. method)
    os.remove(name)
    return answer
  end

  it("refuses a file that is not UTF-8, and names the line", function()
    local answer = upload("SIMCard/upload_sim_cards",
      "IMSI,Action,Description\n1,+,fine\n\n2,+," .. LATIN .. "\n3,+,x\n")
    assert.equal("Client.SIMCard.invalid_value.file", answer.json.faultcode)
    assert.matches("line 4: the text is not UTF-8", answer.json.faultstring, 1, true)
    answer = upload("DID/upload_did_numbers", "Number,DID vendor batch,Activation fee,Periodic fee,Description\n"
      .. "493055501,Example numbers,1,1," .. LATIN)
    assert.matches("line 2: the text is not UTF-8", answer.json.faultstring, 1, true)
    answer = upload("SIMCard/upload_sim_cards", "IMSI,Action,Description\n1,+,Z\195\188rich\n")
    assert.equal(200, answer.status, answer.body)
    assert.equal("Z\195\188rich", call("SIMCard/get_card_info", { imsi = "1" }).json.sim_info.note)
  end)

  it("refuses amounts in a file that are no numbers any more", function()
    local head = "Number,DID vendor batch,Activation fee,Periodic fee\n493055501,Example numbers,"
    local answer = upload("DID/upload_did_numbers", head .. ("9"):rep(400) .. ",1")
    assert.equal("Client.DID.invalid_value.file.Activation_fee", answer.json.faultcode)
    assert.equal(200, upload("DID/upload_did_numbers", head .. "9.5,1").status)
    assert.equal(200, call("DID/get_number_list", { number = "493055501" }).status)
  end)

  it("refuses settings under which it could not answer", function()
    for message, change in pairs {
      ["access_token_lifetime must not be above"] = { access_token_lifetime = 1e300 },
      ["clock_skew must not be above"] = { clock_skew = -1e12 },
      ["default_limit must be a whole number"] = { default_limit = 2.5 },
      ["max_limit must be a whole number"] = { max_limit = 0.5 },
    } do
      local none, why = w.sandbox:set(change)
      assert.is_nil(none)
      assert.matches(message, why, 1, true)
    end
    assert.equal(200, call("Session/login", { login = w.sandbox.login, token = w.sandbox.token }).status)
    assert(w.sandbox:set { latency = 0.001, page_cost = 0.00001, clock_skew = -3600 })
  end)

  it("shows in its log the beginning of what is very long, and no half character", function()
    for _, before in ipairs { "", "x" } do
      call("Customer/get_customer_list", { name = before .. ("\195\164"):rep(30000), limit = 1 })
      local log = assert(w.sandbox:requests())
      assert.matches("^x?[\195\164]+%.%.%.$", log[#log].params.name)
      assert.equal(0, (#log[#log].params.name - #before - 3) % 2)
    end
  end)

  it("is not held up by texts that begin like a token again and again", function()
    local texts = {}
    for i = 1, 100 do
      texts[i] = ("eyJ"):rep(5400)
    end
    local name = os.tmpname() -- too long for an argument
    assert(shell.write_file(name, '{"params":{"nothing":["' .. table.concat(texts, '","') .. '"]}}'))
    local answer = http.request(w.sandbox, { "-H", "Content-Type: application/json", "-H",
      "Authorization: Bearer " .. login.access_token, "--data-binary", "@" .. name },
      w.sandbox.url.admin .. "/rest/Customer/get_customer_list")
    os.remove(name)
    assert.equal("Client.Customer.unknown_property.nothing", answer.json.faultcode)
  end)

  it("refuses parameters that are not UTF-8, in every encoding", function()
    for _, encoding in ipairs { "form", "multipart", "json", "bearer" } do
      local answer = http.call(w.sandbox, encoding, "Customer/get_customer_list", '{"name":"' .. LATIN .. '"}', login)
      assert.equal("Client.invalid_request", answer.json.faultcode, encoding)
      assert.matches("is not valid UTF-8", answer.json.faultstring, 1, true)
    end
  end)

  it("refuses numbers that are too large for JSON, wherever they stand", function()
    for _, params in ipairs { '{"limit":1e999}', '{"nothing":[{"x":-1e999}]}', '{"search":{"value":1e400}}' } do
      for _, unknown in ipairs { "ignore", "refuse" } do
        assert(w.sandbox:set { unknown = unknown })
        local answer = call("Customer/get_customer_list", params)
        assert.equal("Client.invalid_request", answer.json.faultcode, params)
        assert.matches("a number is too large", answer.json.faultstring, 1, true)
      end
    end
    assert.is_table(assert(w.sandbox:requests()))
  end)

  it("answers what it refuses of ESPF's API with JSON", function()
    local function post(body)
      return http.request(w.sandbox, { "-H", "Authorization: Bearer " .. login.access_token, "--data-binary", body },
        w.sandbox.url.admin .. "/espf/v1/handlers")
    end
    for _, case in ipairs {
      { '{"x":1e999}', 400, "a number is too large" }, { '{"x":"' .. LATIN .. '"}', 400, "not valid UTF-8" },
      { '{"' .. LATIN .. '":1}', 400, "not valid UTF-8" },
      { '{"x":"' .. ("x"):rep(70000) .. '"}', 413, "65536 are taken" },
    } do
      local answer = post(case[1])
      assert.equal(case[2], answer.status, case[3])
      assert.matches(case[3], answer.json.message, 1, true)
    end
    assert.equal(200, post('{"x":"Z\195\188rich"}').status)
  end)

  it("refuses injections that it could not carry out", function()
    for message, injection in pairs {
      ["headers must be an object of texts"] = { action = "status", headers = "x" },
      ["status must be a number from 200 to 599"] = { action = "status", status = 5000 },
      ["seconds must be a number from 0 to 3600"] = { action = "slow", seconds = -1 },
      ["times must be a number from 1"] = { action = "fault", times = 0 },
      ["body must be a text"] = { action = "body", body = { 1 } },
      ["faultstring must be a text"] = { action = "fault", faultstring = 5 },
      ["method must be a Lua pattern"] = { action = "fault", method = "Customer/get_customer_list[" },
      ["there is no methd; did you mean 'method'?"] = { action = "fault", methd = "Session/login" },
    } do
      local none, why = w.sandbox:inject(injection)
      assert.is_nil(none)
      assert.matches(message, why, 1, true)
    end
    assert.equal(200, call("Customer/get_customer_list", { limit = 1 }).status)
    assert(w.sandbox:inject { action = "status", status = 503, headers = { ["Retry-After"] = "7" } })
    local answer = call("Customer/get_customer_list", { limit = 1 })
    assert.same({ 503, "7" }, { answer.status, answer.headers["retry-after"] })
  end)
end)
