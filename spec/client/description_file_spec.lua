-- The operator's own description of the API, from a file: in a program, and inside nginx.
local app = require "support.app"
local description_server = require "support.description_server"
local pb = require "portabilling"
local shell = require "support.shell"

describe("a description in a file", function()
  local directory, path

  local function write(text, name)
    local file = assert(io.open(name or path, "wb"))
    file:write(text)
    file:close()
  end

  before_each(function()
    directory = shell.output "mktemp -d"
    path = directory .. "/AdminInterface.json"
    write(description_server.description())
  end)
  after_each(function()
    shell.output("rm -rf " .. directory)
  end)

  -- Dry runs: what would be sent shows what the client goes by.
  local function new(options)
    local own = { url = "https://billing.example.com", login = "api", token = "t", api = path, dry_run = true }
    for name, value in pairs(options or {}) do
      own[name] = value
    end
    return pb.new(own)
  end

  local function refusal(value)
    local ok, err = pcall(new, { api = value })
    assert.is_false(ok)
    assert.equal("config", err.kind)
    return tostring(err)
  end

  it("is what the client goes by from the start", function()
    local client = new()
    assert.is_true(client.model.own)
    local request = assert(client:create("NewService", "thing", { thing_info = { switched = true } }))
    assert.truthy(request.body:find('"switched":"Y"', 1, true))
    assert.has_error(function() client:create("Customer", "customer", { customer_info = {} }) end)
    client:close()
  end)

  it("is read once for all clients, until it changes", function()
    local one, other = new(), new()
    assert.equal(one.model, other.model)
    write(description_server.description { ["/NewService/add_other"] = { {}, {} } })
    local third = new()
    assert.not_equal(one.model, third.model)
    assert(third:create("NewService", "other", {}))
    for _, client in ipairs { one, other, third } do
      client:close()
    end
  end)

  it("may be named by a relative path", function()
    local name = "description-of-a-spec.json"
    write(description_server.description(), name)
    local ok, client = pcall(new, { api = "./" .. name })
    os.remove(name)
    assert(ok, tostring(client))
    assert.is_true(client.model.own)
    client:close()
  end)

  it("that cannot be used fails the making of the client, and says how to get one", function()
    local where = "open https://billing.example.com:443/doc/api/AdminInterface.json in a browser"
    assert.truthy(refusal(directory .. "/none.json"):find(where, 1, true))
    assert.truthy(refusal(directory .. "/none.json"):find("No such file", 1, true))
    assert.truthy(refusal(directory .. "/"):find("no regular file", 1, true))
    for text, said in pairs { ["<html>"] = "page (HTML)", [""] = "empty", ["{}"] = "no OpenAPI", ["{"] = "cut off" } do
      write(text)
      local message = refusal(path)
      assert.truthy(message:find(said, 1, true), message)
      assert.truthy(message:find(path, 1, true), message)
      assert.truthy(message:find("in a browser", 1, true), message)
    end
    shell.output(("truncate -s 33M %s"):format(path)) -- without a byte on the disk
    assert.truthy(refusal(path):find("larger than 32 MB", 1, true))
    os.remove(path)
    write(description_server.description())
    new():close()
  end)

  describe("inside nginx", function()
    local front

    local function start(init, location)
      front = app.start { http = init, locations = ([[
        location /t {
          content_by_lua_block {
            local pb = require "portabilling"
            local ok, answer = pcall(function() %s end)
            ngx.print(tostring(answer))
          }
        }]]):format(location) }
    end
    after_each(function()
      if front then
        front.stop()
        front = nil
      end
    end)

    local function client(api)
      return app.client { url = "https://billing.example.com", login = "api", token = "t", api = api, dry_run = true }
    end
    local function creation(api)
      return ('return %s:create("NewService", "thing", { thing_info = { switched = true } }).body'):format(client(api))
    end

    if app.available() then
      for _, phase in ipairs { "init_by_lua_block", "init_worker_by_lua_block" } do
        it("is read in " .. phase .. ", and shared by the clients of requests", function()
          start(("%s { kept = %s }"):format(phase, client(path)), creation(path))
          assert.truthy(front.get "/t":find('"switched":"Y"', 1, true))
          os.remove(path)
          assert.truthy(front.get "/t":find('"switched":"Y"', 1, true))
        end)
      end

      it("is not read in a request, which would have to wait", function()
        start("", creation(path))
        local message = front.get "/t"
        assert.truthy(message:find("make a client with this option in init_by_lua", 1, true), message)
      end)

      it("is the way to have one: that of the server is refused, and why", function()
        start("", creation "server")
        local message = front.get "/t"
        assert.truthy(message:find("inside nginx requests would have to wait for it", 1, true), message)
        assert.truthy(message:find("open https://billing.example.com:443/doc/api/AdminInterface.json in a browser", 1,
          true), message)
      end)
    end
  end)

  describe("of one realm", function()
    it("is not that of another, in which a child acts", function()
      local server = description_server.start()
      local parent = new { url = server.plain_url, dry_run = false }
      local child = assert(parent:login_as { login = "c", realm = "customer", url = server.plain_url })
      assert.is_false(child.model.own)
      local same = assert(parent:login_as { login = "c", realm = "customer", url = server.plain_url, api = path })
      assert.is_true(same.model.own)
      for _, client in ipairs { parent, child, same } do
        client:close()
      end
      server.stop()
    end)
  end)
end)
