return {
  mr80 = "add_subscription delete_subscription get_subscription_info get_subscription_list update_subscription",
  records = {
    subscription = { list = { "get_subscription_list", key = "subscriptions" }, seen = "get list" },
  },
}
