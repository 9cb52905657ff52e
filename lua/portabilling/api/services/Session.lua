return {
  mr80 = "change_password generate_captcha get_session_context login logout ping reset_password set_session_context",
  later = [[
    get_json_access_token_lifetime jwt_login jwt_login_to_realm login_to_realm refresh_access_token
    refresh_json_access_token refresh_jwt_token]],
  records = { session_context = { get = "get_session_context", update = "set_session_context", wrapper = false } },
}
