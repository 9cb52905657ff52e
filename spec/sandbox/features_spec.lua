-- Service features of accounts and customers: which values of flags and attributes the sandbox takes.
local asked = require("support.asked").new { setup = setup, teardown = teardown }

describe("the sandbox's service features", function()
  local ok, refused = asked.ok, asked.refused

  local function feature(service, id, name)
    for _, one in ipairs(ok(service .. "/get_service_features", id).service_features) do
      if one.name == name then return one end
    end
  end

  local function set(service, id, change)
    local params = { service_features = { change } }
    for name, value in pairs(id) do params[name] = value end
    return service .. "/update_service_features", params
  end

  local account, customer = { i_account = 1 }, { i_customer = 1 }

  it("refuse flags and attribute values that they do not have", function()
    for _, case in ipairs {
      { "Account", account, { name = "call_barring", flag_value = "X" } },
      { "Account", account, { name = "cli", flag_value = "Z" } },
      { "Account", account, { name = "phonebook", flag_value = "11" } },
      { "Account", account, { name = "forward_mode", flag_value = "Q" } },
      { "Customer", customer, { name = "call_barring", flag_value = "X" } },
      { "Customer", customer, { name = "cli", flag_value = "^" } }, -- it is the customer that says
    } do
      local code, text = refused(set(case[1], case[2], case[3]))
      assert.equal("Client." .. case[1] .. ".invalid_value.service_features[0].flag_value", code)
      assert.matches('not "' .. (case[3].flag_value:gsub("%^", "%%^")) .. '"$', text)
    end
    for _, attribute in ipairs {
      { name = "display_number_check", values = { "X" } }, { name = "display_name_override", values = { "maybe" } },
    } do
      assert.equal("Client.Account.invalid_value.service_features[0].attributes[0].values[0]",
        (refused(set("Account", account, { name = "cli", attributes = { attribute } }))))
    end
  end)

  it("take those that they have", function()
    for _, change in ipairs {
      { name = "call_barring", flag_value = "Y" }, { name = "phonebook", flag_value = "10" },
      { name = "forward_mode", flag_value = "C" }, { name = "default_action", flag_value = "7" },
      { name = "cli_trust", flag_value = "f" }, { name = "rtpp_level", flag_value = "3" },
      { name = "clir", flag_value = "~" }, { name = "call_recording", flag_value = "Y",
        attributes = { { name = "auto_record", values = { "3" } } } },
    } do
      ok(set("Account", account, change))
      assert.equal(change.flag_value, feature("Account", account, change.name).flag_value)
    end
    assert.same({ "3" }, feature("Account", account, "call_recording").attributes[1].values)
    ok(set("Account", account, { name = "cli",
      attributes = { { name = "display_number_check", values = { "D" } } } }))
  end)

  it("take what they told, and tell it again", function()
    for service, id in pairs { Account = account, Customer = customer } do
      local told = ok(service .. "/get_service_features", id).service_features
      local params = { service_features = told }
      for name, value in pairs(id) do params[name] = value end
      ok(service .. "/update_service_features", params)
      assert.same(told, ok(service .. "/get_service_features", id).service_features)
    end
  end)
end)
