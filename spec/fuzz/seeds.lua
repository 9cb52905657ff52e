-- Writes what the fuzzers begin with: lua5.4 spec/fuzz/seeds.lua DIRECTORY, one directory for each target below it.
-- The first bytes of an input are its settings; each target's C file says which. Beside what is made up here, there is
-- what longer runs found (spec/fuzz/found, see `make keep-found`): a short run begins with the coverage of a long one.
local directory = arg[1]

local number = 0
local function write(target, settings, text)
  number = number + 1
  local file = assert(io.open(("%s/%s/%04d"):format(directory, target, number), "wb"))
  assert(file:write(string.char((table.unpack or unpack)(settings)), text))
  assert(file:close())
end

local function unescape(text)
  return (text:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

for _, target in ipairs { "json_scan", "records", "fault", "session", "exchange" } do
  assert(os.execute(('mkdir -p "%s/%s"'):format(directory, target)))
  for line in io.lines(("spec/fuzz/found/%s.txt"):format(target)) do
    write(target, {}, unescape(line))
  end
end

for line in io.lines "spec/data/json/documents.txt" do
  local document = line:match "^[yn]_%S+ %S+ (.*)$"
  if document then
    document = unescape(document)
    write("json_scan", { 64, 90 }, document)
    write("records", { 130, number % 6 }, document)
    -- Short cuts are taken only where the text goes on for a while.
    write("json_scan", { 64, 90 }, "[" .. document .. "," .. document .. (" "):rep(48) .. "]")
  end
end
for choice, record in ipairs {
  '{"a":1,"b":{"c":[1],"d":null},"c":"x"}', '{"b":[{"c":1,"d":2}],"a":true}', '{"a":{"b":{"c":1.5},"a":null}}',
  '{"i_customer":12345678901234567890,"name":"\\u00e9\\ud83d\\ude00"}', '{"\\u0061":0,"a":1}',
} do
  write("records", { 131, choice }, '{"account_list":[' .. (record .. ","):rep(3) .. record .. '],"total":2}')
end

for status = 0, 4 do
  for _, code in ipairs {
    "Server.Session.check_auth.auth_failed", "Client.Session.check_auth.failed_to_process_access_token",
    "Client.check_auth.envelope_missed", "Server.Session.auth_failed", "Server.Account.duplicate_id",
    "Client.Account.add_account.missing.account_info.id", "Server.Customer.broken.customer_info.name",
  } do
    write("fault", { status, 0, 0, 0 }, ('{"faultcode":"%s","faultstring":"No\\n"}'):format(code))
  end
  write("fault", { status, 3, 0, 0 }, "<html>\r\n<title>502 Bad Gateway</title></html>")
  write("fault", { status, 4, 1, 0 }, "%PDF-1.4")
  write("fault", { status, 0, 0, 0 }, " \r\n")
end

-- {"iat":1700000000,"exp":1700172800} in the middle.
local JWT = "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDE3MjgwMH0.c2ln"
for settings = 0, 15 do
  for _, rest in ipairs {
    '"expires_in":172799', '"expires_at":"2026-01-02 03:04:05"', '"session_id":"0123","expires_in":1e-9', '"x":[{}]',
  } do
    write("session", { settings }, ('{"access_token":"%s","refresh_token":"r\\u00e9\\"",%s}'):format(JWT, rest))
  end
  write("session", { settings }, '{"access_token":"a","refresh_token":"r","expires_in":900} ')
end

-- Settings, then events: answers (0: success, 2: session lost, 4: gateway), failures (3), tokens (5), time (6).
for settings = 0, 63 do
  write("exchange", { settings, 3 }, "\0\0\0\0\2\0\0\0\0\0\2\1\0\0\0\0")
  write("exchange", { settings + 1, 2 }, "\0\1\3\0\0\3\1\0\3\1\0\0\4\0\0\0\0")
  write("exchange", { settings, 71 }, "\5\0\0\6\200\0\132\10\1\0\2\2\1\0\0\2\3\7\135")
end
