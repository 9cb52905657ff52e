-- PORTABILLING_DRY_RUN in the environment of a real program, in front of a server that counts.
local core = require "portabilling.core"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local SECRETS = { "marker-password", "marker-token" }

local function run(dry, script)
  local said = world.path()
  local environment = ("PORTABILLING_DRY_RUN=%s PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s "
    .. "PORTABILLING_CA_FILE=%s "):format(dry, w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file)
  local output = shell.output(("env %s %s 2>%s; echo status $?"):format(environment, shell.lua_command(script), said))
  local file = assert(io.open(said))
  local errors = file:read "*a"
  file:close()
  os.remove(said)
  for _, text in ipairs { output, errors } do
    for _, secret in ipairs(SECRETS) do
      assert.is_nil(text:find(secret, 1, true), text)
    end
    assert.is_nil(text:find(w.sandbox.token, 1, true), text)
  end
  return output, errors
end

local PROGRAM = [[
  local pb = require "portabilling"
  local own = assert(pb.new { url = os.getenv "PORTABILLING_URL", login = os.getenv "PORTABILLING_LOGIN",
    token = os.getenv "PORTABILLING_TOKEN", ca_file = os.getenv "PORTABILLING_CA_FILE" })
  local info = { customer_info = { name = "Dry run", password = "marker-password" } }
  print("create", assert(pb.create("Customer", "customer", info)).method)
  print("new", assert(own:create("Customer", "customer", info)).method)
  print("call", assert(pb.call("Session", "change_password",
    { login = "x", password = "marker-password", new_password = "marker-password" })).method)
  for item in pb.batch("create", "Customer", "customer", { info, info }) do
    print("item", assert(item.result, item.err).method)
  end
  local rows = 0
  for _ in own:list("Customer", "customer", {}, { max = 3 }) do
    rows = rows + 1
  end
  print("rows", rows)
  print("get", assert(pb.get("Customer", "customer", { i_customer = 1 })).i_customer)
]]

-- The lines, each with how often it stands there.
local function count(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    lines[line] = (lines[line] or 0) + 1
  end
  return lines
end

-- The requests that were printed, by method: how many, all with these params.
local function requests(dry, errors, params)
  local found = {}
  local before = ("portabilling: not sent (PORTABILLING_DRY_RUN=%s): POST %s/rest/"):format(dry, w.sandbox.url.admin)
  for line in errors:gmatch "[^\n]+" do
    assert.equal(before, line:sub(1, #before))
    local method, body = line:sub(#before + 1):match "^(%S+) (.+)$"
    found[method] = (found[method] or 0) + 1
    assert.same(params[method], core.decode(body).params)
  end
  return found
end

local PARAMS = {
  ["Customer/add_customer"] = { customer_info = { name = "Dry run", password = "***" } },
  ["Session/change_password"] = { login = "x", password = "***", new_password = "***" },
  ["Customer/get_customer_list"] = { limit = 3 },
  ["Customer/get_customer_info"] = { i_customer = 1 },
}

describe("a program with PORTABILLING_DRY_RUN", function()
  it("= changes reads, and prints each change instead of sending it", function()
    local output, errors = run("changes", PROGRAM)
    assert.same({ ["create\tPOST"] = 1, ["new\tPOST"] = 1, ["call\tPOST"] = 1, ["item\tPOST"] = 2, ["rows\t3"] = 1,
      ["get\t1"] = 1, ["status 0"] = 1 }, count(output))
    assert.same({ ["Customer/add_customer"] = 4, ["Session/change_password"] = 1 },
      requests("changes", errors, PARAMS))
    assert.equal(0, w.calls "Customer/add_customer")
    assert.equal(0, w.calls "Session/change_password")
    assert.is_true(w.calls "Customer/get_customer_list" >= 1)
    assert.equal(1, w.calls "Customer/get_customer_info")
  end)

  it("= all sends nothing at all", function()
    local output, errors = run("all", PROGRAM)
    local lines = count(output)
    assert.same({ 1, 1, 2, 1 }, { lines["create\tPOST"], lines["new\tPOST"], lines["item\tPOST"], lines["rows\t0"] })
    assert.same({ ["Customer/add_customer"] = 4, ["Session/change_password"] = 1, ["Customer/get_customer_list"] = 1,
      ["Customer/get_customer_info"] = 1 }, requests("all", errors, PARAMS))
    assert.equal(0, assert(w.sandbox:stats()).total)
  end)

  it("of another value ends with what it may be, before anything is sent", function()
    for _, script in ipairs { PROGRAM, [[require("portabilling").get("Customer", "customer", { i_customer = 1 })]] } do
      local output, errors = run("yes", script)
      assert.equal("status 1", output)
      assert.truthy(errors:find('PORTABILLING_DRY_RUN is neither "changes" nor "all"', 1, true), errors)
    end
    assert.equal(0, assert(w.sandbox:stats()).total)
  end)
end)
