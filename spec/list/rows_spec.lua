-- The keys of a list's pages.
local rows_of = require "portabilling.list.rows"

describe("reading a page's keys", function()
  local function check(...)
    local page = { rows = { ... } }
    rows_of.check({ unique = "id", consistent = true, entry = { unique_key = "id" } }, page)
    return page
  end

  it("tells whether they are numbers that only grow or only fall", function()
    assert.equal(1, check({ id = 1 }, { id = 2 }, { id = 5 }).steady)
    assert.equal(-1, check({ id = 5 }, { id = 2 }).steady)
    assert.is_nil(check({ id = 1 }, { id = 5 }, { id = 2 }).steady)
    for _, other in ipairs { { id = "2" }, { id = false }, {}, "id", 7 } do
      assert.is_nil(check({ id = 1 }, other).steady)
      assert.is_nil(check(other).steady)
    end
  end)

  it("hands on an error that is not about a key", function()
    local raised = false
    local row = setmetatable({}, { __index = function()
      if not raised then
        raised = true
        error("a hook's", 0)
      end
      return 1
    end })
    assert.same({ false, "a hook's" }, { pcall(check, row) })
  end)
end)
