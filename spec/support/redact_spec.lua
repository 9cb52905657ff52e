local base64 = require("portabilling.support.base64").encode
local random = require "support.random"
local redact = require "portabilling.support.redact"

describe("redaction", function()
  it("hides what its name calls a secret, at any depth, and keeps the shape", function()
    assert.same({
      login = "x",
      password = "***",
      account_info = { id = "1", h323_password = "***", api_token = "***", list = { { new_password = "***" } } },
      card_info = { number = "***", code = "***", name = "A. Bee", exp_date = "2027-01-01" },
      auth_info = "***",
    }, redact.copy {
      login = "x",
      password = "p",
      account_info = { id = "1", h323_password = "p", api_token = "t", list = { { new_password = "p" } } },
      card_info = { number = "4111", code = "123", name = "A. Bee", exp_date = "2027-01-01" },
      auth_info = { session_id = "s" },
    })
  end)

  it("knows what SIM cards and persons are known by, and what a name beside a value says", function()
    assert.same({ sim_card_info = { imsi = "1", pin1 = "***", puk2 = "***", ki = "***", opc = "***", auth_key = "***" },
      customer_info = { ssn = "***", tax_id = "***", skin = "x", i_sim_card = 5, credit_card = { cvv = "***" } },
      attributes = { { name = "voicemail_password", values = "***" }, { name = "greeting", values = { "hi" } },
        { name = "pin", value = "***", effective_values = "***" } } }, redact.copy {
      sim_card_info = { imsi = "1", pin1 = "1", puk2 = "2", ki = "3", opc = "4", auth_key = "5" },
      customer_info = { ssn = "6", tax_id = "7", skin = "x", i_sim_card = 5, credit_card = { cvv = "8" } },
      attributes = { { name = "voicemail_password", values = { "9" } }, { name = "greeting", values = { "hi" } },
        { name = "pin", value = "1", effective_values = { "1" } } } })
    local found = redact.secrets { attributes = { { name = "voicemail_password", values = { "9876" } } } }
    assert.same({ "9876" }, found)
  end)

  it("takes short secrets out of a text only where they are words of their own", function()
    assert.equal("the *** of *** passwords is wrong, 1234x is not; ***",
      redact.scrub("the word of word passwords is wrong, 1234x is not; 1234", { "word", "1234" }))
    assert.equal("cvv *** refused; x***y", redact.scrub("cvv 123 refused; xlongsecrety", { "123", "longsecret" }))
  end)

  it("finds secrets that are numbers as they are sent, with all their digits", function()
    for _, pin in ipairs { 123456789012345, 1e15, 42.0, 0.5 } do
      local sent = require("portabilling.core").encode(pin)
      assert.same({ sent }, redact.secrets { password = pin })
    end
  end)

  it("leaves harmless fields alone, and the original untouched", function()
    local original = { i_sim_card = 5, password = "p" }
    assert.same({ i_sim_card = 5, password = "***" }, redact.copy(original))
    assert.equal("p", original.password)
  end)

  it("goes by the words in a name, however they are put together", function()
    for name in ("pass pwd login_pwd h323_pass passphrase pin_1 puk_2 PIN1 adm1 vm_pin apikey api-key apiKey "
      .. "access_key credentials jwt sip_ha1 new-password clientSecret credit_card cc_number "
      .. "account_number bank_account iban "
      .. "IMSI_Ki tax_id session_id cardNumber encryption_key"):gmatch "%S+" do
      assert.same({ [name] = "***" }, redact.copy { [name] = "x" })
    end
    assert.same({ ["PIN Code"] = "***" }, redact.copy { ["PIN Code"] = "1" })
  end)

  it("leaves fields alone whose names only sound like that", function()
    for name in ("i_sim_card sim_card_number voice_pass_through wrap_up_passed_calls bypass pinned skin author "
      .. "token_type password_expires access_token_lifetime parent_session_id "
      .. "merged_session_id_list i_password_policy cc bcc "
      .. "bp_charge_cc refund_to_cc control_number invoice_number did_number secretary voice_authentication "
      .. "i_payment_method tokenizer_count keep_original_cli"):gmatch "%S+" do
      assert.same({ [name] = "x" }, redact.copy { [name] = "x" })
    end
  end)

  it("shows flags as they are, and what is no secret by its type", function()
    for _, flag in ipairs { true, false, 1, 0, "1", "Y", "N" } do
      local flags = { generate_web_password = flag, get_auth_info = flag, must_change_password = flag }
      assert.same(flags, redact.copy(flags))
      assert.same({}, redact.secrets { password = flag == true, auth_info = { x = false } })
    end
    assert.same({ get_token = "***", password = "***", pin = "***" },
      redact.copy { get_token = "abc", password = "1", pin = 0 })
    local null = require("portabilling").null
    assert.same({ password = null }, redact.copy { password = null })
    assert.same({}, redact.secrets { password = null })
  end)

  it("knows a value by the name beside it, whatever the two are called", function()
    for _, pair in ipairs { { "attribute", "value" }, { "name", "db_value" }, { "field", "text_value" },
      { "key", "values" }, { "label", "default_value" } } do
      for _, name in ipairs { "Password", "PIN Code", "IMSI_Ki", "secret_pin" } do
        assert.same({ { [pair[1]] = name, [pair[2]] = "***" } }, redact.copy { { [pair[1]] = name, [pair[2]] = "1" } })
      end
    end
    local innocent = { { name = "voice_pass_through", flag_value = "Y" }, { name = "note", value = "1", pages = 2 } }
    assert.same(innocent, redact.copy(innocent))
  end)
end)

-- Ways to write one character.
local WAYS = {
  function(c) return c end,
  function(c) return c:find '["\\/]' and "\\" .. c or c end,
  function(c) return c:byte() < 128 and ("\\u%04x"):format(c:byte()) or c end,
  function(c) return c:byte() < 128 and ("\\u%04X"):format(c:byte()) or c end,
  function(c) return ("%%%02X"):format(c:byte()) end,
  function(c) return ("%%%02x"):format(c:byte()) end,
  function(c) return c == " " and "+" or c end,
  function(c) return c:byte() < 128 and ("&#%d;"):format(c:byte()) or c end,
  function(c) return c:byte() < 128 and ("&#x%x;"):format(c:byte()) or c end,
  function(c)
    return ({ ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&apos;" })[c] or c
  end,
  function(c) return ("\\x%02x"):format(c:byte()) end,
}

local function each(text, way)
  return (text:gsub(".", way))
end

describe("a secret in a text", function()
  local SECRETS = { 'pa/ss"w&<o> rd\195\169', "plainpassword", "100%25+1 \\d'x'", "a.b-c_d/e+f==", "%41%42%43%44x",
    "&amp;lt;secret&" }

  it("is found in whatever way its characters are escaped, one by one, and twice", function()
    local number = random.new(12)
    local function mixed(c)
      return WAYS[c:find '[\\%%&+"]' and number(5, 6) or number(1, #WAYS)](c)
    end
    for _, secret in ipairs(SECRETS) do
      for round = 0, 300 do
        local text = each(secret, round < #WAYS and WAYS[round + 1] or mixed)
        text = round % 3 == 2 and each(text, WAYS[number(2, #WAYS)]) or text
        assert.equal("bad: ***, sorry", redact.scrub("bad: " .. text .. ", sorry", { secret }), text)
      end
    end
  end)

  it("is found as the usual libraries write it", function()
    local secret = 'pa/ss"w&<o> rd\195\169'
    for _, text in ipairs { 'pa/ss\\"w&<o> rd\195\169', 'pa/ss\\"w&<o> rd\\u00e9', 'pa\\/ss\\"w&<o> rd\\u00E9',
      "pa/ss&#34;w&amp;&lt;o&gt; rd\195\169", 'pa/ss"w&amp;&lt;o&gt; rd&eacute;', "pa/ss%22w%26%3Co%3E%20rd%C3%A9",
      "pa%2Fss%22w%26%3Co%3E+rd%C3%A9", "pa/ss%22w%26%3Co%3E%20rd%E9", 'pa/ss"w&<o> rd\233',
      "pa/ss\\x22w&<o> rd\\xC3\\xA9",
      "pa/ss\\&quot;w&amp;&lt;o&gt; rd\\u00e9", 'pa/ss"w&<o>\n  rd&#233;' } do
      assert.equal("no: '***'", redact.scrub("no: '" .. text .. "'", { secret }))
    end
  end)

  it("is found in base64, alone and within what was encoded with it", function()
    local secret = "s3cret?>pass"
    for _, before in ipairs { "", "u", "us", "use", "user:" } do
      local coded = base64(before .. secret .. (before == "" and "" or " and more"))
      for _, text in ipairs { coded, (coded:gsub("%+", "-"):gsub("/", "_")), (coded:gsub("%p", function(c)
        return ("%%%02X"):format(c:byte())
      end)) } do
        local shown = redact.scrub("Basic " .. text .. " refused", { secret })
        assert.truthy(shown:find("^Basic %*%*%*[%%%w]* refused$"), shown)
      end
    end
    assert.equal("<***>", redact.scrub("<" .. base64 "abc12" .. ">", { "abc12" }))
  end)

  it("is hidden where the text was cut within it, or within one of its escapes", function()
    for _, cut in ipairs { "plainpa", "plain%70as", "plainpass%7", "plainpass&#1", "plainpass\\u00" } do
      assert.equal("bad: ***", redact.scrub("bad: " .. cut, { "plainpassword" }))
    end
  end)

  it("stays what it is where it is only alike", function()
    for _, text in ipairs { "100% of 5 & more \\ than + that", "plainPassword", "a%b", "&nosuch; %u12 \\u12", "" } do
      assert.equal(text, redact.scrub(text, { "plainpassword", "1234" }))
    end
  end)
end)

describe("a page that names secrets", function()
  for text, shown in pairs {
    ["proxy-authorization: Basic cHJveHl1c2Vy host: a"] = "proxy-authorization: Basic *** host: a",
    ['"Authorization":"Bearer abc.def","x":1'] = '"Authorization":"Bearer ***","x":1',
    ['Authorization: Digest username="joe", realm="x y", response="a1", nc=1 host: a'] =
      "Authorization: Digest *** host: a",
    ["authorization: Negotiate YII= next"] = "authorization: Negotiate *** next",
    ["authorization: Strange abc next"] = "authorization: *** next",
    ["authorization: abc"] = "authorization: ***",
    ["&quot;access_token&quot;:&quot;abc&quot;"] = "&quot;access_token&quot;:&quot;***&quot;",
    ["access_token%22%3A%22abc%22"] = "access_token%22%3A%22***%22",
    ["api-key=abc&x=1"] = "api-key=***&x=1",
    ["<p:Password>hunter2</p:Password><x>1</x>"] = "<p:Password>***</p:Password><x>1</x>",
    ["see http://joe:p@ss@host/ there"] = "see http://***@host/ there",
    ["sent Basic am9lOnNlY3JldA== to it, on a basic authorization"] = "sent Basic *** to it, on a basic authorization",
    ["generate_web_password=1 get_auth_info: 1"] = "generate_web_password=1 get_auth_info: 1",
  } do
    it("loses them: " .. text, function()
      assert.equal(shown, redact.scrub_named(text))
    end)
  end
end)

describe("an address that a transport quotes", function()
  for text, shown in pairs {
    ["Unsupported proxy syntax in 'http://u:p@s@127.0.0.1:1'"] = "Unsupported proxy syntax in 'http://***@127.0.0.1:1'",
    ["Unsupported proxy syntax in 'u:p w@h:99999'"] = "Unsupported proxy syntax in '***@h:99999'",
    ["Unsupported proxy scheme for 'weird://u:it's@h'"] = "Unsupported proxy scheme for 'weird://***@h'",
    ["Could not resolve proxy: ss@rd@host"] = "Could not resolve proxy: ***@host",
    ["Could not resolve host: billing.example.com"] = "Could not resolve host: billing.example.com",
  } do
    it("loses its user: " .. text, function()
      assert.equal(shown, redact.scrub_addresses(text))
    end)
  end
end)
