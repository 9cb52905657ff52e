-- Reading HTTP/1.1 answers: what is taken, what is refused, wherever the bytes happen to be cut.
local http1 = require "portabilling.driver.nginx.http1"

local HEADER = "HTTP/1.1 200 OK\r\n"

-- Reads the answer from pieces. Returns what came of it and the reader.
local function read(pieces, limit, ending)
  local i = 0
  local reader = http1.reader(function()
    i = i + 1
    if pieces[i] then
      return pieces[i]
    end
    return nil, ending or "closed"
  end, nil, 4096)
  local head, err = reader:head()
  local parts = {}
  local ok = head ~= nil
  if head then
    ok, err = reader:body(head, limit or 1e9, function(bytes)
      parts[#parts + 1] = bytes
      return true
    end)
  end
  -- How much came before a failure depends on how it was cut.
  return { ok = ok, err = err, head = head, body = ok and table.concat(parts), empty = reader:empty() }
end

-- In one piece, cut in two at every place, and byte by byte: it must come to the same.
local function read_any_way(text, limit, ending)
  local whole = read({ text }, limit, ending)
  local bytes = {}
  for i = 1, #text do
    bytes[i] = text:sub(i, i)
    local cut = i < #text and read({ text:sub(1, i), text:sub(i + 1) }, limit, ending) or whole
    assert.same({ whole.ok, whole.err, whole.body, whole.head }, { cut.ok, cut.err, cut.body, cut.head },
      "cut after byte " .. i)
  end
  local single = read(bytes, limit, ending)
  assert.same({ whole.ok, whole.err, whole.body, whole.head }, { single.ok, single.err, single.body, single.head })
  return whole
end

describe("an answer", function()
  it("with Content-Length", function()
    local got = read_any_way(HEADER .. "Content-Type: application/json\r\nContent-Length: 5\r\n\r\nhello")
    assert.same({ true, "hello", 200, true, true },
      { got.ok, got.body, got.head.status, got.head.persistent, got.empty })
    assert.equal("application/json", got.head.fields["content-type"])
  end)

  it("chunked, with extensions and trailers", function()
    local got = read_any_way(HEADER .. "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1A \r\n"
      .. ("x"):rep(26) .. "\r\n0\r\nX-Sum: 1\r\n\r\n")
    assert.same({ true, "hello" .. ("x"):rep(26), true, true }, { got.ok, got.body, got.head.persistent, got.empty })
  end)

  it("up to the end of the connection, which is not used again", function()
    local got = read_any_way(HEADER .. "\r\nhello")
    assert.same({ true, "hello", false }, { got.ok, got.body, got.head.persistent })
  end)

  it("without a body", function()
    for _, status in ipairs { "204 No Content", "304 Not Modified" } do
      local got = read_any_way("HTTP/1.1 " .. status .. "\r\nContent-Length: 5\r\n\r\n")
      assert.same({ true, "", true }, { got.ok, got.body, got.head.persistent })
    end
    assert.same({ true, "" }, (function(got) return { got.ok, got.body } end)(
      read_any_way(HEADER .. "Content-Length: 0\r\n\r\n")))
  end)

  it("after interim ones", function()
    local got = read_any_way("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" .. HEADER
      .. "Content-Length: 2\r\n\r\n{}")
    assert.same({ true, "{}", 200 }, { got.ok, got.body, got.head.status })
  end)

  it("with lines that end in a line feed alone, folded ones, and repeated ones", function()
    local got = read_any_way("HTTP/1.1 200\nX-A: 1\n  2\nX-B: 1\nx-b:2\t\nContent-Length: 2\nContent-Length: 2\n\n{}")
    assert.same({ true, "{}", "1 2", "1, 2" }, { got.ok, got.body, got.head.fields["x-a"], got.head.fields["x-b"] })
  end)

  it("whose connection ends with it", function()
    for _, header in ipairs { "HTTP/1.0 200 OK\r\n", HEADER .. "Connection: close\r\n",
      HEADER .. "connection: x, Close\r\n" } do
      assert.is_false(read_any_way(header .. "Content-Length: 2\r\n\r\n{}").head.persistent)
    end
    assert.is_true(read_any_way(HEADER .. "Connection: keep-alive\r\nContent-Length: 2\r\n\r\n{}").head.persistent)
  end)

  it("followed by bytes that belong to nothing", function()
    local got = read { HEADER .. "Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n" }
    assert.same({ true, "{}", false }, { got.ok, got.body, got.empty })
  end)

  it("with both a length and chunks is read by its chunks, and its connection not used again", function()
    local got = read_any_way(HEADER .. "Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
    assert.same({ true, "{}", false }, { got.ok, got.body, got.head.persistent })
  end)
end)

describe("what is refused:", function()
  local CHUNKED = HEADER .. "Transfer-Encoding: chunked\r\n\r\n"
  local LENGTH = HEADER .. "Content-Length: "
  for name, case in pairs {
    ["another protocol"] = { "220 mail ESMTP\r\n", "WEIRD_SERVER_REPLY" },
    ["HTTP/2 in plain text"] = { "HTTP/2 200\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a status of four digits"] = { "HTTP/1.1 2000\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a change of protocol"] = { "HTTP/1.1 101 Switching Protocols\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["interim answers without end"] = { ("HTTP/1.1 100 Continue\r\n\r\n"):rep(20), "WEIRD_SERVER_REPLY" },
    ["a header line without a colon"] = { HEADER .. "nothing\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a space before the colon"] = { HEADER .. "Content-Length : 5\r\n\r\nhello", "WEIRD_SERVER_REPLY" },
    ["a length that is no number"] = { LENGTH .. "5x\r\n\r\nhello", "WEIRD_SERVER_REPLY" },
    ["a negative length"] = { LENGTH .. "-1\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["two lengths"] = { LENGTH .. "5\r\nContent-Length: 6\r\n\r\nhello!", "WEIRD_SERVER_REPLY" },
    ["a length beyond all measure"] = { LENGTH .. ("9"):rep(30) .. "\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a chunk size that is no number"] = { CHUNKED .. "xyz\r\n{}\r\n0\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a chunk size of nothing"] = { CHUNKED .. "\r\n{}\r\n0\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a negative chunk size"] = { CHUNKED .. "-2\r\n{}\r\n0\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a chunk size beyond all measure"] = { CHUNKED .. ("f"):rep(17) .. "\r\n{}", "WEIRD_SERVER_REPLY" },
    ["a chunk that is longer than its size"] = { CHUNKED .. "2\r\n{}}\r\n0\r\n\r\n", "WEIRD_SERVER_REPLY" },
    ["a compressed body"] = { HEADER .. "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
      "BAD_CONTENT_ENCODING" },
    ["an unknown transfer coding"] = { HEADER .. "Transfer-Encoding: gzip, chunked\r\n\r\n", "BAD_CONTENT_ENCODING" },
    ["a header that is too long"] = { HEADER .. "X: " .. ("x"):rep(5000), "TOO_LARGE" },
    ["trailers that are too long"] = { CHUNKED .. "0\r\nX: " .. ("x"):rep(5000), "TOO_LARGE" },
    ["a chunk line that is too long"] = { CHUNKED .. "1;" .. ("x"):rep(5000), "TOO_LARGE" },
    ["a body announced as too long"] = { LENGTH .. "11\r\n\r\n", "TOO_LARGE" },
    ["chunks that are too much together"] = { CHUNKED .. "6\r\nhello!\r\n6\r\nhello!\r\n0\r\n\r\n", "TOO_LARGE" },
    ["a body without end"] = { HEADER .. "\r\n" .. ("x"):rep(12), "TOO_LARGE" },
  } do
    it(name, function()
      local way = #case[1] < 500 and read_any_way or function(text, limit) return read({ text }, limit) end
      local got = way(case[1], 10)
      assert.is_nil(got.ok or nil)
      assert.equal(case[2], got.err.code)
      assert.is_string(got.err.message)
    end)
  end
end)

describe("a connection that ends", function()
  local whole = {
    HEADER .. "Content-Length: 5\r\n\r\nhello",
    HEADER .. "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
  }
  it("before the answer does is told as that, wherever it is", function()
    for _, text in ipairs(whole) do
      for i = 0, #text - 1 do
        local got = read { i > 0 and text:sub(1, i) or nil }
        assert.is_nil(got.ok or nil, i)
        assert.same({ "LOST", "closed" }, { got.err.code, got.err.lost }, i)
      end
    end
  end)

  it("otherwise than by closing does not end a body that only its end delimits", function()
    local got = read({ HEADER .. "\r\nhel" }, nil, "connection reset by peer")
    assert.same({ "LOST", "connection reset by peer" }, { got.err.code, got.err.lost })
  end)

  it("for what the receiver says", function()
    local reader = http1.reader(function() return whole[1] end, nil, 4096)
    local head = assert(reader:head())
    local ok, err = reader:body(head, 100, function() return nil, { code = "WRITE_ERROR" } end)
    assert.is_nil(ok)
    assert.equal("WRITE_ERROR", err.code)
  end)
end)

it("a request is written with its length", function()
  assert.equal("POST /rest/A/b HTTP/1.1\r\nHost: h:1\r\nX: 1\r\nY: 2\r\nContent-Type: application/json\r\n"
    .. "Content-Length: 4\r\n\r\nbody", http1.post("/rest/A/b", "h:1", { "X: 1", "Y: 2" }, "application/json", "body"))
end)
