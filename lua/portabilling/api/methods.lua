-- The methods of PortaBilling's API by service. Names only: what they mean to this client is in records.lua.
local M = {}

-- Release MR80 (November 2019): 801 methods of 69 services, as listed by a public client of that time.
M.mr80 = {
  ACL = "get_acl_list get_my_permissions_for_objects",
  AccessControl = "get_operation_access_id",
  AccessPolicy = [[
    add_access_policy delete_access_policy get_access_policy_info get_access_policy_list
    update_access_policy]],
  AccessRole = [[
    add_access_role delete_access_role get_access_role_info get_access_role_list get_access_role_type_info
    get_access_role_type_list update_access_role]],
  Account = [[
    activate_subscriptions add_account add_alias add_allowed_location add_auto_payment add_cp_condition
    add_cp_rule add_followme_number add_followme_number_list add_phonebook_record add_preferable_account
    add_subscription arrange_cp_rules arrange_followme_numbers assign_sim_card assign_ua change_password
    charge_subscription_fees close_subscription delete_alias delete_allowed_location delete_auto_payment
    delete_cp_condition delete_cp_rule delete_followme_number delete_payment_method delete_phonebook_record
    delete_preferable_account delete_subscription disable_api_notifications enable_api_notifications
    estimate_call_price estimate_taxes generate_accounts generate_aliases get_account_followme
    get_account_info get_account_list get_account_product_info get_account_state get_alias_list
    get_allowed_location_list get_auto_payment_info get_call_barring_options get_cp_condition_info
    get_cp_condition_list get_cp_rule_list get_custom_fields_schema get_custom_fields_values
    get_full_vd_counter_info get_member_of_huntgroups_list get_moh_list_info get_payment_method_info
    get_permitted_sip_proxies_info get_phonebook_list get_phonebook_record get_preferable_account
    get_preferable_account_list get_provisioning_status_list get_role_info get_role_list
    get_service_features get_service_wallet_xdr_list get_services_consumption get_sip_status
    get_subscriptions get_transactions_total_info get_ua_info get_used_location_list
    get_used_vd_dest_group_list get_vd_counter_history_list get_vd_counter_info get_vd_counter_list
    get_vd_notification_list get_xdr_list get_xdr_quality_info make_transaction mark_xdr_out_of_turn
    move_account register_transaction release_sim_card release_ua set_account_state terminate_account
    topup_account update_account update_account_followme update_accounts_batch update_alias
    update_allowed_location update_auto_payment update_call_barring_options update_cp_condition
    update_cp_rule update_custom_fields_values update_followme_number update_followme_number_list
    update_payment_method update_phonebook_record update_preferable_account update_service_features
    update_subscription validate_account_info vd_topup]],
  AsyncRequest = [[
    delete_request_list disable_api_notifications enable_api_notifications get_request_info get_request_list]],
  AuthzRule = [[
    add_authz_rule delete_authz_rule get_authz_method_type_list get_authz_rule_list
    rearrange_authz_rule_list update_authz_rule]],
  BillingSession = [[
    add_disconnect_queue_record disconnect_session get_active_calls_list get_active_sessions_list
    manage_active_call_recording]],
  BrandPane = "get_brand_pane_zip",
  BundlePromotion = [[
    add_bundle_promotion add_criterion delete_bundle_promotion delete_criterion get_bundle_promotion_info
    get_bundle_promotion_list get_criteria_list get_criterion update_bundle_promotion update_criterion]],
  CCStaff = "add_cc_staff delete_cc_staff get_cc_staff_info get_cc_staff_list update_cc_staff",
  CDR = [[
    batch_delete_call_recording get_aux_xdr_type_list get_call_recording get_disconnect_reason_list
    get_netaccess_usage_record_list revert_xdr_list]],
  CallBarring = [[
    add_call_barring_class add_default_cb_option delete_call_barring_class get_call_barring_class_info
    get_call_barring_class_list get_default_cb_option_info update_call_barring_class]],
  CallControl = [[
    answer_call convert_to_on_spot_conference delete_on_spot_conference_participant
    disable_api_notifications enable_api_notifications get_on_spot_conference_list
    get_on_spot_conference_participant_list get_sip_calls_list hold_call join_calls join_on_spot_conference
    originate_advanced_call originate_call play_prompt progress_call ring_call start_dtmf_detect
    stop_dtmf_detect stop_play_prompt terminate_call transfer_call unhold_call
    update_on_spot_conference_participant]],
  CommissionPlan = [[
    add_commission_plan delete_commission_plan get_commission_plan_base_list get_commission_plan_info
    get_commission_plan_list update_commission_plan]],
  ContentBasedCharging = [[
    add_marketing_group add_rating_group delete_marketing_group delete_rating_group get_marketing_group_info
    get_marketing_group_list get_rating_group_info get_rating_group_list update_marketing_group
    update_rating_group]],
  Currency = [[
    add_currency convert_money delete_currency get_currency_info get_currency_list get_exchange_rate_list
    sync_exchange_rates update_currency]],
  CustomFields = "add_custom_field delete_custom_field get_custom_field_info get_custom_field_list update_custom_field",
  Customer = [[
    activate_subscriptions add_abbreviated_dialing_number add_auto_payment add_batch add_callqueue
    add_customer add_customer_extension add_customer_huntgroup add_customer_site add_subreseller
    add_subscription change_password charge_subscription_fees cleanup_personal_data close_billing_period
    close_subscription delete_abbreviated_dialing_number delete_auto_payment delete_batch delete_callqueue
    delete_customer delete_customer_extension delete_customer_huntgroup delete_customer_site
    delete_payment_method delete_subscription disable_api_notifications enable_api_notifications
    estimate_taxes get_abbreviated_dialing_number_list get_account_aliases_list get_auto_payment_info
    get_batch_info get_batch_list get_call_barring_options get_callqueue_info get_callqueue_list
    get_callqueue_moh_file get_callqueue_prompt_file get_credit_limit_history get_custom_fields_schema
    get_custom_fields_values get_custom_xdr_report get_custom_xdr_report_list get_custom_xdr_report_types
    get_customer_billing_periods_history get_customer_extension_info get_customer_info get_customer_invoices
    get_customer_list get_customer_xdrs get_dial_rule_samples get_extensions_list get_full_vd_counter_info
    get_huntgroup_info get_huntgroup_list get_last_billing_date_constraint_list get_metrics_data
    get_moh_list_info get_my_info get_network_connectivity_list get_payment_method_info get_prompt_file
    get_rt_requestor_list get_rt_tickets_list get_service_features get_service_wallet_xdr_list
    get_services_consumption get_site_info get_sites get_spending_counter_info get_spending_counter_list
    get_status_history get_subscriptions get_taxation_info get_transactions_total_info
    get_vd_counter_history_list get_vd_counter_info get_vd_counter_list get_vd_notification_list
    get_xdr_quality_info make_transaction mark_xdr_out_of_turn modify_spending_limit register_transaction
    suspend_customer terminate_customer unsuspend_customer update_abbreviated_dialing_number
    update_auto_payment update_batch update_call_barring_options update_callqueue
    update_custom_fields_values update_customer update_customer_extension update_customer_huntgroup
    update_customer_site update_payment_method update_service_features update_subscription update_taxation
    validate_customer_info vd_topup]],
  CustomerClass = [[
    add_customer_class clone_customer_class delete_customer_class get_business_models_list
    get_customer_class_info get_customer_class_list get_default_customer_class
    get_notification_category_list get_notification_list get_notification_template_info get_taxation_info
    send_me_notification_sample update_customer_class update_notification_category_list
    update_notification_template update_taxation]],
  DID = [[
    add_did_group add_number add_owner_batch add_vendor_batch assign_did_to_account assign_did_to_customer
    assign_did_to_owner_batch assign_did_to_reseller cancel_did_assignment delete_did_group delete_number
    delete_number_list delete_owner_batch delete_vendor_batch get_customer_numbers get_did_group_list
    get_inventory_option_info get_inventory_options get_number_info get_number_list
    get_number_list_statistics get_owner_batch_info get_owner_batch_list get_vendor_batch_info
    get_vendor_batch_list release_did_from_customer release_did_from_owner_batch release_did_from_reseller
    release_number reserve_number update_did_group update_inventory_options update_number update_number_list
    update_owner_batch update_vendor_batch upload_did_numbers]],
  Destination = [[
    add_dest_group add_dest_group_set add_destination delete_dest_group delete_dest_group_set
    delete_destination download_dest_group_set get_default_destination_list get_dest_group_info
    get_dest_group_list get_dest_group_set_info get_dest_group_set_list get_destination_info
    get_destination_list match_destination_groups update_dest_group update_dest_group_set update_destination
    upload upload_dest_group_set]],
  DialingRule = [[
    add_dialing_rule delete_dialing_rule get_dialing_rule_info get_dialing_rules_list test_translation_rule
    update_dialing_rule]],
  DiscountPlan = [[
    add_discount add_discount_plan add_topup_option add_vd_threshold clone_discount_plan delete_discount
    delete_discount_plan delete_topup_option delete_vd_threshold get_discount_info get_discount_list
    get_discount_plan_info get_discount_plan_list get_topup_option_info get_topup_option_list
    get_vd_threshold_info get_vd_threshold_list make_transaction update_discount update_discount_plan
    update_topup_option update_vd_threshold]],
  EmergencyUnit = [[
    add_emergency_unit delete_emergency_unit get_emergency_unit_info get_emergency_unit_list
    update_emergency_unit upload_emergency_units]],
  Env = [[
    add_custom_tax_option delete_custom_tax_option get_custom_fields_schema get_custom_tax_option
    get_env_info get_env_list get_notification_template_info list_custom_tax_options
    send_me_notification_sample update_custom_tax_option update_env update_notification_template]],
  Generic = [[
    get_api_error_file get_api_schema get_billing_period_list get_codec_list get_countries_list
    get_extended_data_list get_global_currency_info get_global_currency_list get_locale_languages_list
    get_subdivisions_list get_time_zone_info get_time_zone_list get_version]],
  IPTV = "get_channel_package_list get_service_package_list",
  IVRApplications = [[
    add_access_number add_access_number_list add_ivr_application clone_ivr_application delete_access_number
    delete_ivr_application get_access_number_info get_access_number_list get_conference_settings
    get_ivr_application_info get_ivr_application_list get_ivr_option_list get_supported_language_list
    get_voice_application_list obtain_access_number release_access_number update_access_number
    update_ivr_application]],
  Invoice = [[
    apply_invoice_adjustment generate_midterm_invoice generate_out_of_turn_invoice get_invoice_info
    get_invoice_list get_status_info get_template_list get_type_info recalculate_invoices regenerate_invoice
    regenerate_invoice_list review_invoice review_invoice_list set_invoice_state void_invoice]],
  MOH = "get_moh_file upload_moh_file",
  MeasuredServices = [[
    add_customer_class_metric add_customer_metric delete_customer_class_metric delete_customer_metric
    get_customer_class_metrics_list get_customer_metrics_list get_measured_metrics_list
    get_metric_charge_methods_list update_customer_class_metric update_customer_metric]],
  Metric = "get_system_metric_data",
  NegotiatedFeatures = "get_negotiated_feature_list update_negotiated_feature_list",
  Node = "add_node delete_node get_node_info get_node_list get_node_type_list update_node",
  Notification = [[
    add_notification_preset delete_notification_preset get_notification_list get_notification_preset_info
    get_notification_preset_list get_notification_template_info get_preset_category_list
    send_me_notification_sample update_notification_preset update_notification_template]],
  NumberPorting = [[
    add_netnumber_info cancel_request create_portin_request get_request_info get_request_list modify_request]],
  OLI = "get_oli_info get_oli_list",
  OffPeak = "get_off_peak_list",
  Payment = [[
    add_merchant delete_merchant get_merchant get_payment_methods_for_owner get_payment_transaction_by_id
    get_payment_transaction_list get_processor get_transaction_actions_list list_merchants list_processors
    register_transaction update_merchant]],
  Product = [[
    add_group add_product add_service_and_rating add_subscription delete_group delete_product
    delete_service_and_rating delete_subscription get_allowed_addons get_group_info get_group_list
    get_priorities_list get_product_info get_product_list get_roles_list get_service_and_rating_info
    get_service_and_rating_list get_subrealms_list get_subscriptions reapply_subscriptions
    unbind_addon_product update_group update_product update_service_and_rating validate_addons_combination]],
  QuickForms = [[
    add_quick_form delete_quick_form get_quick_form_fields_list get_quick_form_info get_quick_forms_list
    set_quick_form_fields update_quick_form]],
  Rate = [[
    add_rate add_rate_group batch_add_rate cleanup_inactive_rates delete_rate get_rate_info get_rate_list
    search_rate_list update_rate update_rate_group]],
  Report = "get_asr_file get_asr_file_list get_cost_revenue_file get_cost_revenue_file_list",
  Representative = [[
    add_representative delete_representative get_representative_info get_representative_list
    get_transactions_total_info get_xdr_list make_transaction update_representative]],
  RoamingProfile = [[
    add_roaming_profile clone_roaming_profile delete_roaming_profile get_roaming_country_list
    get_roaming_profile_info get_roaming_profile_list update_roaming_profile]],
  RouteCategories = [[
    add_route_category delete_route_category get_route_category_info get_route_category_list
    update_route_category]],
  RoutingCriteria = [[
    add_routing_criteria add_routing_criteria_dest_group delete_routing_criteria
    delete_routing_criteria_dest_group get_routing_criteria_dest_group_info get_routing_criteria_info
    get_routing_criteria_list update_routing_criteria update_routing_criteria_dest_group]],
  RoutingPlan = [[
    add_routing_plan add_rp_category add_rp_connection delete_routing_plan delete_rp_category
    delete_rp_connection get_route_list get_routing_plan_info get_routing_plan_list get_rp_category_list
    get_rp_connection_info get_rp_connection_list update_routing_plan update_rp_category
    update_rp_connection]],
  SIMCard = [[
    add_sim_card delete_sim_card get_card_info get_card_list update_sim_card update_sim_card_list
    upload_sim_cards]],
  Service = [[
    add_service add_service_pool delete_service get_service_info get_service_list get_service_pool_info
    get_service_pool_list get_service_type_info get_service_type_list update_service update_service_pool]],
  ServiceFeatures = "get_service_features_list",
  ServicePolicy = [[
    add_service_policy delete_service_policy get_attribute_list get_service_policy_info
    get_service_policy_list update_service_policy]],
  Session = [[
    change_password generate_captcha get_session_context login logout ping reset_password
    set_session_context]],
  Subscription = "add_subscription delete_subscription get_subscription_info get_subscription_list update_subscription",
  Tariff = [[
    add_override_tariff add_resale_tariff_mappings add_tariff delete_override_tariff delete_tariff
    get_override_tariff get_override_tariff_list get_resale_map_list get_resale_map_record get_tariff_info
    get_tariff_list rerate_xdrs schedule_tariff_cloning test_tariff_rating update_override_tariff
    update_resale_map_record update_tariff]],
  TaxationPlugin = [[
    add_tax_transaction_code delete_tax_transaction_code get_suretax_exemption_code_list get_tax_plugin
    get_tax_plugin_codes_list get_tax_plugins_list get_tax_transaction_code_info
    get_tax_transaction_code_list set_tax_plugin_parameters update_tax_transaction_code]],
  Template = [[
    add_external_invoice_template add_tariff_download_template clone_template
    delete_external_invoice_template_image delete_template get_template_component_list
    get_template_data_field_list get_template_info get_template_list get_template_media_attribute_list
    update_template update_template_data_field_list update_template_media_attribute_list
    upload_external_invoice_template_body upload_external_invoice_template_image]],
  TimePeriod = [[
    add_time_period delete_time_period get_time_period_info get_time_period_list test_time_period
    update_time_period]],
  TraceSession = "get_log_info get_trace_session_list send_to_rt",
  TrafficProfile = [[
    add_fraud_constraint add_spending_constraint add_traffic_profile assess_fraud_traffic
    delete_fraud_constraint delete_spending_constraint delete_traffic_profile get_fraud_constraint_list
    get_fraud_traffic_alert_list get_spending_constraint_info get_traffic_profile_info
    get_traffic_profile_list update_fraud_constraint update_spending_constraint update_traffic_profile]],
  TransferTo = "get_destination_info get_transfer_info make_transfer",
  UA = [[
    add_ua add_ua_profile clone_ua_profile delete_ua delete_ua_profile get_ua_info
    get_ua_inventory_usage_statistics get_ua_list get_ua_profile_info get_ua_profile_list get_ua_type_list
    get_ua_type_usage_statistics update_ua update_ua_profile]],
  UAProfileGenerator = "generate_ua_profile",
  User = [[
    add_user delete_user get_notification_category_list get_notification_list get_ui_config_list
    get_user_info get_user_list update_notification_category_list update_ui_config_list update_user]],
  Vendor = [[
    add_connection add_did_provider_account add_vendor add_vendor_account delete_connection
    delete_did_provider_account delete_vendor delete_vendor_account get_connection_destination_group_list
    get_connection_info get_connection_list get_connection_type_info get_connection_type_list
    get_did_provider_account_list get_transactions_total_info get_vendor_account_info
    get_vendor_account_list get_vendor_info get_vendor_list get_xdr_list make_transaction
    unblock_connection_destination_group update_connection update_did_provider_account update_vendor
    update_vendor_account]],
  VoiceQualityProfile = "add_profile delete_profile get_profile_info get_profile_list update_profile",
  WebLog = "add_note get_web_log_list",
  XDRMediator = [[
    batch_process_collection download_collection_skipped_xdrs get_xdr_collection_info
    get_xdr_collection_list get_xdr_info get_xdr_list reprocess_xdr_list]],
}

-- Seen in use in public clients of later releases (up to about MR131). Later releases have more methods than
-- anybody has listed publicly; those can be called by name all the same.
M.later = {
  AccessControl = "create_otp verify_otp",
  Account = [[
    activate_bundle add_account_with_topup delete_mailbox_messages get_account_huntgroups_list
    get_mailbox_message_attachment get_mailbox_message_details get_mailbox_message_list
    get_simple_account_info set_mailbox_messages_flag update_huntgroups_subscription]],
  CDR = "get_transcription",
  CallControl = "play",
  Customer = [[
    add_customer_individual assign_commitment get_accounts_subscriptions get_customer_agreement_info
    get_pay_required_invoices_summary update_agreement_conditions update_customer_individual]],
  DialingRule = "get_dialing_rule_list",
  Generic = "get_session_data get_ui_plugins_config make_request",
  Invoice = "void_invoice_list",
  Session = [[
    get_json_access_token_lifetime jwt_login jwt_login_to_realm login_to_realm refresh_access_token
    refresh_json_access_token refresh_jwt_token]],
  UA = "get_phone_directory_info get_phone_directory_list",
}

return M
