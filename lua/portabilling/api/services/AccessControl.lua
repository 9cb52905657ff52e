return {
  mr80 = "get_operation_access_id",
  later = "create_otp verify_otp",
  methods = {
    create_otp = { "id:s/H notification_type:s operation:s!/H send_to:s" },
    verify_otp = { "one_time_password:s operation:s" },
  },
}
