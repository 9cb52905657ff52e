return {
  mr80 = [[
    add_authz_rule delete_authz_rule get_authz_method_type_list get_authz_rule_list rearrange_authz_rule_list
    update_authz_rule]],
}
