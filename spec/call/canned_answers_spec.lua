-- What is made of the server's answers, canned ones: its words, the fields that are kept, an answer to something else.
local canned = require "support.canned"
local pb = require "portabilling"

local client, fault = canned.client, canned.fault

describe("what the server says", function()
  it("is shown as one short line, without control characters", function()
    local c = client { fault("Server.Account.trouble", "one\r\ntwo\27[31m" .. ("x"):rep(5000)) }
    local _, err = c:call("Account", "get_account_info")
    assert.is_nil(tostring(err):find("%c"))
    assert.truthy(err.message:find("one two [31m", 1, true))
    assert.is_true(#err.message < 1100)
  end)

  it("keeps no part of a token, even where the quotation of a page is cut in its middle", function()
    local page = "<html>" .. ("x"):rep(140) .. "replayed-access</html>" -- 160 bytes of it are quoted
    local c = client { { status = 200, body = page, content_type = "text/html" } }
    local _, err = c:create("Account", "account", { account_info = { id = "1" } })
    assert.equal("http", err.kind)
    assert.is_nil(tostring(err):find("replayed", 1, true))
  end)

  it("keeps no secret that was among the attributes, however it is quoted", function()
    for _, quoted in ipairs { 'p<a&"ss', "p&lt;a&amp;&quot;ss", "p%3Ca%26%22ss", 'p<a&\\"ss' } do
      local c = client { fault("Client.Account.weak.account_info.h323_password", "too weak: " .. quoted) }
      local _, err = c:create("Account", "account", { account_info = { h323_password = 'p<a&"ss' } })
      assert.equal("too weak: ***", err.message)
    end
  end)
end)

describe("the option fields of a get", function()
  local BODY = '{"customer_info":{"i_customer":17,"name":"x","customer_class":{"name":"gold","i_customer_class":2},'
    .. '"lines":[{"a":1,"b":2},{"a":3}],"note":null}}'

  it("keeps these fields of the record, also within others", function()
    local c = client(function() return { body = BODY } end)
    local function get(fields, options)
      options = options or {}
      options.fields = fields
      return assert(c:get("Customer", "customer", { i_customer = 17 }, options))
    end
    assert.same({ name = "x" }, get { "name", "none" })
    assert.same({ name = "x", customer_class = { name = "gold" } }, get { "customer_class.name", "name" })
    assert.same({ lines = { { a = 1 }, { a = 3 } } }, get { "lines.a" })
    assert.same({ note = pb.null }, get({ "note" }, { keep_null = true }))
    assert.same({}, get { "none" })
  end)

  it("leaves a record that there is as little missing as one with nothing in it is found", function()
    local body
    local c = client(function() return { body = body } end)
    local function get(fields)
      return c:get("Customer", "customer", { i_customer = 17 }, { fields = fields })
    end
    for text, expected in pairs {
      ['{"customer_info":{"a":1}}'] = {},
      ['{"customer_info":{"a":1,"b":null}}'] = {},
      ['{"customer_info":[{"a":1},{"b":2,"a":3}]}'] = { {}, { b = 2 } },
      ['{"customer_info":null}'] = "not_found",
      ['{"customer_info":{}}'] = "not_found",
      ['{"customer_info":{"a":null}}'] = "not_found",
      ['{"other":[{"b":1}]}'] = "not_found",
      ['{"customer_info":"x"}'] = "x",
    } do
      body = text
      local found, err = get { "b" }
      assert.same(expected, found or err.kind, text)
    end
  end)

  it("is heeded where the record has another name than was guessed", function()
    local c = client(function() return { body = '{"odd":{"a":1,"b":2,"c":[{"a":1}]}}' } end)
    assert.same({ b = 2 }, c:get("Rate", "rate", { i_rate = 1 }, { fields = { "b" } }))
    c = client(function() return { body = '{"a":1,"b":2}' } end)
    assert.same({ b = 2 }, c:get("Rate", "rate", { i_rate = 1 }, { fields = { "b" } }))
  end)

  it("raises where a name has an empty part, before anything is sent", function()
    local c = client(function() error "sent" end)
    for _, bad in ipairs { "", "a..b", ".a", "a." } do
      local ok, message = pcall(c.get, c, "Customer", "customer", {}, { fields = { bad } })
      assert.is_false(ok)
      assert.truthy(message:find("fields", 1, true) and message:find("an array of field names", 1, true), message)
    end
  end)

  it("costs what is kept: the rest is not made into values", function()
    local many = {}
    for i = 1, 2000 do
      many[i] = ('{"k%d":"v%d"}'):format(i, i)
    end
    local c = client(function()
      return { body = '{"customer_info":{"name":"x","many":[' .. table.concat(many, ",") .. "]}}" }
    end)
    local err = select(2, c:get("Customer", "customer", nil, { max_values = 100 }))
    assert.equal("TOO_LARGE", err.code)
    assert.same({ name = "x" }, assert(c:get("Customer", "customer", nil, { max_values = 100, fields = { "name" } })))
  end)

  it("is the client's for gets as for lists, and a batch's", function()
    local c = client(function() return { body = BODY } end, { fields = { "name" } })
    assert.same({ name = "x" }, c:get("Customer", "customer", { i_customer = 17 }))
    for item in c:batch("get", "Customer", "customer", { { i_customer = 17 } }, { fields = { "i_customer" } }) do
      assert.same({ i_customer = 17 }, item.result)
    end
  end)
end)

describe("an answer that is not what was asked for", function()
  local cut = { failed = "RECV_ERROR", message = "cut", handed_over = true }

  local function slow(answer)
    local c, driver
    c, driver = client(function()
      driver.clock = driver.clock + 2
      return #driver.requests == 1 and cut or answer
    end)
    return c
  end

  local function told(kind, code, err)
    assert.same({ kind, code, "yes", 200, 2 }, { err.kind, err.code, err.sent, err.http_status, err.attempts })
    assert.is_true(err.elapsed >= 4 and err.elapsed < 60)
    assert.equal("Account", err.service)
  end

  it("tells the attempts and the time that its call took", function()
    told("not_found", nil, select(2, slow { body = "{}" }:get("Account", "account", { i_account = 1 })))
    told("not_found", "NO_FILE", select(2, slow { body = '{"a":1}' }:download("Account", "get_account_info", {},
      function() end)))
    told("decode", "NO_RECORDS", select(2, slow { body = '{"account_list":7}' }:collect("Account", "account")))
    told("decode", nil, select(2, slow { body = "%PDF", content_type = "application/pdf", disposition = "attachment" }
      :collect("Account", "account")))
  end)
end)
