--- What the benchmark's nginx answers. Runs inside nginx. Fixed answers, made ahead as far as possible: no JSON is parsed,
--- the few bytes that matter are looked for in the body.
local records = require "bench.server.records"

local M = {}

local CACHED_PAGES = 600

local pages, cached = {}, 0

-- The JSON of `limit` records after `offset`, of a list of `count`.
local function page(offset, limit, count)
  local last = math.min(offset + limit, count)
  local key = offset .. " " .. last
  local text = pages[key]
  if not text then
    local pieces = { '{"customer_list":[' }
    for n = offset + 1, last do
      local head, tail = records.parts(n)
      pieces[#pieces + 1] = n > offset + 1 and "," or ""
      pieces[#pieces + 1] = head
      pieces[#pieces + 1] = tail
    end
    pieces[#pieces + 1] = "]"
    text = table.concat(pieces)
    if cached < CACHED_PAGES then
      pages[key], cached = text, cached + 1
    end
  end
  return text
end

local LOGIN = '{"access_token":"benchmark-access-token","refresh_token":"benchmark-refresh-token",'
  .. '"expires_at":"2099-01-01 00:00:00"}'
local CREATED = '{"i_account":1234567}'
local GOT = '{"customer_info":' .. table.concat { records.parts(17) } .. "}"
local FAULT = '{"faultcode":"Server.Session.check_auth.auth_failed","faultstring":"no session"}'

local answers = {}

answers["Session/login"] = function()
  return LOGIN
end

-- Looked for by nginx: the bodies as Lua strings differ in a few digits only, which LuaJIT's hash of long strings may not
-- see, and then each is compared with all the others.
answers["Account/add_account"] = function()
  return ngx.var.has_account == "1" and CREATED or nil
end

answers["Customer/get_customer_info"] = function()
  return GOT
end

answers["Customer/get_customer_list"] = function(count)
  local body = ngx.req.get_body_data() or ""
  local offset = tonumber(body:match '"offset": *(%d+)') or 0
  local limit = tonumber(body:match '"limit": *(%d+)') or 50
  local text = page(offset, limit, count)
  return text, body:find('"get_total"', 1, true) and (',"total":%d}'):format(count) or "}"
end

local WAIT = {
  slow = function() return 0.05 end,
  waiting = function() return 0.15 + 0.1 * math.random() end,
  step = function() return 0.2 end,
}

--- /SPEED/COUNT/rest/Service/method: SPEED "slow" waits 50 ms, "waiting" 150 to 250, "step" 200; COUNT is how many records a list has.
function M.answer()
  local var = ngx.var
  local speed, count, method = var[1], tonumber(var[2]), var[3]
  ngx.req.read_body()
  if WAIT[speed] and method ~= "Session/login" then
    ngx.sleep(WAIT[speed]())
  end
  local answer, rest = FAULT, nil
  if method == "Session/login" or var.http_authorization == "Bearer benchmark-access-token" then
    answer, rest = answers[method](count)
  end
  if not answer or answer == FAULT then
    ngx.status, answer = 500, answer or '{"faultcode":"Server.Benchmark","faultstring":"not understood"}'
  end
  ngx.header["Content-Type"] = "application/json"
  ngx.header["Content-Length"] = #answer + (rest and #rest or 0)
  ngx.print(answer, rest or "")
end

return M
