-- An HTTP client that shares nothing with the library: the curl program.
local json = require "cjson"
local shell = require "portabilling.sandbox.shell"

local M = {}

local function split(output)
  local head, body = output:match("^(HTTP/.-\r\n)\r\n(.*)$")
  while head and head:match("^HTTP/%S+ 100") do
    head, body = body:match("^(HTTP/.-\r\n)\r\n(.*)$")
  end
  if not head then
    return nil
  end
  local headers = {}
  for name, value in head:gmatch("\r\n([^:\r\n]+):%s*([^\r\n]*)") do
    headers[name:lower()] = value
  end
  return tonumber(head:match("^HTTP/%S+ (%d+)")), headers, body
end

--- Send one request.
---@param s table a running sandbox
---@param arguments string[] further arguments of curl
---@param url string
---@return table answer status, headers, body, json (when it is JSON), curl: exit status
function M.request(s, arguments, url)
  local words = { "curl", "-sS", "-i", "--max-time", "20", "--cacert", s.ca_file }
  for _, word in ipairs(arguments) do
    words[#words + 1] = word
  end
  words[#words + 1] = url
  local pipe = assert(io.popen(shell.command(words) .. " 2>/dev/null; echo \"=$?\"", "r"))
  local output = pipe:read("*a")
  pipe:close()
  local text, exit = output:match("^(.*)=(%d+)\n$")
  local answer = { curl = tonumber(exit) }
  answer.status, answer.headers, answer.body = split(text)
  if answer.curl == 0 and answer.body ~= ""
    and (answer.headers["content-type"] or ""):match("^application/json") then
    answer.json = json.decode(answer.body)
  end
  return answer
end

local function encoded(value)
  return type(value) == "string" and value or next(value) and json.encode(value) or "{}"
end

M.encodings = {}

function M.encodings.form(params, auth)
  local words = { "--data-urlencode", "params=" .. encoded(params) }
  if auth then
    words[#words + 1] = "--data-urlencode"
    words[#words + 1] = "auth_info=" .. encoded(auth)
  end
  return words
end

function M.encodings.multipart(params, auth)
  local words = { "--form-string", "params=" .. encoded(params) }
  if auth then
    words[#words + 1] = "--form-string"
    words[#words + 1] = "auth_info=" .. encoded(auth)
  end
  return words
end

function M.encodings.json(params, auth)
  local body = '{"params":' .. encoded(params) .. (auth and ',"auth_info":' .. encoded(auth) or "") .. "}"
  return { "-H", "Content-Type: application/json", "--data-binary", body }
end

function M.encodings.bearer(params, auth)
  local words = M.encodings.json(params)
  if auth then
    words[#words + 1] = "-H"
    words[#words + 1] = "Authorization: Bearer " .. auth.access_token
  end
  return words
end

--- Call a method in one of the encodings: form, multipart, json (auth_info in the body), bearer.
function M.call(s, encoding, method, params, auth, realm)
  return M.request(s, M.encodings[encoding](params, auth), s.url[realm or "admin"] .. "/rest/" .. method)
end

--- Log in and return a function that calls methods with the token.
---@return fun(method: string, params?: table|string): table call
---@return table login the answer of Session/login
function M.login(s, realm, credentials)
  realm = realm or "admin"
  local login = M.call(s, "bearer", "Session/login", credentials or { login = s.login, token = s.token }, nil, realm)
  assert(login.status == 200, login.body)
  return function(method, params)
    return M.call(s, "bearer", method, params or {}, login.json, realm)
  end, login.json
end

return M
