-- What the public clients, forms and examples send beside what is required: shown first where somebody asks what a method
-- takes. By service and record (its attributes), or service and method (what it is asked with). Of the others all are shown,
-- or the first of them. Below, values for ready examples, by field or by object and field; the sandbox takes them.
local M = {}

M.names = {
  ["AccessControl/create_otp"] = "send_to notification_type",
  ["Account/account"] = [[ i_account_role blocked credit_limit login password firstname lastname companyname email
    follow_me_enabled service_features custom_fields_values assigned_addons ]],
  ["Account/alias"] = "blocked",
  ["Account/followme_number"] = "name active timeout i_follow_order period",
  ["Account/get_account_list"] = [[ i_customer id bill_status i_product billing_model did_number extension_id email
    get_statuses with_aliases get_service_features detailed_info ]],
  ["Account/get_account_info"] = "detailed_info without_service_features get_auth_info",
  ["Account/get_xdr_list"] = "i_account i_service_type show_unsuccessful cli cld call_recording with_cr_download_ids",
  ["Account/make_transaction"] = "visible_comment internal_comment transaction_id suppress_notification",
  ["Account/subscription"] = "start_date activation_date finish_date invoice_description",
  ["Account/terminate_account"] = "release_assigned_did suppress_notification",
  ["Customer/customer"] = [[ i_customer_class i_customer_type bill_status blocked credit_limit opening_balance
    i_balance_control_type i_billing_period login password firstname lastname companyname email phone1 baddr1 city state
    zip country i_parent refnum ]],
  ["Customer/get_customer_info"] = "detailed_info effective_values without_service_features get_auth_info",
  ["Customer/get_customer_list"] = [[ name bill_status i_parent i_customer_type companyname lastname refnum
    get_statuses search detailed_info ]],
  ["Customer/get_customer_xdrs"] = "i_customer i_service_type show_unsuccessful cli cld call_recording",
  ["Customer/get_extensions_list"] = "i_customer extension name account_id detailed_info",
  ["Customer/make_transaction"] = "visible_comment internal_comment transaction_id suppress_notification",
  ["Customer/extension"] = "i_customer name i_account published",
  ["Customer/huntgroup"] = "i_customer add_extensions hunt_sequence pickup_allowed published",
  ["Customer/subscription"] = "start_date activation_date finish_date invoice_description",
  ["Customer/terminate_customer"] = "suppress_notification",
  ["DID/number"] = "description i_customer i_vendor i_group i_dv_batch i_do_batch frozen periodic_fee activation_fee",
  ["DID/get_number_list"] = "number usage i_customer i_vendor i_group owner_batch",
  ["Product/product"] = [[ description end_user_name i_product_group i_account_role hidden managed_by_user
    allowed_with_any_product addon_priority ]],
  ["Session/login"] = "password token",
}

M.values = {
  id = "16045550100", number = "16045550101", cli = "16045550102", cld = "16045550103", redirect_number = "16045550104",
  number_to_dial = "16045550105", phone1 = "+1 604 555 0106", abbreviated_number = "21",
  imsi = "001019999999999", iccid = "8900101999999999999", msisdn = "16045550107",
  name = "Example", firstname = "Ann", lastname = "Example", companyname = "Example Ltd", login = "example",
  email = "ann@example.com", country = "CA", iso_4217 = "USD", description = "an example", note = "an example",
  old_password = "the-old-one", new_password = "the-new-one", visible_comment = "an example", operation = "example",
  reserve_term = 3600, message_uid = "1", billing_model = 1, bill_status = "O", amount = 1.5, realm = "account",
  ["service_feature.name"] = "clir", flag_value = "Y",
  from_date = "2026-01-01 00:00:00", to_date = "2026-01-02 00:00:00",
}

return M
