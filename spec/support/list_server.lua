-- The part of support.lists that runs inside nginx (one worker: module state is the server's state).
local cjson = require "cjson"

local M = {}

local list

function M.reset()
  ngx.req.read_body()
  list = cjson.decode(ngx.req.get_body_data())
  list.rows, list.requests, list.active, list.most_active, list.asked = {}, 0, 0, 0, {}
  list.count = list.texts and #list.texts or list.count
  for i = 1, list.count do
    list.rows[i] = i
  end
  ngx.print "ok"
end

function M.state()
  ngx.print(cjson.encode { requests = list.requests, most_active = list.most_active, active = list.active,
    rows = list.rows, asked = list.asked })
end

local function change(order)
  if order.move then
    table.insert(list.rows, order.to, table.remove(list.rows, order.move))
  elseif order.insert then
    for i = 1, order.many or 1 do
      table.insert(list.rows, math.min(order.insert, #list.rows + 1), 100000 + list.requests * 1000 + i)
    end
  else
    for _ = order.from, order.to do
      table.remove(list.rows, order.from)
    end
  end
end

function M.answer()
  ngx.req.read_body()
  local params = cjson.decode(ngx.req.get_body_data()).params
  local mine = list -- a reset meanwhile must not be disturbed by what was asked before
  list.requests = list.requests + 1
  list.active = list.active + 1
  list.most_active = math.max(list.most_active, list.active)
  for _, order in ipairs(list.changes or {}) do
    if order.before == list.requests then
      change(order)
    end
  end
  list.asked[list.requests] = params
  if list.rename and list.rename.before == list.requests then
    list.texts[list.rename.row] = list.rename.text
  end
  local parts, offset = {}, params.offset or 0
  for i = offset + 1, math.min(offset + math.min(params.limit or 50, list.clamp or 1000), #list.rows) do
    local n = list.rows[i]
    parts[#parts + 1] = list.texts and list.texts[n]:gsub("<bad>", "\255")
      or ('{"i_account":%d,"i_customer":%d,"id":"x"}'):format(n, n)
  end
  local count = list.total == "page" and #parts or type(list.total) == "number" and list.total
  if list.total == 1 then -- true, as it comes here
    count = params.get_total and #list.rows
  end
  local total = count and (',"total":%s'):format(count) or ""
  -- The list is read at once and answered later, so that several requests are with the server at the same time.
  local patience = 1000
  while mine.together and mine.requests > 1 and mine.most_active < mine.together and patience > 0 do
    patience = patience - 1
    ngx.sleep(0.01)
  end
  ngx.sleep((mine.delay or 0.001) * (1 + (mine.requests % 3) * 0.5))
  mine.active = mine.active - 1
  ngx.header["Content-Type"] = "application/json"
  local key = ngx.var.uri:find "xdr" and "xdr_list" or ngx.var.uri:find "Account" and "account_list" or "customer_list"
  ngx.print(('{"%s":[%s]%s}'):format(key, table.concat(parts, ","), total))
end

return M
