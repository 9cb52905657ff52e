--- Connections for the cosocket driver: from nginx's keep-alive pool or new ones, with TLS, also through an http proxy.
local attempts = require "portabilling.driver.attempts"
local certificate = require "portabilling.driver.certificate"
local http1 = require "portabilling.driver.nginx.http1"
local proxies = require "portabilling.driver.proxies"
local tables = require "portabilling.support.tables"
local urls = require "portabilling.support.url"

local M = {}

local POOL_SIZE = 128 -- idle connections that a worker keeps for each pool
local MAX_PROXY_HEADER = 16384
local TRUST = "nginx trusts what lua_ssl_trusted_certificate names, nothing by default: write "
  .. '"lua_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;" (or the file of your own CA) into nginx.conf'

local MILLISECONDS_MOST = 2 ^ 31 - 1 -- more cannot be told to nginx

--- A time as nginx takes it: at least one millisecond.
---@param seconds number
---@return integer
function M.milliseconds(seconds)
  return math.max(1, math.min(math.ceil(seconds * 1000), MILLISECONDS_MOST))
end

---@class portabilling.Target
---@field scheme "http"|"https"
---@field host string as in the URL
---@field port integer
---@field address string what nginx is to connect to
---@field address_port integer
---@field authority string for the Host line
---@field ip string? the host, where it is an address
---@field pool string names everything that makes a connection different
---@field verify boolean
---@field tunnel string? what opens a tunnel through the proxy
---@field proxy_line string? header line for a proxy that reads our requests
---@field prefix string what stands before a path in the request line

local function is_ip(host)
  return host:match("^%d+%.%d+%.%d+%.%d+$") or host:match("^%[([%x:.]+)%]$")
end

-- The loopback's name needs no name server.
local function address_of(host)
  return host:lower() == "localhost" and "127.0.0.1" or host
end

--- Checks the URL of a proxy. Raises nothing.
---@param url string?
---@return table? proxy { host, port, line }; nil without message: none
---@return string? message
function M.proxy(url)
  if not url or url == "" then
    return nil
  end
  local scheme, credentials, authority = proxies.split(url)
  local host, port = urls.authority((authority:gsub("/$", "")))
  if (scheme or "http"):lower() ~= "http" then
    return nil, "proxy: inside nginx only http:// proxies can be used"
  elseif not host then
    return nil, "proxy: http://host:port expected"
  end
  local line
  if credentials then
    line = "Proxy-Authorization: Basic " .. ngx.encode_base64(urls.decode(credentials))
  end
  return { host = host, port = port or 1080, line = line } -- curl's default port, too
end

--- Where requests for this server go.
---@param scheme string
---@param authority string host, and port if there is one
---@param settings table verify
---@param proxy table? from M.proxy
---@return portabilling.Target
function M.target(scheme, authority, settings, proxy)
  local host, port = urls.authority(authority)
  port = port or urls.default_port(scheme)
  local through = proxy or { host = host, port = port }
  local self = {
    scheme = scheme, host = host, port = port, authority = authority, ip = is_ip(host), verify = settings.verify,
    address = address_of(through.host), address_port = through.port, prefix = "",
  }
  if proxy and scheme == "https" then
    self.tunnel = ("CONNECT %s:%d HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n"):format(host, port, host, port,
      proxy.line and proxy.line .. "\r\n" or "")
  elseif proxy then
    self.prefix, self.proxy_line = "http://" .. authority, proxy.line
  end
  self.pool = table.concat({ "portabilling", scheme, host:lower(), port, tostring(self.verify),
    proxy and ("%s:%d"):format(proxy.host, proxy.port) or "", proxy and ngx.md5(proxy.line or "") or "" }, " ")
  return self
end

local function failed(name, message, more)
  return tables.copy(more or {}, attempts.failed(name, message, false))
end

local function out_of_time(doing)
  return failed("OPERATION_TIMEDOUT", "no connection in time (" .. doing .. ")")
end

local function connect_failure(target, why)
  if why == "timeout" then
    return out_of_time "connecting"
  elseif why:find("no resolver defined", 1, true) then
    return failed("COULDNT_RESOLVE_HOST", "nginx has no name server to look up " .. target.address, { permanent = true,
      advice = 'Name one in nginx.conf: "resolver 127.0.0.53;" (or what /etc/resolv.conf says)' })
  elseif why:find("could not be resolved", 1, true) then
    return failed("COULDNT_RESOLVE_HOST", why)
  end
  return failed("COULDNT_CONNECT", ("%s:%d: %s"):format(target.address, target.address_port, why))
end

local VERDICTS_MOST = 120 -- OpenSSL has fewer
local HOST_MISMATCH = "certificate host mismatch" -- the Lua module's own word for it, without a number

-- Failures that have nothing to do with the certificate. lua-resty-core puts a number before them, too: an earlier one's.
local NO_VERDICT = { ["handshake failed"] = true, closed = true, timeout = true }

local function refused(number, message)
  local advice = certificate.advice(number, TRUST)
  if number == certificate.CHAIN_TOO_LONG then
    advice = 'nginx follows one intermediate certificate only unless it is told more: "lua_ssl_verify_depth 5;"'
  end
  return failed("PEER_FAILED_VERIFICATION", message, { advice = advice })
end

local function handshake_failure(target, why)
  local number, text = why:match("^(%d+): (.*)$")
  text, number = text or why, tonumber(number)
  if text == "timeout" then
    return out_of_time "TLS handshake"
  elseif NO_VERDICT[text] or not (number or text:find("certificate", 1, true)) then
    return failed("SSL_CONNECT_ERROR", "TLS: " .. text)
  elseif text == HOST_MISMATCH then
    return refused(certificate.OTHER_HOST, "the certificate is not for this host name: " .. target.host)
  end
  return refused(number, "certificate: " .. text)
end

-- Where a handshake fails at once, lua-resty-core (0.1.25 and others) raises "assertion failed" instead of telling why. The
-- reason is still in the buffer of the Lua module, as OpenSSL's words: the number is the one of the verdict with these
-- words. Nil where the buffer is not to be had.
local function reason_of_assertion(raised)
  local told, why = pcall(function()
    assert(tostring(raised):find("assertion failed", 1, true))
    local ffi = require "ffi"
    pcall(ffi.cdef, "const char *X509_verify_cert_error_string(long);")
    local text = ffi.string(require("resty.core.base").get_errmsg_ptr()[0])
    for number = 1, VERDICTS_MOST do
      if ffi.string(ffi.C.X509_verify_cert_error_string(number)) == text then
        return ("%d: %s"):format(number, text)
      end
    end
    return text
  end)
  return told and why or nil
end

-- The certificate of a host that is named by its address: nginx compares names only, so that is done here.
local check_ip
do
  local loaded, ffi = pcall(require, "ffi")
  local declared = loaded and pcall(ffi.cdef, [[
    void *portabilling_session_peer(const void *) __asm__("SSL_SESSION_get0_peer");
    int portabilling_check_ip(void *, const char *, unsigned int) __asm__("X509_check_ip_asc");
  ]])
  function check_ip(session, ip)
    local called, found = pcall(function()
      assert(session ~= nil) -- a NULL of the ffi equals nil, but counts as true
      local peer = ffi.C.portabilling_session_peer(session)
      return peer ~= nil and ffi.C.portabilling_check_ip(peer, ip, 0) == 1
    end)
    if not declared or not called then
      return nil, "this nginx offers no way to check a certificate against an IP address: use a host name in url"
    end
    return found, not found and "the certificate is not for this host name or address: " .. ip or nil
  end
end

local function read_more(sock)
  local bytes, why = sock:receiveany(4096)
  return bytes, why
end

-- Has the proxy open the way to the server.
local function open_tunnel(sock, target)
  local sent, why = sock:send(target.tunnel)
  if not sent then
    return failed("PROXY", "the proxy: " .. why)
  end
  local reader = http1.reader(read_more, sock, MAX_PROXY_HEADER)
  local head, err = reader:head()
  if not head then
    if err.lost == "timeout" then
      return out_of_time "proxy"
    end
    return failed("PROXY", "the proxy: " .. (err.lost or err.message))
  elseif head.status < 200 or head.status > 299 then
    return failed("PROXY", ("the proxy refused to connect (HTTP %d)"):format(head.status),
      { permanent = proxies.is_final(head.status) })
  end
end

-- TLS sessions of this worker, so that a further connection costs less. By pool: they belong to what it names.
local sessions = {}

local function handshake(sock, target)
  local name = not target.ip and target.host or nil
  local returned, session, why = pcall(sock.sslhandshake, sock, sessions[target.pool], name, target.verify)
  if not returned then
    sessions[target.pool] = nil
    local reason = reason_of_assertion(session)
    return reason and handshake_failure(target, reason)
      or refused(nil, "the certificate was refused (nginx's error log tells why)")
  elseif not session then
    sessions[target.pool] = nil
    return handshake_failure(target, why)
  end
  if target.ip and target.verify then
    local fits, message = check_ip(session, target.ip)
    if not fits then
      return refused(certificate.OTHER_HOST, message)
    end
  end
  sessions[target.pool] = session
end

-- When the first of the connections was made that may be used again. By pool, like the sessions.
local spans = {}

-- The name of nginx's pool for connections that are made now. nginx does not tell how old a connection is, so the name
-- changes each max_age seconds: nobody asks for the connections of an earlier pool any more, and nginx closes them once
-- they have been idle for long enough.
local function current_pool(target, max_age, time)
  local began = spans[target.pool]
  if not began or time - began > max_age then
    began = time
    spans[target.pool] = began
  end
  return ("%s %.3f"):format(target.pool, began)
end

--- A connection that a request may be sent on.
---@param target portabilling.Target
---@param max_age number seconds; a connection made longer ago is not used again
---@param now fun(): number
---@param deadline number for connecting, TLS included
---@return table? socket
---@return portabilling.Attempt? failure
function M.connect(target, max_age, now, deadline)
  local sock = ngx.socket.tcp()
  local function limit()
    local left = M.milliseconds(deadline - now())
    sock:settimeouts(left, left, left)
  end
  limit()
  local pool = current_pool(target, max_age, now())
  local ok, why = sock:connect(target.address, target.address_port, { pool = pool, pool_size = POOL_SIZE })
  if not ok then
    return nil, connect_failure(target, why)
  end
  if sock:getreusedtimes() > 0 then
    return sock
  end
  local problem
  if target.tunnel then
    limit()
    problem = open_tunnel(sock, target)
  end
  if not problem and target.scheme == "https" then
    limit()
    problem = handshake(sock, target)
  end
  if problem then
    sock:close()
    return nil, problem
  end
  return sock
end

return M
