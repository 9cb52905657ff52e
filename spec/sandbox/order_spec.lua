-- In which order the sandbox's lists come, and that they are read whole in each, by pages of any size, while they change.
local http = require "support.curl_program"
local sandbox = require "portabilling.sandbox"
local world = require "support.world"

local w = world.new({ setup = setup, teardown = teardown, before_each = before_each },
  { size = 120, today = "2026-03-15" })

local ORDERS = { "key", "name", "random" }

local function values(rows, field)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = row[field]
  end
  return out
end

local function part(list, offset, size)
  local out = {}
  for i = offset + 1, math.min(offset + size, #list) do
    out[#out + 1] = list[i]
  end
  return out
end

local function is_sorted(list)
  for i = 2, #list do
    if list[i - 1] > list[i] then
      return false
    end
  end
  return true
end

local function index_of(list, value)
  for i, other in ipairs(list) do
    if other == value then
      return i
    end
  end
end

local function lower(names)
  for i, name in ipairs(names) do
    names[i] = name:lower()
  end
  return names
end

describe("the order of the sandbox's lists", function()
  local call
  before_each(function()
    call = http.login(w.sandbox)
  end)

  local function page(params, method, name)
    local answer = call(method or "Customer/get_customer_list", params)
    assert.equal(200, answer.status, answer.body)
    return answer.json[name or "customer_list"], answer.json.total
  end

  it("is that of the ids as text for accounts, of the names for allowed add-ons, as was recorded", function()
    for _, id in ipairs { "12365550099x", "1", "zz", "12365550005" .. "0000" } do
      assert.equal(200, call("Account/add_account", { account_info = { id = id, i_customer = 4, i_product = 1,
        billing_model = 1, bill_status = "O", h323_password = "s3cret" } }).status)
    end
    for _, order in ipairs { "key", "random" } do
      assert(w.sandbox:set { order = order })
      local all, total = page({ limit = 1000, get_total = 1 }, "Account/get_account_list", "account_list")
      assert.equal(total, #all)
      local all_ids = values(all, "id")
      assert.is_true(is_sorted(all_ids))
      assert.equal("1", all_ids[1])
      local own = page({ i_customer = 4, limit = 100 }, "Account/get_account_list", "account_list")
      assert.is_true(is_sorted(values(own, "id")))
      local addons = page({ i_product = 1, limit = 100 }, "Product/get_allowed_addons", "product_list")
      assert.is_true(#addons > 1)
      assert.is_true(is_sorted(values(addons, "name")))
    end
  end)

  it("is a setting for the others: by key, by name, or random but fixed", function()
    local all = {}
    for _, order in ipairs(ORDERS) do
      assert(w.sandbox:set { order = order })
      all[order] = values(page { limit = 1000 }, order == "name" and "name" or "i_customer")
      assert.equal(120, #all[order])
    end
    assert.is_true(is_sorted(all.key))
    assert.is_true(is_sorted(lower(all.name)))
    assert.is_false(is_sorted(all.random))
    assert.same(all.random, values(page { limit = 1000 }, "i_customer"))
    assert.is_nil((w.sandbox:set { order = "size" }))
    for method, name in pairs { ["Env/get_env_list"] = "env_list", ["User/get_user_list"] = "user_list" } do
      assert.equal(200, call(method).status) -- what is no part of the generated world, too
      assert.is_true(#call(method).json[name] > 0)
    end
  end)

  it("puts added, renamed and removed records where they belong, on pages of any size", function()
    for _, order in ipairs { "name", "random" } do
      assert(w.sandbox:reset())
      call = http.login(w.sandbox)
      assert(w.sandbox:set { order = order })
      local added = {}
      for i, name in ipairs { "Indigo Middle", "Aaa First", "Zzz Last", "Meadow Middle", "Maple Middle" } do
        added[i] = call("Customer/add_customer", { customer_info = { name = name, iso_4217 = "USD" } }).json.i_customer
      end
      call("Customer/update_customer", { customer_info = { i_customer = 1, name = "Harbour of the First" } })
      call("Customer/delete_customer", { i_customer = added[5] })
      call("Customer/terminate_customer", { i_customer = 9 })
      local all, total = page { limit = 1000, get_total = 1 }
      assert.same({ 123, 123 }, { #all, total })
      local keys, names = values(all, "i_customer"), lower(values(all, "name"))
      assert.is_nil(index_of(keys, added[5]))
      assert.is_nil(index_of(keys, 9))
      if order == "name" then
        assert.is_true(is_sorted(names))
      else
        assert.not_same({ added[1], added[2], added[3], added[4] }, { keys[120], keys[121], keys[122], keys[123] })
      end
      for _, size in ipairs { 1, 25 } do
        for offset = 0, 122, size == 1 and 40 or size do
          local rows = page { limit = size, offset = offset }
          assert.same(part(keys, offset, size), values(rows, "i_customer"))
        end
      end
      assert.same({}, page { limit = 10, offset = 123 })
    end
  end)

  it("leaves no record of a large world out, and costs nothing at a deep offset", function()
    local s = assert(sandbox.start { size = "large", settings = { order = "random" } })
    local ask = http.login(s)
    local answer = ask("Customer/get_customer_list", { limit = 1000, offset = 999500, get_total = 1 })
    local again = ask("Customer/get_customer_list", { limit = 1000, offset = 999001 }).json.customer_list
    s:stop()
    assert.equal(1000000, answer.json.total)
    assert.equal(500, #answer.json.customer_list)
    assert.equal(999, #again)
    assert.equal(answer.json.customer_list[500].i_customer, again[999].i_customer)
  end)
end)

describe("our own client's list", function()
  for _, order in ipairs(ORDERS) do
    for _, settings in ipairs { { page_size = 17, prefetch = 0 }, { page_size = 10, concurrency = 4 } } do
      it(("reads all customers by %s, %d at a time, while others are added and removed"):format(order,
        settings.page_size), function()
        assert(w.sandbox:set { order = order })
        local client, other = w.client(), w.client()
        local seen, doubled, gone, count = {}, {}, {}, 0
        for customer in client:list("Customer", "customer", nil, settings) do
          count = count + 1
          doubled[#doubled + 1] = seen[customer.i_customer] and customer.i_customer or nil
          seen[customer.i_customer] = true
          if count % 8 == 0 then
            -- names begin with letters from all over the alphabet
            local letter = string.char(65 + count * 7 % 26)
            assert(other:create("Customer", "customer",
              { customer_info = { name = ("%s added %d"):format(letter, count), iso_4217 = "USD" } }))
            gone[count] = true -- some were read already, some not
            assert(other:delete("Customer", "customer", { i_customer = count }))
          end
        end
        client:close()
        other:close()
        assert.same({}, doubled)
        for i_customer = 1, 120 do
          assert.is_true(seen[i_customer] or gone[i_customer] or false, i_customer)
        end
      end)
    end
  end
end)

describe("page_cost", function()
  it("makes an answer later by the rows that it skips, as many as there are", function()
    local s = w.sandbox
    local _, login = http.login(s)
    assert(s:set { page_cost = 1000 })
    local function ask(params)
      local words = http.encodings.bearer(params, login)
      words[#words + 1], words[#words + 2] = "--max-time", "0.3"
      return http.request(s, words, s.url.admin .. "/rest/Customer/get_customer_list").curl
    end
    assert.equal(28, ask { limit = 1, offset = 1 }) -- curl's "timed out"
    assert(s:set { page_cost = 0 })
    assert.equal(200, http.call(s, "bearer", "Customer/get_customer_list", { limit = 1, offset = 1 }, login).status)
    assert(s:set { page_cost = 1000 })
    for _, params in ipairs { { limit = 1 }, { limit = 1, offset = 90, name = "nobody" } } do
      assert.equal(200, http.call(s, "bearer", "Customer/get_customer_list", params, login).status)
    end
  end)
end)
