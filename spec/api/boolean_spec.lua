-- What a boolean is sent as, by the field that it is given for.
local api = require "portabilling.api"
local model = require "portabilling.api.model"

local function form(service, method, ...)
  return api.builtin:boolean(service, method)(...)
end

local function forms(text)
  local own = model.new({ services = { Thing = { methods = { add_thing = { text } } } },
    shared = { objects = { part = "blocked:b live:bool" } } }, api.builtin)
  return own:boolean("Thing", "add_thing")
end

describe("a boolean", function()
  it("is Y or N, or 1 or 0, as its field says", function()
    assert.equal("yn", form("Account", "add_account", "account_info", "blocked"))
    assert.equal("01", form("Account", "add_account", "generate_web_password"))
    assert.equal("01", form("Account", "get_account_list", "get_total"))
    assert.equal("yn", form("Account", "get_account_list", "blocked"))
    assert.equal("yn", form("Customer", "add_customer_huntgroup", "pickup_allowed"))
  end)

  it("goes by the field where a name means two things", function()
    assert.equal("yn", form("Account", "add_followme_number", "number_info", "active"))
    assert.equal("yn", form("UA", "get_phone_directory_info", "get_records"))
    assert.equal("01", form("UA", "get_ua_list", "get_total"))
    assert.equal("yn", form("DID", "add_number", "number_info", "frozen"))
  end)

  it("reaches into objects in arrays, and into arrays of texts", function()
    assert.equal("yn", form("Account", "update_service_features", "service_features", "flag_value"))
    assert.equal("yn", form("Account", "update_service_features", "service_features", "attributes", "values"))
    assert.equal("yn", form("Account", "update_account", "account_info", "service_features", "flag_value"))
  end)

  it("goes by the name where no more is known, and else is 1 or 0", function()
    assert.equal("yn", form("Nobody", "some_method", "blocked"))
    assert.equal("yn", form("Account", "add_account", "account_info", "of_later", "published"))
    assert.equal("01", form("Nobody", "some_method", "of_later"))
    assert.equal("01", form("Nobody", "some_method", "values"))
  end)

  it("is refused where the field has other values, which are told with what they mean", function()
    local none, reason = form("Customer", "update_customer", "customer_info", "billing_lock")
    assert.is_nil(none)
    for _, text in ipairs { '"N" (free)', '"C" (', '"F" (' } do
      assert.truthy(reason:find(text, 1, true), reason)
    end
  end)

  it("is refused where 1 and 0 are two of several values: they name kinds of something", function()
    local none, reason = form("Account", "add_account", "account_info", "billing_model")
    assert.is_nil(none)
    assert.truthy(reason:find("1 (credit)", 1, true), reason)
    local of = forms "some:i=0|1 more:i=0|1|* kinds:i=0|1|2"
    assert.same({ "01", "01" }, { of "some", of "more" })
    assert.is_nil((of "kinds"))
  end)

  it("is refused for an id: as 1 it would be somebody's", function()
    assert.is_nil((form("Customer", "update_customer_extension", "primary_i_c_group")))
    assert.same({ nil, "a boolean cannot be an id" }, { form("Account", "add_account", "account_info", "i_customer") })
    assert.same({ nil, "a boolean cannot be an id" }, { form("Nobody", "some_method", "i_of_later") })
  end)

  it("is refused for a text, unless it is Y or N elsewhere; for a date, a number, an array, an object", function()
    local of = forms "name:s published:s words:[s] day:d time:t price:n? rest:object parts:[{part}] rows:list"
    assert.equal("yn", of "published")
    assert.equal("yn", of "words") -- as values of service features are
    for name, what in pairs { name = "a text", day = "a date", time = "a date and time", price = "a number",
      rest = "an object", rows = "an array" } do
      assert.same({ nil, "a boolean cannot be " .. what }, { of(name) })
    end
  end)

  it("is true itself where the operator's own description has one; what that says wins over the name", function()
    local of = forms "open:bool blocked:b published:i part:{part} parts:[{part}]"
    assert.equal("bool", of "open")
    assert.equal("01", of "blocked")
    assert.equal("01", of "published")
    assert.equal("bool", of("part", "live"))
    assert.equal("01", of("parts", "blocked"))
    assert.equal("yn", of "inclusive_taxation") -- not in it: by its name
  end)
end)
