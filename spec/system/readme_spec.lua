-- What the README says is run: its Lua blocks in order, its error texts for real.
local app = require "support.app"
local cjson = require "cjson"
local pb = require "portabilling"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = function() end }

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local readme = read "README.md"

describe("the README's", function()
  -- preface: Lua that is run before each block.
  local function run_blocks(preface)
    assert(w.sandbox:reset())
    local blocks = {}
    for block in readme:gmatch("```lua\n(.-)```") do
      blocks[#blocks + 1] = block
    end
    assert.is_true(#blocks >= 5)
    local home = world.path()
    shell.output("mkdir " .. home)
    for i, block in ipairs(blocks) do
      local path = world.path() .. ".lua"
      local file = assert(io.open(path, "wb"))
      file:write(block)
      file:close()
      local ok, output = pcall(shell.output, ("HOME=%s XDG_CACHE_HOME= PORTABILLING_URL=%s PORTABILLING_LOGIN=%s "
        .. "PORTABILLING_TOKEN=%s PORTABILLING_CA_FILE=%s LUA_PATH=%s LUA_CPATH=%s %s -e %s %s"):format(home,
        w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file, shell.quote(package.path),
        shell.quote(package.cpath), shell.interpreter(), shell.quote(preface), path))
      os.remove(path)
      assert.is_true(ok, ("block %d:\n%s\n%s"):format(i, block, output))
    end
    shell.output("rm -r " .. home)
  end

  it("Lua blocks run, in order, against the sandbox", function()
    run_blocks ""
  end)

  it("Lua blocks run by the server's own description of its API, which refuses what does not fit, as well", function()
    run_blocks [[
      local pb = require "portabilling"
      local connect = pb.connect
      function pb.connect(options) options.api = options.api or "server" return connect(options) end
      pb.connect {} ]]
  end)

  it("nginx configuration works as it is, against the sandbox", function()
    if not app.available() then
      return pending "not built for LuaJIT"
    end
    local block = assert(readme:match("```nginx\n(env PORTABILLING_URL.-)```"))
    local customer = assert(w.client():collect("Customer", "customer", { bill_status = "O" }))[1]
    local nginx = app.start { configuration = block:gsub("/etc/ssl/certs/ca%-certificates.crt", w.sandbox.ca_file),
      environment = { PORTABILLING_URL = w.sandbox.url.admin, PORTABILLING_LOGIN = w.sandbox.login,
        PORTABILLING_TOKEN = w.sandbox.token } }
    local body, status = nginx.get("/customer?id=" .. customer.i_customer)
    local list = nginx.get "/customers"
    local none = { nginx.get "/customer?id=999999999" }
    local log = nginx.log()
    nginx.stop()
    assert.same({ 200, true }, { status, body:find(customer.name, 1, true) == 1 }, log)
    assert.truthy(list:find(customer.i_customer .. " " .. customer.name .. "\n", 1, true), list)
    assert.equal(404, none[2])
  end)

  it("three error texts are what a user sees", function()
    local shown = readme:match("<!%-%- errors:begin %-%->\n```\n(.-)```")
    local client = w.client()
    local customer = assert(client:collect("Customer", "customer", { limit = 1 }))[1]
    local product = assert(client:collect("Product", "product", { limit = 1 }))[1]
    local info = { id = "16045550100", i_customer = customer.i_customer, i_product = product.i_product,
      bill_status = "O" }
    local _, missing = client:create("Account", "account", { account_info = info })
    local _, refused = w.client({ login = "api", token = "wrong-token" }):collect("Customer", "customer")
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after" })
    info.billing_model = 1
    local _, dropped = client:create("Account", "account", { account_info = info })
    local texts = table.concat({ tostring(missing), tostring(refused), tostring(dropped) }, "\n") .. "\n"
    assert.equal(shown, (texts:gsub("at [^ ]*readme_spec.lua:%d+", "at script.lua:12")))
  end)

  it("session in the interpreter is what it prints", function()
    local shown = readme:match "<!%-%- describe:begin %-%->\n```\n(.-)```"
    local lines, before = {}, print
    _G.print = function(text) lines[#lines + 1] = tostring(text) end -- luacheck: ignore 122
    for line in shown:gmatch "[^\n]+" do
      local typed = line:match "^> (.*)"
      if typed then
        lines[#lines + 1] = line
        local chunk = (loadstring or load)("return " .. typed) -- luacheck: ignore 113
        if chunk then
          print(chunk())
        else
          assert((loadstring or load)(typed))() -- luacheck: ignore 113
        end
      end
    end
    _G.print, _G.pb = before, nil -- luacheck: ignore 122
    assert.equal(shown, table.concat(lines, "\n") .. "\n")
  end)

  it("links lead to files that are there", function()
    for target in readme:gmatch("%]%(([^)#:]+)%)") do
      local file = io.open(target, "rb")
      assert.truthy(file, target)
      file:close()
    end
  end)

  it("operations and kinds are all there are", function()
    for _, name in ipairs { "create", "get", "update", "delete", "list", "pages", "collect", "call", "batch",
      "download",
      "login", "ping", "logout", "login_as", "close", "services", "records", "describe", "methods",
      "show" } do
      assert.equal("function", type(pb[name]), name)
      assert.truthy(readme:find("pb." .. name, 1, true), name)
    end
    assert.equal(cjson.null, pb.null)
  end)
end)
