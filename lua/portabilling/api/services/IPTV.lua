return {
  mr80 = "get_channel_package_list get_service_package_list",
}
