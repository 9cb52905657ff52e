return {
  about = "ACL management",
  mr80 = "get_acl_list get_my_permissions_for_objects",
  records = { acl = { seen = "list" } },
  methods = {
    get_acl_list = { nil, "acl_list:list" },
  },
}
