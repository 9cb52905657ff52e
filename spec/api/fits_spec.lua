-- The short way, which sees that what is usual is fine, held to the one that tells all problems.
local api = require "portabilling.api"
local check = require "portabilling.api.check"
local json = require "portabilling.support.json"
local model = require "portabilling.api.model"
local random_of = require("support.random").new

describe("the short way", function()
  local function is_fine(operation, value, service, record)
    local entry = api.builtin:resolve(service or "Account", record or "account", operation)
    return check.is_fine(api.builtin, entry.service, entry.method, value, entry)
  end

  it("sees that what is usual is fine", function()
    assert.is_true(is_fine("create", { generate_web_password = true, account_info = { id = 16045550100, i_customer = 17,
      i_product = "3", billing_model = 1, bill_status = "O", h323_password = "x", blocked = false, city = "Berlin",
      activation_date = "2026-01-01", credit_limit = 1.5, service_features = { { name = "cli", flag_value = true,
        attributes = { { name = "centrex", values = { true, "x", 1 } } } } } } }))
    assert.is_true(is_fine("update", { account_info = { i_account = 1, blocked = true, bill_status = "S" } }))
    assert.is_true(is_fine("get", { i_account = 1, detailed_info = 1 }))
    assert.is_true(is_fine("delete", { i_account = 1 }))
    assert.is_true(is_fine("list", { i_customer = 1, blocked = true, get_total = 1 }))
    assert.is_true(is_fine("list", { get_service_features = { "cli" } }, "Account", "account"))
    assert.is_true(check.is_fine(api.builtin, "Nobody", "some_method", { x = 1 }))
  end)

  it("tells objects of one name apart that two services have", function()
    local m = model.new({ services = { A = { methods = { add_a = { "thing:{holder}" } }, objects = { part = "x:s" } },
      B = { methods = { add_b = { "thing:{holder}" } }, objects = { part = "y:s" } } },
      shared = { objects = { holder = "part:{part}" } } }, api.builtin)
    for _ = 1, 2 do
      assert.is_true(check.is_fine(m, "A", "add_a", { thing = { part = { x = "1" } } }))
      assert.is_true(check.is_fine(m, "B", "add_b", { thing = { part = { y = "1" } } }))
      assert.is_false(check.is_fine(m, "B", "add_b", { thing = { part = { x = "1" } } }))
    end
  end)

  it("leaves to the other what it is not sure of", function()
    assert.is_false(is_fine("update", { account_info = { id = "16045550100" } }))
    assert.is_false(is_fine("delete", {}))
    assert.is_false(is_fine("get", {}))
    assert.is_false(is_fine("create", { account_info = {} }))
    assert.is_false(is_fine("update", { account_info = { i_account = 1, credit_limit = json.null } }))
    assert.is_false(is_fine("update", { account_info = { i_account = 1, assigned_addons = {} } }))
    assert.is_false(is_fine("update", { account_info = json.array { { i_account = 1 } } }))
  end)
end)

describe("whatever is given", function()
  local VALUES = { 0, 1, 17, -1, 1.5, 1e300, 0 / 0, "", "0", "17", "x", "Y", "N", "O", "2026-01-01", ("x"):rep(200),
    true, false, json.null, json.empty_array, print }

  -- A value for this field, or for another.
  local function value_for(m, service, f, random, depth)
    local inside = f and m:inside(service, f)
    local dice = random(1, 10)
    if dice <= 2 or depth > 4 then
      return VALUES[random(1, #VALUES)]
    elseif dice == 3 then
      return { value_for(m, service, f, random, depth + 1) }
    elseif dice == 4 or f and f.kind == "list" and not f.item then
      return json.array { VALUES[random(1, #VALUES)] }
    elseif f and f.kind == "list" then
      local value = value_for(m, service, f.item, random, depth + 1)
      return { value, value_for(m, service, f.item, random, depth + 1) }
    elseif not inside then
      return f and f.values and f.values[random(1, #f.values)] or VALUES[random(1, #VALUES)]
    end
    local value = {}
    for _, one in ipairs(inside) do
      if one.required or random(1, 4) == 1 then
        value[one.name] = value_for(m, service, one, random, depth + 1)
      end
    end
    if random(1, 8) == 1 then
      value["frobnicate"] = 1
    end
    return value
  end

  it("is told by both ways alike, ends, and is nobody's error", function()
    local random, fine, told, m = random_of(14), 0, 0, api.builtin
    for _, service in ipairs(m:services()) do
      for _, method in ipairs(m:methods(service)) do
        local params = m:method(service, method).params
        for _ = 1, params and 30 or 0 do
          local value = {}
          for _, f in ipairs(params) do
            if f.required or random(1, 3) == 1 then
              value[f.name] = value_for(m, service, f, random, 1)
            end
          end
          local list = check.params(m, service, method, value)
          if check.is_fine(m, service, method, value) then
            fine = fine + 1
            assert.is_nil(list, list and check.text(list[1]))
          end
          for _, problem in ipairs(list or {}) do
            told = told + 1
            assert.equal("string", type(check.text(problem)))
          end
        end
      end
    end
    assert.is_true(fine > 200 and told > 2000, fine .. " " .. told)
  end)
end)
