-- Run before the specs by `make check-gc`: the tool does what it is for.
local collecting = require "collecting"
local core = require "portabilling.core"

describe("the collector that never rests", function()
  it("collects while our C code asks for memory, and only what nobody holds", function()
    local before = collecting.count()
    local weak = setmetatable({ {} }, { __mode = "v" })
    assert.same({ a = { 1, "\n" } }, core.decode '{"a":[1,"\\n"]}')
    assert.is_true(collecting.count() > before)
    assert.is_nil(weak[1])
  end)

  it("finds a text that is used after nobody holds it", function()
    local session, budget = core.session {}, core.budget(1)
    for i = 1, 3 do
      assert.is_userdata(core.exchange(session, budget, ("no wire "):rep(100) .. i))
    end
  end)
end)
