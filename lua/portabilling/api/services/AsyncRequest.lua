return {
  mr80 = "delete_request_list disable_api_notifications enable_api_notifications get_request_info get_request_list",
}
