return {
  mr80 = [[
    add_currency convert_money delete_currency get_currency_info get_currency_list get_exchange_rate_list
    sync_exchange_rates update_currency]],
  records = { currency = { id = "iso_4217" } },
  methods = {
    get_currency_info = { "iso_4217:s/L", "currency_info:{currency}/L" },
    get_currency_list = { "iso_4217:s/L name:s/L limit:i?/L offset:i?/L get_total:b/L",
      "currency_list:[{currency}]/L total:i/L" },
  },
  objects = {
    currency = "iso_4217:s/L name:s/L decimal_digits:i/L",
  },
}
