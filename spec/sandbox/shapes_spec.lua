-- What the sandbox answers, field by field against records of a real server: which fields they have, and of which type.
local http = require "support.curl_program"
local json = require "cjson"
local sandbox = require "portabilling.sandbox"

local SHAPES = "spec/data/object-shapes-2023.json"

-- What a sampled text says about the form of texts; amounts were sampled as whole numbers, too.
local fits = {
  string = function(value) return type(value) == "string" end,
  int = function(value) return type(value) == "number" end,
  float = function(value) return type(value) == "number" end,
  array = function(value) return type(value) == "table" and (next(value) == nil or #value > 0) end,
  object = function(value) return type(value) == "table" and #value == 0 end,
  null = function(value) return value == json.null end,
}
fits["string(may be empty)"] = fits.string
fits["string(date)"] = function(value)
  return fits.string(value) and value:match "^%d%d%d%d%-%d%d%-%d%d$"
end
fits["string(datetime UTC)"] = function(value)
  return fits.string(value) and value:match "^%d%d%d%d%-%d%d%-%d%d %d%d:%d%d:%d%d$"
end

local compare

local function compare_items(value, items, path, problems)
  if type(items) == "string" then
    return -- none were sampled
  end
  for i, item in ipairs(value) do
    local at = ("%s[%d]"):format(path, i - 1)
    if items[1] then
      local fine = false
      for _, kind in ipairs(items) do fine = fine or fits[kind](item) end
      if not fine then problems[#problems + 1] = at .. ": " .. json.encode(item) end
    elseif items.array_of then
      for _, inner in ipairs(item) do compare(inner, items.array_of, at .. "[]", problems) end
    else
      compare(item, items, at, problems)
    end
  end
end

-- Only ever seen null: nothing is known of its type.
local function is_unknown(kinds)
  return #kinds == 1 and kinds[1] == "null"
end

function compare(record, shape, path, problems)
  for name, field in pairs(shape) do
    local value, at = record[name], path .. "." .. name
    local kinds = type(field.type) == "table" and field.type or { field.type }
    if value == nil then
      if not field.present then problems[#problems + 1] = at .. " is missing" end
    elseif not is_unknown(kinds) then
      local fine = false
      for _, kind in ipairs(kinds) do fine = fine or fits[kind](value) end
      if not fine then
        problems[#problems + 1] = ("%s is not %s: %s"):format(at, table.concat(kinds, " or "), json.encode(value))
      elseif type(value) == "table" and field.fields and #value == 0 and next(value) then
        compare(value, field.fields, at, problems)
      elseif type(value) == "table" and field.items then
        compare_items(value, field.items, at, problems)
      end
    end
  end
end

describe("what the sandbox answers has the fields of recorded answers:", function()
  local s, call, shapes

  setup(function()
    s = assert(sandbox.start { size = "small", today = "2026-03-15" })
    call = http.login(s)
    local file = assert(io.open(SHAPES))
    shapes = json.decode(file:read "*a")
    file:close()
  end)
  teardown(function()
    s:stop()
  end)

  local function ok(method, params)
    local answer = call(method, params)
    assert.equal(200, answer.status, answer.body)
    return answer.json
  end

  local function assert_shape(name, records)
    assert.is_true(#records > 0, name)
    local problems = {}
    for i, record in ipairs(records) do compare(record, assert(shapes[name], name), ("[%d]"):format(i), problems) end
    table.sort(problems)
    assert.same({}, problems)
  end

  -- Accounts with a subscriber record, some of which have add-ons.
  local function some_accounts()
    local found = {}
    for _, row in ipairs(ok("Account/get_account_list", { i_customer = 1, with_addon_products = 1 }).account_list) do
      if row.companyname then found[#found + 1] = row end
    end
    return found
  end

  local function with_addons()
    local found = {}
    for _, row in ipairs(some_accounts()) do
      if #row.assigned_addons > 0 then found[#found + 1] = row end
    end
    assert.is_true(#found > 1)
    return found
  end

  it("account_info in detail, with its add-ons", function()
    local infos = {}
    for i, row in ipairs(with_addons()) do
      infos[i] = ok("Account/get_account_info", { i_account = row.i_account, detailed_info = 1 }).account_info
    end
    assert_shape("account_info (get_account_info, detailed)", infos)
    local addons = {}
    for _, info in ipairs(infos) do
      for _, addon in ipairs(info.assigned_addons) do addons[#addons + 1] = addon end
    end
    assert_shape("addon product (account_info.assigned_addons[])", addons)
  end)

  it("rows of account lists, which have no bcc", function()
    local rows = some_accounts()
    assert_shape("account_list item (get_account_list)", rows)
    for _, row in ipairs(rows) do
      assert.is_nil(row.bcc)
      assert.is_table(row.assigned_addons)
    end
  end)

  it("customer_info, plain, in detail, in an account's answer and in lists", function()
    local plain = ok("Customer/get_customer_info", { i_customer = 1 }).customer_info
    assert.is_nil(plain.service_features)
    assert.is_nil(plain.scheduled_status_change_list)
    local detail = ok("Customer/get_customer_info", { i_customer = 1, detailed_info = 1 }).customer_info
    assert.is_true(#detail.service_features > 10)
    assert.same({}, detail.scheduled_status_change_list)
    local inside = ok("Account/get_account_info", { i_account = 1, with_customer_info = 1 }).customer_info
    assert.same(detail.service_features, inside.service_features)
    local rows = ok("Customer/get_customer_list", { limit = 2 }).customer_list
    for _, row in ipairs(rows) do assert.is_nil(row.bcc) end
    assert_shape("customer_info", { plain, detail, inside, rows[1], rows[2] })

    local named = ok("Customer/get_customer_info", { i_customer = 1, get_service_features = { "cli", "paging" } })
    assert.equal(2, #named.customer_info.service_features)
    assert.is_nil(ok("Customer/get_customer_info",
      { i_customer = 1, detailed_info = 1, without_service_features = 1 }).customer_info.service_features)
  end)

  it("subscriptions of accounts, generated and added", function()
    local rows = {}
    for _, account in ipairs(with_addons()) do
      for _, row in ipairs(ok("Account/get_subscriptions", { i_account = account.i_account }).subscriptions) do
        rows[#rows + 1] = row
      end
    end
    for _, i_subscription in ipairs { 1, 3 } do
      ok("Account/add_subscription", { i_account = 1, subscription_info = { i_subscription = i_subscription } })
    end
    local added = ok("Account/get_subscriptions", { i_account = 1 }).subscriptions
    assert.equal(2, added[2].rounding)
    for _, row in ipairs(added) do rows[#rows + 1] = row end
    assert_shape("account subscription (Account/get_subscriptions -> subscriptions[])", rows)
  end)

  it("allowed add-ons, in the order of their names", function()
    local rows, names, subscribed = {}, {}, 0
    for product = 1, 3 do
      local list = ok("Product/get_allowed_addons", { i_product = product, detailed_info = 1, with_subscription = 1,
        get_total = 1 })
      assert.equal(#list.product_list, list.total)
      names[product] = {}
      local sorted = {}
      for i, row in ipairs(list.product_list) do
        rows[#rows + 1], names[product][i], sorted[i] = row, row.name, row.name
        subscribed = subscribed + (row.product_subscription and 1 or 0)
      end
      table.sort(sorted)
      assert.same(sorted, names[product])
    end
    assert.same({ "Add-on: 10 GB data", "Add-on: 1000 SMS", "Add-on: voicemail" }, names[3])
    assert.is_true(subscribed >= 3)
    assert_shape("product_list item (Product/get_allowed_addons)", rows)
    local second = ok("Product/get_allowed_addons", { i_product = 3, limit = 1, offset = 1 }).product_list
    assert.same({ "Add-on: 1000 SMS" }, { second[1].name, second[2] })
  end)
end)
