local error_object = require "portabilling.error"

describe("an error object", function()
  it("reads as one line with what happened, whether it was sent, and what to do next", function()
    local err = error_object.new {
      kind = "transport", code = "COULDNT_CONNECT", message = "Connection refused", service = "Account",
      method = "add_account", sent = "no", attempts = 3, advice = "Check the url",
      where = "script.lua:12",
    }
    assert.equal("Account/add_account: Connection refused (transport COULDNT_CONNECT; not sent; 3 attempts; "
      .. "at script.lua:12). Check the url", tostring(err))
  end)

  it("says clearly which required field is missing", function()
    local code = "Client.Account.missing_required.account_info.billing_model"
    local err = error_object.new { kind = "fault", code = code, message = "some words of the server",
      path = "account_info.billing_model", sent = "yes" }
    assert.equal("required field billing_model is missing on account_info (the server says: some words of the server)",
      err.message)
    err = error_object.new { kind = "fault", code = code, path = "account_info.billing_model", sent = "yes",
      message = "required field billing_model is missing on account_info" }
    assert.equal("required field billing_model is missing on account_info", err.message)
    err = error_object.new { kind = "fault", code = "Client.DID.missing_required.number", path = "number",
      sent = "yes" }
    assert.equal("required field number is missing", err.message)
  end)

  it("leaves other faults in the server's words", function()
    local err = error_object.new { kind = "fault", code = "Server.Account.duplicate_id", message = "id is taken",
      sent = "yes", where = "script.lua:12" }
    assert.equal("id is taken (fault Server.Account.duplicate_id; at script.lua:12)", tostring(err))
  end)

  it("answers is() for kind and code, and totable() for logs", function()
    local err = error_object.new { kind = "fault", code = "Server.Account.duplicate_id", message = "m",
      where = "script.lua:12" }
    assert.is_true(err:is("fault"))
    assert.is_true(err:is("Server.Account.duplicate_id"))
    assert.is_false(err:is("auth"))
    assert.same({ kind = "fault", code = "Server.Account.duplicate_id", message = "m", sent = "no", retryable = false,
      attempts = 0, where = "script.lua:12" }, err:totable())
    assert.is_nil(getmetatable(err:totable()))
  end)
end)
