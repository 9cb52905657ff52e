local api = require "portabilling.api"
local core = require "portabilling.core"
local model = require "portabilling.api.model"
local names = require "portabilling.api.openapi_names"
local openapi = require "portabilling.api.openapi"
local tables = require "portabilling.support.tables"
local writer = require "portabilling.api.openapi_writer"

-- What the vendor's form cannot tell of a field, so that it is lost on the way: what is required in practice only, that one of
-- several is required, the unit, how sure the model is (a description always is), values beside which there are others.
local function expected(f)
  return {
    required = f.required == "documented" and "documented" or nil,
    one_of = false,
    unit = nil,
    confidence = "H",
    values = f.allowed and f.values or nil,
    nullable = f.nullable, read_only = f.read_only, secret = f.secret, max = f.max, kind = f.kind,
  }
end

-- What a description may tell of how a record is called where the built-in model does not know, or does not dare to say: of
-- each, whether its fields show it. told: the method; was, now: the entries.
local SHOWN = {
  key = function(told, was, now)
    local unknown = was.key == nil
      or was.source == "rule" and (told.answer[was.key] == nil or told.answer[was.key].kind == "list")
    return unknown and (now.key == nil or told.answer[now.key] ~= nil)
  end,
  records_key = function(told, was, now)
    return was.records_key == nil and told.answer[now.records_key].kind == "list"
  end,
  paging = function(told, _, now) return now.paging == (told.params.limit ~= nil) end,
  has_total = function(told, was, now)
    return now.has_total == (told.params.get_total ~= nil and (was.has_total or told.answer.total ~= nil))
  end,
  id_key = function(_, was, now) return was.source == "rule" and now.id_key:find "^i_" ~= nil end,
  unique_key = function(_, was, now) return was.unique_key == was.id_key and now.unique_key == now.id_key end,
}

describe("the built-in model, written as a description and read again", function()
  local own

  setup(function()
    local text = assert(core.encode(writer.write(api.builtin, { realm = "Admin", version = "MR131-0" }),
      { max_depth = 64, boolean = function() return "bool" end }))
    own = model.new(assert(openapi.read(text)), api.builtin)
  end)

  it("has the same services and methods, with the same texts", function()
    assert.same(api.builtin:services(), own:services())
    for _, service in ipairs(own:services()) do
      assert.same(api.builtin:methods(service), own:methods(service))
      assert.equal(names.human(service) .. " management", own.data.services[service].about)
      for _, method in ipairs(own:methods(service)) do
        local told, was = own:method(service, method), api.builtin:method(service, method)
        assert.equal(was.about and was.about:gsub("%.$", ""):sub(1, 250) or nil,
          told.about and was.about and told.about:gsub("%.$", ""):sub(1, 250) or nil)
        local read = api.builtin.safe(service, method) and "read" or "no"
        assert.equal(api.builtin.open(service, method) and "yes" or read, told.stand_alone)
      end
    end
  end)

  -- Compares fields and all that is inside of them; seen: pairs of objects that are compared already.
  local function compare(service, was, now, where, seen)
    assert.equal(#was, #now, where)
    for _, f in ipairs(was) do
      local path = where .. "." .. f.name
      local other = now[f.name]
      assert.is_table(other, path)
      local of_now = { required = other.required, one_of = other.one_of, unit = other.unit,
        values = other.allowed and other.values,
        confidence = other.confidence, nullable = other.nullable, read_only = other.read_only, secret = other.secret,
        max = other.max, kind = other.kind }
      assert.same(expected(f), of_now, path)
      assert.same(f.meanings, other.meanings, path)
      for part in (f.about or ""):gmatch "[^;]+" do -- what is no value stands before them
        part = part:gsub("^%s+", ""):gsub("%.$", "")
        assert.matches(part, other.about, 1, true)
      end
      local item, other_item = f, other
      while item.item do
        item, other_item = item.item, other_item.item
        assert.equal(item.kind, other_item.kind, path)
      end
      if item.object then
        local data = api.builtin.data.services[service]
        local whose = data.objects and data.objects[item.object] and service or nil
        -- The service stands before it where another one has an object of that name.
        assert.matches("^%a*" .. names.object(whose, item.object) .. "$", other_item.object, path)
        local pair = service .. " " .. item.object
        if not seen[pair] then
          seen[pair] = true
          compare(service, assert(api.builtin:inside(service, f)), assert(own:inside(service, other)), path, seen)
        end
      end
    end
  end

  it("has the same parameters and answers, but for what the form cannot tell", function()
    local compared, seen = 0, {}
    for _, service in ipairs(own:services()) do
      for _, method in ipairs(own:methods(service)) do
        local was, now = api.builtin:method(service, method), own:method(service, method)
        for _, part in ipairs { "params", "answer" } do
          local where = ("%s/%s %s"):format(service, method, part)
          assert.equal(was[part] == nil, now[part] == nil, where)
          if was[part] then
            compare(service, was[part], now[part], where, seen)
            compared = compared + 1
          end
        end
      end
    end
    assert.is_true(compared > 100)
  end)

  it("calls each record in the same way, or as its fields show", function()
    local better, compared = 0, 0
    for _, service in ipairs(own:services()) do
      assert.same(api.builtin:records(service), own:records(service))
      for _, item in ipairs(own:records(service)) do
        for operation in pairs(item.operations) do
          local path = ("%s %s %s"):format(service, item.record, operation)
          local was = api.builtin:resolve(service, item.record, operation)
          local now = own:resolve(service, item.record, operation)
          local told, should = own:method(service, now.method), tables.copy(was)
          for name, shown in pairs(SHOWN) do
            if was[name] ~= now[name] and type(was[name]) ~= "table" then
              assert.is_true(shown(told, was, now), path .. " " .. name)
              should[name], better = now[name], better + 1
            end
          end
          if told.params or told.answer then should.source = "documented" end
          assert.same(should, now, path)
          compared = compared + 1
        end
      end
    end
    assert.is_true(compared > 300, compared)
    assert.is_true(better < compared / 10, better)
  end)

  it("sends booleans in the same form, at any depth", function()
    local asked = 0
    local function ask(service, method, fields, path, depth)
      for _, f in ipairs(fields) do
        local here = {}
        for i, name in ipairs(path) do here[i] = name end
        here[#here + 1] = f.name
        local unpacked = table.unpack or unpack
        local was, why = api.builtin:boolean(service, method)(unpacked(here))
        local now, now_why = own:boolean(service, method)(unpacked(here))
        asked = asked + 1
        if not f.values or f.allowed or f.kind == "yn" then -- some values beside which there are others are not told
          assert.equal(was, now, service .. "/" .. method .. " " .. table.concat(here, "."))
          assert.equal(why, now_why)
        end
        local inside = depth < 4 and api.builtin:inside(service, f)
        if inside then ask(service, method, inside, here, depth + 1) end
      end
    end
    for _, service in ipairs(own:services()) do
      for _, method in ipairs(own:methods(service)) do
        local params = api.builtin:method(service, method).params
        if params then ask(service, method, params, {}, 1) end
      end
    end
    assert.is_true(asked > 1000)
  end)

  it("is the same again after its file in the cache", function()
    assert.same(own.data, openapi.restore(assert(openapi.cached(own.data))))
  end)
end)

describe("a model with odd names, written as a description and read again", function()
  it("is the same", function()
    local first = model.new({ own = true, services = { ["New-Service 2"] = { about = "Odd things", methods = {
      ["do it%41"] = { "a%20b%3Ac:{+x%20y}/H\n*:any", "list:[s?=|a%5B]/H", about = "Does it.", stand_alone = "read" },
      add_it = { "", nil, about = "Adds it." } } } },
      shared = { objects = { ["x%20y"] = "again:{+x%20y}?/H -- Itself.\n100%25:i!@/H=1|-1" } } }, api.builtin)
    local text = assert(core.encode(writer.write(first), { max_depth = 64, boolean = function() return "bool" end }))
    local data = assert(openapi.read(text))
    local methods = data.services["New-Service 2"].methods
    assert.equal("Odd things", data.services["New-Service 2"].about)
    assert.equal("a%20b%3Ac:{+X_20yInfo}/H\n*:any", methods["do it%41"][1])
    assert.equal("list:[s?=a%5B]/H", methods["do it%41"][2])
    assert.equal("Does it.", methods["do it%41"].about)
    assert.equal("read", methods["do it%41"].stand_alone)
    assert.equal("", methods.add_it[1])
    assert.is_nil(methods.add_it[2])
    assert.equal("100%25:i!@/H=1|-1\nagain:{+X_20yInfo}?/H -- Itself.", data.shared.objects.X_20yInfo)
  end)
end)
