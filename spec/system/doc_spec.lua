-- doc/reliability.md names the specs that prove its rows: they must be there.
describe("the reliability page", function()
  it("names only specs that exist", function()
    local file = assert(io.open("doc/reliability.md", "rb"))
    local text = file:read "*a"
    file:close()
    local named = 0
    for name in text:gmatch("`([%w_/]+_spec)`") do
      local spec = io.open("spec/" .. name .. ".lua", "rb")
      assert.truthy(spec, name)
      spec:close()
      named = named + 1
    end
    for name in text:gmatch("`([%w_/]+_test%.c)`") do
      local test = io.open("spec/" .. name, "rb")
      assert.truthy(test, name)
      test:close()
    end
    assert.is_true(named > 30)
  end)
end)
