return {
  mr80 = "add_subscription delete_subscription get_subscription_info get_subscription_list update_subscription",
  records = {
    subscription = { list = { "get_subscription_list", key = "subscriptions" }, seen = "get list" },
  },
  methods = {
    add_subscription = { "subscription_info:{+subscription}+", "i_subscription:i" },
    delete_subscription = { "i_subscription:i+", "success:b" },
    get_subscription_info = { "i_subscription:i name:s with_fees:b with_discounts:b check_usage_by_resellers:b",
      "subscription_info:{subscription}" },
    get_subscription_list = { [[
      name:s? description:s? iso_4217:any charge_model:any activation_mode:any i_customer:any with_fees:b
      with_discounts:b check_usage_by_resellers:b limit:i? offset:i? get_total:b ]],
      "subscriptions:[{subscription}] total:i" },
    update_subscription = { "subscription_info:{subscription}+", "i_subscription:i" },
  },
  objects = {
    subscription = [[
      i_subscription:i name:s+ iso_4217:s+ description:s invoice_description:s fee:n activation_fee:n
      cancellation_fee:n activation_mode:i=1|2 charge_model:i=0|1|2 generate_daily_charge:yn multiple:b rounding:i?
      is_used:b multi_month_discount_list:list periodic_fees:list i_customer:i? ]],
  },
}
