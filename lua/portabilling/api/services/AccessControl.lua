return {
  mr80 = "get_operation_access_id",
  later = "create_otp:MR75-1 verify_otp:MR75-1",
  methods = {
    create_otp = { [[
      id:s/H -- with send_to account: the i_account
      notification_type:s=mail|* operation:s!/H=General|* send_to:s=account|* ]], "success:b/H",
      about = "Sends a one-time password; it can be verified in the session that made it, and in no other." },
    verify_otp = { "one_time_password:s operation:s=General|*", "success:b/H" },
  },
}
