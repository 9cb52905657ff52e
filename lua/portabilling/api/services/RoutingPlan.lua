return {
  mr80 = [[
    add_routing_plan add_rp_category add_rp_connection delete_routing_plan delete_rp_category
    delete_rp_connection get_route_list get_routing_plan_info get_routing_plan_list get_rp_category_list
    get_rp_connection_info get_rp_connection_list update_routing_plan update_rp_category update_rp_connection]],
}
