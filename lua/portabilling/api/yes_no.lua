-- Fields whose yes and no are the strings "Y" and "N". All others are 1 and 0: request flags such as get_total, and
-- most is_* and has_* fields. Names from recorded answers, documented payloads and public clients.
local M = {}

-- Y/N wherever they occur, at any depth of the attributes.
M.everywhere = [[
  balance_transfer_allowed billing_lock blocked bp_charge_cc callshop_enabled customer_blocked ecommerce_enabled
  effective_flag_value flag_value generate_daily_charge generate_invoice_earlier inclusive_taxation is_finished
  managed_by_user obligatory override_tariffs_enabled published send_invoices]]

-- Names that other services use for other things: Y/N in these services only.
M.service = {
  -- "values" are the values of a service feature's attributes: strings throughout, so a boolean can only mean Y or N.
  Account = "effective_values hidden shared values",
  Customer = "activity_monitoring effective_values hunt_keep_original_cli pickup_allowed values wrap_up_passed_calls",
  DID = "free_of_charge frozen",
  Product = "allowed_with_any_product effective_values hidden shared values",
  ServicePolicy = "values",
}

-- Y/N in these methods only.
M.method = {
  ["Account/add_followme_number"] = "active keep_original_cli use_tcp",
  ["Account/add_followme_number_list"] = "active keep_original_cli use_tcp",
  ["Account/update_followme_number"] = "active keep_original_cli use_tcp",
  ["Account/update_followme_number_list"] = "active keep_original_cli use_tcp",
  ["Account/update_account_followme"] = "active keep_original_cli use_tcp",
  ["UA/get_phone_directory_info"] = "get_records",
}

return M
