return {
  mr80 = [[
    add_route_category delete_route_category get_route_category_info get_route_category_list
    update_route_category]],
}
