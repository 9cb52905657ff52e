return {
  mr80 = "add_subscription delete_subscription get_subscription_info get_subscription_list update_subscription",
  records = {
    subscription = { list = { "get_subscription_list", key = "subscriptions" }, seen = "get list" },
  },
  methods = {
    add_subscription = { "subscription_info:{+subscription}+", "i_subscription:i" },
    delete_subscription = { "i_subscription:i+", "success:b" },
    get_subscription_info = { "i_subscription:i& name:s& with_fees:b with_discounts:b check_usage_by_resellers:b",
      "subscription_info:{subscription}" },
    get_subscription_list = { [[
      name:s? -- wildcards: % and _
      description:s? -- wildcards: % and _
      iso_4217:s charge_model:i activation_mode:i i_customer:i? with_fees:b with_discounts:b
      check_usage_by_resellers:b limit:i? offset:i? get_total:b ]], "subscriptions:[{subscription}] total:i" },
    update_subscription = { "subscription_info:{subscription}+", "i_subscription:i" },
  },
  objects = {
    subscription = [==[
      i_subscription:i name:s+
      iso_4217:s+ -- currency, ISO 4217
      description:s invoice_description:s fee:n activation_fee:n cancellation_fee:n
      activation_mode:i=1|2 -- 1 - at the start date; 2 - at the first usage
      charge_model:i=0|1|2 -- 0 - progressive; 1 - at the period's end; 2 - in advance
      generate_daily_charge:yn/H
      multiple:yn/H -- whether one account may have it several times; 0 or 1 where it is assigned or part of a product
      rounding:i? is_used:b shared:yn/H discount_list:list/H multi_month_discount_list:list/H
      penalty_mode:s/H=none|* prorate_first_period:yn/H prorate_last_period:yn/H charge_suspended_customers:yn/H
      waive_acc_expired_charges:yn/H waive_blocked_charges:yn/H waive_charges_for_first_bp:yn/H
      waive_charges_for_last_bp:yn/H waive_charges_for_regular_bp:yn/H waive_credit_exceeded_charges:yn/H
      waive_suspended_charges:yn/H
      periodic_fees:[[{+periodic_fee}]]/H -- one for each billing period
      i_customer:i? ]==],
  },
}
