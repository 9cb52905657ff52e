--- What can be changed while the sandbox runs.

local tables = require "portabilling.support.tables"

local M = {}

--- Name -> default value, whose type new values must have. `choices` below restricts texts. What stands behind a setting
--- (and in lines of its own below) is its description in --help and in doc/sandbox.md: see settings_text.lua.
M.defaults = {
  access_token_lifetime = 172800, -- seconds; 48 hours is what real tokens carry, 900 is met in the field
  refresh_token_lifetime = 604800, -- seconds; the real one is not public
  inactivity_timeout = 0, -- seconds without a call after which a session dies; 0: never
  refresh_revokes_access_token = false, -- the old access token dies when it is refreshed
  login_to_realm_token = true, -- login_to_realm answers tokens as login does; false: session_id only
  lockout_after = 10, -- failed logins of one login before it is locked; 0: never
  lockout_seconds = 300, -- how long it stays locked
  clock_skew = 0, -- seconds the server's clock is ahead
  default_limit = 50, -- rows of a list without limit
  max_limit = 1000, -- most rows of a page
  over_limit = "clamp", -- what happens to a larger limit: it is lowered, or refused
  total = "asked", -- when lists answer their total
  ignore_offset = false, -- every page of a list begins with the first record
  order = "key", -- of lists; accounts always come by their id, allowed add-ons by name, as was recorded of real servers
  page_cost = 0, -- seconds that an answer takes longer for each row that its offset skips, as SQL's OFFSET costs
  shuffle = false, -- rows of a page in no order
  dead_ping = "zero", -- how ping answers for a session that is gone; both are reported of real servers
  expires_in = true, -- the optional field of login
  bearer_json = true, -- false: a release before MR101, which reads form fields only
  in_path = false, -- true: calls may have auth_info and params in their address, as in releases of the time of MR70
  did_upload = "headers", -- how DID/upload_did_numbers tells columns; before MR111 it was by their order
  unknown = "ignore", -- properties that the method does not have: "ignore" (and told, see ignored.lua) or "refuse"
  strict = false, -- refuse what lenient servers take: add_account without bill_status, "params": []
  operating_mode = "normal", -- of a site of two; in the others, changes are refused
  hostile = false, -- answers vary within what real servers are known to send
  empty_body = false, -- answers that would be {"success": 1} have a body of no bytes; but not those that clients look at
  -- (logout, activate_subscriptions, charge_subscription_fees)
  latency = 0, -- seconds before each answer
  foreign_recording = "xdr_not_found", -- what the recording of another owner's call answers
  recording_bytes = 64000, -- size of a call recording
}

M.choices = {
  over_limit = { clamp = true, fault = true },
  order = { key = true, name = true, random = true },
  total = { never = true, asked = true, always = true },
  dead_ping = { zero = true, fault = true },
  foreign_recording = { xdr_not_found = true, access_denied = true },
  did_upload = { headers = true, order = true },
  unknown = { ignore = true, refuse = true },
  operating_mode = { normal = true, standalone = true, secondary = true, read_only = true },
}

local WHOLE = tables.set "default_limit max_limit recording_bytes lockout_after"
local LARGEST = 1e9 -- some thirty years, as seconds

--- Check changes and apply them, all or none.
---@param settings table
---@param changes table
---@return boolean? ok
---@return string? message
function M.apply(settings, changes)
  for name, value in pairs(changes) do
    local default = M.defaults[name]
    if default == nil then
      return nil, "unknown setting " .. tostring(name)
    elseif type(value) ~= type(default) then
      return nil, ("setting %s must be a %s, not a %s"):format(name, type(default), type(value))
    elseif M.choices[name] and not M.choices[name][value] then
      return nil, ("setting %s cannot be %q"):format(name, value)
    elseif type(value) == "number" and value < 0 and name ~= "clock_skew" then
      return nil, ("setting %s must not be negative"):format(name)
    elseif type(value) == "number" and math.abs(value) > LARGEST then
      return nil, ("setting %s must not be above %.0f"):format(name, LARGEST)
    elseif WHOLE[name] and value % 1 ~= 0 then
      return nil, ("setting %s must be a whole number"):format(name)
    end
  end
  tables.copy(changes, settings)
  return true
end

--- Fresh settings.
---@return table
function M.new()
  return tables.copy(M.defaults)
end

return M
