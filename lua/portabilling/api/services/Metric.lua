return {
  mr80 = "get_system_metric_data",
}
