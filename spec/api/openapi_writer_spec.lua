local api = require "portabilling.api"
local core = require "portabilling.core"
local model = require "portabilling.api.model"
local names = require "portabilling.api.openapi_names"
local writer = require "portabilling.api.openapi_writer"

-- As it is after it was sent: what the encoder makes of it.
local function written(of, options)
  return core.decode(assert(core.encode(writer.write(of, options), {
    max_depth = 64,
    boolean = function() return "bool" end,
  })))
end

local function made(methods, objects)
  return model.new { services = { Account = { methods = methods, objects = objects } }, shared = { objects = {} } }
end

describe("a model as the vendor's description", function()
  local description

  setup(function()
    description = written(api.builtin,
      { realm = "Customer", version = "MR130-1", hostname = "pb.example.com", port = 8444 })
  end)

  it("is OpenAPI 3.0.2, with the address as a template", function()
    assert.equal("3.0.2", description.openapi)
    assert.equal("MR130-1", description.info.version)
    assert.matches("Customer", description.info.title)
    assert.same({ { url = "https://{hostname}:{port}/rest",
      variables = { hostname = { default = "pb.example.com" }, port = { default = "8444" } } } }, description.servers)
  end)

  it("has each method as a POST of its path, with a tag, an operationId, a summary and a description", function()
    local seen, count = {}, 0
    for _, service in ipairs(api.builtin:services()) do
      for _, method in ipairs(api.builtin:methods(service)) do
        local path = description.paths[("/%s/%s"):format(service, method)]
        local operation = path.post
        assert.same({ "post" }, { next(path) ~= nil and next(path), next(path, "post") })
        assert.equal(1, #operation.tags)
        assert.matches("^" .. service .. " | %S", operation.tags[1])
        assert.is_nil(seen[operation.operationId])
        seen[operation.operationId] = true
        assert.is_string(operation.summary)
        assert.matches("standalone mode%.$", operation.description)
        count = count + 1
      end
    end
    for _ in pairs(description.paths) do count = count - 1 end
    assert.equal(0, count)
    assert.equal("ACL | ACL management", description.tags[1].name)
  end)

  it("tells in the last sentence whether a method works while the other site is down", function()
    local function last(path)
      return description.paths[path].post.description:match "([^\n]+)$"
    end
    assert.equal("The method is supported as read-only when the system is in standalone mode.",
      last "/Account/get_account_list")
    assert.equal("The method is not supported when the system is in standalone mode.", last "/Account/add_account")
    assert.equal("The method is supported when the system is in standalone mode.", last "/Session/login")
    local told = written(made { add_account = { stand_alone = "yes", about = "Adds one" } })
    assert.equal("Adds one.\nThe method is supported when the system is in standalone mode.",
      told.paths["/Account/add_account"].post.description)
  end)

  it("puts the request into params, and answers 200 and 500 with a fault, nothing else", function()
    local operation = description.paths["/Account/add_account"].post
    assert.same({ ["application/json"] = { schema = { type = "object", properties = {
      params = { ["$ref"] = "#/components/schemas/AddAccountRequest" } } } } }, operation.requestBody.content)
    assert.equal("#/components/schemas/AddUpdateAccountResponse",
      operation.responses["200"].content["application/json"].schema["$ref"])
    local fault = operation.responses["500"].content["application/json"].schema
    assert.equal("string", fault.properties.faultcode.type)
    assert.equal("string", fault.properties.faultstring.type)
    local codes = 0
    for _ in pairs(operation.responses) do codes = codes + 1 end
    assert.equal(2, codes)
  end)

  it("has no reference to nowhere, no component that nothing refers to, and no empty array", function()
    local referred = {}
    local function walk(value)
      if type(value) ~= "table" then return end
      local name = value["$ref"]
      if name then
        name = name:match "^#/components/schemas/(.+)$"
        assert.is_table(description.components.schemas[name], name)
        referred[name] = true
      end
      for _, list in ipairs { "required", "enum", "allOf", "tags", "servers" } do
        if value[list] and not value.type then assert.truthy(value[list][1]) end
      end
      for _, item in pairs(value) do walk(item) end
    end
    walk(description)
    for name in pairs(description.components.schemas) do assert.is_true(referred[name], name) end
  end)

  it("calls the components as the SOAP messages are called", function()
    for method, name in pairs {
      ["Account/add_account"] = "AddAccount", ["Account/update_account"] = "UpdateAccount",
      ["Account/get_account_info"] = "GetAccountInfo", ["Account/get_account_list"] = "GetAccountList",
      ["Account/get_alias_list"] = "GetAccountAliasList", ["Account/terminate_account"] = "TerminateAccount",
      ["Account/move_account"] = "MoveAccount", ["Account/get_account_followme"] = "GetAccountFollowMe",
      ["Account/update_account_followme"] = "UpdateAccountFollowMe",
      ["Account/add_followme_number"] = "AddFollowMeNumber",
      ["Account/delete_followme_number"] = "DeleteFollowMeNumber",
      ["Account/get_service_features"] = "GetAccountServiceFeatures",
      ["Account/update_custom_fields_values"] = "UpdateAccountCustomFieldsValues",
      ["Account/make_transaction"] = "MakeAccountTransaction", ["Account/get_xdr_list"] = "GetAccountXDRList",
      ["Customer/get_customer_info"] = "GetCustomerInfo", ["Customer/get_customer_xdrs"] = "GetRetailCustomerXDRList",
      ["DID/reserve_number"] = "ReserveDIDNumber", ["TraceSession/get_log_info"] = "GetSessionLogInfo",
      ["BillingSession/get_active_sessions_list"] = "GetActiveSessions",
    } do
      assert.equal(name .. "Request", names.request(method:match "(.+)/(.+)"), method)
      assert.is_table(description.components.schemas[name .. "Request"], method)
    end
    for _, name in ipairs { "AddUpdateAccountResponse", "AddUpdateCustomerResponse", "AddUpdateFollowMeNumberResponse",
      "ArrayOfActiveSessionInfo", "ArrayOfAclInfo", "AccountInfo", "AliasInfo", "FollowMeInfo", "FollowMeNumberInfo",
      "CustomerInfo", "DialingRulesInfo", "DIDNumberInfo", "ServiceFeatureInfo", "XDRInfo",
      "GetAccountListResponse", "MoveAccountResponse", "ANY" } do
      assert.is_table(description.components.schemas[name], name)
    end
    assert.same({ type = "object" }, description.components.schemas.ANY)
  end)

  it("has only the methods that are wanted, and what they need", function()
    local few = written(api.builtin, { wants = function(service, method)
      return service == "Account" and (method == "add_account" or method == "update_account")
    end })
    assert.same({ { name = "Account | Account management" } }, few.tags)
    assert.is_table(few.paths["/Account/add_account"])
    assert.is_nil(few.paths["/Account/get_account_info"])
    assert.is_nil(few.paths["/Customer/get_customer_info"])
    assert.is_nil(few.components.schemas.CustomerInfo)
    assert.is_table(few.components.schemas.AccountInfo)
    assert.same({}, written(api.builtin, { wants = function() return false end }).paths)
  end)

  it("writes each type with the vendor's example", function()
    local schemas = written(made({ add_account = { [[
      i:i! n:n s:s d:d t:t yn:yn b:b bool:bool list:list texts:[s] object:object any:any one:{it} more:[{+it}] null:s?
      secret:s$ made:i@ both:{it}?@ ]], "" } }, { it = "self:{it} all:[{it}]" })).components.schemas
    assert.same({ type = "object", required = { "i" }, properties = {
      i = { type = "integer", example = 1 },
      n = { type = "number", example = 0.99 },
      s = { type = "string" },
      d = { type = "string", format = "date", example = "2000-01-01" },
      t = { type = "string", format = "date-time", example = "2000-01-01 08:00:00" },
      yn = { type = "string", enum = { "N", "Y" } },
      b = { type = "integer", enum = { 0, 1 }, example = 1 },
      bool = { type = "boolean" },
      list = { type = "array", items = { ["$ref"] = "#/components/schemas/ANY" } },
      texts = { type = "array", items = { type = "string" } },
      object = { type = "object" },
      any = { ["$ref"] = "#/components/schemas/ANY" },
      one = { ["$ref"] = "#/components/schemas/ItInfo" },
      more = { type = "array", items = { ["$ref"] = "#/components/schemas/ItInfo" } },
      null = { type = "string", nullable = true },
      secret = { type = "string", format = "password" },
      made = { type = "integer", example = 1, readOnly = true },
      both = { allOf = { { ["$ref"] = "#/components/schemas/ItInfo" } }, nullable = true, readOnly = true },
    } }, schemas.AddAccountRequest)
    assert.same({ type = "object", properties = {
      self = { ["$ref"] = "#/components/schemas/ItInfo" },
      all = { type = "array", items = { ["$ref"] = "#/components/schemas/ItInfo" } },
    } }, schemas.ItInfo)
    assert.same({ type = "object", properties = {} }, schemas.AddUpdateAccountResponse)
  end)

  it("tells values and lengths in the vendor's phrases", function()
    local properties = written(made { add_account = { [[
      lock:s=N|C|F -- N - free; C - closed; F - both
      period:i=1|2 -- 1 - daily; 2 - weekly
      plain:i=1|2
      open:s=a|b|*
      fewer:i=0 -- 1 - on; 0 - off
      long:s#41 -- A name ]] } }).components.schemas.AddAccountRequest.properties
    assert.same({ type = "string", enum = { "N", "C", "F" },
      description = "Possible values: N - free; C - closed; F - both." }, properties.lock)
    assert.same({ type = "integer", example = 1, description = "Possible values: 1 - daily; 2 - weekly." },
      properties.period)
    assert.same({ type = "integer", example = 1, enum = { 1, 2 } }, properties.plain)
    assert.same({ type = "string" }, properties.open)
    assert.same({ type = "integer", example = 1, enum = { 0 }, description = "1 - on; 0 - off." }, properties.fewer)
    assert.same({ type = "string", description = "A name. Possible length: 41 characters." }, properties.long)
  end)

  it("is encoded by the sandbox's JSON to the same", function()
    local sandbox_json = require "portabilling.sandbox.json"
    assert.same(description, core.decode(sandbox_json.encode(writer.write(api.builtin,
      { realm = "Customer", version = "MR130-1", hostname = "pb.example.com", port = 8444 }))))
  end)

  it("keeps components apart that would have the same name", function()
    local services = {}
    for _, service in ipairs { "Account", "Customer" } do
      services[service] = { methods = { ["get_" .. service:lower() .. "_info"] = { "", "it:{it}" } },
        objects = { it = "of_" .. service:lower() .. ":i" } }
    end
    local told = written(model.new { services = services, shared = { objects = {} } })
    assert.is_table(told.components.schemas.ItInfo.properties.of_account)
    assert.is_table(told.components.schemas.CustomerItInfo.properties.of_customer)
  end)
end)
