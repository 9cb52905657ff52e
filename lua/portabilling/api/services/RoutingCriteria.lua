return {
  mr80 = [[
    add_routing_criteria add_routing_criteria_dest_group delete_routing_criteria
    delete_routing_criteria_dest_group get_routing_criteria_dest_group_info get_routing_criteria_info
    get_routing_criteria_list update_routing_criteria update_routing_criteria_dest_group]],
}
