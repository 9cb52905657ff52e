--- Keeps secrets out of everything that is shown: dry runs, logs, errors.
local M = {}

M.MARK = "***"

-- By the words in a field's name, so that fields this release does not know are covered as well.
local WORDS = { "password", "passwd", "token", "secret", "session_id", "auth_info", "authorization", "cvv", "cvc",
  "pincode", "pin_code", "card_num", "card_no", "cardnum", "card_code", "otp", "one_time_password", "api_key",
  "private_key", "auth_key" }
-- Too short to be looked for within a name: what a SIM card and a person are known by.
local NAMES = { pin = true, pin1 = true, pin2 = true, puk = true, puk1 = true, puk2 = true, ki = true, opc = true,
  ssn = true, tax_id = true, card = true }

-- Card and bank numbers have harmless names; what holds them tells.
local function is_payment(holder)
  local lower = type(holder) == "string" and holder:lower() or ""
  return lower:find("payment_method", 1, true) ~= nil
    or lower:find "%f[%a]card" ~= nil and not lower:find("sim_card", 1, true)
end

-- The name of what the fields inside are in, at whatever depth: that of the payment method, if there is one.
local function holder_inside(name, holder)
  return type(name) == "string" and not is_payment(holder) and name or holder
end

--- Does a field of this name hold a secret?
---@param name any
---@param holder any the name of the structure that it is in
---@return boolean
function M.is_secret(name, holder)
  if type(name) ~= "string" then
    return false
  end
  local lower = name:lower()
  if NAMES[lower] then
    return true
  end
  for _, word in ipairs(WORDS) do
    if lower:find(word, 1, true) then
      return true
    end
  end
  return is_payment(holder) and (lower == "iban" or lower == "code" or lower:find("number", 1, true) ~= nil)
end

-- What stands beside a name, as in { name = "voicemail_password", value = "1234" }.
local VALUES = { value = true, values = true, effective_value = true, effective_values = true }

-- Is this field of this table a secret?
local function hides(fields, key, holder)
  return M.is_secret(key, holder) or VALUES[key] == true and M.is_secret(fields.name)
end

--- A deep copy with every secret value replaced; the shape is kept.
---@param value any
---@param holder any the name of what it is in
---@return any
function M.copy(value, holder)
  if type(value) ~= "table" then
    return value
  end
  local copy = setmetatable({}, getmetatable(value))
  for key, item in pairs(value) do
    copy[key] = hides(value, key, holder) and M.MARK or M.copy(item, holder_inside(key, holder))
  end
  return copy
end

--- The secret values in a table, at any depth; all that is below a name like auth_info counts.
---@param value any
---@param found string[]?
---@param holder any
---@param all boolean? everything in it is secret
---@return string[]
function M.secrets(value, found, holder, all)
  found = found or {}
  local text = require("portabilling.json").text -- needs the core, which the sandbox uses all the rest without
  for name, item in pairs(type(value) == "table" and value or {}) do
    local secret = all or hides(value, name, holder)
    if type(item) == "table" then
      M.secrets(item, found, holder_inside(name, holder), secret)
    elseif secret then
      found[#found + 1] = text(item)
    end
  end
  return found
end

-- What a secret looks like in a text that quotes it.
local function disguises(secret)
  local escaped = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }
  return {
    secret,
    (secret:gsub("[^%w%-._~]", function(c) return ("%%%02X"):format(c:byte()) end)),
    (secret:gsub("[^%w%-._~]", function(c) return ("%%%02x"):format(c:byte()) end)),
    (secret:gsub('["\\/]', "\\%0")),
    (secret:gsub("[&<>\"']", escaped)),
    (secret:gsub("%s+", " ")),
  }
end

-- Shorter secrets may be a part of many words, and are hidden only where they are a word of their own.
local LONG = 8
-- Still shorter ones would take digits out of every number.
local SHORTEST = 3

local function is_word(text, first, last)
  return not text:sub(first - 1, first - 1):find "%w" and not text:sub(last + 1, last + 1):find "%w"
end

-- Also where the text was cut in the middle of the secret.
local function hide(text, secret, long)
  local at, stop = text:find(secret, 1, true) -- Lua patterns have no plain replace
  while at do
    local next_from = stop + 1
    if long or is_word(text, at, stop) then
      text = text:sub(1, at - 1) .. M.MARK .. text:sub(stop + 1)
      next_from = at + #M.MARK
    end
    at, stop = text:find(secret, next_from, true)
  end
  if not long then
    return text
  end
  for length = math.min(#secret - 1, #text), 6, -1 do
    if text:sub(-length) == secret:sub(1, length) then
      return text:sub(1, -length - 1) .. M.MARK
    end
  end
  return text
end

--- Takes out of a foreign page what it names as a secret, such as the token of an answer that went through a proxy
--- with another content type.
---@param text string
---@return string
function M.scrub_named(text)
  text = text:gsub("([Bb]earer%s+)[^%s\"'<]+", "%1" .. M.MARK)
  return (text:gsub("([%w_%-]+)([\"']?%s*[:=]%s*[\"']?)([^\"'&,;%s<>}]+)", function(name, between)
    return M.is_secret((name:gsub("-", "_"))) and name .. between .. M.MARK or nil
  end))
end

--- Takes secrets out of a text that somebody else wrote, such as a server's complaint or a proxy's page.
---@param text string
---@param secrets string[]
---@return string
function M.scrub(text, secrets)
  for _, secret in ipairs(secrets) do
    if #secret >= SHORTEST then
      for _, disguise in ipairs(disguises(secret)) do
        text = hide(text, disguise, #secret >= LONG)
      end
    end
  end
  return text
end

return M
