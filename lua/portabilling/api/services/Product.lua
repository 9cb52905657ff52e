return {
  mr80 = [[
    add_group add_product add_service_and_rating add_subscription delete_group delete_product
    delete_service_and_rating delete_subscription get_allowed_addons get_group_info get_group_list
    get_priorities_list get_product_info get_product_list get_roles_list get_service_and_rating_info
    get_service_and_rating_list get_subrealms_list get_subscriptions reapply_subscriptions unbind_addon_product
    update_group update_product update_service_and_rating validate_addons_combination]],
  records = {
    allowed_addon = { list = { "get_allowed_addons", key = "product_list" }, id = "i_product", seen = "all" },
    priority = { list = "get_priorities_list", also = "priorities" },
    product = { seen = "get list" },
    role = { list = "get_roles_list", also = "roles" },
    subrealm = { list = "get_subrealms_list", also = "subrealms" },
    subscription = { list = { "get_subscriptions" }, id = "i_product_subscription" },
  },
}
