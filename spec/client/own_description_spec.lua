-- A client that goes by what its server says of itself, from the sandbox to the error: what is misspelt never leaves.
local description = require "portabilling.client.description"
local pb = require "portabilling"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

describe("a client with api = \"server\"", function()
  local getenv, cache, client

  setup(function()
    getenv, cache = os.getenv, shell.output "mktemp -d"
    os.getenv = function(name) -- luacheck: ignore 122
      return name == "XDG_CACHE_HOME" and cache or getenv(name)
    end
  end)

  teardown(function()
    os.getenv = getenv -- luacheck: ignore 122
    shell.output("rm -rf " .. shell.quote(cache))
  end)

  before_each(function()
    description.forget()
    client = pb.new { url = w.sandbox.url.admin, login = w.sandbox.login, token = w.sandbox.token,
      ca_file = w.sandbox.ca_file, api = "server" }
  end)

  after_each(function()
    client:close()
  end)

  it("refuses before it is sent what the server would not know", function()
    local answer, err = client:create("Customer", "customer", { customer_info = { name = "Own", iso_4217 = "USD",
      compnayname = "Own & Sons", billing_lock = "Y" } })
    assert.is_nil(answer)
    assert.same({ "invalid", "no", 2 }, { err.kind, err.sent, #err.problems })
    assert.same({ "customer_info.billing_lock", "customer_info.compnayname" },
      { err.problems[1].path, err.problems[2].path })
    assert.equal("companyname", err.problems[2].suggestion)
    assert.equal(0, w.calls "Customer/add_customer")
    assert(client:create("Customer", "customer", { customer_info = { name = "Own", iso_4217 = "USD",
      companyname = "Own & Sons", blocked = true } }))
  end)

  it("answers questions by it, too, before its first call", function()
    local told = client:describe("Account", "account", "create")
    assert.is_true(told.own)
    for _, name in ipairs { "id", "i_customer", "i_product", "billing_model", "bill_status" } do -- what practice needs, too
      assert.truthy(told.example:find(name .. " = ", 1, true), told.example)
    end
    local ok, err = client:check("create", "Account", "account", { account_info = { nothing_like_it = 1 } })
    assert.is_nil(ok)
    assert.equal("invalid", err.kind)
    assert.equal("account_info.nothing_like_it", err.problems[#err.problems].path)
    assert.is_true(client.model.own)
    assert.has_error(function() client:create("Rate", "rate", { rate_info = {} }) end) -- the sandbox has no such service
  end)

  it("does everyday work by it", function()
    local count = 0
    for _ in client:list("Customer", "customer", { bill_status = "O" }, { max = 20 }) do
      count = count + 1
    end
    assert.equal(20, count)
    assert.equal(1, assert(client:get("Customer", "customer", { i_customer = 1 })).i_customer)
    local id = assert(client:create("Account", "account", { account_info = { id = "16045558801", i_customer = 1,
      i_product = 1, billing_model = 1, bill_status = "O", h323_password = "Own-pass-1" } })).i_account
    assert(client:update("Account", "account", { account_info = { i_account = id, blocked = true } }))
    assert.equal("Y", assert(client:get("Account", "account", { i_account = id })).blocked)
    assert(client:delete("Account", "account", { i_account = id }))
  end)
end)
