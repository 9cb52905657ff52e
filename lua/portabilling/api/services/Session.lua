return {
  mr80 = "change_password generate_captcha get_session_context login logout ping reset_password set_session_context",
  later = [[
    get_json_access_token_lifetime jwt_login jwt_login_to_realm login_to_realm refresh_access_token
    refresh_json_access_token refresh_jwt_token]],
  records = { session_context = { get = "get_session_context", update = "set_session_context", wrapper = false } },
  methods = {
    change_password = { "login:s+ password:s+ new_password:s+" },
    login = { "login:s!/H password:s$/H token:s$/H one_time_password:any i_env:i domain:s/L",
      about = "login with password or with token." },
    login_to_realm = { "login:s+ realm:s+=account|accounts|customer|customers|reseller|resellers" },
    logout = { "access_token:s session_id:any" },
    ping = { "access_token:s session_id:any" },
    refresh_access_token = { "refresh_token:s" },
  },
}
