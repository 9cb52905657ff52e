--- The short lists that an operator sets up once: products, subscriptions, services, policies, custom fields.
--- Each row is written as its differences from what all rows of the list share.

local json = require "portabilling.sandbox.json"

local null, array = json.null, json.array

local function collection(key, rows, shared)
  for i, row in ipairs(rows) do
    for name, value in pairs(shared) do
      if row[name] == nil then
        row[name] = value
      end
    end
    row[key] = i
  end
  local fields = {}
  for _, row in ipairs(rows) do
    for name in pairs(row) do
      fields[name] = function(k)
        return rows[k][name]
      end
    end
  end
  return { key = key, count = #rows, fields = fields, constants = {}, rows = rows, unique = {
    name = function(text)
      for i, row in ipairs(rows) do
        if row.name and row.name:lower() == text:lower() then
          return i
        end
      end
    end,
  } }
end

local M = {}

M.collection = collection

function M.products()
  return collection("i_product", {
    { name = "Residential VoIP", end_user_name = "Home phone", included_services = array { 3 } },
    { name = "Business SIP line", end_user_name = "Office line", included_services = array { 3, 4 } },
    { name = "Mobile subscriber", end_user_name = "Mobile", included_services = array { 3, 5, 6 }, realm = "msisdn",
      i_account_role = 8 },
    { name = "Calling card", end_user_name = "Calling card", i_account_role = 4 },
    { name = "Auto attendant", end_user_name = "Auto attendant", i_account_role = 3 },
    { name = "Wholesale EUR", end_user_name = "Trunk", iso_4217 = "EUR" },
    { name = "Add-on: 500 minutes", end_user_name = "500 minutes", product_addon_type = "S", addon_priority = 10,
      i_subscription = 3, i_product_group = 1, product_group_name = "Minutes", allowed_products = array { 1, 2 },
      included_services = array { 3 }, volume_discount_plan_name = "500 minutes" },
    { name = "Add-on: 1000 SMS", end_user_name = "1000 texts", product_addon_type = "S", addon_priority = 15,
      i_product_group = 2, product_group_name = "Messages", allowed_products = array { 3 },
      included_services = array { 6 }, volume_discount_plan_name = "1000 messages" },
    { name = "Add-on: 10 GB data", end_user_name = "10 GB", product_addon_type = "S", addon_priority = 20,
      i_subscription = 4, i_product_group = 3, product_group_name = "Data", allowed_products = array { 3 },
      included_services = array { 5 }, volume_discount_plan_name = "10 GB", service_flag_locks = "   1" },
    { name = "Add-on: voicemail", end_user_name = "Voicemail", product_addon_type = "S", addon_priority = 30,
      allowed_products = array { 1, 2, 3 }, managed_by_user = "Y" },
  }, {
    description = "", end_user_description = "", iso_4217 = "USD", i_product_group = null, addon_priority = 10,
    allowed_products = array {}, allowed_with_any_product = "N", breakage = 0, default_i_acl = 155,
    fraud_protection = "None", hidden = "N", i_account_role = 2, i_reseller_subscription = null, i_subscription = null,
    i_vd_plan = 1, included_services = array {}, info_url = "", managed_by_user = "N", notepad = "", realm = "sip",
    shared = "N", volume_discount_plan_name = "", maintenance_fee = 0,
  })
end

--- What a definition of a subscription has where nothing else is said.
M.subscription_defaults = {
  description = "", activation_fee = 0, activation_mode = 1, charge_model = 0, charge_suspended_customers = "Y",
  discount_list = array {}, generate_daily_charge = "N", iso_4217 = "USD", multi_month_discount_list = array {},
  multiple = "N", penalty_mode = "none", prorate_first_period = "Y", prorate_last_period = "Y", shared = "N",
  waive_acc_expired_charges = "N", waive_blocked_charges = "N", waive_charges_for_first_bp = "N",
  waive_charges_for_last_bp = "N", waive_charges_for_regular_bp = "N", waive_credit_exceeded_charges = "N",
  waive_suspended_charges = "N",
}

function M.subscriptions()
  return collection("i_subscription", {
    { name = "Line rental", invoice_description = "Monthly line rental", fee = 12.5 },
    { name = "Static IP", invoice_description = "Static IP address", fee = 4 },
    { name = "500 minutes", invoice_description = "Bundle of 500 minutes", fee = 9.99, charge_model = 2,
      rounding = 2 },
    { name = "10 GB data", invoice_description = "Bundle of 10 GB", fee = 15, charge_model = 2 },
    { name = "Premium support", invoice_description = "Premium support", fee = 49.9, activation_fee = 10 },
    { name = "Voicemail plus", invoice_description = "Voicemail", fee = 1.25, activation_mode = 2 },
  }, M.subscription_defaults)
end

function M.services()
  return collection("i_service", {
    { name = "Internet Access", i_service_type = 2, service_type_name = "Netaccess" },
    { name = "Messaging", i_service_type = 5, service_type_name = "Messaging" },
    { name = "Voice Calls", i_service_type = 3, service_type_name = "Voice" },
    { name = "Conferencing", i_service_type = 8, service_type_name = "Conferencing" },
    { name = "Data", i_service_type = 2, service_type_name = "Netaccess" },
    { name = "SMS", i_service_type = 5, service_type_name = "Messaging" },
    { name = "Subscriptions", i_service_type = 6, service_type_name = "Subscription" },
    { name = "Payments", i_service_type = 7, service_type_name = "Payment" },
  }, { base_unit = "second", rate_unit = "minute", is_used = 1, hidden = "N" })
end

function M.service_policies()
  return collection("i_service_policy", {
    { name = "Default voice", i_service_type = 3, is_used = 1 },
    { name = "G.711 only", i_service_type = 3 },
    { name = "Fax friendly", i_service_type = 3 },
    { name = "Data 10 Mbit/s", i_service_type = 2, is_used = 1 },
    { name = "Data 100 Mbit/s", i_service_type = 2 },
  }, { description = "", is_used = 0, attribute_list = array {} })
end

function M.custom_fields()
  return collection("i_custom_field", {
    { name = "Account manager", object = "customer", type = "Text" },
    { name = "Contract number", object = "customer", type = "Text", mandatory = "Y" },
    { name = "Segment", object = "customer", type = "List", properties = "Residential,Business,Wholesale" },
    { name = "Installation date", object = "account", type = "Date" },
    { name = "Room", object = "account", type = "Text" },
    { name = "Device serial", object = "account", type = "Text" },
  }, { mandatory = "N", visible_to_end_user = "Y", default_value = null, properties = "" })
end

return M
