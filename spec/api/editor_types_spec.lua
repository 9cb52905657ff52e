local api = require "portabilling.api"
local boolean = require "portabilling.api.boolean"
local editor_types = require "portabilling.api.editor_types"
local model = require "portabilling.api.model"

local loadtext = rawget(_G, "loadstring") or load

-- Reads what stands between quotes, as a language server does.
local function unquote(text)
  return (text:gsub("\\(%d%d%d)", function(digits) return string.char(tonumber(digits)) end):gsub("\\(.)", "%1"))
end

-- A quoted text at the beginning, and what is behind it.
local function take_quoted(text)
  local i = 2
  while text:sub(i, i) ~= '"' do
    assert(i <= #text, "no end of " .. text)
    i = i + (text:sub(i, i) == "\\" and 2 or 1)
  end
  return unquote(text:sub(2, i - 1)), text:sub(i + 1)
end

-- A field's type as the set of its alternatives, and what is behind it.
local function read_type(text)
  local found = {}
  repeat
    local one
    if text:sub(1, 1) == '"' then
      one, text = take_quoted(text)
      one = '"' .. one
    elseif text:sub(1, 1) == "(" then
      one, text = text:match "^(%b()[%[%]]*)(.*)$"
    else
      one, text = text:match "^([%w_.%-%[%]]+)(.*)$"
    end
    found[one] = true
    local more = text:sub(1, 1) == "|"
    if more then text = text:sub(2) end
  until not more
  return found, text
end

-- All classes: name -> { base =, fields = name -> { types, optional, comment } }; and the lines of operations.
local function read(files)
  local classes, operations = {}, {}
  for name, text in pairs(files) do
    assert.is_true(#text < 400000, name .. " is too large")
    assert(loadtext(text, "=" .. name))
    assert.equal("---@meta _", text:match "^[^\n]*")
    assert.is_nil(name:find "[^%w_.%-]")
    local class
    for line in text:gmatch "[^\n]*" do
      local head, base = line:match "^%-%-%-@class ([%w_.]+)$", nil
      if not head then head, base = line:match "^%-%-%-@class ([%w_.]+) : ([%w_.]+)$" end
      local rest = line:match "^%-%-%-@field (.*)$"
      if head then
        class = classes[head] or { fields = {} }
        class.base = base or class.base
        classes[head] = class
      elseif rest then
        local key, optional
        if rest:find "^%[string%]" then
          key, rest = "*", rest:sub(9)
        elseif rest:sub(1, 1) == "[" then
          key, rest = take_quoted(rest:sub(2))
          assert.not_equal("*", key)
          rest = rest:sub(2)
        else
          key, rest = rest:match "^([%w_]+)(.*)$"
        end
        optional, rest = rest:match "^(%??) (.*)$"
        if rest:find "^fun%(" then
          operations[#operations + 1] = key .. " " .. rest
        else
          assert.is_nil(class.fields[key], ("%s of %s stands twice"):format(key, name))
          local types, behind = read_type(rest)
          assert.is_true(behind == "" or behind:find "^ # " ~= nil, line)
          class.fields[key] = { types = types, optional = optional == "?", comment = behind:sub(4) }
        end
      else
        assert.is_true(line == "" or line:find "^%-%-" ~= nil, name .. ": " .. line)
      end
    end
  end
  return classes, operations
end

local function field_of(classes, name, key)
  local class = assert(classes[name], "no class " .. name)
  return class.fields[key] or class.base and field_of(classes, class.base, key)
end

local SENT = {
  i = { "integer", "string" }, n = { "number", "string" }, s = { "string" }, d = { "portabilling.date" },
  t = { "portabilling.time" }, yn = { "boolean", '"Y', '"N' }, b = { "boolean", "0", "1" }, bool = { "boolean" },
  list = { "any[]" }, object = { "table" }, any = { "any" },
}
local ANSWERED = { i = { "integer" }, n = { "number" }, yn = { '"Y', '"N' }, b = { "0", "1" } }

-- What the model says a type is, told apart from the writer: a set, or for lists and objects the classes below it.
local function expected_types(f, answered)
  local set = {}
  if f.values and (f.kind == "s" or f.kind == "i") and f.kind ~= "yn" then
    set["boolean"] = not answered and boolean.is_yes_no(f) or nil
    for _, value in ipairs(f.values) do set[f.kind == "s" and '"' .. value or value] = true end
    if not f.allowed then set[f.kind == "s" and "string" or "integer"] = true end
  else
    for _, name in ipairs(answered and ANSWERED[f.kind] or SENT[f.kind]) do set[name] = true end
  end
  if f.nullable and not answered and f.kind ~= "any" then set.lightuserdata = true end
  return set
end

-- Compares a class with fields of the model, and what they lead to.
local function compare(m, classes, service, fields, name, form, seen)
  seen[name] = true
  local answered = form == "answered"
  for _, f in ipairs(fields) do
    local found, where = field_of(classes, name, f.name), name .. "." .. f.name
    assert(found, "no field " .. where)
    assert.equal(not (f.required and form == "required"), found.optional, where)
    local leaf, brackets = f, ""
    while leaf.item do leaf, brackets = leaf.item, brackets .. "[]" end
    local inside = leaf.object and m:object(service, leaf.object)
    if inside then
      local class
      for one in pairs(found.types) do
        if one ~= "lightuserdata" then class = one end
      end
      assert.equal(brackets, class:match "[%[%]]*$", where)
      assert.equal(f.nullable and not answered, found.types.lightuserdata == true, where)
      class = class:gsub("[%[%]]+$", "")
      local inner = answered and "answered" or leaf.strict and "required" or "sent"
      assert.equal(({ answered = "", required = ".new", sent = ".attributes" })[inner],
        class:match "^portabilling%.[%w_]+%.[%w_]+(.*)$", where)
      if not seen[class] then compare(m, classes, service, inside, class, inner, seen) end
    elseif brackets == "" then
      assert.same(expected_types(f, answered), found.types, where)
    end
    if f.max then assert.matches(("at most %d characters"):format(f.max), found.comment, 1, true) end
  end
end

local function hold_equal(m)
  local classes, operations = read(editor_types.files(m))
  local seen = { portabilling = true, ["portabilling.Client"] = true }
  local count = 0
  for _, service in ipairs(m:services()) do
    for _, name in ipairs(m:methods(service)) do
      local method = m:method(service, name)
      local class = ("portabilling.%s.%s."):format(service, name)
      if method.params then
        count = count + 1
        compare(m, classes, service, method.params, class .. "params", "required", seen)
      end
      if method.answer then compare(m, classes, service, method.answer, class .. "answer", "answered", seen) end
    end
  end
  for name in pairs(classes) do
    local base = name:gsub("%.attributes$", "")
    assert.is_true(seen[name] or seen[base] or seen[base .. ".new"] or false, name .. " is not in the model")
  end
  return count, classes, operations
end

local known
local function builtin()
  known = known or { hold_equal(api.builtin) }
  return known[1], known[2], known[3]
end

local function has(operations, line)
  for _, one in ipairs(operations) do
    if one == line then return true end
  end
  return false
end

local function small(methods, objects, more)
  local data = { services = { Thing = { methods = methods, objects = objects } }, shared = { objects = more or {} } }
  return model.new(data, api.builtin)
end

describe("editor types", function()
  it("want no limit and offset of lists, whoever says that these are required: the client gives them", function()
    local m = small { get_thing_list = { "limit:i! offset:i! name:s", "thing_list:[{thing}]" },
      get_part_list = { "limit:i! name:s!", "part_list:[{thing}]" } }
    local text = editor_types.files(m)["Thing.lua"]
    assert.matches("\n---@field limit? integer|string\n---@field offset? integer|string\n", text, 1, true)
    assert.matches('list fun(service: "Thing", record: "thing", filters?: portabilling', text, 1, true)
    assert.matches("\n---@field limit? integer|string\n---@field name string\n", text, 1, true)
    assert.matches('list fun(service: "Thing", record: "part", filters: portabilling', text, 1, true)
  end)

  it("say of the built-in model what it says: types, what is required, values, lengths", function()
    local count = builtin()
    assert.is_true(count > 100)
  end)

  it("stand in types/ as they are written", function()
    local interpreter = rawget(_G, "jit") and "luajit" or "lua5.4"
    local pipe = io.popen(("env -u LUA_PATH -u LUA_PATH_5_4 %s tools/editor_types.lua --check 2>&1; echo $?")
      :format(interpreter))
    local output = pipe:read "*a"
    pipe:close()
    assert.equal("0\n", output)
  end)

  it("are overloads by service and record, with the other names of records", function()
    local _, _, operations = builtin()
    assert.is_true(has(operations, 'get fun(service: "Customer", record: "customer", '
      .. "keys?: portabilling.Customer.get_customer_info.params|table, options?: portabilling.Options): "
      .. "portabilling.Customer.customer?, portabilling.Error?"))
    assert.is_true(has(operations, 'list fun(self: portabilling.Client, service: "Account", record: "xdr", '
      .. "filters: portabilling.Account.get_xdr_list.params|table, options?: portabilling.Options): "
      .. "fun(): portabilling.object.xdr?, integer?"))
    assert.is_true(has(operations, 'create fun(service: "Account", record: "account", '
      .. "attributes: portabilling.Account.add_account.params|table, options?: portabilling.Options): "
      .. "portabilling.Account.add_account.answer?, portabilling.Error?"))
    assert.is_true(has(operations, 'get fun(service: "Account", record: "service_features"|"service_feature", '
      .. "keys?: portabilling.Account.get_service_features.params|table, options?: portabilling.Options): "
      .. "portabilling.object.service_feature[]?, portabilling.Error?"))
  end)

  it("name every service, record and method, also where no more is known", function()
    local _, _, operations = builtin()
    local m = api.builtin
    local all, named = table.concat(operations, "\n"), {}
    for _, line in ipairs(operations) do
      local operation, service, records = line:match '^(%l+) fun%(service: ("[^"]*"), record: ([^,]*),'
      for record in (records or ""):gmatch '"[^"]*"' do
        named[("%s %s %s"):format(operation, service, record)] = true
      end
    end
    local services = editor_types.files(m)["services.lua"]
    for _, service in ipairs(m:services()) do
      assert.matches(('---| "%s"\n'):format(service), services, 1, true)
      for _, item in ipairs(m:records(service)) do
        for operation in pairs(item.operations) do
          local name = ('%s "%s" "%s"'):format(operation, service, item.record)
          assert.is_true(named[name] or false, name)
        end
      end
    end
    assert.matches('call fun(service: "Account", method: "activate_subscriptions", '
      .. "params?: portabilling.Account.activate_subscriptions.params|table", all, 1, true)
    -- none of them forbids a name that a newer release has
    assert.truthy(all:find 'get fun%(service: "Customer", record: [^,]*|"customer"|[^,]*|string, keys%?: table,')
    assert.matches('"get_account_info"|', all:match 'call fun%(service: "Account", method: [^,]*|string,', 1, true)
  end)

  it("say it of an operator's own model, cycles, lists of lists and objects of services included", function()
    local m = small({
      add_thing = { "thing_info:{+thing}! force:b", "i_thing:i" },
      get_thing_info = { "i_thing:i! by:s=a|b|*", "thing_info:{thing}" },
      get_thing_list = { "limit:i offset:i name:s?#40", "thing_list:[{thing}] total:i" },
      shake = { "how:s!=hard|soft kinds:[s]=a|b times:i=1|-2 grid:[[{cell}]] when:t$ day:d@ rate:n?~seconds",
        "done:yn" },
      update_thing = { "thing_info:{thing}!" },
    }, {
      thing = "i_thing:i! name:s!#40 active:yn bill:s?=O|S|C parent:{thing} parts:[{+thing}] other:{shared}",
      cell = "x:n y:any z:object l:list *:s",
    }, { shared = "of:[{shared}] flag:b! thing:{thing}" })
    local count, classes, operations = hold_equal(m)
    assert.equal(5, count)
    assert.is_true(has(operations, 'list fun(service: "Thing", record: "thing", '
      .. "filters?: portabilling.Thing.get_thing_list.params|table, options?: portabilling.Options): "
      .. "fun(): portabilling.Thing.thing?, integer?"))
    -- it leads to an object of this service, so it is this service's
    assert.is_table(classes["portabilling.Thing.shared"])
    assert.same({ ['("a"|"b")[]'] = true }, classes["portabilling.Thing.shake.params"].fields.kinds.types)
    assert.same({ ["portabilling.Thing.cell.attributes[][]"] = true },
      classes["portabilling.Thing.shake.params"].fields.grid.types)
    assert.is_false(classes["portabilling.Thing.thing.new"].fields.name.optional)
    assert.is_true(classes["portabilling.Thing.thing.attributes"].fields.name.optional)
  end)

  it("keep names and texts that would be something else in their line", function()
    local evil = 'b]]\n---@class evil\nos.exit() --[[ "\\'
    local data = { services = { ["../x/S"] = { about = "one\ntwo\rthree", methods = {
      ["call it"] = { 'end:s! public:i a-b:s x"y\\:s v:s=\\Seen|a"b|c%0Ad', "nil:b", about = evil },
    } } }, shared = { objects = { ['o"\n'] = "a:i" } } }
    data.services["..-x-S"] = { methods = { ["call-it"] = { "a:{nobody}" } } }
    data.services.object = { methods = { ["do"] = { "a:i -- " .. evil:gsub("\n", "\r") .. (" long"):rep(10000) } } }
    local files = editor_types.files(model.new(data, api.builtin))
    local classes = read(files)
    assert.same({}, { classes.evil })
    -- two services and methods that would have one name have two, and nobody takes the name of what all share
    assert.is_table(classes["portabilling.___x_S.call_it.params"])
    assert.is_table(classes["portabilling.object_2.do.params"])
    local fields = classes["portabilling.___x_S_2.call_it_2.params"].fields
    for _, name in ipairs { "end", "public", "a-b", 'x"y\\' } do assert.is_table(fields[name], name) end
    assert.same({ ['"\\Seen'] = true, ['"a"b'] = true, ['"c\nd'] = true }, fields.v.types)
    assert.is_false(fields["end"].optional)
    assert.matches('\n---@field ["end"] string\n---@field ["public"]? integer|string\n', files["___x_S_2.lua"], 1, true)
    assert.is_true(#classes["portabilling.object_2.do.params"].fields.a.comment < 600)
  end)

  it("go on in another file where one is full", function()
    local methods, text = {}, {}
    for i = 1, 300 do text[i] = ("field_%d:s -- %s"):format(i, ("what it is "):rep(20)) end
    text = table.concat(text, "\n")
    for i = 1, 30 do methods["call_" .. i] = { text } end
    local files = editor_types.files(small(methods))
    assert.is_string(files["Thing.lua"])
    assert.is_string(files["Thing-2.lua"])
    local classes = read(files)
    for i = 1, 30 do
      local count = 0
      for _ in pairs(classes[("portabilling.Thing.call_%d.params"):format(i)].fields) do count = count + 1 end
      assert.equal(300, count)
    end
  end)
end)
