-- Lists against a server whose list can be changed between any two requests, and which can misbehave.
local pb = require "portabilling"
local json = require "portabilling.json"
local replay = require "portabilling.driver.replay"
local spans = require "support.spans"

-- A list server. options: clamp, ignore_offset, ignore_limit, total, before = { [n] = function(rows) },
-- empty = { [n] = true } answers request n with an empty page; with a text instead of true, with that.
local function server(count, options)
  options = options or {}
  local self = { rows = {}, requests = {}, options = options }
  for i = 1, count do
    self.rows[i] = { i_customer = i, name = "customer " .. i }
  end
  self.driver = replay.open(function(request)
    local n = #self.requests + 1
    self.requests[n] = request.params
    if options.before and options.before[n] then
      options.before[n](self.rows)
    end
    local limit = options.ignore_limit and math.huge or request.params.limit or 50
    limit = math.min(limit, options.clamp or math.huge)
    local offset = options.ignore_offset and 0 or request.params.offset or 0
    local page, empty = pb.array {}, options.empty and options.empty[n]
    if type(empty) == "string" then
      return { body = empty }
    elseif not empty then
      for i = offset + 1, math.min(offset + limit, #self.rows) do
        page[#page + 1] = self.rows[i]
      end
    end
    local total = options.total and request.params.get_total and #self.rows or nil
    return { body = json.encode { [options.key or "customer_list"] = page, total = total } }
  end)
  self.client = pb.new { url = "https://localhost", login = "x", token = "y-token", driver = self.driver }
  return self
end

local function read(self, settings, filters)
  local ids, names = {}, {}
  for customer, position in self.client:list("Customer", "customer", filters, settings) do
    ids[position] = customer.i_customer
    names[position] = customer.name
  end
  return ids, names
end

local function run(from, to)
  local ids = {}
  for i = from, to do
    ids[#ids + 1] = i
  end
  return ids
end

local function same_ids(expected, ids)
  assert.equal(spans(expected), spans(ids))
end

local function remove(rows, from, to)
  for _ = from, to do
    table.remove(rows, from)
  end
end

local inserted = 100000

local function insert(rows, at, how_many)
  for _ = 1, how_many do
    inserted = inserted + 1
    table.insert(rows, at, { i_customer = inserted, name = "new " .. inserted })
  end
end

-- Of the ids that were there throughout, each exactly once (in order); new ones may or may not appear.
local function without_new(ids)
  local old = {}
  for _, id in ipairs(ids) do
    if id < 100000 then
      old[#old + 1] = id
    end
  end
  return old
end

describe("a list", function()
  for _, count in ipairs { 0, 1, 49, 50, 51, 499, 500, 501, 1000, 1499, 2345 } do
    it(("of %d records is read whole, with and without overlapping pages"):format(count), function()
      same_ids(run(1, count), (read(server(count))))
      same_ids(run(1, count), (read(server(count), { consistent = false })))
    end)
  end

  it("is read whole with pages of any size", function()
    for _, size in ipairs { 1, 2, 3, 7, 50, 1000 } do
      same_ids(run(1, 107), (read(server(107), { page_size = size })))
    end
  end)

  it("asks for limit always, and for offset only with it", function()
    local s = server(700)
    read(s)
    assert.equal(500, s.requests[1].limit)
    assert.is_nil(s.requests[1].offset)
    assert.same({ 500, 499 }, { s.requests[2].limit, s.requests[2].offset })
  end)

  it("takes limit and offset in the filters as 'at most' and 'start here'", function()
    local s = server(2000)
    same_ids(run(11, 1210), (read(s, nil, { limit = 1200, offset = 10, bill_status = "O" })))
    assert.equal("O", s.requests[1].bill_status)
    same_ids(run(4, 5), (read(server(10), { max = 2, offset = 3 })))
    same_ids({}, (read(server(10), { max = 0 })))
  end)

  it("asks for no more than are wanted", function()
    local s = server(2000)
    same_ids(run(1, 7), (read(s, { max = 7 })))
    assert.equal(1, #s.requests)
    assert.equal(7, s.requests[1].limit)
  end)

  it("is not cut by a server that clamps the page size", function()
    same_ids(run(1, 700), (read(server(700, { clamp = 100 }))))
    same_ids(run(1, 700), (read(server(700, { clamp = 100 }), { consistent = false })))
  end)

  it("ends at a page shorter than the one before without another request", function()
    local s = server(520)
    read(s)
    assert.equal(2, #s.requests)
  end)

  it("asks again after a first page that is not full, for the server may give fewer rows than asked for", function()
    for count, requests in pairs { [1] = 3, [2] = 2, [30] = 2, [120] = 2 } do
      local s = server(count)
      same_ids(run(1, count), (read(s)))
      assert.equal(requests, #s.requests) -- what follows one row has no row of it: an empty page, which is asked for twice
    end
  end)

  it("ends where the server's own total agrees", function()
    local s = server(120, { total = "asked", key = "account_list" })
    local n = 0
    for _ in s.client:list("Account", "account") do
      n = n + 1
    end
    assert.equal(120, n)
    assert.equal(1, #s.requests)
    assert.equal(1, s.requests[1].get_total)
  end)

  it("goes on past a clamped page below 50 when the total says there is more", function()
    local s = server(120, { total = "asked", key = "account_list", clamp = 20 })
    local n = 0
    for _ in s.client:list("Account", "account") do
      n = n + 1
    end
    assert.equal(120, n)
  end)

  it("survives an empty first page: nothing is asked for once more, unless the server counts no records", function()
    same_ids(run(1, 1200), (read(server(1200, { empty = { [1] = true } }))))
    local s = server(0)
    same_ids({}, (read(s)))
    assert.equal(2, #s.requests)
    s = server(0, { total = true })
    s.client:collect("Account", "account")
    assert.equal(1, #s.requests)
  end)

  it("survives one page that is empty or says nothing, whichever it is and however the list is read", function()
    for _, said in ipairs { true, "", "{}", '{"customer_list":null}' } do
      for n = 1, 8 do
        for _, clamp in ipairs { 100, 70 } do
          for _, settings in ipairs { { page_size = 100 }, { page_size = 100, consistent = false },
            { page_size = 100, consistent = false, prefetch = 0 }, { page_size = 100, read_twice = true } } do
            same_ids(run(1, 500), (read(server(500, { empty = { [n] = said }, clamp = clamp }), settings)))
          end
        end
      end
    end
  end)

  it("survives one behind a page of a single record", function()
    same_ids(run(1, 9), (read(server(9, { empty = { [2] = true }, clamp = 1 }), { consistent = false })))
    local ok, err = pcall(read, server(9, { empty = { [2] = true }, clamp = 1 }))
    assert.same({ false, "ONE_BY_ONE" }, { ok, err.code })
  end)

  it("survives one where the method gives all at once", function()
    local s = server(7, { empty = { [1] = "{}" }, key = "countries_list" })
    assert.equal(7, #assert(s.client:collect("Generic", "country")))
    assert.is_nil(s.requests[1].limit)
  end)

  it("raises rather than ending early when the server stays empty but counts more", function()
    local s = server(1200, { total = "asked", key = "account_list", empty = { [2] = true, [3] = true, [4] = true,
      [5] = true, [6] = true, [7] = true, [8] = true, [9] = true, [10] = true, [11] = true, [12] = true, [13] = true,
      [14] = true, [15] = true, [16] = true, [17] = true, [18] = true, [19] = true, [20] = true } })
    local ok, err = pcall(function()
      for _ in s.client:list("Account", "account") do end -- luacheck: ignore 542
    end)
    assert.is_false(ok)
    assert.is_true(err:is("list_changed"))
  end)

  it("notices a server that ignores offset, and raises instead of looping or ending", function()
    for _, consistent in ipairs { true, false } do
      local s = server(1200, { ignore_offset = true })
      local ok, err = pcall(read, s, { consistent = consistent })
      assert.is_false(ok)
      assert.equal("OFFSET_IGNORED", err.code)
      assert.equal(500, err.position)
      assert.is_true(#s.requests < 5)
    end
  end)

  it("is complete when the server ignores limit and offset both", function()
    for _, count in ipairs { 120, 700 } do
      local s = server(count, { ignore_offset = true, ignore_limit = true })
      same_ids(run(1, count), (read(s)))
    end
  end)

  it("raises the error object with the position when a page fails", function()
    local s = server(1200)
    local answer = s.driver.answers
    s.driver.answers = function(request)
      if request.params.offset then
        return { status = 500, body = '{"faultcode":"Server.Customer.trouble","faultstring":"no luck"}' }
      end
      return answer(request)
    end
    local ok, err = pcall(read, s)
    assert.is_false(ok)
    assert.equal("fault", err.kind)
    assert.equal("Server.Customer.trouble", err.code)
  end)
end)

describe("a list that moves while it is read", function()
  local cases = {
    ["an insertion at the head"] = function(rows) insert(rows, 1, 3) end,
    ["many insertions at the head"] = function(rows) insert(rows, 1, 1700) end,
    ["an insertion just before the anchor"] = function(rows) insert(rows, 500, 1) end,
    ["an insertion just after the anchor"] = function(rows) insert(rows, 501, 2) end,
    ["an insertion further down"] = function(rows) insert(rows, 900, 5) end,
  }
  for name, change in pairs(cases) do
    it("neither repeats nor loses a record after " .. name, function()
      local ids = read(server(1500, { before = { [2] = change } }))
      same_ids(run(1, 1500), without_new(ids))
    end)
  end

  local removals = {
    ["at the head"] = { 1, 3 },
    ["of the first one"] = { 1, 1 },
    ["in the middle of what was read"] = { 200, 260 },
    ["of the anchor itself"] = { 500, 500 },
    ["of the anchor and its neighbours"] = { 480, 520 },
    ["of all that was read but one"] = { 2, 500 },
    ["of more than a page before the cursor, the anchor kept"] = { 1, 499 },
    ["further down"] = { 900, 950 },
  }
  for name, range in pairs(removals) do
    it("neither repeats nor loses a record after a deletion " .. name, function()
      local s = server(1500, { before = { [2] = function(rows) remove(rows, range[1], range[2]) end } })
      local ids = read(s)
      local expected = run(1, 500)
      for id = 501, 1500 do
        if id < range[1] or id > range[2] then
          expected[#expected + 1] = id
        end
      end
      same_ids(expected, ids)
    end)
  end

  it("neither repeats nor loses a record when it changes before every page", function()
    local before = {}
    for n = 2, 40 do
      before[n] = function(rows)
        table.remove(rows, 1)
        table.remove(rows, 40)
        if n % 3 == 0 then
          insert(rows, 5, 4)
        end
      end
    end
    local s = server(1500, { before = before })
    local survivors = {}
    local ids = without_new((read(s, { page_size = 100 })))
    local seen = {}
    for _, id in ipairs(ids) do
      assert.is_nil(seen[id], "repeated " .. id)
      seen[id] = true
    end
    for _, row in ipairs(s.rows) do
      if row.i_customer < 100000 then
        survivors[#survivors + 1] = row.i_customer
      end
    end
    for _, id in ipairs(survivors) do
      assert.is_true(seen[id], "lost " .. id)
    end
  end)

  it("raises list_changed when none of the last records is left", function()
    local s = server(30000, { before = { [3] = function(rows) remove(rows, 1, 15000) end } })
    local ok, err = pcall(read, s)
    assert.is_false(ok)
    assert.equal("list_changed", err.kind)
    assert.equal(999, err.position)
  end)

  it("begins anew when the first page was all that it gave, and all of that is gone", function()
    local s = server(1500, { before = { [2] = function(rows) remove(rows, 1, 700) end } })
    local expected = run(1, 500)
    for id = 701, 1500 do
      expected[#expected + 1] = id
    end
    same_ids(expected, (read(s)))
  end)

  it("can be deleted by the loop that reads it, if it is a short one", function()
    for _, count in ipairs { 1, 2, 30, 499 } do
      local s = server(count)
      local ids = {}
      for customer in s.client:list("Customer", "customer") do
        ids[#ids + 1] = customer.i_customer
        for i, row in ipairs(s.rows) do
          if row.i_customer == customer.i_customer then
            table.remove(s.rows, i)
            break
          end
        end
      end
      same_ids(run(1, count), ids)
      assert.equal(0, #s.rows)
    end
  end)

  it("with consistent = false only de-duplicates", function()
    local s = server(1500, { before = { [2] = function(rows) insert(rows, 1, 3) end } })
    local ids = read(s, { consistent = false })
    same_ids(run(1, 1500), without_new(ids))
    assert.equal(500, s.requests[2].offset)
  end)
end)

describe("list options", function()
  it("fields keeps only these, and still tells rows apart", function()
    local s = server(1200)
    local n = 0
    for customer in s.client:list("Customer", "customer", nil, { fields = { "name" } }) do
      n = n + 1
      assert.same({ name = "customer " .. n }, customer)
    end
    assert.equal(1200, n)
  end)

  it("on_page reports page, records so far, total and offset", function()
    local s = server(1200, { total = "asked", key = "account_list" })
    local seen = {}
    for _ in s.client:list("Account", "account", nil, { on_page = function(info)
      seen[#seen + 1] = { info.page, info.records, info.total, info.offset }
    end }) do end -- luacheck: ignore 542
    assert.same({ { 1, 500, 1200, 0 }, { 2, 999, 1200, 500 }, { 3, 1200, 1200, 999 } }, seen)
  end)

  it("pages gives arrays, collect one array or nil and the error", function()
    local s = server(700)
    local sizes = {}
    for page, info in s.client:pages("Customer", "customer") do
      sizes[info.page] = #page
    end
    assert.same({ 500, 200 }, sizes)
    assert.equal(700, #assert(s.client:collect("Customer", "customer")))
    s.driver.answers = function()
      return { status = 500, body = '{"faultcode":"Server.Customer.trouble","faultstring":"no luck"}' }
    end
    local all, err = s.client:collect("Customer", "customer")
    assert.is_nil(all)
    assert.equal("Server.Customer.trouble", err.code)
  end)
end)

describe("the records of an answer", function()
  local function list(body, options)
    local client = pb.new { url = "https://localhost", login = "x", token = "y-token",
      driver = replay.open(function() return { body = body } end) }
    return client:collect("Node", "node", nil, options)
  end

  it("are found by rule when the catalog does not know the key", function()
    assert.same({ { i_node = 1 } }, list('{"node_list":[{"i_node":1}]}'))
    assert.same({ { i_node = 1 } }, list('{"nodes":[{"i_node":1}],"note":"x"}'))
    assert.same({}, list('{"nodes":[]}'))
    assert.same({}, list('{}'))
    assert.same({}, list(''))
  end)

  it("are asked for by name when the answer is ambiguous", function()
    local rows, err = list('{"b":[{"i_node":1}],"a":[{"i_node":2}]}')
    assert.is_nil(rows)
    assert.equal("NO_RECORDS", err.code)
    assert.truthy(tostring(err):find("a, b", 1, true))
    assert.truthy(tostring(err):find('records_key = "a"', 1, true))
    assert.same({ { i_node = 1 } }, list('{"b":[{"i_node":1}],"a":[{"i_node":2}]}', { records_key = "b" }))
  end)

  it("are an array, or it is said what stands there instead", function()
    for text, said in pairs {
      ['{"node_list":{"i_node":1,"name":"secret"}}'] = "an object with i_node, name",
      ['{"node_list":{"0":{"i_node":1},"1":{"i_node":2}}}'] = "an object with 0, 1",
      ['{"node_list":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}}'] = "an object with a, b, c, d, e and 2 more",
      ['{"node_list":{}}'] = "an object without fields",
      ['{"node_list":5,"other":[{"i_node":1}]}'] = "a number",
      ['{"nodes":{"i_node":1}}'] = "an object with nodes",
    } do
      local rows, err = list(text)
      assert.is_nil(rows, text)
      assert.equal("NO_RECORDS", err.code)
      assert.truthy(tostring(err):find(said, 1, true), tostring(err))
      assert.is_nil(tostring(err):find("secret", 1, true))
    end
    local rows, err = list('{"rows":{"i_node":1}}', { records_key = "rows" })
    assert.is_nil(rows)
    assert.truthy(tostring(err):find("'rows' is no list of records but an object with i_node", 1, true), tostring(err))
  end)

  it("are missed loudly: an answer with something else in it is no empty list", function()
    local rows, err = list('{"success":1}')
    assert.is_nil(rows)
    assert.equal("NO_RECORDS", err.code)
  end)
end)
