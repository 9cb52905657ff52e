return {
  mr80 = [[
    add_dialing_rule delete_dialing_rule get_dialing_rule_info get_dialing_rules_list test_translation_rule
    update_dialing_rule]],
  later = "get_dialing_rule_list:MR119-0",
  records = {
    -- get_dialing_rules_list up to MR80 (and for some time after); releases such as MR119 have get_dialing_rule_list.
    dialing_rule = { list = "get_dialing_rule_list" },
    dialing_rules = { list = "get_dialing_rules_list", id = "i_dialing_rule" },
  },
}
