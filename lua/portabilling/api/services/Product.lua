return {
  mr80 = [[
    add_group add_product add_service_and_rating add_subscription delete_group delete_product
    delete_service_and_rating delete_subscription get_allowed_addons get_group_info get_group_list
    get_priorities_list get_product_info get_product_list get_roles_list get_service_and_rating_info
    get_service_and_rating_list get_subrealms_list get_subscriptions reapply_subscriptions unbind_addon_product
    update_group update_product update_service_and_rating validate_addons_combination]],
  later = [[
    get_product_discount_plan_list:MR118-0 get_product_info_detailed:MR119-0 get_product_list_detailed:MR119-0]],
  records = {
    allowed_addon = { list = { "get_allowed_addons", key = "product_list" }, id = "i_product", seen = "all" },
    priority = { list = "get_priorities_list", also = "priorities" },
    product = { seen = "get list" },
    role = { list = "get_roles_list", also = "roles" },
    subrealm = { list = "get_subrealms_list", also = "subrealms" },
    subscription = { list = { "get_subscriptions" }, id = "i_product_subscription" },
  },
  methods = {
    add_product = { "product_info:{+product}+", "i_product:i" },
    delete_product = { "i_product:i+", "success:b" },
    get_allowed_addons = { "i_product:i+ detailed_info:b with_subscription:b limit:i? offset:i? get_total:b",
      "product_list:[{product}]/H total:i" },
    get_product_info = { "i_product:i& name:s& detailed_info:b", "product_info:{product}" },
    get_product_list = { [[
      name:s? -- wildcards: % and _
      description:s? -- wildcards: % and _
      iso_4217:s i_product_group:i? realm:s i_account_role:i product_addon_type:s? detailed_info:b
      with_subscription:b search:s i_customer:i hide_addons:b limit:i? offset:i? get_total:b ]],
      "product_list:[{product}] total:i" },
    update_product = { "product_info:{product}+", "i_product:i" },
  },
  objects = {
    product = [[
      i_product:i/H name:s+/H
      iso_4217:s+/H -- currency, ISO 4217
      description:s/H end_user_name:s/H end_user_description:s/H i_product_group:i?/H product_group_name:s/H
      addon_priority:i/H=0|10|15|20|25|30|* allowed_products:[i]/H allowed_with_any_product:yn/H breakage:b/H
      default_i_acl:i/H fraud_protection:s/H=None|* hidden:yn/H
      i_account_role:i/H=1|2|3|4|5|6|7|8|9|* -- as of an account
      i_reseller_subscription:i?/H i_subscription:i?/H i_vd_plan:i/H included_services:list/H info_url:s/H
      managed_by_user:yn/H notepad:s/H realm:s/H=msisdn|sip|* shared:yn/H volume_discount_plan_name:s/H
      maintenance_fee:n product_addon_type:s service_flag_locks:s/H i_owner:i?
      product_subscription:{product_subscription}@/H ]],
  },
}
