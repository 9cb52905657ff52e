return {
  mr80 = [[
    add_currency convert_money delete_currency get_currency_info get_currency_list get_exchange_rate_list
    sync_exchange_rates update_currency]],
}
