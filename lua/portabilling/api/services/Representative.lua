return {
  mr80 = [[
    add_representative delete_representative get_representative_info get_representative_list
    get_transactions_total_info get_xdr_list make_transaction update_representative]],
  records = { xdr = { list = { "get_xdr_list", key = "xdr_list" }, id = "i_xdr" } },
}
