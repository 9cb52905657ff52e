return {
  mr80 = [[
    add_did_group add_number add_owner_batch add_vendor_batch assign_did_to_account assign_did_to_customer
    assign_did_to_owner_batch assign_did_to_reseller cancel_did_assignment delete_did_group delete_number
    delete_number_list delete_owner_batch delete_vendor_batch get_customer_numbers get_did_group_list
    get_inventory_option_info get_inventory_options get_number_info get_number_list get_number_list_statistics
    get_owner_batch_info get_owner_batch_list get_vendor_batch_info get_vendor_batch_list
    release_did_from_customer release_did_from_owner_batch release_did_from_reseller release_number
    reserve_number update_did_group update_inventory_options update_number update_number_list update_owner_batch
    update_vendor_batch upload_did_numbers]],
  records = {
    customer_number = { list = { "get_customer_numbers", key = "number_list" }, id = "i_did_number", seen = "all" },
    inventory_option = { list = "get_inventory_options", update = "update_inventory_options",
      also = "inventory_options" },
    number = { id = "i_did_number", seen = "create get delete list", also = "did_number did",
      natural = { "number", "get", filters = { number = "number" } } },
  },
}
