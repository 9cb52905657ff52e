return {
  mr80 = "get_service_features_list",
  records = {
    service_feature = { list = "get_service_features_list", also = "service_features", unique = "name" },
  },
}
