-- The built-in model's data: that it can be read, that it fits together, and that it says nothing twice or against itself.
local boolean = require "portabilling.api.boolean"
local features = require "portabilling.api.service_features"
local model = require("portabilling.api").builtin
local names = require "portabilling.support.redact.names"
local notation = require "portabilling.api.notation"

-- Every text of the model: where it stands, the text, its service, its object's name.
local function texts()
  local all = {}
  local function add(where, text, service, object)
    if text then all[#all + 1] = { where = where, text = text, service = service, object = object } end
  end
  for name, text in pairs(model.data.shared.objects) do add("object " .. name, text, nil, name) end
  for _, service in ipairs(model:services()) do
    local data = model.data.services[service]
    for name, text in pairs(data.objects or {}) do add(service .. " object " .. name, text, service, name) end
    for name, method in pairs(data.methods or {}) do
      add(service .. "/" .. name, method[1], service)
      add(service .. "/" .. name .. " answer", method[2], service)
    end
  end
  return all
end

local function each_field(take)
  for _, item in ipairs(texts()) do
    for _, f in ipairs(notation.parse(item.text, item.object)) do take(f, item.where .. ": " .. f.name, item) end
  end
end

-- What a method or an object is said to be, in words, wherever it stands.
local function words()
  local all = {}
  each_field(function(f, where) all[where] = f.about end)
  for _, service in ipairs(model:services()) do
    local data = model.data.services[service]
    all[service] = data.about
    for name, method in pairs(data.methods or {}) do all[service .. "/" .. name] = method.about end
  end
  return all
end

describe("the built-in model", function()
  it("is read to the last text, and each name stands once in it", function()
    local count = 0
    for _, item in ipairs(texts()) do
      local fields, stand, written = notation.parse(item.text, item.object), 0, 0
      for name in pairs(fields) do stand = stand + (type(name) == "string" and 1 or 0) end
      local row = item.text:gsub("|%s*\n%s*", "|"):gsub("%s%-%-[^\n]*", "")
      for _ in row:gmatch "[^%s:]+:%S+" do written = written + 1 end
      assert.equal(stand, #fields, item.where)
      assert.equal(written, #fields, item.where)
      count = count + #fields
    end
    assert.is_true(count > 1200, count .. " fields")
  end)

  it("reads the same of a field, whether alone or with the others", function()
    for _, item in ipairs(texts()) do
      local fields = notation.by_name(item.text, item.object)
      for _, f in ipairs(notation.parse(item.text, item.object)) do assert.same(f, fields[f.name]) end
    end
  end)

  it("refers only to objects that there are", function()
    each_field(function(f, where, item)
      while f.item do f = f.item end
      assert.is_truthy(f.object == nil or model:object(item.service, f.object), where .. " is " .. tostring(f.object))
    end)
  end)

  it("describes only methods that there are", function()
    for _, service in ipairs(model:services()) do
      local data = model.data.services[service]
      local listed = " " .. (data.mr80 .. " " .. (data.later or "")):gsub("%s+", " "):gsub(":%S+", "") .. " "
      for name in pairs(data.methods or {}) do
        assert.is_truthy(listed:find(" " .. name .. " ", 1, true), service .. "/" .. name)
        assert.equal(name, model:method(service, name).method)
      end
    end
  end)

  it("finds the records of a get and of a list where the answer has them", function()
    for _, service in ipairs(model:services()) do
      for _, item in ipairs(model:records(service)) do
        for operation, method in pairs(item.operations) do
          local entry, answer = model:resolve(service, item.record, operation), model:method(service, method).answer
          local key = operation == "get" and entry.key or operation == "list" and entry.records_key
          if key and answer then
            assert.is_truthy(answer[key], ("%s/%s has no %s"):format(service, method, key))
          end
          local params = model:method(service, method).params
          if entry.wrapper and entry.source == "documented" and params then
            assert.is_truthy(params[entry.wrapper], ("%s/%s takes no %s"):format(service, method, entry.wrapper))
          end
        end
      end
    end
  end)

  it("says what a value means only of values that the field has", function()
    each_field(function(f, where)
      local has = { null = f.nullable }
      for _, value in ipairs(f.values or {}) do has[value] = true end
      for value in pairs(f.meanings or {}) do assert.is_true(has[value], where .. " -- " .. value) end
    end)
  end)

  it("says nothing of a field that cannot be", function()
    each_field(function(f, where)
      assert.is_false(f.max ~= nil and f.kind ~= "s", where .. " has a length")
      assert.is_false(f.required ~= nil and (f.nullable or f.read_only), where .. " is required and is not")
      assert.is_false(f.name:sub(-5) == "_date" and f.values ~= nil, where)
      assert.is_false(f.name:find "_format$" ~= nil and f.allowed ~= nil, where .. " is for screens")
      local seen = {}
      for _, value in ipairs(f.values or {}) do
        assert.is_nil(seen[value], where .. " has " .. value .. " twice")
        seen[value] = true
        assert.is_true(f.kind ~= "i" or tonumber(value) ~= nil, where .. " is no number: " .. value)
      end
    end)
  end)

  it("marks no secret by hand: redaction knows them by their names, and hides them all", function()
    local secrets = {}
    each_field(function(f, where, item)
      assert.is_nil(item.text:match(f.name .. ":%l+[^%s=]*%$"), where)
      if f.secret then
        secrets[f.name] = true
        assert.is_true(names.is_secret(f.name, item.object, "text"), where)
      end
    end)
    for _, name in ipairs { "password", "h323_password", "api_token", "token", "one_time_password", "access_token",
      "refresh_token", "session_id", "cvv", "number", "pin1", "puk2", "old_password", "new_password", "tax_id" } do
      assert.is_true(secrets[name], name)
    end
    assert.is_true(model:object("Account", "card").number.secret)
    assert.is_false(model:object("DID", "number").number.secret)
    assert.is_nil(secrets.login)
  end)

  it("speaks of no source", function()
    for where, text in pairs(words()) do
      assert.is_nil(text:match "%[%u", where .. ": " .. text)
      for _, private in ipairs { "n8n", "PPA", "OBJ", "VOX", "TELW", "dossier", "source no" } do
        assert.is_nil(text:find(private, 1, true), where .. ": " .. text)
      end
    end
  end)

  it("knows what was once a list of names that say Y and N", function()
    for _, name in ipairs { "balance_transfer_allowed", "blocked", "bp_charge_cc", "callshop_enabled",
      "customer_blocked", "ecommerce_enabled", "effective_flag_value", "flag_value", "generate_daily_charge",
      "generate_invoice_earlier", "inclusive_taxation", "is_finished", "managed_by_user", "obligatory",
      "override_tariffs_enabled", "published",
      "send_invoices" } do
      assert.is_true(model:yes_no()[name], name)
    end
    local once = { hidden = 3, shared = 2, active = 1, keep_original_cli = 1, use_tcp = 1, activity_monitoring = 2,
      hunt_keep_original_cli = 2, pickup_allowed = 2, wrap_up_passed_calls = 2, free_of_charge = 1, frozen = 1,
      allowed_with_any_product = 1 }
    each_field(function(f) once[f.name] = once[f.name] and once[f.name] - (boolean.is_yes_no(f) and 1 or 0) end)
    for name, left in pairs(once) do assert.is_true(left <= 0, name) end
    assert.is_nil(model:yes_no().billing_lock)
  end)

  it("tells since when a method was there, where that is known", function()
    assert.equal("MR80", model:method("Account", "add_account").since)
    assert.equal("MR110-2", model:method("Customer", "add_customer_individual").since)
    assert.is_nil(model:method("CallControl", "play").since)
    for _, service in ipairs(model:services()) do
      for _, method in ipairs(model:methods(service)) do
        local since = model:method(service, method).since
        assert.is_truthy(since == nil or since:match "^MR%d+$" or since:match "^MR%d+%-%d+$", service .. "/" .. method)
      end
    end
    assert.equal("MR120-1", model:unplaced().add_price_selection)
    for method in pairs(model:unplaced()) do
      for _, service in ipairs(model:services()) do
        assert.is_false(model:has_method(service, method), service .. "/" .. method)
      end
    end
  end)

  it("knows the service features, their attributes and values", function()
    local cli = features.fields "cli"
    assert.same({ "^", "N", "L", "G", "B", "Y" }, cli.flag_value.values)
    assert.is_nil(cli.flag_value.allowed)
    assert.same({ "N", "A", "Y", "D" }, cli.display_number_check.values)
    assert.is_truthy(cli.centrex)
    assert.is_truthy(features.fields("call_recording").auto_record)
    assert.is_truthy(features.fields("call_parking").park_prefix)
    assert.is_nil(features.fields "teleport")
    assert.is_nil(features.seen("customer").clip)
    assert.equal("^", features.seen("account").cli.flag)
  end)

  it("is loaded as far as it is asked for", function()
    local interpreter = rawget(_G, "jit") and "luajit" or "lua5.4"
    local program = [[
      local function loaded()
        local names = {}
        for name in pairs(package.loaded) do
          name = name:match "^portabilling%.api%.(services%.%u.*)$" or name:match "^portabilling%.api%.(objects)$"
            or name:match "^portabilling%.api%.(unplaced)$" or name:match "^portabilling%.api%.(service_features)$"
          names[#names + 1] = name
        end
        table.sort(names)
        print("loaded: " .. table.concat(names, " "))
      end
      local pb = require "portabilling"
      loaded()
      local api = require("portabilling.api").builtin
      api:resolve("Account", "account", "create")
      loaded()
      api:boolean("Account", "add_account")("account_info", "service_features", "flag_value")
      loaded()
    ]]
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write(program)
    file:close()
    local pipe = assert(io.popen(interpreter .. " " .. path .. " 2>&1"))
    local output = pipe:read "*a"
    pipe:close()
    os.remove(path)
    assert.equal("loaded: \nloaded: services.Account\nloaded: objects services.Account\n", output)
  end)
end)
