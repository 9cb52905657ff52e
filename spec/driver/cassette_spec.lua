-- What a server answered, recorded, and played in its stead.
local pb = require "portabilling"
local redact = require "portabilling.support.redact"
local replay = require "portabilling.driver.replay"
local world = require "support.world"

local path

local function content()
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function played()
  local driver = replay.open(path)
  return pb.new { url = "https://localhost:8443", login = "x", token = "y", driver = driver }, driver
end

local function each_with_a_path()
  before_each(function()
    path = world.path()
  end)

  after_each(function()
    os.remove(path)
  end)
end

describe("a cassette of a real server", function()
  local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

  each_with_a_path()

  -- What a program sees of all this.
  local function session(client)
    local seen, names = {}, {}
    for customer in client:list("Customer", "customer", {}, { max = 25, page_size = 10, fields = { "name" } }) do
      names[#names + 1] = customer.name
    end
    seen.names = names
    seen.customer = assert(client:get("Customer", "customer", { i_customer = 3 }, { decimals = "string" }))
    seen.none, seen.err = client:call("Account", "add_account",
      { account_info = { id = "1", h323_password = "pass-marker" } })
    seen.err = { seen.err.kind, seen.err.code, seen.err.message, seen.err.sent }
    seen.account = assert(client:get("Account", "account", { i_account = 1 }))
    return seen
  end

  local function without_secrets(seen)
    seen.account = redact.copy(seen.account)
    return seen
  end

  it("has all that a program was answered, and replay plays it", function()
    local client = w.client { driver = pb.cassette(path) }
    local seen = session(client)
    client:close()
    assert.equal(25, #seen.names)
    local player, driver = played()
    assert.same(without_secrets(seen), without_secrets(session(player)))
    assert.equal(0, #driver.answers)
  end)

  it("keeps no credentials, tokens or passwords, and is its user's alone", function()
    local client = w.client { driver = pb.cassette(path) }
    session(client)
    local _, tokens = client:login()
    assert(client:create("Account", "account", { account_info = { id = "16045559999", i_customer = 1, i_product = 3,
      billing_model = 1, bill_status = "O", h323_password = "pass-marker", login = "marker",
      password = "pass-marker" } }))
    assert(client:login_as { login = "marker", realm = "account", url = w.sandbox.url.account }):close()
    client:close()
    local text = content()
    for _, secret in ipairs { w.sandbox.token, "pass-marker", tokens.access_token, tokens.refresh_token } do
      assert.is_nil(text:find(secret, 1, true))
    end
    assert.is_nil(text:find('method = "login",', 1, true))
    assert.truthy(text:find('method = "login_to_realm"', 1, true))
    local pipe = io.popen("stat -c %a " .. path)
    assert.equal("600\n", pipe:read "*a")
    pipe:close()
  end)

  it("answers each request once, in any order, and nothing else", function()
    local client = w.client { driver = pb.cassette(path) }
    for i = 1, 2 do
      assert(client:get("Customer", "customer", { i_customer = i }))
    end
    client:close()
    local player = played()
    for i = 2, 1, -1 do
      assert.equal(i, assert(player:get("Customer", "customer", { i_customer = i })).i_customer)
    end
    for i = 2, 3 do
      local _, err = player:get("Customer", "customer", { i_customer = i })
      assert.same({ "transport", "NO_ANSWER_LEFT", "no" }, { err.kind, err.code, err.sent })
      assert.equal(('replay: the cassette has no answer, or none that is left, for Customer/get_customer_info '
        .. '{"i_customer":%d}'):format(i), err.message)
    end
  end)
end)

describe("a cassette", function()
  each_with_a_path()

  it("may be edited: without params, an answer is for whatever is asked of its method", function()
    local file = assert(io.open(path, "wb"))
    file:write '-- portabilling cassette 1\nanswer { service = "Customer", method = "get_customer_info",\n'
    file:write '  body = [[{"customer_info":{"i_customer":7}}]] }\n'
    file:close()
    assert.same({ i_customer = 7 }, (played():get("Customer", "customer", { i_customer = 99 })))
  end)

  it("has files, failures of the network, and answers of others through a driver that is given", function()
    local answers = { { body = "%PDF-1\r\n\0\26\255", content_type = "application/pdf",
      disposition = 'attachment; filename="i.pdf"' }, { failed = "COULDNT_CONNECT", message = "refused" },
      { status = 502, body = "<html>password=marker-secret</html>", content_type = "text/html" } }
    local function run(client)
      local bytes = {}
      local info = assert(client:download("Invoice", "get_invoice_info", { i_invoice = 1 }, function(piece)
        bytes[#bytes + 1] = piece
        return true
      end))
      local _, refused = client:call("Customer", "add_customer", {}, { retries = 0, check = "off" })
      local _, gateway = client:call("Account", "add_account", {}, { check = "off" })
      return { table.concat(bytes), info.content_type, refused.code, refused.sent, gateway.http_status, gateway.sent,
        gateway.message }
    end
    local client = pb.new { url = "https://localhost:8443", login = "x", token = "t-marker",
      driver = pb.cassette(path, replay.open(answers)) }
    local seen = run(client)
    assert.same({ "%PDF-1\r\n\0\26\255", "application/pdf", "COULDNT_CONNECT", "no", 502, "unknown" },
      { seen[1], seen[2], seen[3], seen[4], seen[5], seen[6] })
    assert.same(seen, run(played()))
    assert.is_nil(content():find("marker", 1, true))
  end)

  it("is not written over another file, nor played from one", function()
    local file = assert(io.open(path, "wb"))
    file:write "precious"
    file:close()
    local ok, message = pcall(pb.cassette, path)
    assert.is_false(ok)
    assert.truthy(message:find("is there, and is no cassette: it is left as it is", 1, true), message)
    assert.equal("precious", content())
    ok, message = pcall(replay.open, path)
    assert.is_false(ok)
    assert.truthy(message:find("no cassette", 1, true), message)
    assert.is_false((pcall(replay.open, path .. ".none")))
  end)
end)
