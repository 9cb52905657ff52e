-- Lists whose requests go wrong at one page: every record comes once, or the loop raises. Against the sandbox, over TLS.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 185 })

-- Ten pages, each of which has one row of the page before. What is asked for ahead comes in any order, and beyond the
-- last page as well, where a fault is of no concern: hence none after the fifth request then.
local PAGE_SIZE = 20
local FAULTY_PAGES = { [0] = { 1, 2, 5, 10 }, [3] = { 1, 2, 5 } }

-- { name, order }; raises: the kind of error that the loop ends with, where the fault is not got over.
local faults = {
  { "closes the connection instead of answering", { action = "drop_before" } },
  { "reads the page and closes the connection", { action = "drop_after" } },
  { "sends half of the page", { action = "truncate" } },
  { "is away, says a gateway", { action = "status", status = 502 } },
  { "ends the session", { action = "expire" } },
  { "answers a fault", { action = "fault" }, raises = "fault" },
  { "answers with a page of HTML", { action = "body", body = "<html>", content_type = "text/html" }, raises = "http" },
  { "answers with JSON that is cut", { action = "body", body = '{"customer_list":[{"i_customer":1}' },
    raises = "decode" },
  { "answers with something else", { action = "body", body = '{"success":1}' }, raises = "decode" },
  { "answers one record where the list should be", { action = "body", body = '{"customer_list":{"i_customer":1}}' },
    raises = "decode" },
  { "answers records by number", { action = "body", body = '{"customer_list":{"0":{"i_customer":1},"1":{}}}' },
    raises = "decode" },
  { "answers nothing at all, and says that this is all", { action = "body", body = "" } },
  { "answers an empty object", { action = "body", body = "{}" } },
  { "answers an empty page", { action = "body", body = '{"customer_list":[]}' } },
}

local function read(client, options)
  local ids, seen = {}, {}
  local ok, err = pcall(function()
    for customer, n in client:list("Customer", "customer", {}, options) do
      assert(not seen[customer.i_customer], "a record came twice")
      seen[customer.i_customer] = true
      ids[n] = customer.i_customer
    end
  end)
  return ids, not ok and err or nil
end

local expected
local function all(client)
  expected = expected or (read(client, { page_size = 1000 }))
  assert(#expected == 185)
  return expected
end

describe("when the server, at one page of a list,", function()
  for _, fault in ipairs(faults) do
    for prefetch, pages in pairs(FAULTY_PAGES) do
      for _, page in ipairs(pages) do
        it(("%s: %s (page %d, %d ahead)"):format(fault[1], fault.raises and "the loop raises" or "the list is whole",
          page, prefetch), function()
          local client = w.client()
          local whole = all(client)
          fault[2].method, fault[2].after = "Customer/get_customer_list", page - 1
          assert(w.sandbox:inject(fault[2]))
          local ids, err = read(client, { page_size = PAGE_SIZE, prefetch = prefetch })
          client:close()
          assert.equal(fault.raises, err and err.kind, tostring(err))
          for i, id in ipairs(ids) do
            assert.equal(whole[i], id)
          end
          assert.is_true(fault.raises and #ids < #whole or #ids == #whole, #ids .. " records")
        end)
      end
    end
  end

  it("is silent again and again: the loop raises", function()
    local client = w.client { retries = 1 }
    local whole = all(client)
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "drop_before", after = 2, times = 100 })
    local ids, err = read(client, { page_size = PAGE_SIZE, prefetch = 0 })
    assert.equal("transport", err and err.kind)
    assert.is_true(#ids > 0 and #ids < #whole)
    assert.equal(#ids, err.position)
  end)
end)
