local api = require "portabilling.api"
local model = require "portabilling.api.model"

local random = require "support.random"

local function make(methods, objects)
  return model.new({ services = { Thing = { methods = methods, objects = objects,
    records = { thing = { also = "gadget" } } } }, shared = { objects = {} } })
end

local METHODS = {
  add_thing = { "thing_info:{+thing}! force:b", "i_thing:i" },
  update_thing = { "thing_info:{thing}!", "i_thing:i" },
  get_thing_info = { "i_thing:i!", "thing_info:{thing}" },
  get_thing_list = { "name:s limit:i offset:i", "thing_list:[{thing}]" },
  delete_thing = { "i_thing:i!" },
  shake = { "hard:b" },
}

local function changed(more)
  local methods = {}
  for name, method in pairs(METHODS) do methods[name] = method end
  for name, method in pairs(more) do methods[name] = method or nil end
  return methods
end

-- A comparison in which every method is gone, so that each call of one is told.
local function all_gone()
  return api.compare(make(METHODS, { thing = "a:i" }), make({ other = {} }, {}))
end

local function found(text, comparison)
  local list = {}
  for i, call in ipairs((comparison or all_gone()):calls({ ["a.lua"] = text }).calls) do
    list[i] = ("%d %s %s"):format(call.line, call.text, call.method)
  end
  return list
end

-- What a change of the objects or methods means for a program, as its print tells.
local function told(text, objects, methods, old)
  local comparison = api.compare(make(METHODS, { thing = old or "name:s kind:s=a|b note:s#10 parts:[{part}]",
    part = "count:i size:i" }), make(methods or METHODS, objects))
  return tostring(comparison:calls { ["a.lua"] = text })
end

describe("calls of what changes", function()
  it("are found by service and record or method, however they are written", function()
    assert.same({
      '1 create("Thing", "thing") add_thing',
      '2 get("Thing", "gadget") get_thing_info',
      '3 list("Thing", "thing") get_thing_list',
      '4 call("Thing", "shake") shake',
      '6 batch("update", "Thing", "thing") update_thing',
      '7 batch("call", "Thing", "shake") shake',
      '8 collect("Thing", "thing") get_thing_list',
      '9 delete("Thing", "thing") delete_thing',
      '10 create("Thing", "thing") add_thing',
    }, found [==[
local made, err = pb.create("Thing", "thing", { })
local it = assert(client:get('Thing', [[gadget]]))
for row in require "portabilling".list("Thing","thing") do end
return function() return self.client:call --[[ so ]] ("Thing" --x
  , "shake") end
for item in pb.batch("update", "Thing", "thing", rows) do end
for item in pb.batch("call", "Thing", "\x73hake", rows) do end
print(#pb.collect("Thing", "thing", nil, { max = 1 }), x)
pb.delete( "Thing" , "thing" , { i_thing = pb.get("Other", "thing").i_thing } )
local create = pb.create; create("Thing", "thing", attributes)
]==])
  end)

  it("are not found in comments and texts, nor where a name is put together", function()
    assert.same({}, found [==[
-- pb.create("Thing", "thing")
--[[ pb.create("Thing", "thing") ]]
print 'pb.create("Thing", "thing")'
print [[pb.create("Thing", "thing")]]
pb.create("Thing" .. "", "thing")
pb.create("Thing", "th" .. "ing")
pb.create("Thing", "thing" .. rest)
pb.create("Thing", record)
pb.create("Nobody", "thing")
pb.create("Thing", "nothing")
pb.call("Thing", "thing")
pb.batch(operation, "Thing", "thing")
pb.created("Thing", "thing")
pb.create ("Thing"]==])
  end)

  it("tell the line of a field that is gone", function()
    local objects = { thing = "kind:s=a|b note:s#10 parts:[{part}]", part = "size:i" }
    assert.equal([[
a.lua:1: create("Thing", "thing")
  thing_info.name: gone (line 3)
  thing_info.parts[].count: gone (line 4)
a.lua:5: get("Thing", "thing")
  perhaps: answer: thing_info.name: gone (lines 3, 6, 7)
  perhaps: answer: thing_info.parts[].count: gone (line 4)
a.lua:7: list("Thing", "thing")
  perhaps: answer: thing_list[].name: gone (lines 3, 6, 7)
  perhaps: answer: thing_list[].parts[].count: gone (line 4)]], told([[
pb.create("Thing", "thing", {
  thing_info = {
    ["name"] = "x", note = f { name = 1 },
    parts = { { size = 1 }, { count = 2 } } } })
local one = pb.get("Thing", "thing", { i_thing = 1 })
print(one.name)
for row in pb.list("Thing", "thing", {}, { fields = { "name" } }) do end]], objects))
  end)

  it("tell what is required now and not given, but not what is given", function()
    local objects = { thing = "name:s! kind:s=a|b note:s#10 parts:[{+part}]", part = "count:i! size:i" }
    local function of(attributes) return told('pb.create("Thing", "thing", ' .. attributes .. ")", objects) end
    local head = 'a.lua:1: create("Thing", "thing")\n'
    assert.equal(head .. "  thing_info.name: is required now\n  (1 change that does not seem to concern it)",
      of '{ thing_info = { kind = "a" } }')
    assert.equal(head .. "  thing_info.parts[].count: is required now\n  (1 change that does not seem to concern it)",
      of '{ thing_info = { name = x, parts = { { size = 1 } } } }')
    assert.equal(head .. "  (2 changes that do not seem to concern it)",
      of '{ thing_info = { kind = f(1, { 2 }), name = function(a, b) return { a } end, note = 1 } }')
    -- what comes from elsewhere may have it
    for _, attributes in ipairs { "{ thing_info = info }", "attributes", "{ [key] = { } }",
      "{ thing_info = { [key] = 1 } }", "{ thing_info = with { kind = 1 } }" } do
      assert.matches(head .. "  perhaps: thing_info.name: is required now\n", of(attributes), 1, true)
    end
  end)

  it("judge values that are given themselves", function()
    local objects = { thing = "name:s kind:s=a note:s#5 parts:[{part}]", part = "count:i size:i" }
    local function of(attributes)
      return told('pb.create("Thing", "thing", { thing_info = ' .. attributes .. " })", objects)
    end
    local head = 'a.lua:1: create("Thing", "thing")\n'
    assert.equal(head .. '  thing_info.kind: no longer takes "b" (line 1)\n'
      .. "  (1 change that does not seem to concern it)", of '{ kind = "b", note = "short" }')
    assert.equal(head .. '  thing_info.note: at most 5 characters, it was 10 (line 1)\n'
      .. "  (1 change that does not seem to concern it)", of '{ kind = "a", note = "longer" }')
    assert.equal(head .. '  thing_info.kind: no longer takes "b" (line 1)\n'
      .. "  thing_info.note: at most 5 characters, it was 10 (line 1)", of '{ kind = k, note = "a" .. b }')
  end)

  it("tell fields that are named by a path, as the option fields has them", function()
    local text = 'pb.get("Thing", "thing", x, { fields = { "parts.count" } })'
    assert.equal([[
a.lua:1: get("Thing", "thing")
  perhaps: answer: thing_info.parts[].count: gone (line 1)]], told(text,
      { thing = "name:s kind:s=a|b note:s#10 parts:[{part}]", part = "size:i" }))
  end)

  it("count a text's characters, not its bytes", function()
    local objects = { thing = "name:s kind:s=a|b note:s#5 parts:[{part}]", part = "count:i size:i" }
    assert.equal('a.lua:1: create("Thing", "thing")\n  (1 change that does not seem to concern it)',
      told('pb.create("Thing", "thing", { thing_info = { note = "\195\169\195\169\195\169" } })', objects))
  end)

  it("judge each of several rows or elements", function()
    local objects = { thing = "name:s! kind:s=a note:s#10 parts:[{+part}]", part = "count:i! size:i" }
    assert.equal([[
a.lua:1: batch("create", "Thing", "thing")
  thing_info.kind: no longer takes "b" (lines 2, 4)
  thing_info.name: is required now
  thing_info.parts[].count: is required now]], told([[
pb.batch("create", "Thing", "thing", {
  { thing_info = { name = "x", kind = "b" } },
  { thing_info = { name = "x", kind = "a" } },
  { thing_info = { kind = kind, parts = { { count = 1 }, { size = 1 } } } },
  { thing_info = { name = "y", kind = "a" } } })]], objects))
    assert.equal('a.lua:1: batch("create", "Thing", "thing")\n  (3 changes that do not seem to concern it)', told([[
pb.batch("create", "Thing", "thing", {
  { thing_info = { name = "x", kind = "a", parts = { { count = 1 }, { count = 2, size = 1 } } } },
  { thing_info = { name = "y", kind = "a" } } })]], objects))
  end)

  it("take limit and offset of lists for given: the client sends them", function()
    local methods = changed { get_thing_list = { "name:s limit:i! offset:i!", "thing_list:[{thing}]" } }
    local objects = { thing = "name:s kind:s=a|b note:s#10 parts:[{part}]", part = "count:i size:i" }
    assert.equal('a.lua:1: list("Thing", "thing")\n  (2 changes that do not seem to concern it)',
      told('pb.list("Thing", "thing", {})', objects, methods))
    assert.equal('a.lua:1: call("Thing", "get_thing_list")\n  limit: is required now\n  offset: is required now',
      told('pb.call("Thing", "get_thing_list", {})', objects, methods))
  end)

  it("name methods that are gone, and the record's other operations not", function()
    local text = 'pb.update("Thing", "thing", x)\npb.create("Thing", "thing", x)'
    assert.equal('a.lua:2: create("Thing", "thing")\n  gone', told(text, { thing =
      "name:s kind:s=a|b note:s#10 parts:[{part}]", part = "count:i size:i" }, changed { add_thing = false }))
  end)

  it("are none where nothing changes, and calls of new methods are known", function()
    local same = api.compare(make(METHODS, {}), make(METHODS, {}))
    assert.equal("no call of what changes", tostring(same:calls { a = 'pb.create("Thing", "thing")' }))
    local newer = api.compare(make(METHODS, {}), make(changed { stir = {} }, {}))
    assert.equal('a:1: call("Thing", "stir")\n  new',
      tostring(newer:calls { a = 'pb.call("Thing", "stir", {})' }))
  end)

  it("come from programs that are read, not run, by file and line", function()
    _G.compare_calls_ran = nil
    local impact = all_gone():calls { ["b.lua"] = 'compare_calls_ran = true pb.call("Thing", "shake")',
      ["a.lua"] = '\n\npb.call("Thing", "shake")\n\npb.call("Thing", "shake") }}} "', ["c\27.lua"] = "" }
    assert.is_nil(rawget(_G, "compare_calls_ran"))
    assert.equal('a.lua:3: call("Thing", "shake")\n  gone\na.lua:5: call("Thing", "shake")\n  gone\n'
      .. 'b.lua:1: call("Thing", "shake")\n  gone', tostring(impact))
    local names = {}
    for name in pairs(impact.calls[1]) do names[#names + 1] = name end
    table.sort(names)
    assert.same({ "changes", "file", "line", "method", "service", "text" }, names)
  end)

  it("are looked for in what is no program any more", function()
    local whole = [==[
local pb = f [[x]]
pb.create("Thing", "thing", { thing_info = { name = "a", [k] = function() end }, force = true })
for x in pb.list("Thing", "thing", { name = "%" }) do print(x.name) --[[ y ]] end
]==]
    local pieces = { "{", "}", "(", ")", "[", "]", '"', "'", "=", ",", ";", "end", "function", "--[[", "\0", "pb.get(" }
    local comparison = all_gone()
    for seed = 1, 200 do
      local draw, text = random.new(seed * 15485863), whole
      for _ = 1, draw(1, 6) do
        local from = draw(1, #text)
        text = text:sub(1, from - 1) .. pieces[draw(1, #pieces)] .. text:sub(from + draw(0, 9))
      end
      assert.is_true(#comparison:calls({ a = text }).calls <= 3)
    end
  end)

  it("are found in tables however deep", function()
    local deep = ('pb.call("Thing", "shake", %s%s)'):format(("{ a = "):rep(50000), ("}"):rep(50000))
    assert.same({ '1 call("Thing", "shake") shake' }, found(deep))
    assert.same({ '1 call("Thing", "shake") shake' }, found(deep:sub(1, 200000)))
  end)
end)
