-- Requests of other forms than a call's: files of SIM cards and DID numbers (columns and limits are the vendor's), calls
-- that are all in their address, ESPF's own API.
local http = require "support.curl_program"
local json = require "cjson"
local mime = require "mime"
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 20 })

local function ok(answer)
  assert.equal(200, answer.status, answer.body)
  return answer.json
end

describe("an upload of", function()
  local call, login
  before_each(function()
    call, login = http.login(w.sandbox)
  end)

  local function upload(method, lines, ending)
    local name = os.tmpname()
    local file = assert(io.open(name, "wb"))
    file:write(table.concat(lines, ending or "\r\n"), "\n")
    file:close()
    local words = http.encodings.multipart({}, { session_id = login.session_id })
    words[#words + 1] = "-F"
    words[#words + 1] = "file=@" .. name .. ";type=text/csv;filename=upload.csv"
    local answer = http.request(w.sandbox, words, w.sandbox.url.admin .. "/rest/" .. method)
    os.remove(name)
    return answer
  end

  -- Refused, with this code and these words.
  local function refused(code, words, answer)
    assert.equal(500, answer.status, answer.body)
    assert.equal(code, answer.json.faultcode)
    assert.matches(words, answer.json.faultstring, 1, true)
  end

  describe("SIM cards", function()
    local HEAD = "IMSI,Action,ICCID,KI,OPC,AMF,Description,HLR,Managed by"
    local key = ("aF"):rep(16)

    local function card(imsi)
      return ok(call("SIMCard/get_card_info", { imsi = imsi })).sim_info
    end
    local function send(...)
      return upload("SIMCard/upload_sim_cards", { ... })
    end

    it("adds cards, which are free, and removes them", function()
      assert.equal(1, ok(send(HEAD, '901700000000001,+,8988211000000000001,' .. key .. "," .. key
        .. ',8000,"spare, box 1",hlr1,me', "", "90170,add,89882110000000000012")).success)
      local added = card "901700000000001"
      assert.equal("available", added.status)
      assert.equal("8988211000000000001", added.iccid)
      assert.equal("spare, box 1", added.note)
      assert.equal("available", card("90170").status)
      ok(send("\239\187\191action,imsi", "-,90170", '"remove","901700000000001"'))
      assert.is_nil(card "90170")
      assert.is_nil(card "901700000000001")
    end)

    it("is taken whole or not at all, and says what is wrong in which line", function()
      for _, case in ipairs {
        { "invalid_value.file.IMSI", "line 3: IMSI must be 1 to 15 digits", "1234567890123456,+" },
        { "missing_required.file.IMSI", "line 3: IMSI is missing", ",+" },
        { "invalid_value.file.Action", "line 3: Action must be +, add, - or remove", "5,put" },
        { "invalid_value.file.ICCID", "ICCID must be 19 or 20 digits", "5,+,123456789012345678" },
        { "invalid_value.file.KI", "KI must be 32 hexadecimal digits", "5,+,," .. key .. "0" },
        { "invalid_value.file.OPC", "OPC must be 32 hexadecimal digits", "5,+,,,xyz" },
        { "invalid_value.file.AMF", "AMF must be 4 hexadecimal digits", "5,+,,,,80000" },
        { "invalid_value.file.Description", "at most 255 characters", "5,+,,,,," .. ("x"):rep(256) },
        { "invalid_value.file.HLR", "at most 255 characters", "5,+,,,,,," .. ("x"):rep(256) },
      } do
        refused("Client.SIMCard." .. case[1], case[2], send(HEAD, "90170,+", case[3]))
      end
      refused("Server.SIMCard.duplicate.file.IMSI", "line 3: IMSI 90170 is there already",
        send(HEAD, "90170,+", "90170,+"))
      refused("Server.SIMCard.not_found.file.IMSI", "line 3: IMSI 5 is of no card", send(HEAD, "90170,+", "5,-"))
      refused("Server.SIMCard.in_use.file.IMSI", "in use", send(HEAD, "90170,+", "001010000000002,-"))
      refused("Client.SIMCard.missing_required.file.Action", "there is no column Action", send("IMSI", "90170"))
      refused("Client.SIMCard.invalid_value.file", "there is no column Imei", send(HEAD .. ",Imei", "90170,+"))
      refused("Client.SIMCard.invalid_value.file", "line 2: a quoted cell does not end", send(HEAD, '90170,"+'))
      refused("Client.SIMCard.missing_required.file", "there is no file", call "SIMCard/upload_sim_cards")
      assert.is_nil(card "90170")
    end)
  end)

  describe("DID numbers", function()
    local function number(text)
      return ok(call("DID/get_number_info", { number = text })).number_info
    end

    it("goes by the names of columns, and the new numbers are frozen", function()
      assert.equal(1, ok(upload("DID/upload_did_numbers", {
        "Country,Number,DID vendor batch,Activation fee,Periodic fee,Free of charge,Description",
        'DE,493055501,Example numbers,1.5,2,Y,"Berlin, east"', "--,493055502,Example numbers,0,0",
      })).success)
      local added = number "493055501"
      assert.equal("Y", added.frozen)
      assert.equal(1.5, added.activation_fee)
      assert.equal(2, added.periodic_fee)
      assert.equal("Y", added.free_of_charge)
      assert.equal("Berlin, east", added.description)
      assert.equal("DE", added.country_iso)
      assert.equal("Germany", added.country_name)
      assert.equal("Y", number("493055502").frozen)
      refused("Server.DID.wrong_state.i_did_number", "frozen",
        call("DID/assign_did_to_customer", { i_did_number = added.i_did_number, i_customer = 1 }))
    end)

    it("is taken whole or not at all", function()
      local head = "Number,DID vendor batch,Activation fee,Periodic fee"
      local good = "493055501,Example numbers,1,1"
      for _, case in ipairs {
        { "Client.DID.missing_required.file.Activation_fee", "line 3: Activation fee is missing",
          "493055502,Example numbers,,1" },
        { "Client.DID.invalid_value.file.Periodic_fee", "line 3: Periodic fee must be a number",
          "493055502,Example numbers,1,one" },
        { "Server.DID.not_found.file.DID_vendor_batch", "not Nobody's", "493055502,Nobody's,1,1" },
        { "Server.DID.duplicate.file.Number", "line 3: Number 493055501 is there already", good },
      } do
        refused(case[1], case[2], upload("DID/upload_did_numbers", { head, good, case[3] }))
      end
      assert.is_nil(number "493055501")
    end)

    it("went by the order of columns before MR111, whatever the first row says", function()
      assert(w.sandbox:set { did_upload = "order" })
      ok(upload("DID/upload_did_numbers", {
        "a,b", "493055501,Example numbers,spare,3,0.5,2020-01-31 10:00:00,N,DE,Berlin", "493055502,Example numbers",
      }, "\n"))
      local added = number "493055501"
      assert.equal("Y", added.frozen)
      assert.equal(3, added.activation_cost)
      assert.equal(0.5, added.recurring_cost)
      assert.equal("spare", added.description)
      assert.equal("Y", number("493055502").frozen)
      refused("Client.DID.invalid_value.file.Release_Date", "in the past", upload("DID/upload_did_numbers",
        { "", "h", "493055503,Example numbers,,,,9999-01-31 10:00:00" }))
      refused("Client.DID.invalid_value.file.FREE", "FREE must be Y or N", upload("DID/upload_did_numbers",
        { "h", "493055503,Example numbers,,,,,1" }))
      refused("Client.DID.invalid_value.file.Country", "two capital letters", upload("DID/upload_did_numbers",
        { "h", "493055503,Example numbers,,,,,,Germany" }))
    end)
  end)
end)

local function quoted(value)
  return (json.encode(value):gsub("[^%w_.~-]", function(char)
    return ("%%%02X"):format(char:byte())
  end))
end

describe("a call in the address", function()
  local function call(method, auth, params, words)
    return http.request(w.sandbox, words or { "-X", "POST", "--globoff" }, ("%s/rest/%s/%s/%s"):format(
      w.sandbox.url.admin, method, auth and quoted(auth) or "", params and quoted(params) or ""))
  end

  it("is taken where the setting says so, by POST and GET", function()
    local credentials = { login = w.sandbox.login, password = w.sandbox.password }
    assert.equal(404, call("Session/login", nil, credentials).status)
    assert(w.sandbox:set { in_path = true })
    local auth = { session_id = ok(call("Session/login", nil, credentials)).session_id }
    ok(call("Account/update_account", auth,
      { account_info = { i_account = 1, note = "50% of a/b? + ü", firstname = "Robin" } }))
    local got = ok(call("Account/get_account_info", auth, { i_account = 1 }, {})).account_info
    assert.equal("50% of a/b? + ü", got.note)
    assert.equal("Robin", got.firstname)
    assert.is_string(ok(call("Generic/get_version", auth)).version)
    ok(http.call(w.sandbox, "form", "Generic/get_version", {}, auth))
  end)

  it("as sloppy scripts write it, with slashes and plus signs as they are", function()
    assert(w.sandbox:set { in_path = true })
    local auth = '{"login":"' .. w.sandbox.login .. '","password":"' .. w.sandbox.password .. '"}'
    ok(http.request(w.sandbox, { "-X", "POST", "--globoff" }, w.sandbox.url.admin .. "/rest/Account/update_account/"
      .. auth .. '/{"account_info":{"i_account":1,"note":"a/b+c"}}'))
    local got = ok(http.call(w.sandbox, "form", "Account/get_account_info", { i_account = 1 },
      { login = w.sandbox.login, password = w.sandbox.password }))
    assert.equal("a/b+c", got.account_info.note)
  end)

  it("is refused as another is, and the request log keeps its secrets", function()
    assert(w.sandbox:set { in_path = true })
    local answer = call("Generic/get_version", { session_id = ("0"):rep(32) })
    assert.equal("Server.Session.check_auth.auth_failed", answer.json.faultcode)
    assert.equal("Client.check_auth.envelope_missed", call("Generic/get_version").json.faultcode)
    call("Session/login", nil, { login = w.sandbox.login, password = w.sandbox.password })
    local log = assert(w.sandbox:requests())
    assert.equal("path", log[1].encoding)
    assert.equal("***", log[3].params.password)
    assert.falsy(json.encode(log):find(w.sandbox.password, 1, true))
    assert.falsy(json.encode(log):find(mime.b64(w.sandbox.password), 1, true))
  end)
end)

describe("ESPF's own API", function()
  local function send(method, path, token, body, realm)
    local words = { "-X", method }
    if token then
      words[3], words[4] = "-H", "Authorization: Bearer " .. token
    end
    if body then
      for _, word in ipairs { "-H", "Content-Type: application/json", "--data-binary", body } do
        words[#words + 1] = word
      end
    end
    return http.request(w.sandbox, words, w.sandbox.url[realm or "admin"] .. "/espf/v1" .. path)
  end
  local function token()
    return (select(2, http.login(w.sandbox))).access_token
  end

  it("keeps, lists, changes and removes what it is given", function()
    local own = token()
    local added = send("POST", "/handlers", own, '{"name":"crm","url":"https://crm.example.com/"}')
    assert.equal(200, added.status)
    assert.equal("application/json; charset=UTF-8", added.headers["content-type"])
    send("POST", "/handlers", own, '{"name":"hlr"}')
    local one = "/handlers/" .. ("%d"):format(added.json.id)
    assert.equal("crm", send("GET", one, own).json.name)
    assert.equal("new", send("PUT", one, own, '{"name":"new"}').json.name)
    assert.equal("https://crm.example.com/", send("GET", one, own).json.url)
    assert.equal(2, #send("GET", "/handlers", own).json.handlers)
    local found = send("GET", "/handlers?name=hlr", own).json.handlers
    assert.equal(1, #found)
    assert.equal("hlr", found[1].name)
    assert.equal(200, send("DELETE", one, own).status)
    assert.equal(404, send("GET", one, own).status)
    assert.equal(200, send("POST", "/other", own, "{}").status)
  end)

  it("fails with 40x: no token, a bad one, one without the scope, no object, no such method", function()
    local own = token()
    assert.equal(401, send("GET", "/handlers").status)
    assert.equal(401, send("GET", "/handlers", "a.b.c").status)
    local who = w.sandbox.logins.account
    local _, login = http.login(w.sandbox, "account", { login = who.login, password = who.password })
    assert.equal(403, send("GET", "/handlers", login.access_token).status)
    for _, case in ipairs {
      { "GET", "/handlers", login.access_token, realm = "account" }, { "GET", "/nothing", own },
      { "GET", "/nothing/1", own }, { "PUT", "/nothing/1", own, "{}" }, { "GET", "/handlers/1/rules", own },
      { "GET", "", own },
    } do
      local answer = send(case[1], case[2], case[3], case[4], case.realm)
      assert.equal(404, answer.status, case[2])
      assert.is_string(answer.json and answer.json.message, case[2])
    end
    send("POST", "/handlers", own, "[]")
    assert.equal(404, send("GET", "/handlers", own).status) -- nothing came into being
    send("POST", "/handlers", own, '{"name":"crm"}')
    send("DELETE", "/handlers/1", own)
    assert.same({}, send("GET", "/handlers", own).json.handlers)
    assert.equal(404, send("DELETE", "/handlers/1", own).status)
    assert.equal(405, send("DELETE", "/handlers", own).status)
    for _, body in ipairs { "[]", "{", '"x"', '{"params":{"name":"crm"}}' } do
      local answer = send("POST", "/handlers", own, body)
      assert.equal(400, answer.status, body)
      assert.is_string(answer.json.message)
    end
    assert(w.sandbox:expire_sessions())
    assert.equal(401, send("GET", "/handlers", own).status)
  end)

  it("is seen in the request log, without the token", function()
    local own = token()
    send("POST", "/handlers", own, "{}")
    send("GET", "/handlers", own)
    local log = assert(w.sandbox:requests())
    assert.equal("espf", log[#log].service)
    assert.equal("GET handlers", log[#log].method)
    assert.equal(200, log[#log].status)
    assert.falsy(json.encode(log):find(own, 1, true))
  end)
end)
