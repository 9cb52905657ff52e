local api = require "portabilling.api"
local find = require "portabilling.api.find"
local model = require "portabilling.api.model"
local pb = require "portabilling"

local function names(text, of_model)
  local list = {}
  for i, item in ipairs(find.methods(of_model or api.builtin, "pb.", text)) do
    list[i] = item.service .. "/" .. item.method
  end
  return list
end

local function has(text, part)
  assert.truthy(tostring(text):find(part, 1, true), ("%q in\n%s"):format(part, tostring(text)))
end

describe("methods", function()
  it("finds by the names of methods, then by those of services", function()
    local list = names "barring"
    assert.equal("Account/get_call_barring_options", list[1])
    local place = {}
    for i, name in ipairs(list) do place[name] = i end
    assert.truthy(place["CallBarring/add_call_barring_class"])
    assert.is_true(place["CallBarring/add_default_cb_option"] > place["Customer/update_call_barring_options"])
  end)

  it("does not care for case, underscores and hyphens", function()
    local list = names "call_barring"
    assert.is_true(#list > 5)
    for _, text in ipairs { "call barring", "CallBarring", "Call-Barring", " call_barring " } do
      assert.same(list, names(text), text)
    end
  end)

  it("wants all words, those of a field together", function()
    local list = names "huntgroup published"
    assert.same({ "Customer/add_customer_huntgroup", "Customer/update_customer_huntgroup" }, { list[1], list[2] })
    for _, name in ipairs(list) do has(name, "huntgroup") end
    assert.same({}, names "huntgroup frobnicate")
  end)

  it("finds fields, at any depth, those that are sent first, and tells where they are", function()
    local found = find.methods(api.builtin, "pb.", "billing_lock")
    assert.same({ "Customer", "add_customer", "customer", "create", "customer_info.billing_lock" },
      { found[1].service, found[1].method, found[1].record, found[1].operation, found[1].field })
    local answered
    for _, item in ipairs(found) do
      has(item.field, "billing_lock")
      answered = answered or item.field:find "^answer: "
      assert.equal(answered, item.field:find "^answer: ")
    end
    assert.truthy(answered)
    local deep = find.methods(model.new { shared = { objects = { a = "b:{b}", b = "needle:s a:{a}" } }, services = {
      Thing = { methods = { do_it = { "a:{a}" } } } } }, "pb.", "needle")
    assert.equal("a.b.needle", deep[1].field)
  end)

  it("finds in descriptions what is named otherwise", function()
    local of = model.new { shared = { objects = {} }, services = {
      Thing = { methods = { zap = { "x:s", about = "Removes the widget." }, add_widget = {} } },
      Other = { about = "widget shop", methods = { run = {} } },
      Third = { methods = { walk = { "speed:i -- of the widget" }, run = { "kind:s=gadget|widget" } } },
    } }
    assert.same({ "Thing/add_widget", "Other/run", "Thing/zap", "Third/run", "Third/walk" }, names("widget", of))
  end)

  it("tells of methods whose service nobody has told", function()
    local of = model.new { shared = { objects = {} }, services = { Thing = { methods = { add_gadget = {} } } } }
    of.unplaced = function() return { get_gadget_list = "MR120-1", walk = "" } end
    local found = find.methods(of, "pb.", "gadget")
    assert.same({ "Thing/add_gadget", "?/get_gadget_list" }, { found[1].service .. "/" .. found[1].method,
      (found[2].service or "?") .. "/" .. found[2].method })
    has(found, "get_gadget_list   its service is not known; there by MR120-1")
    assert.equal(2, #found)
  end)

  it("puts the very name first", function()
    assert.equal("Account/move_account", names "move_account"[1])
    assert.equal("Session/ping", names "ping"[1])
  end)

  it("prints as a table, a long one in part", function()
    has(pb.methods "call_barring", 'Account/get_call_barring_options         pb.get("Account", "call_barring_options")')
    has(pb.methods "move_account", 'pb.call("Account", "move_account")')
    local list = pb.methods "account"
    has(list, ('and %d more: print(pb.methods("account"):all())'):format(#list - 40))
    assert.equal(#list, select(2, list:all():gsub("pb%.%w+%(\"", "")))
    for line in list:all():gmatch "[^\n]+" do assert.is_true(#line <= 100, line) end
  end)

  it("says what may have been meant when there is nothing", function()
    local none = pb.methods "bariring"
    assert.equal(0, #none)
    has(none, "did you mean 'barring'?")
    has(pb.methods "qqqqqqqqqqqq", "try a shorter word")
  end)

  it("refuses what is no word, and blames the caller", function()
    for _, wrong in ipairs { false, 7, "", " ", "..." } do
      local ok, err = pcall(function() pb.methods(wrong or nil) end)
      assert.is_false(ok)
      has(err, "find_spec.lua:")
      has(err, "a word to look for expected")
    end
    local ok, err = pcall(function() pb:methods "x" end) -- luacheck: ignore
    assert.is_false(ok)
    has(err, "call it with a dot")
  end)

  it("looks for text, not for a pattern", function()
    assert.same({}, names "acc.unt")
    assert.equal(0, #pb.methods "%a[")
  end)
end)
