-- The sandbox held against what public sources show of requests and answers (spec/data), whatever the model says.
local facts = require "support.facts"
local world = require "support.world"

local w = world.new({ setup = setup, teardown = teardown, before_each = before_each },
  { size = 20, today = "2026-03-15", settings = { strict = false } })

-- Methods without behaviour: what they take is looked at as soon as they have some.
local LACKING = { ["Account/update_account_followme"] = true, ["Rate/search_rate_list"] = true }
-- Whose mailbox it is tells the session alone.
local OWN = { ["Account/delete_mailbox_messages"] = true, ["Account/get_mailbox_message_attachment"] = true,
  ["Account/get_mailbox_message_details"] = true, ["Account/get_mailbox_message_list"] = true,
  ["Account/set_mailbox_messages_flag"] = true }

local client, owner, unique
before_each(function()
  client, unique = client or w.client { check = "off" }, unique or 0
  owner = owner or w.client { check = "off", url = w.sandbox.url.account, login = w.sandbox.logins.account.login,
    password = w.sandbox.logins.account.password }
end)
teardown(function()
  client:close()
  owner:close()
end)

local function call(method, params)
  local service, name = method:match "^(.-)/(.+)$"
  return (OWN[method] and owner or client):call(service, name, params or {}, { keep_null = true })
end

local function ok(method, params)
  return assert(call(method, params))
end

local function number(prefix)
  unique = unique + 1
  return ("%s%06d"):format(prefix, unique)
end

-- Records of one request's own, made when it first names one.
local records = {}

function records.customer()
  return ok("Customer/add_customer", { customer_info = { name = number "Customer ", iso_4217 = "USD" } }).i_customer
end

function records.account(own)
  return ok("Account/add_account", { account_info = { id = number "1604", i_customer = own.customer, i_product = 1,
    billing_model = 1, bill_status = "O", h323_password = "s3cret", login = number "login" } }).i_account
end

function records.account_subscription(own)
  return ok("Account/add_subscription", { i_account = own.account, subscription_info = { i_subscription = 1 } })
    .i_account_subscription
end

function records.alias(own)
  return ok("Account/add_alias", { alias_info = { i_master_account = own.account, id = number "1605" } }).i_account
end

function records.followme_number(own)
  return ok("Account/add_followme_number", { number_info = { i_account = own.account, redirect_number = "1" } })
    .i_follow_me_number
end

function records.extension(own)
  return ok("Customer/add_customer_extension", { i_customer = own.customer, id = number "1" }).i_c_ext
end

function records.huntgroup(own)
  return ok("Customer/add_customer_huntgroup", { i_customer = own.customer, id = number "2", name = "Team" }).i_c_group
end

function records.abbreviated_number(own)
  return ok("Customer/add_abbreviated_dialing_number", { i_customer = own.customer,
    abbreviated_dialing_number_info = { abbreviated_number = "7", number_to_dial = "1" } }).i_ab_dialing
end

function records.did_number()
  return ok("DID/add_number", { number_info = { number = number "1672" } }).i_did_number
end

function records.did_number_of_customer(own)
  ok("DID/assign_did_to_customer", { i_did_number = own.did_number, i_customer = own.customer })
  return own.did_number
end

function records.recording()
  local dates = { i_account = 1, from_date = "1970-01-01", to_date = "9999-01-01", call_recording = 1 }
  return ok("Account/get_xdr_list", dates).xdr_list[1].i_xdr
end

local function transcribed()
  local dates = { i_account = 1, from_date = "1970-01-01", to_date = "9999-01-01", call_recording = 1,
    with_cr_download_ids = 1 }
  for _, xdr in ipairs(ok("Account/get_xdr_list", dates).xdr_list) do
    if call("CDR/get_transcription", { call_recording_id = xdr.h323_conf_id, check_only = 1 }) then
      return xdr.cr_download_ids[1]
    end
  end
end

function records.session()
  return ok("Session/login", { login = w.sandbox.login, token = w.sandbox.token })
end

function records.addon()
  return ok("Product/get_allowed_addons", { i_product = 1 }).product_list[1].i_product
end

function records.account_field()
  return ok("CustomFields/get_custom_field_list", { object = "account", type = "Text" }).custom_field_list[1]
end

function records.customer_field()
  return ok("CustomFields/get_custom_field_list", { object = "customer" }).custom_field_list[1]
end

function records.report(own)
  return ok("Customer/get_custom_xdr_report_list", { i_customer = own.customer }).report_list[1].file_name
end

function records.message()
  return ok "Account/get_mailbox_message_list".messages[1].message_uid
end

function records.free_number()
  return ok("DID/get_number_list", { usage = "I", limit = 1 }).number_list[1].number
end

local function new_records()
  return setmetatable({}, { __index = function(own, name)
    own[name] = records[name](own)
    return own[name]
  end })
end

-- What fits where the kind of a value does not tell it, by "Service/method path", path, or name: a value, or a function.
local function of(name)
  return function(own) return own[name] end
end
local function a_number(prefix)
  return function() return number(prefix) end
end
local function custom_field(method, key)
  return function(own)
    return own[method:find "^Account" and "account_field" or "customer_field"][key]
  end
end
local FITTING = {
  i_customer = of "customer", i_account = of "account", i_master_account = of "account", i_parent = 2,
  i_main_office = of "customer", i_account_subscription = of "account_subscription", i_c_ext = of "extension",
  i_c_group = of "huntgroup", primary_i_c_group = of "huntgroup", i_ab_dialing = of "abbreviated_number",
  i_did_number = of "did_number", i_follow_me_number = of "followme_number", i_xdr = of "recording",
  ["Account/delete_alias alias_info.i_account"] = of "alias", ["account_info.login"] = a_number "login",
  ["Account/update_account account_info.id"] = a_number "1604", ["customer_info.login"] = a_number "login",
  ["DID/release_did_from_customer i_did_number"] = of "did_number_of_customer",
  ["assigned_addons[].i_product"] = of "addon", ["file_name"] = of "report",
  ["service_features[].name"] = "cli", ["service_features[].flag_value"] = "Y",
  ["service_features[].attributes[].name"] = "display_number", iso_4217 = "USD", country = "CA", i_lang = "en",
  iso_639_1 = "en", api_token = function() return ("12345678-1234-1234-1234-%s"):format(number "abcdef") end,
  ["get_service_features"] = { "cli" }, ["Session/login login"] = function() return w.sandbox.login end,
  ["Session/login password"] = function() return w.sandbox.password end,
  ["Session/login token"] = function() return w.sandbox.token end,
  access_token = function(own) return own.session.access_token end,
  session_id = function(own) return own.session.session_id end,
  refresh_token = function(own) return own.session.refresh_token end,
  ["number_info.number"] = a_number "1673", to_date = "2026-04-01 00:00:00", limit = 10, offset = 0, format = "json",
  period_from = "2026-03-01 00:00:00", period_to = "2026-04-01 00:00:00", issued_after = "2026-03-01 00:00:00",
  issued_before = "2026-04-01 00:00:00", amount = 1.5, get_records = "Y", owner = "customer",
  send_to = "account", ["search.search_by"] = "name",
  message_uid = of "message", ["Account/get_mailbox_message_attachment format"] = "wav",
  ["AccessControl/create_otp id"] = "3", -- an account with an address
  ["CDR/get_transcription call_recording_id"] = transcribed,
  ["subscribe_to_huntgroups[].id"] = "500", ["unsubscribe_from_huntgroups[].id"] = "500", -- of each seeded customer
  ["Account/update_huntgroups_subscription i_account"] = 1,
  ["CallControl/get_sip_calls_list i_customer"] = function(own)
    ok("CallControl/enable_api_notifications", { i_customer = own.customer })
    return own.customer
  end, ["DID/reserve_number number"] = of "free_number",
  ["Customer/get_customer_info effective_values"] = 1, -- what is told of it is of the field of a feature's attribute
}
for _, name in ipairs { "account_info.id", "alias_info.id", "Customer/add_customer_extension id",
  "Customer/add_customer_huntgroup id", "Customer/update_customer_extension id",
  "Customer/update_customer_huntgroup id" } do
  FITTING[name] = a_number "15"
end
FITTING["customer_info.name"], FITTING["customer_info.refnum"] = a_number "Name ", a_number "Ref "

local function fitting(method, field, own, round)
  local value = FITTING[method .. " " .. field.path]
  if value == nil then
    value = FITTING[field.path]
  end
  local path = field.path
  while value == nil and path do -- account_info.assigned_addons[].i_product: by what is behind the first point
    path = path:match "%.(.*)$"
    value = path and FITTING[path]
  end
  if field.path:find "custom_fields_values%[%]%." then
    value = ({ i_custom_field = custom_field(method, "i_custom_field"), name = custom_field(method, "name"),
      db_value = "1" })[field.leaf]
  end
  if type(value) == "function" then
    value = value(own)
  end
  if value == nil then
    value = facts.value(field, round)
  end
  return value
end

-- What methods want beside what is told of them.
local BESIDE = {
  ["Account/get_xdr_list"] = { i_account = 1 }, ["Account/get_phonebook_list"] = { i_account = 1 },
  ["Customer/validate_customer_info"] = { customer_info = { name = "Nobody's", iso_4217 = "USD" } },
}

-- The request with these fields.
local function request(method, fields, round, change)
  local params, own = {}, new_records()
  for name, value in pairs(BESIDE[method] or {}) do
    params[name] = value
  end
  for _, field in ipairs(fields) do
    local value = fitting(method, field, own, round)
    if change then
      value = change(field, value)
    end
    if value ~= nil then
      facts.put(params, field.path, value)
    end
  end
  return params
end

-- What the sandbox has against it; nil = nothing.
local function refusal(method, params)
  local _, err = call(method, params)
  local code = err and (err.code or err.kind)
  if not err or LACKING[method] and code:find "not_implemented_in_sandbox$" then
    return nil
  end
  return ("%s %s: %s"):format(method, code, err.message)
end

describe("the sandbox", function()
  it("takes every field that is known, with each of its values", function()
    local refused = {}
    for _, method in ipairs(facts.methods()) do
      local fields = facts.request(method)
      for round = 1, facts.rounds(fields) do
        refused[#refused + 1] = refusal(method, request(method, fields, round))
      end
    end
    assert.equal("", table.concat(refused, "\n"))
  end)

  it("takes null where it means something", function()
    local refused = {}
    for _, method in ipairs(facts.methods()) do
      local fields, nullable = facts.request(method), false
      local params = request(method, fields, 1, function(field, value)
        nullable = nullable or field.facts.nullable
        return field.facts.nullable and facts.null or value
      end)
      refused[#refused + 1] = nullable and refusal(method, params) or nil
    end
    assert.equal("", table.concat(refused, "\n"))
  end)

  it("refuses what is longer than it may be, and names it", function()
    local tried, taken = 0, {}
    for _, method in ipairs(facts.methods()) do
      local fields = facts.request(method)
      for _, long in ipairs(fields) do
        local max = long.facts.max or long.facts.max_inferred
        if max and long.leaf ~= "transaction_id" then -- 20 is the longest that was seen
          local _, err = call(method, request(method, fields, 1, function(field, value)
            return field == long and ("x"):rep(max + 1) or value
          end))
          tried = tried + 1
          if not err or err.code ~= ("Client.%s.too_long.%s"):format(method:match "^%w+", long.path) then
            taken[#taken + 1] = ("%s %s: %s"):format(method, long.path, tostring(err))
          end
        end
      end
    end
    assert.equal("", table.concat(taken, "\n"))
    assert.is_true(tried >= 30)
  end)
end)

-- Where real servers answer each record that was seen, and where it is in the answer.
local function all_of(list)
  return function(answer)
    return answer[list]
  end
end
local function only(name)
  return function(answer)
    return { answer[name] }
  end
end
local subscriptions = { i_account = 4, with_effective_fees = 1, with_promotional_periods_info = 1,
  with_regular_discount_list = 1, with_upcharge_list = 1, with_discounts = 1 }
local ANSWERS = {
  ["customer_info"] = { "Customer/get_customer_info", { i_customer = 4, detailed_info = 1 }, only "customer_info" },
  ["account_info"] = { "Account/get_account_info", { i_account = 4, detailed_info = 1 }, only "account_info" },
  ["account_list[]"] = { "Account/get_account_list", { limit = 20 }, all_of "account_list" },
  ["subscriptions[] (account)"] = { "Account/get_subscriptions", subscriptions, all_of "subscriptions" },
  ["assigned_addons[]"] = { "Account/get_account_info", function()
    local own = new_records()
    ok("Account/update_account", { account_info = { i_account = own.account,
      assigned_addons = { { i_product = own.addon, addon_effective_from = "2026-03-01 00:00:00" } } } })
    return { i_account = own.account }
  end, function(answer)
    return answer.account_info.assigned_addons
  end },
  ["product_list[] (allowed add-ons)"] = { "Product/get_allowed_addons",
    { i_product = 1, detailed_info = 1, with_subscription = 1 }, all_of "product_list" },
  ["sim_info"] = { "SIMCard/get_card_info", { i_sim_card = 2 }, only "sim_info" },
  ["product_info"] = { "Product/get_product_info", { i_product = 1 }, only "product_info" },
  ["number_info (DID)"] = { "DID/get_number_info", { i_did_number = 4 }, only "number_info" },
  ["access_policy_info"] = { "AccessPolicy/get_access_policy_info", { i_access_policy = 1 },
    only "access_policy_info" },
  ["vd_counter_info (full)"] = { "Account/get_full_vd_counter_info", { i_account = 4 },
    only "full_vd_counter_info" },
  ["log_message_list[] (TraceSession)"] = { "TraceSession/get_log_info", function()
    local calls = call("BillingSession/get_active_sessions_list", { i_service_type = 3, limit = 1 })
    return { session_id = calls and calls.active_session_list[1].session_id }
  end, all_of "log_message_list" },
}
for seen, name in pairs {
  ["account_info (get_account_info, detailed)"] = "account_info",
  ["account_list item (get_account_list)"] = "account_list[]",
  ["account subscription (Account/get_subscriptions -> subscriptions[])"] = "subscriptions[] (account)",
  ["addon product (account_info.assigned_addons[])"] = "assigned_addons[]",
  ["product_list item (Product/get_allowed_addons)"] = "product_list[] (allowed add-ons)",
} do
  ANSWERS[seen] = ANSWERS[name]
end

describe("the sandbox's answers", function()
  it("have what was seen of real ones, with its type", function()
    local missing = {}
    for _, name in ipairs(facts.records()) do
      local answer = assert(ANSWERS[name], name)
      local params = answer[2]
      local got, err = call(answer[1], type(params) == "function" and params() or params)
      if got or not err.code:find "not_implemented_in_sandbox$" then
        local rows = answer[3](assert(got, err))
        assert.is_true(#rows > 0, name .. ": there is none")
        for _, row in ipairs(rows) do
          facts.compare(name, row, function(path, problem)
            if not missing[name .. path] then
              missing[name .. path] = true
              missing[#missing + 1] = ("%s: %s %s"):format(name, path, problem)
            end
          end)
        end
      end
    end
    assert.equal("", table.concat(missing, "\n"))
  end)
end)
