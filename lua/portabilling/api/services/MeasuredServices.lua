return {
  mr80 = [[
    add_customer_class_metric add_customer_metric delete_customer_class_metric delete_customer_metric
    get_customer_class_metrics_list get_customer_metrics_list get_measured_metrics_list
    get_metric_charge_methods_list update_customer_class_metric update_customer_metric]],
  records = {
    customer_class_metric = { list = "get_customer_class_metrics_list", also = "customer_class_metrics" },
    customer_metric = { list = "get_customer_metrics_list", also = "customer_metrics" },
    measured_metric = { list = "get_measured_metrics_list", also = "measured_metrics" },
    metric_charge_method = { list = "get_metric_charge_methods_list", also = "metric_charge_methods" },
  },
}
