-- Transfers of the curl module without a driver.
local curl = require "portabilling.curl"
local rawserver = require "support.rawserver"
local server = require "support.server"

local M = {}

local OF_REQUEST = { url = true, body = true, content_type = true, authorization = true, timeout = true,
  connect_timeout = true, once = true, max_body = true, get = true }
local OF_SEND = { stream = true, compress = true }

--- Starts one in one go: of a profile of its own, as the driver's are of its clients'.
---@param multi userdata
---@param options table what multi:profile and profile:send take, by name
---@return userdata? transfer
---@return string? message
function M.start(multi, options)
  local lasting, request = {}, {}
  for name, value in pairs(options) do
    if OF_REQUEST[name] then
      request[name] = value
    elseif not OF_SEND[name] then
      lasting[name] = value
    end
  end
  return multi:profile(lasting):send(request, nil, options.stream, options.compress)
end

local LONGEST = 120

--- Something that is called again and again while one waits: raises when that takes too long.
---@return fun()
function M.bound()
  local deadline = curl.now() + LONGEST
  return function()
    assert(curl.now() < deadline, "waited in vain")
  end
end

--- What the nginx of M.new answers.
M.LOCATIONS = [[
  location /echo {
    content_by_lua_block {
      ngx.req.read_body()
      ngx.header["X-Connection"] = ngx.var.connection
      ngx.header.content_type = "text/x; c=" .. ngx.var.connection
      ngx.print(ngx.req.get_body_data() or "")
    }
  }
  # answers when twelve requests are there, so that they are on twelve connections
  location /twelve {
    content_by_lua_block {
      local counters = ngx.shared.counters
      local round = math.ceil(counters:incr("twelve", 1, 0) / 12)
      while counters:get "twelve" < round * 12 do ngx.sleep(0.002) end
      ngx.header.content_type = "text/x; c=" .. ngx.var.connection
      ngx.print "ok"
    }
  }
  location /seen {
    content_by_lua_block {
      local lines = { ngx.req.get_method() }
      for name, value in pairs(ngx.req.get_headers(0)) do lines[#lines + 1] = name .. "=" .. value end
      table.sort(lines)
      ngx.print(table.concat(lines, "\n"))
    }
  }
  location /gzip {
    gzip on; gzip_min_length 1; gzip_types *;
    content_by_lua_block { for _ = 1, 1000 do ngx.print(("0"):rep(10000)) end }
  }
  location /gzip-corrupt {
    content_by_lua_block {
      ngx.header["Content-Encoding"] = "gzip"
      ngx.print("\31\139\8\0\0\0\0\0\0\3 this is no deflate stream")
    }
  }
  location /gzip-and-more {
    content_by_lua_block {
      ngx.header["Content-Encoding"] = "gzip"
      ngx.print(ngx.decode_base64("H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==") .. "more")
    }
  }
  location /large {
    content_by_lua_block {
      local piece = ("x"):rep(65536)
      for _ = 1, tonumber(ngx.var.arg_kb) / 64 do ngx.print(piece) ngx.flush(true) end
    }
  }
  location /headers {
    content_by_lua_block {
      for i = 1, 100 do ngx.header["X-" .. i] = ("v"):rep(1000) end
      ngx.print("ok")
    }
  }
  location /file {
    content_by_lua_block {
      ngx.header["Content-Disposition"] = 'attachment; filename="a b.pdf"'
      ngx.header.content_type = "application/pdf"
      ngx.print("%PDF")
    }
  }
  location /redirect { return 302 https://127.0.0.1:1/elsewhere; }
  location /refused { add_header Retry-After 7 always; return 503; }
]]

--- A multi for each spec, and an nginx for all.
---@param busted table setup, teardown, before_each, after_each
---@return table t .nginx, .multi; request, drive, perform, raw_perform, with_raw
function M.new(busted)
  local t = {}
  busted.setup(function()
    t.nginx = server.start { locations = M.LOCATIONS }
  end)
  busted.teardown(function()
    t.nginx.stop()
  end)
  busted.before_each(function()
    t.multi = curl.multi()
  end)
  busted.after_each(function()
    t.multi:close()
  end)

  local function with(options, more)
    for name, value in pairs(more or {}) do
      options[name] = value
    end
    return options
  end

  --- A request to nginx over verified TLS, unless `more` says otherwise. Loopback never goes through a proxy.
  function t.request(path, more)
    return with({ url = t.nginx.url .. path, ca_file = t.nginx.ca_file, proxy = "", timeout = 30 }, more)
  end

  --- Steps until nothing runs any more.
  ---@return table events
  function t.drive()
    local events, check = {}, M.bound()
    while t.multi:running() > 0 do
      check()
      for _, what in ipairs(assert(t.multi:step(10))) do
        events[#events + 1] = what
      end
    end
    return events
  end

  local function result_of(options)
    local transfer = assert(M.start(t.multi, options))
    t.drive()
    return transfer:result()
  end

  function t.perform(path, more)
    return result_of(t.request(path, more))
  end

  --- A request to a raw server, in plain HTTP.
  function t.raw_perform(raw, more)
    return result_of(with({ url = raw.url .. "/", http = true, proxy = "", timeout = 30, body = "change" }, more))
  end

  function t.with_raw(steps, run)
    local raw = rawserver.start(steps)
    local ok, message = xpcall(run, debug.traceback, raw)
    raw.stop()
    assert(ok, message)
  end

  return t
end

return M
