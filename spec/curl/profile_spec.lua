-- Profiles: what many requests have in common is read once, and transfers that have ended are used again.
local curl = require "portabilling.curl"
local fork = require "support.fork"
local rawserver = require "support.rawserver"
local transfers = require "support.transfers"

local answer = rawserver.json

describe("a profile", function()
  local multi, raw, profile

  before_each(function()
    multi = curl.multi()
    profile = multi:profile { http = true, proxy = "", headers = { "X-Mine: yes" }, user_agent = "spec/1" }
  end)
  after_each(function()
    multi:close()
    if raw then
      raw.stop()
      raw = nil
    end
  end)

  local function send(owner, body, more)
    more = more or {}
    return assert(profile:send({ url = raw.url .. "/x", body = body, content_type = "text/plain",
      authorization = more.authorization, timeout = 30, connect_timeout = 30, once = more.once,
      max_body = more.max_body }, owner, more.stream, more.compress))
  end

  local function drive()
    local events, into, check = {}, {}, transfers.bound()
    while multi:running() > 0 do
      check()
      local count = assert(multi:step(10, into))
      for i = 1, count do
        events[#events + 1] = into[i]
      end
    end
    return events
  end

  it("sends what it holds with what the call adds", function()
    raw = rawserver.start { answer "{}" }
    local transfer = send(nil, "body", { authorization = "Authorization: Bearer a", compress = false })
    assert.same({ transfer, "done" }, drive())
    local head = raw.last()
    for _, line in ipairs { "POST /x HTTP/1.1", "X-Mine: yes", "User-Agent: spec/1", "Content-Type: text/plain",
      "Authorization: Bearer a", "Accept-Encoding: identity", "Content-Length: 4" } do
      assert.truthy(("\r\n" .. head):find("\r\n" .. line .. "\r\n", 1, true), line .. " in " .. head)
    end
  end)

  it("gives the owner where it is told one", function()
    raw = rawserver.start { answer "{}" }
    local owner = {}
    assert.equal(send(owner, ""), owner.transfer)
    assert.same({ owner, "done" }, drive())
    assert.is_true(owner.done)
    assert.equal("{}", owner.transfer:answer().body)
  end)

  it("uses an ended transfer again, with nothing of what it was", function()
    raw = rawserver.start { answer '{"n":1}', { "keep",
      "HTTP/1.1 500 No\r\nContent-Type: text/html\r\nRetry-After: 3\r\nContent-Length: 1\r\n\r\nx" }, answer "" }
    local owner = {}
    local transfer = send(owner, "first", { authorization = "Authorization: Bearer secret", once = true })
    drive()
    assert.same({ status = 200, content_type = "application/json", body = '{"n":1}' }, transfer:answer())
    assert.is_nil(transfer:answer()) -- given away
    assert.equal(transfer, send(owner, "second"))
    assert.is_nil(raw.last():find("second", 1, true))
    drive()
    assert.is_nil(raw.last():find("Authorization", 1, true))
    assert.same({ status = 500, content_type = "text/html", retry_after = "3", body = "x" }, transfer:answer())
    send(owner, nil)
    drive()
    assert.same({ status = 200, content_type = "application/json", body = "" }, transfer:answer())
    assert.equal(1, raw.connections())
  end)

  it("refuses to use one again that runs, whose result was asked for, or that is another profile's", function()
    raw = rawserver.start { answer "{}", answer "{}", { "hang" } }
    local owner = {}
    local transfer = send(owner, "1")
    local other = multi:profile { http = true, proxy = "" }
    local wrong = "this transfer cannot be used again"
    assert.matches(wrong, select(2, pcall(send, owner, "2")))
    drive()
    assert.matches(wrong, select(2, pcall(other.send, other, { url = raw.url }, owner)))
    assert.is_table(transfer:result())
    assert.matches(wrong, select(2, pcall(send, owner, "2")))
    assert.matches("owner.transfer must be a curl transfer, got userdata",
      select(2, pcall(send, { transfer = io.stdout }, "2")))
    assert.equal(1, raw.count())
  end)

  it("keeps a change from being sent twice on a transfer used again, whose connection dies", function()
    raw = rawserver.start { answer "{}", { "drop" }, answer "{}" }
    local owner = {}
    local transfer = send(owner, "1", { once = true })
    drive()
    assert(transfer:answer())
    send(owner, "2", { once = true }) -- on the same connection
    drive()
    assert.is_nil(transfer:answer())
    local result = transfer:result()
    assert.same({ "CONNECTION_LOST", true, true }, { result.code, result.sent, result.resent_refused })
    assert.equal(2, raw.count())
  end)

  it("hands a large body over as bytes, which are gone when they are released", function()
    local text = ("0123456789"):rep(5000)
    raw = rawserver.start { answer(text) }
    local transfer = send(nil, "")
    drive()
    local bytes = transfer:answer().body
    assert.equal("userdata", type(bytes))
    assert.equal(#text, #bytes)
    assert.equal(text, tostring(bytes))
    bytes:release()
    assert.equal(0, #bytes)
    assert.equal("", tostring(bytes))
    bytes:release()
  end)

  it("stops a body that is too large, whatever its length was said to be", function()
    raw = rawserver.start { answer(("x"):rep(2000)),
      { "raw", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" } }
    local transfer = send(nil, "", { max_body = 1999 })
    drive()
    assert.equal("body", transfer:result().limit)
    transfer = send(nil, "")
    drive()
    assert.equal("ANSWER_CUT", transfer:result().code)
  end)

  it("lives as long as what it has in flight", function()
    raw = rawserver.start { answer "{}" }
    local transfer = send(nil, "x")
    profile = nil
    for _ = 1, 5 do
      collectgarbage()
    end
    drive()
    assert.equal("{}", transfer:answer().body)
  end)

  it("may be collected in any order with its transfers and its multi", function()
    raw = rawserver.start { { "hang" } }
    for _ = 1, 20 do
      local own = curl.multi()
      local mine = own:profile { http = true, proxy = "" }
      for _ = 1, 3 do
        assert(mine:send({ url = raw.url, body = "x" }, {}))
      end
      own, mine = nil, nil -- luacheck: ignore
      collectgarbage()
    end
    collectgarbage()
  end)

  it("is the parent's after a fork", function()
    raw = rawserver.start { answer "{}" }
    assert.equal(7, fork(function()
      local sent, message = pcall(send, nil, "x")
      return not multi:ours() and not sent and message:find "belongs to process" and 7 or 1
    end))
    send(nil, "x")
    assert.equal("done", drive()[2])
  end)

  -- libcurl 8 forgot the text of those that are not kept parsed.
  it("sends to any number of URLs, to one again, too", function()
    raw = rawserver.start { answer "{}" }
    local sent = {}
    for round = 1, 2 do
      for i = 1, 40 do
        local transfer = assert(profile:send { url = ("%s/%d/%d"):format(raw.url, round, i % 20) })
        drive()
        assert.equal(200, (transfer:answer() or transfer:result()).status)
        sent[#sent + 1] = raw.last():match "^POST (%S+)"
      end
    end
    assert.same({ "/1/1", "/1/0", "/2/19" }, { sent[1], sent[20], sent[79] })
    assert.equal(80, raw.count())
  end)

  it("says what is wrong with a call", function()
    local function with(request, owner)
      return select(2, pcall(profile.send, profile, request, owner))
    end
    assert.matches("table expected", with(nil))
    assert.matches("option .url. is missing", with {})
    assert.matches("'url' contains a space", with { url = "http://a b/" })
    assert.matches("'authorization' contains a control character",
      with { url = "http://a/", authorization = "A: b\r\nC: d" })
    assert.matches("'timeout' must be a number", with { url = "http://a/", timeout = "soon" })
    assert.matches("table expected, got string", with({ url = "http://a/" }, "me"))
    assert.matches("unknown option 'verfy'", select(2, pcall(multi.profile, multi, { verfy = true })))
    multi:close()
    assert.matches("send: the curl multi is closed", with { url = "http://a/" })
  end)
end)
