return {
  mr80 = "add_node delete_node get_node_info get_node_list get_node_type_list update_node",
}
