-- Methods whose parameters say who calls: they are sent without a session, and none is needed for them.
local M = {}

M.methods = "Session/login Session/refresh_access_token Session/ping Session/logout Session/change_password "
  .. "Session/jwt_login Session/refresh_jwt_token Session/refresh_json_access_token"

return M
