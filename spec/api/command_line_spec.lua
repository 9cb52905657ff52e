-- Ready examples of methods on the command line: they say what the examples in Lua say.
local api = require "portabilling.api"
local attributes = require "portabilling.command.attributes"
local command_line = require "portabilling.api.command_line"
local example = require "portabilling.api.example"
local pb = require "portabilling"

-- The words of a line, as a shell takes them.
local function words_of(text)
  local words, at = {}, 1
  text = text:gsub("\\\n", " ")
  while true do
    at = text:match("^%s*()", at)
    local quoted, behind = text:match("^'([^']*)'()", at)
    local word, after = text:match("^([^%s']+)()", at)
    if quoted then
      words[#words + 1], at = quoted, behind
    elseif word then
      words[#words + 1], at = word, after
    else
      return words
    end
  end
end

-- What an example is made of, as a call takes it; scalars as texts, for of some fields nobody knows whether they are numbers.
local function plain(value)
  if value.fields or value.items then
    local made = {}
    for _, pair in ipairs(value.fields or {}) do
      made[pair[1]] = plain(pair[2])
    end
    for i, item in ipairs(value.items or {}) do
      made[i] = plain(item)
    end
    return made
  end
  return type(value[1]) == "number" and ("%.14g"):format(value[1]) or tostring(value[1])
end

local function texts(value)
  if type(value) == "table" then
    local made = {}
    for key, inner in pairs(value) do
      made[key] = texts(inner)
    end
    return made
  end
  return type(value) == "number" and ("%.14g"):format(value) or tostring(value)
end

describe("an example on the command line", function()
  it("is what the program takes for the example in Lua, of every method", function()
    local model, count = api.builtin, 0
    for _, service in ipairs(model:services()) do
      for _, method in ipairs(model:methods(service)) do
        local told = model:method(service, method)
        local record, operation = model:operation_of(service, method)
        local entry = record and model:resolve(service, record, operation) or nil
        local text = command_line.text(model, told, entry)
        local words = words_of(text)
        assert.same({ "portabilling", operation or "call", service, entry and entry.record or method },
          { words[1], words[2], words[3], words[4] }, text)
        local fields = told.params and pb.describe(service, method).params
        local read, message = attributes.read({ (table.unpack or unpack)(words, 5) }, fields)
        assert.same(plain(example.arguments(model, told, entry)), texts(read), message or text)
        count = count + 1
      end
    end
    assert.is_true(count > 800)
  end)

  it("is broken into lines that a shell puts together", function()
    local model = api.builtin
    local text = command_line.text(model, model:method("Account", "add_account"), model:resolve("Account", "account",
      "create"))
    assert.truthy(text:find("^portabilling create Account account "), text)
    for line in text:gmatch "[^\n]+" do
      assert.is_true(#line <= 84, line)
    end
  end)
end)
