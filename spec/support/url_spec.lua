-- The parts of a URL: one rule for the option url, for proxies and for the sandbox's receivers of events.
local urls = require "portabilling.support.url"

describe("host and port", function()
  for text, expected in pairs {
    ["billing.example.com"] = { "billing.example.com" },
    ["billing.example.com:8444"] = { "billing.example.com", 8444 },
    ["127.0.0.1:1"] = { "127.0.0.1", 1 },
    ["[::1]"] = { "[::1]" },
    ["[::1]:65535"] = { "[::1]", 65535 },
  } do
    it("are told from each other: " .. text, function()
      assert.same(expected, { urls.authority(text) })
    end)
  end

  for _, text in ipairs { "", ":443", "host:", "host:0", "host:65536", "host:44x", "::1", "[::1", "a b", "a:b:1",
    "user@host" } do
    it(("are refused: '%s'"):format(text), function()
      assert.same({}, { urls.authority(text) })
    end)
  end
end)

it("percent-encoding is undone, and what only looks like it stays", function()
  assert.equal("p@ss%w\195\182rd", urls.decode "p%40ss%w%C3%B6rd")
end)
