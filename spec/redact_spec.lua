local redact = require "portabilling.redact"

describe("redaction", function()
  it("hides what its name calls a secret, at any depth, and keeps the shape", function()
    assert.same({
      login = "x",
      password = "***",
      account_info = { id = "1", h323_password = "***", api_token = "***", list = { { new_password = "***" } } },
      card_info = "***",
      auth_info = "***",
    }, redact.copy {
      login = "x",
      password = "p",
      account_info = { id = "1", h323_password = "p", api_token = "t", list = { { new_password = "p" } } },
      card_info = { number = "4111" },
      auth_info = { session_id = "s" },
    })
  end)

  it("leaves harmless fields alone, and the original untouched", function()
    local original = { i_sim_card = 5, password = "p" }
    assert.same({ i_sim_card = 5, password = "***" }, redact.copy(original))
    assert.equal("p", original.password)
  end)
end)
