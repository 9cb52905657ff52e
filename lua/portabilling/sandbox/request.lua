--- Reads a request in any of the encodings that PortaBilling takes: form fields, multipart, JSON.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"

local M = {}

-- nginx keeps whole bodies in memory: its buffer is as large as the largest body it takes.
local function body()
  ngx.req.read_body()
  return ngx.req.get_body_data() or ""
end

---@param text string
---@return boolean
function M.is_utf8(text)
  local _, _, bad = ngx.re.find(text, "", "u") -- PCRE checks the whole subject before it looks for anything
  return not bad
end

local function decode(text, what)
  if not M.is_utf8(text) then
    fault.refuse("invalid_request", nil, nil, what .. " is not valid UTF-8")
  end
  local value, message = json.decode(text)
  if value == nil then
    fault.refuse("invalid_request", nil, nil, ("%s is not valid JSON: %s"):format(what, message))
  end
  return value
end

-- An object, or nothing; programs in PHP write [] for an empty one. An empty array decodes like an empty object, so its
-- text has to be looked at.
local function object(value, text, what, strict)
  if value == nil or value == json.null then
    return {}
  elseif type(value) ~= "table" or json.is_array(value) or strict and next(value) == nil and text:find("^%s*%[") then
    fault.refuse("invalid_request", nil, nil, what .. " must be a JSON object")
  end
  return value
end

local function fields(auth_info, params, strict)
  local function read(text, what)
    if type(text) ~= "string" or text == "" then
      return {}
    end
    return object(decode(text, what), text, what, strict)
  end
  return read(params, "params"), read(auth_info, "auth_info")
end

local function multipart(text, content_type)
  local boundary = content_type:match('boundary="([^"]+)"') or content_type:match("boundary=([^;%s]+)")
  if not boundary then
    fault.refuse("invalid_request", nil, nil, "multipart/form-data without a boundary")
  end
  local parts, delimiter = {}, "\r\n--" .. boundary
  text = "\r\n" .. text
  local _, at = text:find(delimiter, 1, true)
  while at and text:sub(at + 1, at + 2) ~= "--" do
    local head_end, content = text:find("\r\n\r\n", at, true)
    local last, next_at = text:find(delimiter, content or at, true)
    if not head_end or not last then
      fault.refuse("invalid_request", nil, nil, "the multipart body is cut off")
    end
    local name = text:sub(at, head_end):match('[;%s]name="([^"]*)"')
    if name then
      parts[name] = text:sub(content + 1, last - 1)
    end
    at = next_at
  end
  return parts
end

-- Not a form: there a + is none.
local function unescape(text)
  return (text:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end))
end

--- A call that is all in its address, as releases around MR70 take it: /rest/Service/method/AUTH_INFO/PARAMS
---@param uri string as it was sent
---@return string? service nil: it is not such a call
---@return string method
---@return { auth_info: string, params: string } parts
function M.in_path(uri)
  local service, method, auth_info, params = uri:match "^/rest/([%w_]+)/([%w_]+)/([^/?]*)/?([^?]*)"
  return service, method, service and { auth_info = unescape(auth_info), params = unescape(params) }
end

--- Read a call that is all in its address.
---@param parts { auth_info: string, params: string }
---@param settings table
---@return table params
---@return table auth_info
---@return "path" encoding
function M.read_path(parts, settings)
  body()
  local params, auth = fields(parts.auth_info, parts.params, settings.strict)
  return params, auth, "path"
end

--- Read the request.
---@param settings { bearer_json: boolean, strict: boolean } bearer_json false: a release that reads form fields only,
---  so JSON says nothing to it
---@return table params
---@return table auth_info
---@return "form"|"multipart"|"json" encoding
---@return table<string, string>? files the other parts of a multipart request, by their names
function M.read(settings)
  local content_type = ngx.var.http_content_type or ""
  local kind = content_type:lower():match("^%s*([^;%s]*)")
  if kind == "application/json" then
    local text = body()
    if not settings.bearer_json then
      return {}, {}, "json"
    end
    local value = text:find("%S") and decode(text, "the body") or {}
    local whole = object(value, text, "the body", true)
    local function part(name)
      -- only the text can tell [] from {}
      return object(whole[name], text:match('"' .. name .. '"%s*:%s*(%[%s*%])') or "{}", name, settings.strict)
    end
    return part "params", part "auth_info", "json"
  elseif kind == "multipart/form-data" then
    local parts = multipart(body(), content_type)
    local params, auth = fields(parts.auth_info, parts.params, settings.strict)
    parts.auth_info, parts.params = nil, nil
    return params, auth, "multipart", parts
  end
  body()
  local arguments = ngx.req.get_post_args()
  local params, auth = fields(arguments.auth_info, arguments.params, settings.strict)
  return params, auth, "form"
end

return M
