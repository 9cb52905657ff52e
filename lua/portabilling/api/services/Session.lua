return {
  mr80 = "change_password generate_captcha get_session_context login logout ping reset_password set_session_context",
  later = [[
    get_json_access_token_lifetime:MR100-1 jwt_login:MR96-1 jwt_login_to_realm:MR100-1 login_to_realm:MR100-1
    refresh_access_token:MR100 refresh_json_access_token:MR100-1 refresh_jwt_token:MR96-1]],
  records = { session_context = { get = "get_session_context", update = "set_session_context", wrapper = false } },
  methods = {
    change_password = { "login:s+ password:s+ new_password:s+", about = "For one who must change it to log in." },
    login = { [[
      login:s!/H
      password:s/H -- this or token
      token:s/H -- the API token
      one_time_password:s
      i_env:i -- not for an API user of one environment
      domain:s/L ]],
      "session_id:s/H access_token:s/H refresh_token:s/H expires_at:t/H expires_in:i~seconds/H mfa_enabled:b/H" },
    get_json_access_token_lifetime = { "", "lifetime:i~seconds/L" },
    jwt_login = { "login:s+/L password:s/L token:s/L i_env:i/L",
      "session_id:s/L access_token:s/L refresh_token:s/L expires_at:t/L expires_in:i~seconds/L",
      about = "An older name of login." },
    jwt_login_to_realm = { "login:s+/L realm:s+/L=account|accounts|customer|customers|reseller|resellers",
      "session_id:s/L", about = "An older name of login_to_realm." },
    login_to_realm = { "login:s+ realm:s+=account|accounts|customer|customers|reseller|resellers", "session_id:s/H",
      about = "Logs in on behalf of an account or a customer." },
    logout = { [[
      access_token:s -- this or session_id
      session_id:s ]], "success:b/H" },
    ping = { [[
      access_token:s -- this or session_id
      session_id:s ]],
      "user_id:i/H -- 0 or left out: there is no such session" },
    refresh_access_token = { "refresh_token:s+",
      "access_token:s/H refresh_token:s/H expires_at:t/H expires_in:i~seconds/H" },
    refresh_json_access_token = { "refresh_token:s+/L",
      "access_token:s/L refresh_token:s/L expires_at:t/L expires_in:i~seconds/L",
      about = "An older name of refresh_access_token." },
    refresh_jwt_token = { "refresh_token:s+/L",
      "access_token:s/L refresh_token:s/L expires_at:t/L expires_in:i~seconds/L",
      about = "An older name of refresh_access_token." },
  },
}
