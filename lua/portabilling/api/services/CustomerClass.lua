return {
  mr80 = [[
    add_customer_class clone_customer_class delete_customer_class get_business_models_list
    get_customer_class_info get_customer_class_list get_default_customer_class get_notification_category_list
    get_notification_list get_notification_template_info get_taxation_info send_me_notification_sample
    update_customer_class update_notification_category_list update_notification_template update_taxation]],
  records = {
    business_model = { list = "get_business_models_list", also = "business_models" },
    default_customer_class = { get = "get_default_customer_class" },
  },
  methods = {
    get_customer_class_info = { "i_customer_class:i/L name:s/L", "customer_class_info:{customer_class}/L" },
    get_customer_class_list = { "name:s/L limit:i?/L offset:i?/L get_total:b/L",
      "customer_class_list:[{customer_class}]/L total:i/L" },
  },
  objects = {
    customer_class = [[
      i_customer_class:i/L name:s/L description:s/L iso_4217:s/L i_template:i?/L send_statistics:s/L send_invoices:yn/L
      is_default:b@/L is_used:b@/L ]],
  },
}
