return {
  mr80 = [[
    add_merchant delete_merchant get_merchant get_payment_methods_for_owner get_payment_transaction_by_id
    get_payment_transaction_list get_processor get_transaction_actions_list list_merchants list_processors
    register_transaction update_merchant]],
  records = {
    merchant = { list = "list_merchants" },
    payment_method = { list = "get_payment_methods_for_owner" },
    payment_transaction = { get = "get_payment_transaction_by_id" },
    processor = { get = "get_processor", list = "list_processors" },
    transaction_action = { list = "get_transaction_actions_list", also = "transaction_actions" },
  },
  methods = {
    get_transaction_actions_list = { about = "The values of action in make_transaction." },
  },
}
