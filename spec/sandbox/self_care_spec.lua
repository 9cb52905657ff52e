-- What end users see of the sandbox: their mailbox, their phone book, their company's directories.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each },
  { size = "small", today = "2026-03-15" })

local function column(rows, name)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = row[name]
  end
  return out
end

describe("in the sandbox", function()
  local account, admin

  before_each(function()
    local login = w.sandbox.logins.account
    account = w.client { url = w.sandbox.url.account, realm = "account", login = login.login,
      password = login.password }
    admin = w.client()
  end)
  after_each(function()
    account:close()
    admin:close()
  end)

  local function call(method, params, client)
    return assert((client or account):call("Account", method, params or {}))
  end

  local function fault(code, method, params, client, service)
    local answer, err = (client or account):call(service or "Account", method, params or {})
    assert.is_nil(answer)
    assert.equal(code, err.code)
    return err
  end

  describe("a mailbox", function()
    local function messages(params)
      return call("get_mailbox_message_list", params).messages
    end

    it("has messages with the fields and the dates that were seen", function()
      local all = messages()
      assert.is_true(#all > 2)
      local faxes = 0
      for _, message in ipairs(all) do
        for _, name in ipairs { "message_uid", "delivery_date", "from", "to", "subject" } do
          assert.is_string(message[name], name)
        end
        assert.is_true(message.size > 0)
        assert.is_table(message.flags)
        assert.matches("^%d%d%-%u%l%l%-2026 %d%d:%d%d:%d%d %+0000$", message.delivery_date)
        assert.matches("<[^@%s]+@", message.from)
        assert.equal("12365550001", message.to:match("^(%S+) "))
        faxes = faxes + (message.fax_pages and 1 or 0)
        assert.is_true((message.fax_pages ~= nil) ~= (message.voicemail_duration ~= nil))
        assert.is_nil(message.i_account)
      end
      assert.equal(1, faxes)
      assert.same({ "\\Seen" }, all[1].flags)
      assert.same({}, all[#all].flags)
    end)

    it("is asked by date: from inclusive, to exclusive", function()
      local count = #messages()
      assert.equal(count, #messages { from_date = "2026-01-01 00:00:00", to_date = "2027-01-01 00:00:00" })
      local first = #messages { to_date = "2026-03-13 00:00:00" }
      assert.is_true(first > 0 and first < count)
      assert.equal(count - first, #messages { from_date = "2026-03-13 00:00:00" })
      assert.same({}, messages { from_date = "2027-01-01 00:00:00" })
    end)

    it("tells what is attached: the text has no file name", function()
      local uid = messages()[1].message_uid
      local details = call("get_mailbox_message_details", { message_uid = uid })
      assert.equal(uid, details.message_uid)
      assert.equal("text plain", details.body_structures[1].bodytype .. " " .. details.body_structures[1].bodysubtype)
      assert.is_nil(details.body_structures[1].file_name)
      local attached = details.body_structures[2]
      assert.equal("audio wav", attached.bodytype .. " " .. attached.bodysubtype)
      local file = call("get_mailbox_message_attachment", { message_uid = uid, format = "wav" })
      assert.equal("audio/wav", file.content_type)
      assert.equal(attached.file_name, file.filename)
      assert.equal(attached.bodysize, #file.body)
      assert.matches("^RIFF....WAVEfmt ", file.body)
    end)

    it("gives a message in the format that is asked for, a fax as it is", function()
      local all = messages()
      for format, expected in pairs { mp3 = { "audio/mpeg", "^\255\251" }, au = { "audio/basic", "^%.snd" } } do
        local file = call("get_mailbox_message_attachment", { message_uid = all[1].message_uid, format = format })
        assert.equal(expected[1], file.content_type)
        assert.matches(expected[2], file.body)
        assert.matches("%." .. format .. "$", file.filename)
      end
      local err = fault("Client.Account.invalid_value.format", "get_mailbox_message_attachment",
        { message_uid = all[1].message_uid, format = "ogg" })
      assert.matches("wav, mp3, au", err.message, 1, true)
      local fax = call("get_mailbox_message_attachment", { message_uid = all[#all].message_uid })
      assert.equal("application/pdf", fax.content_type)
      assert.matches("^%%PDF", fax.body)
    end)

    it("keeps flags, with and without the backslash that clients send", function()
      local uid = messages()[1].message_uid
      for _, flag in ipairs { "\\Flagged", "Answered" } do
        call("set_mailbox_messages_flag", { action = "set_flag", flag = flag, message_uids = { uid } })
      end
      assert.same({ "\\Seen", "\\Flagged", "\\Answered" }, messages()[1].flags)
      call("set_mailbox_messages_flag", { action = "set_flag", flag = "Seen", message_uids = { uid } })
      call("set_mailbox_messages_flag", { action = "remove_flag", flag = "Flagged", message_uids = { uid } })
      assert.same({ "\\Answered", "\\Seen" },
        call("get_mailbox_message_details", { message_uid = uid }).flags)
      assert.same({ "\\Seen" }, messages()[2].flags)
    end)

    it("loses what is deleted: then JSON comes in place of the file", function()
      local before = column(messages(), "message_uid")
      assert.equal(1, call("delete_mailbox_messages", { message_uids = { before[1], before[2] } }).success)
      assert.same({ before[3], before[4] }, column(messages(), "message_uid"))
      assert.same({}, call("get_mailbox_message_details", { message_uid = before[1] }))
      assert.is_nil(call("get_mailbox_message_attachment", { message_uid = before[1], format = "wav" }).body)
      call("delete_mailbox_messages", { message_uids = { before[1] } })
    end)

    it("shows nothing of others, and is not there when it is switched off", function()
      assert.same({}, call("get_mailbox_message_details", { message_uid = "5" })) -- the next account's
      call("delete_mailbox_messages", { message_uids = { "5" } })
      call("update_service_features", { i_account = w.sandbox.logins.account.i_account,
        service_features = { { name = "unified_messaging", flag_value = "N" } } }, admin)
      for method, params in pairs {
        get_mailbox_message_list = {}, get_mailbox_message_details = { message_uid = "1" },
        get_mailbox_message_attachment = { message_uid = "1" }, delete_mailbox_messages = { message_uids = { "1" } },
        set_mailbox_messages_flag = { action = "set_flag", flag = "Seen", message_uids = { "1" } },
      } do
        fault("Server.Account.unified_messaging_disabled", method, params)
      end
    end)
  end)

  describe("a phone book", function()
    it("is read in pages, with a total", function()
      local first = call("get_phonebook_list", { get_total = 1, limit = 5, offset = 0 })
      assert.equal(12, first.total)
      assert.equal(5, #first.phonebook_rec_list)
      assert.is_string(first.phonebook_rec_list[1].name)
      assert.matches("^%d+$", first.phonebook_rec_list[1].phone_number)
      assert.equal(2, #call("get_phonebook_list", { limit = 5, offset = 10 }).phonebook_rec_list)
      local count = 0
      for record in account:list("Account", "phonebook_record") do
        assert.is_string(record.phone_number)
        count = count + 1
      end
      assert.equal(12, count)
    end)

    it("takes records, changes and loses them, each in its account", function()
      local key = call("add_phonebook_record", { phonebook_rec_info = {
        name = "Zoe", phone_number = "442079460000", phone_type = "mobile",
      } }).i_account_phonebook
      local found = call("get_phonebook_list", { phone_number_pattern = "44207946%" }).phonebook_rec_list
      assert.same({ "Zoe" }, column(found, "name"))
      assert.equal(key, found[1].i_account_phonebook)
      call("update_phonebook_record", { phonebook_rec_info = { i_account_phonebook = key, name = "Zoë" } })
      assert.equal("Zoë", call("get_phonebook_record", { i_account_phonebook = key }).phonebook_rec_info.name)
      assert.equal(13, call("get_phonebook_list", { get_total = 1, i_account = 1 }, admin).total)
      assert.equal(12, call("get_phonebook_list", { get_total = 1, i_account = 2 }, admin).total)
      assert.equal(1, call("delete_phonebook_record", { i_account_phonebook = key }).success)
      assert.equal(12, call("get_phonebook_list", { get_total = 1 }).total)
      fault("Server.Account.not_found.i_account_phonebook", "delete_phonebook_record", { i_account_phonebook = key })
      fault("Client.Account.missing_required.phonebook_rec_info.phone_number", "add_phonebook_record",
        { phonebook_rec_info = { name = "Zoe" } })
      fault("Server.Account.access_denied", "get_phonebook_record", { i_account_phonebook = 13 })
      fault("Client.Account.missing_required.i_account", "get_phonebook_list", {}, admin)
    end)
  end)

  describe("a directory", function()
    local function ua(method, params, client)
      return assert((client or account):call("UA", method, params))
    end

    it("holds the accounts of the customer, who alone sees it", function()
      local list = ua("get_phone_directory_list", { get_total = 1, limit = 100, offset = 0 })
      assert.equal(1, list.total)
      local key = list.phone_directory_list[1].i_ua_config_directory
      local params = { i_ua_config_directory = key, get_total = 1, get_records = "Y", limit = 10000, offset = 0 }
      local answer = ua("get_phone_directory_info", params)
      local info = answer.phone_directory_info
      assert.equal(key, info.i_ua_config_directory)
      assert.is_string(info.name)
      assert.equal(63, #info.directory_records)
      assert.equal(63, answer.total)
      local record = info.directory_records[1]
      for _, name in ipairs { "first_name", "last_name", "office_number", "mobile_number", "other_number" } do
        assert.is_string(record[name], name)
      end
      assert.equal("12365550001", record.office_number)
      info = ua("get_phone_directory_info", { i_ua_config_directory = key }).phone_directory_info
      assert.is_nil(info.directory_records)
      assert.same({}, ua("get_phone_directory_info", { i_ua_config_directory = 99999 }))
      fault("Server.UA.access_denied", "get_phone_directory_info", { i_ua_config_directory = key + 1 }, account, "UA")
      assert.equal(120, ua("get_phone_directory_list", { get_total = 1, limit = 1, offset = 0 }, admin).total)
    end)
  end)
end)
