return {
  mr80 = "add_netnumber_info cancel_request create_portin_request get_request_info get_request_list modify_request",
  records = {
    netnumber = { create = { "add_netnumber_info", wrapper = "netnumber_info" } },
    request = { create = "create_portin_request", update = "modify_request", delete = "cancel_request",
      also = "portin_request" },
  },
}
