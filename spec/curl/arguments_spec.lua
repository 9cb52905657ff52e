-- How the curl module takes what it is told.
local curl = require "portabilling.curl"
local transfers = require "support.transfers"

local start = transfers.start

describe("curl", function()
  local t = transfers.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local request = t.request
  local multi
  before_each(function()
    multi = t.multi
  end)

  describe("mistakes in the call", function()
    local function wrong(options, expected)
      local ok, message = pcall(start, multi, options)
      assert.is_false(ok)
      assert.is_truthy(message:find(expected, 1, true), message)
      assert.equal(0, multi:running())
    end

    it("raise, and say what was wrong", function()
      local url = t.nginx.url
      wrong({}, "option 'url' is missing")
      wrong({ url = 1 }, "option 'url' must be a string, got number")
      wrong({ url = url, tiemout = 1 }, "unknown option 'tiemout'")
      wrong({ url = url, [1] = 1 }, "unknown option")
      wrong({ url = url, timeout = "1" }, "option 'timeout' must be a number of seconds, got string")
      wrong({ url = url, timeout = 0 / 0 }, "nan")
      wrong({ url = url, max_body = -1 }, "option 'max_body' must be a number of bytes")
      wrong({ url = url, verify = 0 }, "option 'verify' must be a boolean, got number")
      wrong({ url = url, body = {} }, "option 'body' must be a string, got table")
      wrong({ url = url, headers = "X: 1" }, "option 'headers' must be an array")
      wrong({ url = url, headers = { "X: 1", 2 } }, "headers[2] must be a string of the form")
      wrong({ url = url, headers = { "X:" } }, "headers[1] must be a string of the form")
      wrong({ url = url, headers = { "no colon" } }, "headers[1] must be a string of the form")
    end)

    it("cannot split headers or URLs", function()
      local url = t.nginx.url
      wrong({ url = url .. "/\r\nX: 1" }, "option 'url' contains a control character")
      wrong({ url = url .. "/\0" }, "option 'url' contains a control character")
      wrong({ url = url .. "/ HTTP/1.1" }, "option 'url' contains a space")
      wrong({ url = url, headers = { "X: 1\r\nY: 2" } }, "headers[1] contains a control character")
      wrong({ url = url, content_type = "a\nb" }, "option 'content_type' contains a control character")
      wrong({ url = url, user_agent = "a\rb" }, "option 'user_agent' contains a control character")
    end)

    it("name the object a method was called without", function()
      assert.has_error(function() multi.step() end)
      local ok, message = pcall(multi.step, {})
      assert.is_false(ok)
      assert.is_truthy(message:find("curl multi expected, got table", 1, true))
      local transfer = start(multi, request "/echo")
      ok, message = pcall(transfer.take, multi)
      assert.is_false(ok)
      assert.is_truthy(message:find("curl transfer expected, got userdata", 1, true))
      ok, message = pcall(transfer.take, transfer)
      assert.is_false(ok)
      assert.is_truthy(message:find("stream = true", 1, true))
      ok, message = pcall(multi.profile, transfer, {})
      assert.is_false(ok)
      assert.is_truthy(message:find("curl multi expected, got userdata", 1, true))
      ok, message = pcall(multi:profile({}).send, multi)
      assert.is_false(ok)
      assert.is_truthy(message:find("curl profile expected, got userdata", 1, true))
    end)

    it("cannot reach what frees a profile's headers while a transfer uses them", function()
      local profile = multi:profile { headers = { "X: 1" } }
      assert.is_nil(profile.__gc)
      assert.equal("locked", getmetatable(profile))
    end)
  end)

  it("tells the time by two clocks", function()
    assert.is_true(math.abs(curl.time() - os.time()) < 5)
    assert.is_true(curl.now() <= curl.now())
  end)
end)
