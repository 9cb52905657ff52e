return {
  mr80 = "get_acl_list get_my_permissions_for_objects",
  records = { acl = { seen = "list" } },
}
