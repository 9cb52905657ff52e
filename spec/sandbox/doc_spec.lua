-- What the sandbox tells of itself at /doc/api/: each realm's description, in the form of the vendor's, and pages.
local api = require "portabilling.api"
local http = require "support.curl_program"
local pb = require "portabilling"
local sandbox = require "portabilling.sandbox"

local REALMS = { admin = "Admin", reseller = "Reseller", customer = "Customer", account = "Account" }

describe("the sandbox's own documentation", function()
  local s

  setup(function()
    s = assert(sandbox.start { size = 20 })
  end)
  teardown(function()
    s:stop()
  end)

  local function get(realm, path, ...)
    return http.request(s, { ... }, s.url[realm] .. "/doc/api" .. path)
  end

  local descriptions = {}
  local function description(realm)
    if not descriptions[realm] then
      local answer = get(realm, ("/%sInterface.json"):format(REALMS[realm]))
      assert.equal(200, answer.status)
      assert.equal("application/json", answer.headers["content-type"])
      descriptions[realm] = answer.json
    end
    return descriptions[realm]
  end

  it("is served without a session, each realm's on its own port alone", function()
    for realm, name in pairs(REALMS) do
      local told = description(realm)
      assert.equal("3.0.2", told.openapi)
      assert.truthy(told.info.title:find(name, 1, true))
      for _, other in pairs(REALMS) do
        if other ~= name then
          assert.equal(404, get(realm, ("/%sInterface.json"):format(other)).status)
        end
      end
    end
  end)

  it("names the release that Generic/get_version does, and the address it is at", function()
    local version = http.login(s)("Generic/get_version").json.version
    for realm in pairs(REALMS) do
      local told = description(realm)
      assert.equal(version, told.info.version)
      assert.equal("https://{hostname}:{port}/rest", told.servers[1].url)
      assert.equal(s.url[realm], ("https://%s:%s"):format(told.servers[1].variables.hostname.default,
        told.servers[1].variables.port.default))
    end
  end)

  it("has the form of PortaBilling's in every method", function()
    for realm in pairs(REALMS) do
      local told, seen = description(realm), {}
      local tags = {}
      for _, tag in ipairs(told.tags) do
        assert.matches("^%w+ | %S", tag.name)
        tags[tag.name] = true
      end
      for path, operations in pairs(told.paths) do
        local service, method = path:match "^/([%w_]+)/([%w_]+)$"
        assert.truthy(method, path)
        assert.equal("post", next(operations))
        assert.is_nil(next(operations, "post"))
        local post = operations.post
        assert.is_true(tags[post.tags[1]])
        assert.equal(service, post.tags[1]:match "^%w+")
        assert.is_nil(seen[post.operationId])
        seen[post.operationId] = true
        assert.truthy(#post.summary > 0)
        assert.matches("^[^\n]+%.\n[^\n]*standalone mode%.$", post.description)
        local body = post.requestBody.content["application/json"].schema
        assert.equal("params", next(body.properties))
        assert.is_nil(next(body.properties, "params"))
        local component = body.properties.params["$ref"]:match "^#/components/schemas/(%w+)$"
        assert.equal("object", told.components.schemas[component].type, component)
        local codes = {}
        for code in pairs(post.responses) do codes[#codes + 1] = code end
        table.sort(codes)
        assert.same({ "200", "500" }, codes)
        local fault = post.responses["500"].content["application/json"].schema.properties
        assert.equal("string", fault.faultcode.type)
        assert.equal("string", fault.faultstring.type)
        assert.is_nil(told.security or post.security)
        assert.truthy(api.builtin:has_method(service, method), path)
      end
    end
  end)

  it("calls components and says Y and N as PortaBilling does", function()
    local schemas = description("admin").components.schemas
    for _, name in ipairs { "AddAccountRequest", "UpdateAccountRequest", "AddUpdateAccountResponse",
      "GetAccountInfoRequest", "GetAccountInfoResponse", "GetCustomerListRequest", "DIDNumberInfo" } do
      assert.truthy(schemas[name], name)
    end
    assert.same({ "N", "Y" }, schemas.AccountInfo.properties.blocked.enum)
  end)

  it("has the methods that the realm has, and no others", function()
    for realm in pairs(REALMS) do
      local login = s.logins[realm]
      local client = pb.new { url = s.url[realm], ca_file = s.ca_file, login = login.login, token = login.token }
      for _, service in ipairs { "Generic", "Product", "Service", "CDR", "DID" } do
        for _, method in ipairs(api.builtin:methods(service)) do
          local _, err = client:call(service, method, {})
          local code = err and err.code or ""
          local has = not (code:find("access_denied", 1, true) or code:find("not_implemented", 1, true))
          assert.equal(has, description(realm).paths[("/%s/%s"):format(service, method)] ~= nil,
            ("%s: %s/%s %s"):format(realm, service, method, code))
        end
      end
      client:close()
      assert.truthy(description(realm).paths["/Session/login"])
    end
    assert.truthy(description("admin").paths["/Customer/add_customer"])
    assert.is_nil(description("customer").paths["/Customer/add_customer"])
    assert.truthy(description("customer").paths["/Customer/get_my_info"])
    assert.is_nil(description("account").paths["/Customer/get_my_info"])
    assert.truthy(description("account").paths["/Account/get_xdr_list"])
  end)

  it("has pages of the same methods, whose links lead somewhere", function()
    local page = get("account", "/")
    assert.equal(200, page.status)
    assert.equal("text/html; charset=utf-8", page.headers["content-type"])
    local linked = 0
    for service, method in page.body:gmatch 'href="([%w_]+)/([%w_]+)%.html"' do
      if method ~= "index" then
        assert.truthy(description("account").paths[("/%s/%s"):format(service, method)], method)
        linked = linked + 1
      end
    end
    for _ in pairs(description("account").paths) do linked = linked - 1 end
    assert.equal(0, linked)
    for _, path in ipairs { "/Account/", "/Account/index.html", "/Account/get_xdr_list.html", "/type.xdr.html" } do
      assert.equal(200, get("account", path).status, path)
    end
    assert.equal(404, get("account", "/Customer/add_customer.html").status)
  end)

  it("answers HEAD, and what did not change with 304", function()
    for _, path in ipairs { "/AdminInterface.json", "/", "/Account/add_account.html" } do
      local whole = get("admin", path)
      local head = get("admin", path, "-I")
      assert.equal(200, head.status)
      assert.equal(tostring(#whole.body), head.headers["content-length"])
      assert.equal("", head.body)
      assert.equal(whole.headers.etag, head.headers.etag)
      local again = get("admin", path, "-H", "If-None-Match: " .. whole.headers.etag)
      assert.equal(304, again.status)
      assert.equal("", again.body)
      assert.equal(200, get("admin", path, "-H", 'If-None-Match: "other"').status)
    end
    local packed = get("admin", "/AdminInterface.json", "--compressed")
    assert.equal("gzip", packed.headers["content-encoding"])
    assert.truthy(#packed.body > 100000)
  end)

  it("refuses what is not there and what is no question", function()
    for _, path in ipairs { "/nothing.html", "/Account/../../../etc/passwd", "/%2e%2e/conf", "/index" } do
      assert.equal(404, get("admin", path, "--path-as-is").status, path)
    end
    local posted = get("admin", "/AdminInterface.json", "-d", "x=1")
    assert.equal(405, posted.status)
    assert.equal("GET, HEAD", posted.headers.allow)
    local moved = get("admin", "")
    assert.equal(302, moved.status)
    assert.equal("/doc/api/", moved.headers.location)
  end)

  it("is no call of the API: nothing counts it or holds it up", function()
    local before = assert(s:stats())
    assert(s:inject { method = "*", action = "drop_before" })
    assert.equal(200, get("admin", "/AdminInterface.json").status)
    assert.equal(before.total, assert(s:stats()).total)
    assert(s:reset())
  end)
end)
