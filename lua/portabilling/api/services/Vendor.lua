return {
  mr80 = [[
    add_connection add_did_provider_account add_vendor add_vendor_account delete_connection
    delete_did_provider_account delete_vendor delete_vendor_account get_connection_destination_group_list
    get_connection_info get_connection_list get_connection_type_info get_connection_type_list
    get_did_provider_account_list get_transactions_total_info get_vendor_account_info get_vendor_account_list
    get_vendor_info get_vendor_list get_xdr_list make_transaction unblock_connection_destination_group
    update_connection update_did_provider_account update_vendor update_vendor_account]],
  records = { xdr = { list = { "get_xdr_list", key = "xdr_list" }, id = "i_xdr" } },
}
