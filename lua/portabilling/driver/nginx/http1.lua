--- HTTP/1.1 as far as a JSON API over POST needs it (RFC 9112): writes a request, reads its answer. Opens nothing and
--- waits for nothing itself: bytes come from a function. lua-resty-http would do as well; it is not packaged for Debian,
--- does not bound what it reads, and does not tell apart the failures that decide whether a call may be sent again.
local attempts = require "portabilling.driver.attempts"

local byte, find, lower, match, sub = string.byte, string.find, string.lower, string.match, string.sub

local M = {}

-- A line that introduces a chunk: its size, and extensions that nobody needs.
local MAX_CHUNK_LINE = 4096
local MAX_INTERIM = 16

---@class portabilling.http1.Failure: portabilling.Attempt
---@field failed string libcurl's name for it, or TOO_LARGE; "LOST" when the bytes ended: lost tells why
---@field lost string? what the source said

---@class portabilling.http1.Head
---@field status integer
---@field headers table<string, string> by lower-case name; repeated ones joined with ", "
---@field persistent boolean the connection may serve another request once the body is read
---@field framed boolean? false: only the connection told the end of the body

---@class portabilling.http1.Reader
---@field received boolean has anything come?
local Reader = {}
Reader.__index = Reader

--- A reader of one answer.
---@param more fun(source: any): string?, string? the next bytes, at least one; or nil and why there are none ("closed" at
---  the end of the connection)
---@param source any given to it
---@param max_header integer bytes that all header and trailer lines may have together
---@return portabilling.http1.Reader
function M.reader(more, source, max_header)
  return setmetatable({ more = more, source = source, allowance = max_header, buffer = "", at = 1, received = false },
    Reader)
end

local function malformed(what)
  return nil, attempts.failed("WEIRD_SERVER_REPLY", "this is not HTTP as it should be: " .. what)
end

-- Gets more bytes behind those not yet used.
local function fill(self)
  local bytes, why = self.more(self.source)
  if not bytes then
    return nil, { failed = "LOST", lost = why }
  end
  self.received = true
  self.buffer = self.at > #self.buffer and bytes or sub(self.buffer, self.at) .. bytes
  self.at = 1
  return true
end

-- A line without its end, and what it took of `limit`.
local function line(self, limit)
  local from = self.at
  while true do
    local stop = find(self.buffer, "\n", from, true)
    local size = (stop or #self.buffer) - self.at + 1
    if size > limit then
      return nil, attempts.too_large "header"
    elseif stop then
      local last = byte(self.buffer, stop - 1) == 13 and stop > self.at and stop - 2 or stop - 1
      local text = sub(self.buffer, self.at, last)
      self.at = stop + 1
      return text, nil, size
    end
    local ok, err = fill(self)
    if not ok then
      return nil, err
    end
    from = size + 1
  end
end

-- A line of a header or trailer.
local function header_line(self)
  local text, err, size = line(self, self.allowance)
  self.allowance = self.allowance - (size or 0)
  return text, err
end

-- Lines up to an empty one, into headers.
local function read_headers(self)
  local headers, last = {}, nil
  while true do
    local text, err = header_line(self)
    if not text then
      return nil, err
    elseif text == "" then
      return headers
    end
    local name, value = match(text, "^([^%s:%c]+):[ \t]*(.-)[ \t]*$")
    if name then
      name = lower(name)
      if headers[name] and not (name == "content-length" and headers[name] == value) then
        value = headers[name] .. ", " .. value
      end
      headers[name], last = value, name
    elseif last and match(text, "^[ \t]") then
      headers[last] = headers[last] .. " " .. match(text, "^[ \t]*(.-)[ \t]*$")
    else
      return malformed "a header line without a name"
    end
  end
end

local function has_token(list, token)
  return list ~= nil and find("," .. lower(list):gsub("[ \t]", "") .. ",", "," .. token .. ",", 1, true) ~= nil
end

-- One status line with its header.
local function read_head(self)
  local text, err = header_line(self)
  if not text then
    return nil, err
  end
  local minor, status = match(text, "^HTTP/1%.(%d) (%d%d%d)%f[%D]")
  if not status then
    return malformed "it does not begin with a status line"
  end
  local headers
  headers, err = read_headers(self)
  if not headers then
    return nil, err
  end
  return { status = tonumber(status), headers = headers,
    persistent = minor ~= "0" and not has_token(headers.connection, "close") }
end

--- Reads the header of the answer; interim ones (1xx) are passed over.
---@return portabilling.http1.Head?
---@return portabilling.http1.Failure?
function Reader:head()
  for _ = 1, MAX_INTERIM do
    local head, err = read_head(self)
    if not head then
      return nil, err
    elseif head.status == 101 then
      return malformed "it changes the protocol without being asked"
    elseif head.status >= 200 then
      return head
    end
  end
  return malformed "interim answers without end"
end

-- Hands on `count` bytes, as they come.
local function pass(self, count, take)
  while count > 0 do
    if self.at > #self.buffer then
      local ok, err = fill(self)
      if not ok then
        return nil, err
      end
    end
    local available = #self.buffer - self.at + 1
    local piece
    if available <= count then
      piece = self.at == 1 and self.buffer or sub(self.buffer, self.at)
      self.buffer, self.at = "", 1
    else
      piece = sub(self.buffer, self.at, self.at + count - 1)
      self.at = self.at + count
    end
    count = count - #piece
    local ok, err = take(piece)
    if not ok then
      return nil, err
    end
  end
  return true
end

local function pass_chunked(self, take)
  while true do
    local text, err = line(self, MAX_CHUNK_LINE)
    if not text then
      return nil, err
    end
    local digits = match(text, "^(%x+)[ \t]*$") or match(text, "^(%x+)[ \t]*;")
    if not digits or #digits > 12 then
      return malformed "an invalid chunk size"
    end
    local size = tonumber(digits, 16)
    if size == 0 then
      local trailer
      trailer, err = read_headers(self)
      return trailer and true, err
    end
    local ok
    ok, err = pass(self, size, take)
    if not ok then
      return nil, err
    end
    text, err = line(self, 2)
    if text ~= "" then
      if err and err.failed == "LOST" then
        return nil, err
      end
      return malformed "a chunk that is longer than its size"
    end
  end
end

local function pass_rest(self, take)
  while true do
    local ok, err
    if self.at <= #self.buffer then
      ok, err = pass(self, #self.buffer - self.at + 1, take)
    else
      ok, err = fill(self)
      if not ok and err.lost == "closed" then
        return true
      end
    end
    if not ok then
      return nil, err
    end
  end
end

--- Hands the body to take(bytes), piece by piece; what take returns after nil ends it as the failure. Where the body's
--- end is that of the connection, head.persistent becomes false, and so does head.framed: it may have been cut.
---@param head portabilling.http1.Head
---@param limit number bytes
---@param take fun(bytes: string): boolean?, portabilling.http1.Failure?
---@return boolean? ok
---@return portabilling.http1.Failure?
function Reader:body(head, limit, take)
  local headers, received = head.headers, 0
  local encoding = headers["content-encoding"]
  if encoding and lower(encoding) ~= "identity" then
    return nil, attempts.failed("BAD_CONTENT_ENCODING",
      ("the answer is encoded (%s), which was not asked for"):format(encoding))
  end
  local function bounded(bytes)
    received = received + #bytes
    if received > limit then
      return nil, attempts.too_large "body"
    end
    return take(bytes)
  end
  local coding, length = headers["transfer-encoding"], headers["content-length"]
  if head.status == 204 or head.status == 304 then
    return true
  elseif coding then
    head.persistent = head.persistent and not length -- both: someone on the way may see the end elsewhere
    if lower(coding) ~= "chunked" then
      return nil, attempts.failed("BAD_CONTENT_ENCODING", ("unknown transfer coding (%s)"):format(coding))
    end
    return pass_chunked(self, bounded)
  elseif length then
    if not match(length, "^%d+$") or #length > 15 then
      return malformed "an invalid Content-Length"
    elseif tonumber(length) > limit then
      return nil, attempts.too_large "body"
    end
    return pass(self, tonumber(length), bounded)
  end
  head.persistent, head.framed = false, false
  return pass_rest(self, bounded)
end

--- Is everything used that came? Else the connection must not be used again.
---@return boolean
function Reader:empty()
  return self.at > #self.buffer
end

--- The bytes of a POST.
---@param target string path, or a whole URL for a proxy
---@param host string with port, where it is not the usual one
---@param lines string[] further header lines
---@param content_type string
---@param body string
---@return string
function M.post(target, host, lines, content_type, body)
  local more = #lines > 0 and table.concat(lines, "\r\n") .. "\r\n" or ""
  return ("POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"):format(target, host, more,
    content_type, #body) .. body
end

return M
