---@meta _
-- Session. Written by portabilling.api.editor_types from what is built into lua-portabilling: not to be changed by hand.

--- For one who must change it to log in.
---@class portabilling.Session.change_password.params
---@field login string # required in practice
---@field password string # required in practice; secret
---@field new_password string # required in practice; secret

---@class portabilling.Session.get_json_access_token_lifetime.params

---@class portabilling.Session.get_json_access_token_lifetime.answer
---@field lifetime? integer # in seconds; uncertain

--- An older name of login.
---@class portabilling.Session.jwt_login.params
---@field login string # required in practice; uncertain
---@field password? string # secret; uncertain
---@field token? string # secret; uncertain
---@field i_env? integer|string # uncertain

---@class portabilling.Session.jwt_login.answer
---@field session_id? string # secret; uncertain
---@field access_token? string # secret; uncertain
---@field refresh_token? string # secret; uncertain
---@field expires_at? portabilling.time # uncertain
---@field expires_in? integer # in seconds; uncertain

--- An older name of login_to_realm.
---@class portabilling.Session.jwt_login_to_realm.params
---@field login string # required in practice; uncertain
---@field realm "account"|"accounts"|"customer"|"customers"|"reseller"|"resellers" # required in practice; uncertain

---@class portabilling.Session.jwt_login_to_realm.answer
---@field session_id? string # secret; uncertain

---@class portabilling.Session.login.params
---@field login string
---@field password? string # this or token; secret
---@field token? string # the API token; secret
---@field one_time_password? string # secret
---@field i_env? integer|string # not for an API user of one environment
---@field domain? string # uncertain

---@class portabilling.Session.login.answer
---@field session_id? string # secret
---@field access_token? string # secret
---@field refresh_token? string # secret
---@field expires_at? portabilling.time
---@field expires_in? integer # in seconds
---@field mfa_enabled? 0|1

--- Logs in on behalf of an account or a customer.
---@class portabilling.Session.login_to_realm.params
---@field login string # required in practice
---@field realm "account"|"accounts"|"customer"|"customers"|"reseller"|"resellers" # required in practice

---@class portabilling.Session.login_to_realm.answer
---@field session_id? string # secret

---@class portabilling.Session.logout.params
---@field access_token? string # this or session_id; secret
---@field session_id? string # secret

---@class portabilling.Session.logout.answer
---@field success? 0|1

---@class portabilling.Session.ping.params
---@field access_token? string # this or session_id; secret
---@field session_id? string # secret

---@class portabilling.Session.ping.answer
---@field user_id? integer # 0 or left out: there is no such session

---@class portabilling.Session.refresh_access_token.params
---@field refresh_token string # required in practice; secret

---@class portabilling.Session.refresh_access_token.answer
---@field access_token? string # secret
---@field refresh_token? string # secret
---@field expires_at? portabilling.time
---@field expires_in? integer # in seconds

--- An older name of refresh_access_token.
---@class portabilling.Session.refresh_json_access_token.params
---@field refresh_token string # required in practice; secret; uncertain

---@class portabilling.Session.refresh_json_access_token.answer
---@field access_token? string # secret; uncertain
---@field refresh_token? string # secret; uncertain
---@field expires_at? portabilling.time # uncertain
---@field expires_in? integer # in seconds; uncertain

--- An older name of refresh_access_token.
---@class portabilling.Session.refresh_jwt_token.params
---@field refresh_token string # required in practice; secret; uncertain

---@class portabilling.Session.refresh_jwt_token.answer
---@field access_token? string # secret; uncertain
---@field refresh_token? string # secret; uncertain
---@field expires_at? portabilling.time # uncertain
---@field expires_in? integer # in seconds; uncertain

---@class portabilling
---@field call fun(service: "Session", method: "change_password", params: portabilling.Session.change_password.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Session", method: "change_password"|"generate_captcha"|"get_json_access_token_lifetime"|"get_session_context"|"jwt_login"|"jwt_login_to_realm"|"login"|"login_to_realm"|"logout"|"ping"|"refresh_access_token"|"refresh_json_access_token"|"refresh_jwt_token"|"reset_password"|"set_session_context"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(service: "Session", method: "get_json_access_token_lifetime", params?: portabilling.Session.get_json_access_token_lifetime.params|table, options?: portabilling.Options): portabilling.Session.get_json_access_token_lifetime.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "jwt_login", params: portabilling.Session.jwt_login.params|table, options?: portabilling.Options): portabilling.Session.jwt_login.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "jwt_login_to_realm", params: portabilling.Session.jwt_login_to_realm.params|table, options?: portabilling.Options): portabilling.Session.jwt_login_to_realm.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "login", params: portabilling.Session.login.params|table, options?: portabilling.Options): portabilling.Session.login.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "login_to_realm", params: portabilling.Session.login_to_realm.params|table, options?: portabilling.Options): portabilling.Session.login_to_realm.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "logout", params?: portabilling.Session.logout.params|table, options?: portabilling.Options): portabilling.Session.logout.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "ping", params?: portabilling.Session.ping.params|table, options?: portabilling.Options): portabilling.Session.ping.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "refresh_access_token", params: portabilling.Session.refresh_access_token.params|table, options?: portabilling.Options): portabilling.Session.refresh_access_token.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "refresh_json_access_token", params: portabilling.Session.refresh_json_access_token.params|table, options?: portabilling.Options): portabilling.Session.refresh_json_access_token.answer?, portabilling.Error?
---@field call fun(service: "Session", method: "refresh_jwt_token", params: portabilling.Session.refresh_jwt_token.params|table, options?: portabilling.Options): portabilling.Session.refresh_jwt_token.answer?, portabilling.Error?
---@field get fun(service: "Session", record: "session_context"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(service: "Session", record: "session_context"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?

---@class portabilling.Client
---@field call fun(self: portabilling.Client, service: "Session", method: "change_password", params: portabilling.Session.change_password.params|table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "change_password"|"generate_captcha"|"get_json_access_token_lifetime"|"get_session_context"|"jwt_login"|"jwt_login_to_realm"|"login"|"login_to_realm"|"logout"|"ping"|"refresh_access_token"|"refresh_json_access_token"|"refresh_jwt_token"|"reset_password"|"set_session_context"|string, params?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "get_json_access_token_lifetime", params?: portabilling.Session.get_json_access_token_lifetime.params|table, options?: portabilling.Options): portabilling.Session.get_json_access_token_lifetime.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "jwt_login", params: portabilling.Session.jwt_login.params|table, options?: portabilling.Options): portabilling.Session.jwt_login.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "jwt_login_to_realm", params: portabilling.Session.jwt_login_to_realm.params|table, options?: portabilling.Options): portabilling.Session.jwt_login_to_realm.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "login", params: portabilling.Session.login.params|table, options?: portabilling.Options): portabilling.Session.login.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "login_to_realm", params: portabilling.Session.login_to_realm.params|table, options?: portabilling.Options): portabilling.Session.login_to_realm.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "logout", params?: portabilling.Session.logout.params|table, options?: portabilling.Options): portabilling.Session.logout.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "ping", params?: portabilling.Session.ping.params|table, options?: portabilling.Options): portabilling.Session.ping.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "refresh_access_token", params: portabilling.Session.refresh_access_token.params|table, options?: portabilling.Options): portabilling.Session.refresh_access_token.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "refresh_json_access_token", params: portabilling.Session.refresh_json_access_token.params|table, options?: portabilling.Options): portabilling.Session.refresh_json_access_token.answer?, portabilling.Error?
---@field call fun(self: portabilling.Client, service: "Session", method: "refresh_jwt_token", params: portabilling.Session.refresh_jwt_token.params|table, options?: portabilling.Options): portabilling.Session.refresh_jwt_token.answer?, portabilling.Error?
---@field get fun(self: portabilling.Client, service: "Session", record: "session_context"|string, keys?: table, options?: portabilling.Options): table?, portabilling.Error?
---@field update fun(self: portabilling.Client, service: "Session", record: "session_context"|string, attributes: table, options?: portabilling.Options): table?, portabilling.Error?
