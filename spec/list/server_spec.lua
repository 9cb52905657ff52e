-- Lists as servers give them: odd numbers, wrong counts, short pages, equal keys, bad bytes, and records that move. Over
-- real TLS.
local json = require "portabilling.json"
local lists = require "support.lists"
local spans = require "support.spans"

local server
setup(function()
  server = lists.start()
end)
teardown(function()
  server.stop()
end)

-- Reads Customer/customer; or what options name. Gives the ids, the server's state and the error, if any.
local function read(what, settings, service, record)
  server:reset(what)
  local client = server:client()
  local rows = {}
  local ok, err = pcall(function()
    for row, n in client:list(service or "Customer", record or "customer", nil, settings) do
      rows[n] = row
    end
  end)
  client:close()
  local ids = {}
  for i, row in ipairs(rows) do
    ids[i] = row.i_customer
  end
  return ids, server.state(), not ok and err or nil, rows
end

local function texts(count, text)
  local all = {}
  for i = 1, count do
    all[i] = text(i)
  end
  return all
end

local PARALLEL = { 1, 8 }

describe("ids beyond 1e14", function()
  local function digits(base, i) -- exact on any Lua
    return base .. ("%03d"):format(i)
  end

  for _, base in ipairs { "100000000000", "4500000000000", "922337203685477" } do
    it("tell records apart: " .. base .. "...", function()
      for _, concurrency in ipairs(PARALLEL) do
        local _, _, err, rows = read({ texts = texts(300, function(i)
          return ('{"i_xdr":%s,"xdr_type":"A","charged":0.01}'):format(digits(base, i))
        end) }, { page_size = 100, concurrency = concurrency }, "Customer", "xdr")
        assert.is_nil(err)
        assert.equal(300, #rows)
        for i, row in ipairs(rows) do
          assert.equal(digits(base, i), json.text(row.i_xdr))
        end
      end
    end)
  end

  it("come whole when they stand in a list that moves", function()
    local _, _, err, rows = read({ texts = texts(300, function(i)
      return ('{"i_xdr":%s,"xdr_type":"A"}'):format(digits("100000000000", i))
    end), changes = { { before = 2, from = 1, to = 3 }, { before = 5, move = 1, to = 1 } } },
      { page_size = 50, prefetch = 0 }, "Customer", "xdr")
    assert.is_nil(err)
    assert.equal(300, #rows)
  end)
end)

describe("the server's count", function()
  for _, total in ipairs { "page", 0, -1, 57.35, 300, 499 } do
    it(("of %s ends no list of 1200"):format(total), function()
      for _, concurrency in ipairs(PARALLEL) do
        for _, consistent in ipairs { true, false } do
          local ids, _, err = read({ count = 1200, total = total }, { concurrency = concurrency,
            consistent = consistent })
          assert.is_nil(err)
          assert.equal("1-1200", spans(ids))
        end
      end
    end)
  end

  it("of more than it gives raises, unless it is not to be heeded", function()
    local ids, _, err = read({ count = 700, total = 5000 })
    assert.equal("TOTAL_NOT_REACHED", err.code)
    assert.equal("1-700", spans(ids))
    assert.equal(700, err.position)
    assert.truthy(err.advice:find("total = false", 1, true))
    ids, _, err = read({ count = 700, total = 5000 }, { total = false })
    assert.is_nil(err)
    assert.equal("1-700", spans(ids))
  end)

  it("of an earlier page, which the list has outgrown, ends nothing", function()
    local grown = { { before = 3, insert = 1, many = 4 } }
    local ids, _, err = read({ count = 21, clamp = 5, total = true, changes = grown },
      { page_size = 10, prefetch = 0 }, "Account", "account")
    assert.is_nil(err)
    assert.equal("1-21", spans(ids))
  end)

  it("is asked for with total = true, once, and told to on_page", function()
    local told = {}
    local settings = { total = true, page_size = 50, on_page = function(info) told[#told + 1] = info.total end }
    local _, state = read({ count = 120, total = true }, settings)
    assert.equal(1, state.asked[1].get_total)
    assert.is_nil(state.asked[2].get_total)
    assert.same({ 120, 120, 120 }, told)
  end)

  it("is never asked for by itself for xDRs; where it is cheap it is, unless total = false", function()
    local row = texts(3, function(i) return ('{"i_xdr":%d,"i_account":%d,"xdr_type":"A"}'):format(i, i) end)
    for _, service in ipairs { "Account", "Customer" } do
      local _, state = read({ texts = row }, nil, service, "xdr")
      for _, params in ipairs(state.asked) do
        assert.is_nil(params.get_total)
      end
      _, state = read({ texts = row }, { total = true }, service, "xdr")
      assert.equal(1, state.asked[1].get_total)
    end
    local _, state = read({ texts = row }, nil, "Account", "account")
    assert.equal(1, state.asked[1].get_total)
    _, state = read({ texts = row }, { total = false }, "Account", "account")
    assert.is_nil(state.asked[1].get_total)
  end)
end)

describe("a server that gives fewer rows than it is asked for, and does not count,", function()
  for _, clamp in ipairs { 2, 30, 49, 70 } do
    it(("%d at a time: the list is whole"):format(clamp), function()
      for _, concurrency in ipairs(PARALLEL) do
        for _, consistent in ipairs { true, false } do
          local ids, _, err = read({ count = 200, clamp = clamp }, { concurrency = concurrency,
            consistent = consistent })
          assert.is_nil(err)
          assert.equal("1-200", spans(ids))
        end
      end
    end)
  end

  it("one at a time: raises rather than end at the first, and says how it is read", function()
    local ids, _, err = read { count = 9, clamp = 1 }
    assert.equal("ONE_BY_ONE", err.code)
    assert.equal("1", spans(ids))
    ids, _, err = read({ count = 9, clamp = 1 }, { consistent = false })
    assert.is_nil(err)
    assert.equal("1-9", spans(ids))
  end)
end)

local ROWS = { -- i, and whether it was changed
  ["with equal keys"] = function(i, changed)
    return ('{"i_customer":%d,"name":"%d","balance":%d}'):format(i - i % 2, i, changed and 7 or 0)
  end,
  ["without a key"] = function(i, changed)
    return ('{"name":"%d","balance":%d}'):format(i, changed and 7 or 0)
  end,
}

describe("rows with equal keys", function()
  -- Every third one has the key of the one before it; at every place some page begins.
  local equal = texts(60, function(i)
    return ('{"i_customer":%d,"name":"%d"}'):format(i - (i % 3 == 0 and 1 or 0), i)
  end)
  local function names(rows)
    local ids = {}
    for i, row in ipairs(rows) do
      ids[i] = tonumber(row.name)
    end
    return spans(ids)
  end

  it("are all handed out, whatever the size of the pages", function()
    for size = 1, 13 do
      for _, consistent in ipairs { true, false } do
        local _, _, err, rows = read({ texts = equal }, { page_size = size, consistent = consistent })
        assert.is_nil(err)
        assert.equal("1-60", names(rows))
      end
    end
  end)

  it("are told apart by their other fields when the list moves", function()
    for size = 3, 13 do
      local _, _, err, rows = read({ texts = equal, changes = { { before = 2, from = 1, to = 1 } } },
        { page_size = size, prefetch = 0 })
      assert.is_nil(err)
      assert.equal("1-60", names(rows))
    end
  end)

  it("are told apart also when the first two of them meet at the border of two pages", function()
    local once = texts(20, function(i) return ('{"i_customer":%d,"name":"%d"}'):format(i - (i > 5 and 1 or 0), i) end)
    local _, _, err, rows = read({ texts = once, changes = { { before = 2, from = 1, to = 1 } } },
      { page_size = 5, prefetch = 0 })
    assert.is_nil(err)
    assert.equal("1-20", names(rows))
  end)

  for kind, row in pairs(ROWS) do
    it("come once when one of them changes while they are read, or the list raises: " .. kind, function()
      local whole = 0
      for size = 3, 8 do
        for before = 2, 4 do
          for _, gone in ipairs { 0, 1 } do -- of those that were read, before the one that changes
            for _, read_twice in ipairs { true, false } do
              local changes = gone > 0 and { { before = before, from = 1, to = gone } } or nil
              local _, _, err, rows = read({ texts = texts(20, row), changes = changes,
                rename = { before = before, row = 6, text = row(6, true) } },
                { page_size = size, prefetch = 0, read_twice = read_twice })
              local times = {}
              for _, got in ipairs(rows) do
                assert.is_nil(times[got.name], got.name .. " came twice")
                times[got.name] = true
              end
              assert.is_true(err and err.kind == "list_changed" or #rows == 20, tostring(err))
              whole = whole + (err and 0 or 1)
            end
          end
        end
      end
      assert.is_true(whole > 20, whole .. " were whole")
    end)
  end

  it("count as one only if all of their fields are equal, of which fields shows but some", function()
    local histories = texts(40, function(i) return ('{"status":"%s","at":%d}'):format(i % 7 == 0 and "B" or "O", i) end)
    local what = { texts = histories, changes = { { before = 2, from = 1, to = 1 }, { before = 3, from = 1, to = 2 } } }
    local _, _, err, rows = read(what, { page_size = 6, prefetch = 0, records_key = "customer_list",
      fields = { "status" } }, "Customer", "status_history")
    assert.is_nil(err)
    assert.equal(40, #rows)
    assert.same({ status = "O" }, rows[1])
  end)
end)

describe("a record whose other fields change while the list is read", function()
  it("is not taken for another one", function()
    server:reset { texts = texts(30, function(i) return ('{"i_customer":%d,"name":"%d"}'):format(i, i) end),
      rename = { before = 2, row = 10, text = '{"i_customer":10,"name":"other"}' } }
    local client = server:client { page_size = 10, prefetch = 0 }
    local ids = {}
    for row, n in client:list("Customer", "customer") do
      ids[n] = row.i_customer
    end
    client:close()
    assert.equal("1-30", spans(ids))
  end)
end)

describe("a list that moves", function()
  it("gives no record twice when it went on before the last one that was handed out", function()
    -- Between the ninth and the tenth row so many come in that the tenth is two pages further.
    for many = 5, 40, 5 do
      local ids, _, err = read({ count = 60, changes = { { before = 2, insert = 10, many = many },
        { before = 4, from = 1, to = 2 } } }, { page_size = 10, prefetch = 0 })
      local times = {}
      for _, id in ipairs(ids) do
        times[id] = (times[id] or 0) + 1
        assert.equal(1, times[id], ("%d came twice with %d new ones"):format(id, many))
      end
      if not err then
        for id = 3, 60 do
          assert.equal(1, times[id], ("%d is lost with %d new ones"):format(id, many))
        end
      end
      assert.is_true(err == nil or err:is "list_changed")
    end
  end)

  it("loses nothing when the last record that was handed out itself moves on a little", function()
    for _, to in ipairs { 11, 12, 15, 19, 25 } do
      local ids, _, err = read({ count = 60, changes = { { before = 2, move = 10, to = to } } },
        { page_size = 10, prefetch = 0 })
      assert.is_nil(err)
      table.sort(ids)
      assert.equal("1-60", spans(ids))
    end
  end)

  it("costs one more request where records before the place are deleted, and none where some are inserted", function()
    local settings = { page_size = 10, prefetch = 0 }
    local _, rest = read({ count = 60 }, settings)
    local _, longer = read({ count = 65 }, settings)
    local ids, state = read({ count = 60, changes = { { before = 3, from = 1, to = 2 } } }, settings)
    assert.equal("1-60", spans(ids))
    assert.equal(rest.requests + 1, state.requests)
    ids, state = read({ count = 60, changes = { { before = 3, insert = 1, many = 5 } } }, settings)
    assert.equal("1-60", spans(ids))
    assert.equal(longer.requests, state.requests)
  end)

  it("is to be collected first by who deletes it, says the error", function()
    local changes = {}
    for n = 2, 60 do
      changes[#changes + 1] = { before = n, from = 1, to = 90 } -- what a loop that deletes does to its list
    end
    local _, _, err = read({ count = 3000, changes = changes }, { page_size = 100 })
    assert.equal("list_changed", err.kind)
    assert.truthy(tostring(err):find("collect them first", 1, true), tostring(err))
  end)
end)

describe("read_twice", function()
  local moves = { { before = 3, move = 55, to = 2 } } -- from what is still to be read to what was read

  it("finds the record that moved to where it was read already, and gives none twice", function()
    for _, concurrency in ipairs(PARALLEL) do
      local ids, _, err = read({ count = 60, changes = moves }, { page_size = 10, prefetch = 0, read_twice = true,
        concurrency = concurrency, fields = { "i_customer" } })
      assert.is_nil(err)
      table.sort(ids)
      assert.equal("1-60", spans(ids))
    end
  end)

  it("gives a record once that moved the other way", function()
    local ids, _, err = read({ count = 60, changes = { { before = 3, move = 2, to = 50 } } }, { page_size = 10,
      prefetch = 0, read_twice = true })
    assert.is_nil(err)
    table.sort(ids)
    assert.equal("1-60", spans(ids))
  end)

  it("heeds max, tells which reading it was, and reads a list at rest just twice", function()
    local told = {}
    local ids, state = read({ count = 60 }, { page_size = 10, prefetch = 0, read_twice = true, max = 25,
      on_page = function(info) told[#told + 1] = info.reading .. ":" .. info.records end })
    assert.equal("1-25", spans(ids))
    assert.same({ "1:10", "1:19", "1:25" }, told)
    assert.equal(6, state.requests)
  end)

  it("gives no more than max, though two readings of as many had different ones", function()
    local ids, _, err = read({ count = 60, changes = { { before = 4, insert = 1, many = 1 } } }, { page_size = 10,
      prefetch = 0, read_twice = true, max = 25 })
    assert.is_nil(err)
    assert.equal("1-25", spans(ids))
  end)

  it("goes on when two readings have as many records, but not the same", function()
    local settings = { page_size = 10, prefetch = 0, read_twice = true }
    local _, once = read({ count = 28 }, { page_size = 10, prefetch = 0 })
    local ids, state, err = read({ count = 28, changes = { { before = once.requests + 1, from = 5, to = 5 },
      { before = once.requests + 1, insert = 5, many = 1 } } }, settings)
    assert.is_nil(err)
    assert.equal(29, #ids)
    assert.equal(3 * once.requests, state.requests)
  end)

  it("raises when no two readings agree", function()
    local changes = {}
    for n = 1, 1000 do
      changes[#changes + 1] = { before = n, insert = 1, many = 1 }
    end
    local _, _, err = read({ count = 60, changes = changes }, { page_size = 10, prefetch = 0, read_twice = true })
    assert.equal("NO_TWO_AGREE", err.code)
    assert.is_true(err.position >= 60)
  end)

  it("gives a list up that grows as fast as it is read, but not at once one that grows slowly", function()
    local settings = { page_size = 10, prefetch = 0, read_twice = true }
    for many, code in pairs { [1] = "NO_TWO_AGREE", [9] = "GROWS", [30] = "GROWS" } do
      local changes = {}
      for n = 1, 3000 do
        changes[n] = { before = n, insert = 1e6, many = many } -- behind the last one
      end
      local _, state, err = read({ count = 200, changes = changes }, settings)
      assert.equal(code, err.code)
      assert.is_true(state.requests < 2000)
    end
    local _, state = read({ count = 300 }, settings)
    local _, once = read({ count = 300 }, { page_size = 10, prefetch = 0 })
    assert.equal(2 * once.requests + 3, state.requests) -- is there a 291st, a 581st, and nothing twice?
  end)

  it("tells of rows that it cannot tell apart, and gives those that are new", function()
    local row = ROWS["without a key"]
    local settings = { page_size = 7, prefetch = 0, read_twice = true }
    local _, once = read({ texts = texts(20, row) }, { page_size = 7, prefetch = 0 })
    local _, _, err, rows = read({ texts = texts(20, row), rename = { before = once.requests + 1, row = 6,
      text = row(6, true) } }, settings)
    assert.equal("KEYS_REPEAT", err.code)
    assert.equal(20, #rows)
    _, _, err, rows = read({ texts = texts(20, row), changes = { { before = 2, move = 12, to = 2 } } }, settings)
    assert.is_nil(err)
    assert.equal(20, #rows)
  end)
end)

describe("a text that is none", function()
  local bad = texts(130, function(i)
    local name = i == 60 and "a<bad>b" or i == 61 and "\\\\ud800x" or i == 62 and "tab\there" or "n" .. i
    return ('{"i_customer":%d,"name":"%s"}'):format(i, (name:gsub("\\\\u", "\\u")))
  end)

  it("makes the list unreadable, says the error, and how it can be read", function()
    for _, fields in ipairs { false, { "i_customer" } } do
      local ids, _, err = read({ texts = bad }, { page_size = 50, fields = fields or nil })
      assert.equal("decode", err.kind)
      assert.equal("1-50", spans(ids))
      assert.truthy(err.advice:find('invalid_text = "replace"', 1, true))
    end
  end)

  it("is read with invalid_text = \"replace\", also by who left its field out, and said in the log", function()
    for _, fields in ipairs { false, { "i_customer" } } do
      local warnings = {}
      local function log(event)
        warnings[#warnings + 1] = event.event == "warning" and event or nil
      end
      local ids, _, err, rows = read({ texts = bad }, { page_size = 50, invalid_text = "replace", log = log,
        fields = fields or nil })
      assert.is_nil(err)
      assert.equal("1-130", spans(ids))
      if not fields then
        assert.equal("a\239\191\189b", rows[60].name)
        assert.equal("\239\191\189x", rows[61].name)
        assert.equal("tab\239\191\189here", rows[62].name)
        assert.equal("n63", rows[63].name)
      end
      assert.equal(1, #warnings)
      assert.equal(3, warnings[1].replaced)
      assert.equal("get_customer_list", warnings[1].method)
    end
  end)
end)
