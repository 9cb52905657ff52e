-- Lists that are read twice, whose keys repeat so far apart that no single page shows two equal ones. Over real TLS.
local lists = require "support.lists"
local spans = require "support.spans"

local server
setup(function()
  server = lists.start()
end)
teardown(function()
  server.stop()
end)

local function read(what, settings)
  server:reset(what)
  local client = server:client()
  local rows = {}
  local ok, err = pcall(function()
    for row, n in client:list("Customer", "customer", nil, settings) do
      rows[n] = row
    end
  end)
  client:close()
  return not ok and err or nil, rows
end

describe("read_twice where keys repeat so far apart that no page shows it", function()
  local function row(i, changed)
    return ('{"i_customer":%d,"name":"%d","balance":%d}'):format((i - 1) % 10 + 1, i, changed and 7 or 0)
  end
  local function texts()
    local all = {}
    for i = 1, 20 do
      all[i] = row(i)
    end
    return all
  end
  -- The spans of the names, the error and the records told of; what: how the list changes.
  local function read_names(what, settings)
    local told = {}
    what.texts = texts()
    settings.read_twice, settings.on_page = true, function(info) told[#told + 1] = info.records end
    local err, rows = read(what, settings)
    local list = {}
    for i, got in ipairs(rows) do
      list[i] = tonumber(got.name)
    end
    table.sort(list)
    return spans(list), err, told[#told], rows
  end

  it("gives all of them, whatever the size of the pages, and with max no more than that", function()
    for size = 2, 12 do
      for _, concurrency in ipairs { 1, 8 } do
        for _, fields in ipairs { false, { "name" } } do
          local list, err, told = read_names({}, { page_size = size, concurrency = concurrency,
            fields = fields or nil })
          assert.is_nil(err)
          assert.equal("1-20", list)
          assert.equal(20, told)
        end
      end
    end
    local list, err = read_names({}, { page_size = 4, max = 15 })
    assert.is_nil(err)
    assert.equal("1-15", list)
  end)

  it("gives all of them where fields leaves nothing but the key", function()
    local _, err, told, rows = read_names({}, { page_size = 4, fields = { "i_customer" } })
    assert.is_nil(err)
    assert.equal(20, told)
    assert.same({ i_customer = 1 }, rows[1])
  end)

  it("raises when one is changed or deleted that was handed out, and gives them all when it was not yet", function()
    read({ texts = texts() }, { page_size = 4, prefetch = 0 })
    local once = server.state()
    for changing, code in pairs { [3] = "KEYS_REPEAT", [13] = false } do
      local list, err = read_names({ rename = { before = once.requests + 1, row = changing,
        text = row(changing, true) } }, { page_size = 4, prefetch = 0 })
      assert.equal(code, err and err.code or false)
      assert.equal(code and "1-10" or "1-20", list)
    end
    local _, err = read_names({ changes = { { before = once.requests + 1, from = 3, to = 3 } } }, { page_size = 4,
      prefetch = 0 })
    assert.equal("KEYS_REPEAT", err.code)
  end)
end)
