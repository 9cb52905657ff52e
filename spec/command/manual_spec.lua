-- The manual page and the help of each command: made of the parser, whole, with examples that are taken.
local examples = require "portabilling.command.examples"
local manual = require "portabilling.command.manual"
local parser = require("portabilling.command.parser").new()

-- The words of an example; what comes behind the program: a redirection, a pipe.
local function words_of(line)
  local words = {}
  for word in (line:match "^portabilling (.*)$" or ""):gmatch "%S+" do
    if word == ">" or word == "<" or word == "|" then
      break
    end
    words[#words + 1] = word
  end
  return words
end

describe("the manual page", function()
  it("tells each command with its options, arguments and examples", function()
    local page = manual.text(parser):gsub("\\%-", "-"):gsub("\\f[BIR]", ""):gsub("\\e", "\\")
    assert.truthy(page:find("^.TH PORTABILLING 1 "))
    local at = 1
    for _, command in ipairs(parser._commands) do
      at = assert(page:find("\n.SS " .. command._name .. "\n", at, true), command._name)
      local section = page:sub(at + 1, (page:find("\n.S[SH] ", at + 1)))
      for _, option in ipairs(command._options) do
        for _, alias in ipairs(option._public_aliases) do
          assert.truthy(section:find(alias, 1, true), command._name .. " " .. alias)
        end
      end
      for _, line in ipairs(examples[command._name]) do
        assert.truthy(section:find(line, 1, true), line)
      end
    end
    for _, option in ipairs(parser._options) do
      assert.truthy(page:find("\n" .. option._name, 1, true), option._name)
    end
    assert.truthy(page:find("130 interrupted", 1, true))
  end)

  it("is text in the right lines for roff: none begins as a request that is none", function()
    for line in manual.text(parser):gmatch "[^\n]+" do
      assert.truthy(not line:find "^['.]" or line:find "^%.[A-Za-z][A-Za-z]", line)
    end
  end)
end)

describe("the help of each command", function()
  it("has two examples that the parser takes", function()
    for _, command in ipairs(parser._commands) do
      local name = command._name
      assert.equal(2, #examples[name], name)
      for _, line in ipairs(examples[name]) do
        assert.truthy(command:get_help():find(line, 1, true), line)
        local words = words_of(line)
        if words[1] then
          local ok, args = require("portabilling.command.parser").new():pparse(words)
          assert.is_true(ok, line .. ": " .. tostring(args))
          assert.equal(name, args.command, line)
        end
      end
    end
    for name in pairs(examples) do
      assert.truthy(parser:get_help():find("   " .. name, 1, true), name)
    end
  end)
end)
