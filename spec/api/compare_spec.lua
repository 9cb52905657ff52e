local api = require "portabilling.api"
local model = require "portabilling.api.model"
local notation = require "portabilling.api.notation"
local random = require "support.random"

local function make(methods, objects, shared)
  return model.new({ services = { Thing = { methods = methods, objects = objects } },
    shared = { objects = shared or {} } }, api.builtin)
end

-- A change as one text: what, and where.
local function told(change)
  local where = {}
  for i, place in ipairs(change.where) do
    where[i] = ("%s/%s%s"):format(place.service, place.method, place.path and " " .. place.path or "")
  end
  return ("%s%s %s%s: %s"):format(change.breaking and "! " or "", change.what, change.side or "method",
    change.values and " " .. table.concat(change.values, "|") or "", table.concat(where, ", "))
end

local function all_told(comparison)
  local list = {}
  for i, change in ipairs(comparison.changes) do list[i] = told(change) end
  return list
end

-- What one text of parameters differs in from another.
local function params(old, new, objects, others)
  return all_told(api.compare(make({ shake = { old } }, objects), make({ shake = { new } }, others or objects)))
end

describe("a comparison of two models", function()
  it("tells methods that are gone and new, breaking changes first", function()
    local old = make { a_gone = {}, shake = { "a:i" }, z_gone = { "a:i" } }
    local new = model.new({ services = { Thing = { methods = { shake = { "a:i" }, b_new = {} } },
      Other = { methods = { get_x = {} } } }, shared = { objects = {} } }, api.builtin)
    local comparison = api.compare(old, new)
    assert.same({ "! method_gone method: Thing/a_gone", "! method_gone method: Thing/z_gone",
      "method_new method: Other/get_x", "method_new method: Thing/b_new" }, all_told(comparison))
    assert.equal(2, comparison.breaking)
    assert.equal([[
may break programs (2):
  Thing/a_gone: gone
  Thing/z_gone: gone
breaks none (2):
  Other/get_x: new
  Thing/b_new: new]], tostring(comparison))
  end)

  it("says what it wants, in the line that gives it something else", function()
    local one = make { shake = { "a:i" } }
    for text, call in pairs {
      ["the old model"] = function() api.compare("before.json", one) end,
      ["the new model"] = function() api.compare(one) end,
      ["{ [path] = text }"] = function() api.compare(one, one):calls { "a.lua" } end,
      ["by their names"] = function() api.compare(one, one):calls() end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.matches("compare_spec.lua:%d+: .*" .. text:gsub("%p", "%%%0"), message)
    end
  end)

  it("tells what is asked of parameters", function()
    assert.same({ "! field_gone params: Thing/shake a" }, params("a:i b:i", "b:i"))
    assert.same({ "field_new params: Thing/shake b" }, params("a:i", "a:i b:i"))
    assert.same({ "! field_new params: Thing/shake b" }, params("a:i", "a:i b:i!"))
    assert.same({ "! type params: Thing/shake a" }, params("a:i", "a:s"))
    assert.same({ "! required params: Thing/shake a" }, params("a:i", "a:i!"))
    assert.same({ "optional params: Thing/shake a" }, params("a:i!", "a:i"))
    assert.same({ "! not_null params: Thing/shake a" }, params("a:i?", "a:i"))
    assert.same({ "null params: Thing/shake a" }, params("a:i", "a:i?"))
    assert.same({ "! shorter params: Thing/shake a" }, params("a:s#9", "a:s#8"))
    assert.same({ "! shorter params: Thing/shake a" }, params("a:s", "a:s#8"))
    assert.same({ "longer params: Thing/shake a" }, params("a:s#9", "a:s"))
    assert.same({ "! values_gone params b: Thing/shake a", "values_new params d: Thing/shake a" },
      params("a:s=b|c", "a:s=c|d"))
    assert.same({ "! values_closed params b|c: Thing/shake a" }, params("a:s", "a:s=b|c"))
    assert.same({ "values_open params: Thing/shake a" }, params("a:s=b", "a:s=b|*"))
    assert.same({}, params("a:s=b|*", "a:s=c|*"))
    assert.same({ "! shorter params: Thing/shake a" }, params("a:[s]#9", "a:[s]#8"))
    assert.same({ "! values_gone params c: Thing/shake a" }, params("a:[s]=b|c", "a:[s]=b"))
    assert.same({ "! type params: Thing/shake a" }, params("a:[s]", "a:[[s]]"))
  end)

  it("tells of answers what programs read", function()
    local function answers(old, new)
      return all_told(api.compare(make { shake = { "a:i", old } }, make { shake = { "a:i", new } }))
    end
    assert.same({ "! field_gone answer: Thing/shake a" }, answers("a:i b:i!#9", "b:i#8"))
    assert.same({ "! type answer: Thing/shake a" }, answers("a:yn", "a:b"))
    assert.same({ "field_new answer: Thing/shake b" }, answers("a:i", "a:i b:i!"))
    assert.same({ "null answer: Thing/shake a" }, answers("a:i", "a:i?"))
    assert.same({ "values_gone answer b: Thing/shake a", "values_new answer d: Thing/shake a" },
      answers("a:s=b|c", "a:s=c|d"))
  end)

  it("says nothing where one of the two does not know", function()
    assert.same({}, params("a:any b:list c:object d:{nobody}", "a:i b:[i] c:{thing} d:{thing}", { thing = "x:i" }))
    assert.same({}, params("a:i+ b:i c:i!", "a:i b:i+ c:i+"))
    assert.same({ "field_new params: Thing/shake b" }, params("a:i", "a:i b:i+"))
    assert.same({}, params("a:i *:s", "b:i *:s"))
    assert.same({}, params("a:i", "*:i"))
    assert.same({}, all_told(api.compare(make { shake = {} }, make { shake = { "a:i!" } })))
    assert.same({}, all_told(api.compare(make { shake = { "a:i" } }, make { shake = { nil, "a:i" } })))
  end)

  it("looks into objects by what they have, whatever their names, and tells a change once", function()
    local methods = { add = { "x:{+thing}!", "x:{thing}" }, update = { "x:{thing} y:[{thing}]" } }
    local renamed = { add = { "x:{+item}!", "x:{item}" }, update = { "x:{item} y:[{item}]" } }
    local objects = { thing = "a:i next:{thing} parts:[{part}]", part = "b:s of:{thing}" }
    assert.equal("no difference", tostring(api.compare(make(methods, objects),
      make(renamed, { item = "a:i next:{item} parts:[{piece}]", piece = "b:s of:{item}" }))))
    assert.same({
      "! field_gone params: Thing/add x.parts[].b, Thing/update x.parts[].b",
      "! field_gone answer: Thing/add x.parts[].b",
    }, all_told(api.compare(make(methods, objects),
      make(renamed, { item = "a:i next:{item} parts:[{piece}]", piece = "of:{item}" }))))
    -- required only where it is required
    assert.same({ "! required params: Thing/add x.a" }, all_told(api.compare(make(methods, objects),
      make(methods, { thing = "a:i! next:{thing} parts:[{part}]", part = objects.part }))))
    assert.same({ "! field_new params: Thing/add x.c", "field_new params: Thing/add x.next.c, Thing/update x.c",
      "field_new answer: Thing/add x.c" }, all_told(api.compare(make(methods, objects),
      make(methods, { thing = objects.thing .. " c:s!", part = objects.part }))))
  end)

  it("tells the shortest path to where a change is found", function()
    local methods = { shake = { "w:{wrap} t:{+thing}" }, roll = { "w:{strict} t:{thing}" } }
    local function with(thing)
      return make(methods, { wrap = "inside:{thing}", strict = "inside:{+thing}", thing = thing })
    end
    assert.same({ "! field_gone params: Thing/roll t.a, Thing/shake t.a" },
      all_told(api.compare(with "a:i b:i", with "b:i")))
  end)

  it("knows that an object of a service stands before one that all share", function()
    local function two(part)
      return model.new({ services = {
        A = { methods = { go = { "x:{thing}" } } },
        B = { methods = { go = { "x:{thing}" } }, objects = { part = part } },
      }, shared = { objects = { thing = "part:{part}", part = "b:s" } } }, api.builtin)
    end
    assert.same({ "! type params: B/go x.part.b" }, all_told(api.compare(two "b:s", two "b:i")))
  end)

  it("finds no difference between the built-in model and itself", function()
    assert.same({}, api.compare(api.builtin, api.builtin).changes)
    assert.equal("no difference", tostring(api.compare(api.builtin, api.builtin)))
  end)

  it("shows names of an operator's description as one line each", function()
    local text = tostring(api.compare(make { ["a\n\27[2J"] = { "a:i" } }, make { ["b\r"] = {} }))
    assert.is_nil(text:find "[\r\27]")
    local _, lines = text:gsub("\n", "")
    assert.equal(3, lines)
  end)

  it("goes through thousands of methods and objects that lead to one another", function()
    local function large(changed)
      local methods, objects = {}, {}
      for i = 1, 300 do
        objects["o" .. i] = ("f%d:i%s a:{o%d} b:[{o%d}] c:{o%d}"):format(i, i == changed and "?" or "", i % 300 + 1,
          (i * 7) % 300 + 1, (i * 31) % 300 + 1)
      end
      for i = 1, 2000 do
        local object = i % 300 + 1
        methods["m" .. i] = { ("x:{o%d} y:i"):format(object), ("r:{o%d}"):format(object) }
      end
      return make(methods, nil, objects)
    end
    local comparison = api.compare(large(), large(17))
    assert.equal(2, #comparison.changes)
    assert.equal(2000, #comparison.changes[1].where)
    assert.is_true(#tostring(comparison) < 1000)
  end)

  -- ---- random models ----

  local KINDS = { "i", "n", "s", "d", "t", "yn", "b", "bool" }

  -- A model as tables of fields: methods m1 ... with params and answer, objects o1 ... whose fields have names of their own.
  local function random_model(draw)
    local world = { objects = {}, methods = {} }
    local objects = draw(1, 5)
    local function reference(list, name)
      local f = { name = name, kind = "object", object = "o" .. draw(1, objects), strict = draw(1, 2) == 1 }
      for _ = 1, draw(0, 2) do f = { name = name, kind = "list", item = f } end
      list[#list + 1] = f
    end
    for i = 1, objects do
      local fields = {}
      for k = 1, draw(1, 4) do
        local f = { name = ("o%d_%d"):format(i, k), kind = KINDS[draw(1, #KINDS)], nullable = draw(1, 3) == 1,
          required = draw(1, 3) == 1 and "documented" or nil }
        if f.kind == "s" and draw(1, 2) == 1 then
          f.values, f.allowed = { "a", "b" }, { a = true, b = true }
        elseif f.kind == "s" then
          f.max = draw(1, 2) == 1 and 10 or nil
        end
        fields[k] = f
      end
      for k = 1, draw(0, 2) do reference(fields, ("ref%d"):format(k)) end
      world.objects[i] = fields
    end
    for i = 1, draw(1, 4) do
      world.methods[i] = { {}, {} }
      for side = 1, 2 do
        for k = 1, draw(0, 2) do reference(world.methods[i][side], "p" .. k) end
      end
    end
    return world
  end

  -- The objects may have other names, and lie in another order.
  local function build(world, rename)
    local function text(fields)
      local list = {}
      for _, f in ipairs(fields) do
        list[#list + 1] = (notation.write(f):gsub("{(%+?)(o%d+)}", function(strict, name)
          return ("{%s%s}"):format(strict, rename(name))
        end))
      end
      return table.concat(list, " ")
    end
    local methods, objects = {}, {}
    for i, fields in ipairs(world.objects) do objects[rename("o" .. i)] = text(fields) end
    for i, sides in ipairs(world.methods) do methods["m" .. i] = { text(sides[1]), text(sides[2]) } end
    return make(methods, nil, objects)
  end

  -- The methods that come to an object on a side (1 params, 2 answer), by a reference that is strict or not.
  local function methods_with(world, object, side, how)
    local found = {}
    for i, sides in ipairs(world.methods) do
      local seen, hit = {}, false
      local function visit(fields)
        for _, f in ipairs(fields) do
          while f.item do f = f.item end
          if f.object then
            if f.object == object and (how == nil or f.strict == how) then hit = true end
            if not seen[f.object] then
              seen[f.object] = true
              visit(world.objects[tonumber(f.object:sub(2))])
            end
          end
        end
      end
      visit(sides[side])
      if hit then found[#found + 1] = "Thing/m" .. i end
    end
    table.sort(found)
    return table.concat(found, " ")
  end

  -- Changes one field of one object; what is to be told of it goes into expected.
  local function edit(world, draw, expected)
    local i = draw(1, #world.objects)
    local fields, object = world.objects[i], "o" .. i
    local function expect(what, name, breaks, sides, how)
      for side = 1, sides do
        local reference = nil
        if side == 1 then reference = how end
        local methods = methods_with(world, object, side, reference)
        if methods ~= "" then
          local breaking = breaks and (side == 1 or breaks == "both")
          expected[#expected + 1] = ("%s%s %s %s: %s"):format(breaking and "! " or "", what,
            side == 1 and "params" or "answer", name, methods)
        end
      end
    end
    local function of_answer(what, name)
      local methods = methods_with(world, object, 2)
      if methods ~= "" then expected[#expected + 1] = ("%s answer %s: %s"):format(what, name, methods) end
    end
    local kind = draw(1, 7)
    local at = draw(1, #fields)
    local f = fields[at]
    if kind == 1 then
      local name, required = object .. "_new", draw(1, 2) == 1
      fields[#fields + 1] = { name = name, kind = "i", required = required and "documented" or nil }
      if required then
        expect("field_new", name, true, 1, true)
        expect("field_new", name, false, 1, false)
        of_answer("field_new", name)
      else
        expect("field_new", name, false, 2)
      end
      return
    elseif f.object or f.item then
      return -- references stay: without them other changes would be told, too
    elseif kind == 2 then
      table.remove(fields, at)
      expect("field_gone", f.name, "both", 2)
    elseif kind == 3 then
      f.kind, f.values, f.allowed, f.max = f.kind == "i" and "bool" or "i", nil, nil, nil
      expect("type", f.name, "both", 2)
    elseif kind == 4 then
      f.required = not f.required and "documented" or nil
      expect(f.required and "required" or "optional", f.name, f.required ~= nil, 1, true)
    elseif kind == 5 then
      f.nullable = not f.nullable
      expect(f.nullable and "null" or "not_null", f.name, not f.nullable, 2)
    elseif f.kind == "s" and f.values then
      if kind == 6 then
        f.values, f.allowed = { "a" }, { a = true }
        expect("values_gone", f.name, true, 2)
      else
        f.values, f.allowed = { "a", "b", "c" }, { a = true, b = true, c = true }
        expect("values_new", f.name, false, 2)
      end
    elseif f.kind == "s" then
      local old = f.max
      f.max = kind == 6 and 5 or 20
      expect((old or math.huge) > f.max and "shorter" or "longer", f.name, (old or math.huge) > f.max, 1)
    end
  end

  it("tells exactly what was changed, in random models", function()
    for seed = 1, 400 do
      local draw = random.new(seed * 7919 + 1)
      local world = random_model(draw)
      local old = build(world, function(name) return name end)
      local before = build(world, function(name) return "renamed_" .. name end)
      assert.same({}, api.compare(old, before).changes, "seed " .. seed)
      local expected, found, once = {}, {}, {}
      edit(world, draw, expected)
      local comparison = api.compare(old, build(world, function(name) return "renamed_" .. name end))
      for _, change in ipairs(comparison.changes) do
        local methods = {}
        for i, place in ipairs(change.where) do
          methods[i] = place.service .. "/" .. place.method
          assert.equal(change.field, place.path:match "[^.]*$", "seed " .. seed)
        end
        table.sort(methods)
        found[#found + 1] = ("%s%s %s %s: %s"):format(change.breaking and "! " or "", change.what, change.side,
          change.field, table.concat(methods, " "))
        assert.is_nil(once[found[#found]], "seed " .. seed)
        once[found[#found]] = true
      end
      table.sort(expected)
      table.sort(found)
      assert.same(expected, found, "seed " .. seed)
    end
  end)
end)
