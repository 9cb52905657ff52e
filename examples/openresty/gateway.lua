--- A REST gateway in front of PortaBilling, inside nginx; nginx.conf says which location is which function here.
---
---   GET /customers?bill_status=O   all that match, one JSON object a line (NDJSON), sent on while pages arrive.
---                                  Filters: bill_status, name, limit, offset; page_size: how many at a time
---   GET /customers/17              the customer
---   POST /accounts                 creates an account; the body is what Account/add_account takes. 201 { i_account = N }
---   POST /portabilling/events      for PortaBilling's provisioning events
---
--- What went wrong is told as { error = kind, code =, message =, sent = "no"|"yes"|"unknown" }; `sent` says whether it
--- reached PortaBilling. A list that breaks off ends with such a line, and its chunked answer without the last chunk.
local events = require "portabilling.events"
local json = require "portabilling.json" -- keeps integers that lua-cjson rounds
local pb = require "portabilling"

local M = {}

-- The rest comes from the environment. All requests of a worker share this client; a caller has not the patience of a script.
pb.connect { timeout = tonumber(os.getenv "GATEWAY_TIMEOUT") or 20 }
local KEY = os.getenv "GATEWAY_KEY"
local EVENTS_PASSWORD = assert(os.getenv "GATEWAY_EVENTS_PASSWORD", "gateway: set GATEWAY_EVENTS_PASSWORD")

local function answer(status, body)
  ngx.status = status
  local content = assert(json.encode(body)) .. "\n"
  ngx.header["Content-Type"] = "application/json"
  ngx.header["Content-Length"] = #content
  ngx.print(content)
end

-- What the gateway itself refuses.
local function refuse(status, code, message)
  answer(status, { error = "request", code = code, message = message, sent = "no" })
end

local STATUS = { not_found = 404, fault = 422, config = 400, timeout = 504 } -- the others: 502

local function status_of(err)
  if err.kind == "fault" and (err.code or ""):lower():find("duplicate", 1, true) then
    return 409
  end
  return STATUS[err.kind] or 502
end

-- Errors of the library hold no secrets. Why the gateway's own log-in is refused is nobody else's business, though.
local function body_of(err, changing)
  local message = err.kind == "auth" and "the gateway cannot log in to PortaBilling" or err.message
  if changing and err.sent == "unknown" then
    message = message .. "; it may have been done: look for it before you send it again"
  end
  return { error = err.kind, code = err.code, message = message, sent = err.sent }
end

local function log(err)
  ngx.log(status_of(err) >= 500 and ngx.ERR or ngx.NOTICE, tostring(err))
end

local function fail(err, changing)
  log(err)
  answer(status_of(err), body_of(err, changing))
end

-- Is this request one to be answered? If not, it has been.
local function admitted(method)
  -- Digests are compared, so that the time it takes says nothing about the key.
  if KEY and ngx.sha1_bin(ngx.var.http_authorization or "") ~= ngx.sha1_bin("Bearer " .. KEY) then
    ngx.header["WWW-Authenticate"] = "Bearer"
    return refuse(401, "KEY", "the header Authorization: Bearer KEY is missing or wrong")
  elseif ngx.req.get_method() ~= method then
    ngx.header.Allow = method
    return refuse(405, "METHOD", "this is for " .. method)
  end
  return true
end

local function text(value)
  return value
end

local function whole(least, most)
  return function(value)
    local number = value:match "^%d+$" and tonumber(value)
    return number and number >= least and number <= most and number or nil
  end
end

local FILTERS = { bill_status = text, name = text, limit = whole(1, 1e9), offset = whole(0, 1e9) }
local OPTIONS = { page_size = whole(2, 1000) }

-- The query's arguments as filters and options; nil when there are others (then the request has been answered).
local function arguments()
  local filters, options = {}, {}
  local given, problem = ngx.req.get_uri_args(10)
  if problem then
    return refuse(400, "ARGUMENT", "too many arguments")
  end
  for name, value in pairs(given) do
    local convert = FILTERS[name] or OPTIONS[name]
    local converted = convert and type(value) == "string" and convert(value)
    if not converted then
      return refuse(400, "ARGUMENT", convert and "not understood: the value of " .. name
        or "unknown argument; known are bill_status, name, limit, offset, page_size")
    end
    (FILTERS[name] and filters or options)[name] = converted
  end
  return filters, options
end

-- What is passed on of a customer: not what the customer logs in with.
local function shown(customer)
  customer.api_token, customer.password = nil, nil
  return customer
end

function M.list_customers()
  local filters, options
  if admitted "GET" then
    filters, options = arguments()
  end
  if not filters then
    return
  end
  ngx.header["Content-Type"] = "application/x-ndjson"
  local started = false
  local ok, err = pcall(function()
    for page in pb.pages("Customer", "customer", filters, options) do
      local lines = {}
      for i, customer in ipairs(page) do
        lines[i] = assert(json.encode(shown(customer))) .. "\n"
      end
      started = true
      ngx.print(lines)
      if not ngx.flush(true) then -- waits until the client has taken it
        return -- it has gone away
      end
    end
  end)
  if ok then
    return
  elseif type(err) ~= "table" then
    error(err, 0) -- a mistake in this file
  elseif not started then
    return fail(err)
  end
  log(err)
  ngx.say(assert(json.encode(body_of(err))))
  ngx.flush(true)
  ngx.exit(ngx.ERROR) -- closes the connection without the last chunk: not the end of the list
end

function M.get_customer(id)
  if not admitted "GET" then
    return
  end
  local customer, err = pb.get("Customer", "customer", { i_customer = id })
  if not customer then
    return fail(err)
  end
  answer(200, shown(customer))
end

function M.create_account()
  if not admitted "POST" then
    return
  end
  local media = (ngx.var.http_content_type or ""):match "^[^;%s]*"
  if media:lower() ~= "application/json" then -- also keeps the forms of web pages out
    return refuse(415, "CONTENT_TYPE", "the body must be application/json")
  end
  ngx.req.read_body() -- nginx answers 413 when it is larger than client_max_body_size
  local attributes, why = json.decode(ngx.req.get_body_data() or "")
  if attributes == nil then
    return refuse(400, "BODY", "the body is no JSON: " .. why)
  elseif type(attributes) ~= "table" or type(attributes.account_info) ~= "table" then
    return refuse(400, "BODY", "the body must be an object with account_info, as Account/add_account takes it")
  end
  local account, err = pb.create("Account", "account", attributes)
  if not account then
    return fail(err, true)
  end
  answer(201, { i_account = account.i_account })
end

local handler = events.new {
  authorization = { login = "portabilling", password = EVENTS_PASSWORD },
  unknown = "accept",
}

-- An event carries ids; what else is needed is asked for. What is raised here has PortaBilling send the event again.
handler:on("Subscriber/Created", function(event)
  local account, err = pb.get("Account", "account", { i_account = event.variables.i_account })
  if account then
    ngx.log(ngx.NOTICE, "account ", account.id, " of customer ", account.i_customer, " was created")
  elseif not err:is "not_found" then -- else it is gone already
    error(err)
  end
end)

handler:on("*", function(event)
  ngx.log(ngx.NOTICE, "event ", event.type)
end)

function M.receive_event()
  handler:serve()
end

local REFUSED = {
  [400] = "this is no HTTP request", [404] = "there is no such thing here", [413] = "the body is too large",
}

--- In place of nginx's own pages.
function M.refused()
  refuse(ngx.status, "HTTP", REFUSED[ngx.status] or ngx.status >= 500 and "the gateway failed" or "refused")
end

return M
