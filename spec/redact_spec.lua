local redact = require "portabilling.redact"

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
end)
