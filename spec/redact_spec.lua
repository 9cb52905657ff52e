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
