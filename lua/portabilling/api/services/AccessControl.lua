return {
  mr80 = "get_operation_access_id",
  later = "create_otp verify_otp",
}
