-- Where a batch's rows come from: what is taken, what is refused, what is raised.
local batches = require "support.batches"
local world = require "support.world"
local unpack = table.unpack or unpack -- luacheck: ignore 113
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local account, accounts, run = batches.account, batches.accounts, batches.run

describe("a batch", function()
  it("takes from the source only what it needs", function()
    local pulled = 0
    local source = accounts(10000)
    for item in w.client():batch("create", "Account", "account", function()
      pulled = pulled + 1
      return source()
    end) do
      if item.index then
        break
      end
    end
    assert.is_true(pulled <= 8 * 8 + 8, pulled)
    w.settle() -- LuaJIT does not close the loop: what was in flight is
  end)

  it("raises an error of the source, after what was sent before it", function()
    local items, message = 0, nil
    local next_item = w.client():batch("create", "Account", "account", accounts(10, function(i)
      if i == 8 then
        error("row 8 is torn", 0)
      end
    end))
    repeat
      local ok, item = pcall(next_item)
      if ok then
        items = items + 1
      else
        message = item
      end
    until not ok
    assert.equal(7, items)
    assert.equal("row 8 is torn", message)
  end)

  it("raises what a source fails with, also when that is nothing, or nil and a message", function()
    local function raise(...)
      local what = { n = select("#", ...), ... }
      return function() error(what[1], 0) end
    end
    local object = setmetatable({}, {})
    for _, case in ipairs { { raise(), "gave no reason (it raised nil)" }, { raise(false), "it raised false" },
      { raise "torn", "torn" }, { raise(object), object }, { function() return nil, "torn" end, "torn" },
      { function() return nil, object end, object } } do
      local items, source = 0, accounts(2)
      local ok, err = pcall(function()
        for item in w.client():batch("create", "Account", "account", function()
          local row = source()
          if row then
            return row
          end
          return case[1]()
        end, { dry_run = true }) do
          items = items + 1
          assert.truthy(item.result) -- what it gave before is sent
        end
      end)
      assert.same({ false, 2 }, { ok, items })
      assert.is_true(err == case[2] or tostring(err):find(tostring(case[2]), 1, true) ~= nil, tostring(err))
    end
  end)

  it("refuses a source that would end early, or give nothing, in silence", function()
    local client = w.client()
    local holed = { account(1), account(2), nil, account(4) }
    local packed, rows = { account(1), n = 3 }, { account(1), account(2) }
    for words, source in pairs {
      ["array with a hole: element 3 is nil, but element 4 is not"] = holed,
      ["array with a hole: element 2 is nil, but n is 3"] = packed,
      ['got a table with the key "account_info"'] = account(1),
      ['got a table with the key "last"'] = { account(1), last = account(2) },
      ["got a table with the key 0"] = { [0] = account(1), account(2) },
      ["got a table with the key 1.5"] = { [1.5] = account(1) },
      ['the key "i_account"'] = { i_account = 1 },
      ["by __index has nothing at 1"] = setmetatable({}, { __index = function(_, key)
        return key == "account_info" and {} or nil
      end }),
      ["by __index has nothing at 1: give it"] = setmetatable({}, { __index = account(1) }),
      ["its __pairs failed"] = setmetatable({}, { __pairs = function() error "torn" end }),
      ['the key "x"'] = setmetatable({}, { __pairs = function() return next, { x = account(1) } end }),
      ["element 2 is nil, but element 3 is not"] = setmetatable({}, { __index = { account(1), nil, account(3) } }),
      ["element 2 is nil, but n is 4"] = setmetatable({}, { __index = { account(1), n = 4 } }),
      ["element 1 is nil, but n is 2"] = { n = 2 },
      ['the key "n"'] = { n = -1 },
      ["element 1 is nil, but its __len gives 2"] = setmetatable({}, { __len = function() return 2 end }),
      ["element 2 is nil, but its __len gives 3"] = setmetatable({ account(1) }, { __len = function() return 3 end }),
      ["element 2 is nil, but its __len gives 4"] = setmetatable({}, { __index = { account(1) },
        __len = function() return 4 end }),
      ["its __len gives -1: "] = setmetatable({}, { __index = rows, __len = function() return -1 end }),
      ["its __len gives 1.5: "] = setmetatable({}, { __index = rows, __len = function() return 1.5 end }),
      ["its __len gives a string: "] = setmetatable({}, { __index = rows, __len = function() return "3" end }),
      ["its __len gives a nil: "] = setmetatable({}, { __index = rows, __len = function() end }),
      ["its __len failed: torn"] = setmetatable({}, { __index = rows, __len = function() error("torn", 0) end }),
      ["an array of 1 that shows more by __index"] = setmetatable({ account(1) }, { __index = function(_, i)
        return rows[i]
      end }),
      ["expected, got string"] = "x",
    } do
      local ok, message = pcall(function() client:batch("create", "Account", "account", source) end)
      assert.is_false(ok)
      assert.truthy(message:find("batch: source: ", 1, true) and message:find(words, 1, true), message)
      assert.truthy(message:find("source_spec.lua:", 1, true), message)
    end
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("reads a source that is a view, or an object", function()
    local client, List = w.client(), {}
    List.__index = List
    List._class = List
    function List.append() end
    local rows = { account(1), account(2), account(3) }
    for _, source in ipairs {
      { rows = 3, setmetatable({}, { __pairs = function() return next, rows end }) },
      { rows = 3, setmetatable({}, { __index = rows }) },
      { rows = 3, setmetatable({}, { __index = function(_, i) return rows[i] end }) },
      { rows = 3, setmetatable({}, { __index = function(_, i) return rows[i] end, __len = function() return 3 end }) },
      { rows = 3, setmetatable({}, { __call = accounts(3) }) },
      { rows = 3, setmetatable({ rows[1], rows[2], rows[3], total = 3 }, List) },
      { rows = 3, setmetatable({ unpack(rows) }, { __index = function() error "no such field" end }) },
      { rows = 3, setmetatable({ unpack(rows) }, { __index = function() return {} end,
        __len = function() return 3 end }) },
      { rows = 0, setmetatable({}, List) },
      { rows = 0, {} },
      { rows = 0, { n = 0 } },
      { rows = 0, setmetatable({}, { __len = function() return 0 end }) },
      { rows = 0, setmetatable({}, { __index = {}, __len = function() return 0 end }) },
      { rows = 0, setmetatable({}, { __index = function() end, __len = function() return 0 end }) },
      { rows = 3, setmetatable({}, { __index = { n = 3, unpack(rows) } }) },
      { rows = 3, setmetatable({ unpack(rows) }, { __len = function() return 3 end }) },
      { rows = 2, { rows[1], rows[2], n = 2 } },
    } do
      assert.equal(source.rows, #run(client, source[1], { dry_run = true }))
    end
  end)

  it("is refused at once when called wrongly", function()
    local client = w.client()
    for _, call in ipairs {
      function() client:batch("crate", "Account", "account", {}) end,
      function() client:batch("create", "Acount", "account", {}) end,
      function() client:batch("create", "Account", "account", "x") end,
      function() client:batch("create", "Account", "account", {}, { concurency = 3 }) end,
      function() client:list("Account", "account", nil, { journal = "x" }) end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find("source_spec.lua:", 1, true), message)
    end
  end)
end)
