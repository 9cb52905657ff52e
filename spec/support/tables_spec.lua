-- What is everybody's of tables.
local shell = require "support.shell"
local tables = require "portabilling.support.tables"

describe("each", function()
  it("goes through a table as pairs() does, and heeds what a metatable shows where pairs() does", function()
    local seen = {}
    for key, value in tables.each { 7, 8, a = 9 } do
      seen[key] = value
    end
    assert.same({ 7, 8, a = 9 }, seen)
    local view = setmetatable({}, { __pairs = function() return next, { shown = true } end })
    local shown, expected = {}, {}
    for key in tables.each(view) do shown[key] = true end
    for key in pairs(view) do expected[key] = true end
    assert.same(expected, shown)
  end)

  it("lets fields be taken out meanwhile, and on LuaJIT others be added", function()
    local t, seen = {}, 0
    for i = 1, 20 do t["key " .. i] = i end
    for key, value in tables.each(t) do
      assert.equal(value, t[key])
      t[key], seen = nil, seen + 1
      for other = 1, rawget(_G, "jit") and 20 or 0 do
        t[seen * 100 + other] = true
      end
      t["key 20"] = nil
    end
    assert.is_true(seen == 19 or seen == 20, seen)
  end)

  -- LuaJIT compiles a loop after so many times, and looks again at its ends after some more: which of these is the wrong
  -- moment depends on its release. A process that hangs so cannot be interrupted.
  it("comes to its end in a finalizer, whatever keys the table has", function()
    local script = [[
      local tables = require "portabilling.support.tables"
      local source = "local each, t = ...  local n = 0  for _ in each(t) do n = n + 1 end  return n"
      local others = { { a = 1 }, { 1 }, {}, { [true] = 1 } }
      local keyed = { [{}] = true, [{}] = true }
      local ended = 0
      for times = 1, 60 do
        for _, other in ipairs(others) do
          local count = assert((rawget(_G, "loadstring") or load)(source))
          for _ = 1, times do count(tables.each, keyed) end
          local function finalize() count(tables.each, other) ended = ended + 1 end
          if rawget(_G, "newproxy") then
            getmetatable(newproxy(true)).__gc = finalize
          else
            setmetatable({}, { __gc = finalize })
          end
          collectgarbage()
        end
      end
      collectgarbage()
      print(ended)
    ]]
    assert.equal("240", shell.output("timeout -s KILL 60 env " .. shell.lua_command(script)))
  end)
end)
