--- Decimal numbers added exactly: pb.sum. Doubles do not do for money: 0.1 + 0.2 is 0.30000000000000004.
local json = require "portabilling.support.json"

local M = {}

-- Digits of one limb: two may be added, and carried, in a double.
local WIDTH, BASE = 7, 10 ^ 7
-- No amount of money has more; 1e300 would be 300 digits.
local DIGITS_MOST = 400

-- A number as its sign and its digits before and behind the point.
local function parts_of(text)
  local sign, whole, behind, rest = text:match "^([+-]?)(%d*)%.?(%d*)(.*)$"
  local exponent = rest == "" and 0 or tonumber(rest:match "^[eE]([+-]?%d+)$")
  if not exponent or whole .. behind == "" or math.abs(exponent) > DIGITS_MOST or #whole + #behind > DIGITS_MOST then
    return nil
  end
  if exponent > 0 then
    behind = behind .. ("0"):rep(exponent - #behind)
    whole, behind = whole .. behind:sub(1, exponent), behind:sub(exponent + 1)
  elseif exponent < 0 then
    whole = ("0"):rep(-exponent - #whole) .. whole
    whole, behind = whole:sub(1, #whole + exponent), whole:sub(#whole + exponent + 1) .. behind
  end
  return sign == "-" and -1 or 1, whole, behind
end

-- Adds to limbs, which are signed, from the point on: [1] is the first before it, [0] the first behind it.
local function add(limbs, sign, whole, behind)
  whole = ("0"):rep(-#whole % WIDTH) .. whole
  behind = behind .. ("0"):rep(-#behind % WIDTH)
  local high, low = #whole / WIDTH, 1 - #behind / WIDTH
  limbs.high, limbs.low = math.max(limbs.high, high), math.min(limbs.low, low)
  local digits = whole .. behind
  for i = high, low, -1 do
    local at = (high - i) * WIDTH
    limbs[i] = (limbs[i] or 0) + sign * tonumber(digits:sub(at + 1, at + WIDTH))
  end
end

-- Limbs from 0 to BASE - 1 with a sign, as a text.
local function text_of(limbs)
  local carry, i = 0, limbs.low
  while i <= limbs.high or carry ~= 0 and carry ~= -1 do
    local value = (limbs[i] or 0) + carry
    carry = math.floor(value / BASE)
    limbs[i] = value - carry * BASE
    i = i + 1
  end
  limbs.high = i - 1
  local sign = ""
  if carry == -1 then -- below 0: what is missing up to the next power of BASE
    sign, carry = "-", 1
    for k = limbs.low, limbs.high do
      local value = BASE - 1 - limbs[k] + carry
      carry = value == BASE and 1 or 0
      limbs[k] = value % BASE
    end
    limbs[limbs.high + 1] = carry
    limbs.high = limbs.high + 1
  end
  local whole, behind = {}, {}
  for k = limbs.high, 1, -1 do
    whole[#whole + 1] = ("%07.0f"):format(limbs[k] or 0)
  end
  for k = 0, limbs.low, -1 do
    behind[#behind + 1] = ("%07.0f"):format(limbs[k] or 0)
  end
  local text = table.concat(whole):gsub("^0+", "")
  local decimals = table.concat(behind):gsub("0+$", "")
  if text == "" and decimals == "" then
    return "0"
  end
  return sign .. (text == "" and "0" or text) .. (decimals == "" and "" or "." .. decimals)
end

--- The sum of decimal numbers, exact: texts such as "12.50" (option decimals = "string"), and numbers, each taken for the
--- shortest decimal that it is. nil and null count as nothing, so that a sum can begin with none:
---
---     local total
---     for xdr in pb.list("Customer", "xdr", filters, { decimals = "string" }) do
---       total = pb.sum(total, xdr.charged_amount)
---     end
---@param ... string|number|nil
---@return string sum such as "-0.3", without zeros at its end
function M.sum(...)
  local limbs, terms = { high = 0, low = 1 }, { ... }
  for i = 1, select("#", ...) do
    local value = terms[i]
    if value ~= nil and value ~= json.null then
      local kind = type(value)
      local sign, whole, behind
      if kind == "string" or kind == "number" then
        sign, whole, behind = parts_of(json.text(value))
      end
      if not sign then
        local given = kind == "string" and '"' .. value:sub(1, 40) .. '"' or kind == "number" and tostring(value)
        error(("sum: argument %d: a decimal number expected, got %s"):format(i, given or "a " .. kind), 2)
      end
      add(limbs, sign, whole, behind)
    end
  end
  return text_of(limbs)
end

return M
