return {
  mr80 = "get_negotiated_feature_list update_negotiated_feature_list",
}
