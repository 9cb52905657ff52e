--- Which fields hold a secret, by the words in their names: h323_password, api-key, PIN Code and imsiKi alike, and
--- those that this release does not know as well. Where another name becomes a secret or none, batch/journal_reader.lua
--- has to have another FORMAT.
local set = require("portabilling.support.tables").set

local M = {}

-- Long enough to be looked for within a word: webpassword, clientSecret.
local PARTS = { "password", "passwd", "passphrase", "token", "secret", "apikey", "accesskey", "privatekey", "authkey",
  "sessionid", "pincode", "cardnum", "creditcard" }
-- What passwords, SIM cards, bank cards and persons are known by; digits behind them (pin1, cvv2) do not matter.
local WORDS = set("pass pwd pin puk ki opc adm ha otp ssn cvv cvc iban jwt psk credential credentials authorization "
  .. "bearer cookie taxid")
-- Two words, one behind the other.
local PAIRS = {}
for _, pair in ipairs { { "api access auth private encryption shared signing ssh", "key" }, { "session tax", "id" },
  { "auth", "info" }, { "card cc account acct bank", "number num no nr code" }, { "bank", "account" } } do
  for first in pairs(set(pair[1])) do
    PAIRS[first] = PAIRS[first] or {}
    for second in pairs(set(pair[2])) do
      PAIRS[first][second] = true
    end
  end
end
-- Names whose value is a secret where it is a text; in a table of this name, the names of its fields decide.
local CARDS = set "card cardinfo creditcard debitcard bankcard"
-- A name that ends in one of these tells something about a secret, and is none: token_type, password_expires.
local ABOUT = set("type lifetime expires expire expiry expiration expired date time age days policy length count at in "
  .. "status changed required enabled attempts name strength quality through thru")
-- The ids of calls, not those of somebody's session.
local INNOCENT = set "parentsessionid mergedsessionidlist"
-- A name that begins with one of these may be a flag, and is no secret if its value is yes or no: generate_web_password.
local QUESTIONS = set("generate get is has with without use must allow enable show hide force change reset require "
  .. "send need can check ask supports no keep")
local YES_NO = set "0 1 Y N y n true false"

-- In lower case; what is between them, or a change of case, ends a word.
local function words_of(name)
  local words = {}
  for word in name:gsub("(%l)(%u)", "%1 %2"):gsub("(%u)(%u%l)", "%1 %2"):lower():gmatch "%w+" do
    words[#words + 1] = word
  end
  return words
end

local function holds_word(words)
  for i, word in ipairs(words) do
    local stem, following = word:gsub("%d+$", ""), words[i + 1]
    if (WORDS[stem] or WORDS[word]) and not (following and ABOUT[following])
      or PAIRS[stem] and following and PAIRS[stem][following] and words[i - 1] ~= "sim" then
      return true
    end
  end
  return false
end

local function judge(words)
  local whole = table.concat(words)
  if INNOCENT[whole] or words[1] == "i" or words[1] == "max" or words[1] == "min" or #words > 1 and ABOUT[words[#words]]
    and not whole:find("number", 1, true) then
    return nil
  elseif CARDS[whole] then
    return "text"
  end
  for _, part in ipairs(PARTS) do
    local at = whole:find(part, 1, true)
    if at and not (part == "secret" and whole:find("secretar", at, true))
      and not (part == "cardnum" and whole:find("simcardnum", 1, true)) then
      return part == "creditcard" and "text" or "all"
    end
  end
  return holds_word(words) and "all" or nil
end

-- Card and bank numbers have harmless names; what holds them tells.
local function is_payment(holder)
  local lower = type(holder) == "string" and holder:lower() or ""
  return lower:find("payment_method", 1, true) ~= nil
    or lower:find "%f[%a]card" ~= nil and not lower:find("sim_card", 1, true)
end

-- The name of what the fields inside are in, at whatever depth: that of the payment method, if there is one.
function M.holder_inside(name, holder)
  return type(name) == "string" and not is_payment(holder) and name or holder
end

local function is_yes_or_no(value)
  return type(value) == "number" and (value == 0 or value == 1) or YES_NO[value] == true
end

--- Does a field of this name hold a secret?
---@param name any
---@param holder any the name of the structure that it is in
---@param value any what it holds, where that is known
---@return boolean
function M.is_secret(name, holder, value)
  if type(name) ~= "string" or type(value) == "boolean" or type(value) == "userdata" then
    return false -- true, false and null let nobody in
  end
  local words = words_of(name)
  local verdict = judge(words)
  if verdict then
    return not (verdict == "text" and type(value) == "table")
      and not (QUESTIONS[words[1]] and #words > 1 and is_yes_or_no(value))
  end
  return is_payment(holder) and (name:lower() == "code" or name:lower():find("number", 1, true) ~= nil)
end

-- What stands beside a value and names it, as in { name = "voicemail_password", value = "1234" }.
local NAMES = { "name", "attribute", "field", "key", "label", "parameter", "param", "property", "option" }

--- Is this field of this table a secret?
---@param fields table
---@param key any
---@param holder any the name of the structure
---@return boolean
function M.hides(fields, key, holder)
  local value = fields[key]
  if M.is_secret(key, holder, value) then
    return true
  elseif type(key) ~= "string" or not key:lower():find "values?$" then
    return false
  end
  for _, name in ipairs(NAMES) do
    if M.is_secret(fields[name], nil, value) then
      return true
    end
  end
  return false
end

return M
