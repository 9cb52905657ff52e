--- Keeps secrets out of everything that is shown: dry runs, logs, errors.
local M = {}

M.MARK = "***"

-- By the words in a field's name, so that fields this release does not know are covered as well.
local WORDS = { "password", "passwd", "token", "secret", "session_id", "auth_info", "authorization", "card",
  "cvv", "pincode", "pin_code", "otp", "one_time_password", "api_key", "private_key" }
-- Named like a secret, but none.
local HARMLESS = { i_sim_card = true, i_credit_card = true, i_account_role = true, sim_card_list = true,
  sim_card_info = true, i_card = true, refund_to_cc = true }

--- Does a field of this name hold a secret?
---@param name any
---@return boolean
function M.is_secret(name)
  if type(name) ~= "string" or HARMLESS[name] then
    return false
  end
  local lower = name:lower()
  for _, word in ipairs(WORDS) do
    if lower:find(word, 1, true) then
      return true
    end
  end
  return false
end

--- A deep copy with every secret value replaced; the shape is kept.
---@param value any
---@return any
function M.copy(value)
  if type(value) ~= "table" then
    return value
  end
  local copy = setmetatable({}, getmetatable(value))
  for key, item in pairs(value) do
    copy[key] = M.is_secret(key) and M.MARK or M.copy(item)
  end
  return copy
end

return M
