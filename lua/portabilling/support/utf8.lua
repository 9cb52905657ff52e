--- UTF-8, on Lua 5.4 and LuaJIT alike.
local M = {}

--- The bytes of a character.
---@param code integer from 0 to 0x10FFFF
---@return string
function M.char(code)
  local function tail(divisor)
    return 128 + math.floor(code / divisor) % 64
  end
  if code < 128 then
    return string.char(code)
  elseif code < 2048 then
    return string.char(192 + math.floor(code / 64), tail(1))
  elseif code < 65536 then
    return string.char(224 + math.floor(code / 4096), tail(64), tail(1))
  end
  return string.char(240 + math.floor(code / 262144) % 8, tail(4096), tail(64), tail(1))
end

-- What may follow the first byte of a character: how many bytes, and the range of the first of them.
local function tail_of(first)
  if first >= 0xC2 and first <= 0xDF then
    return 1, 0x80, 0xBF
  elseif first >= 0xE0 and first <= 0xEF then
    return 2, first == 0xE0 and 0xA0 or 0x80, first == 0xED and 0x9F or 0xBF
  elseif first >= 0xF0 and first <= 0xF4 then
    return 3, first == 0xF0 and 0x90 or 0x80, first == 0xF4 and 0x8F or 0xBF
  end
  return nil
end

-- Bytes of the character that begins there; nil: none does.
local function length_at(text, at)
  local count, low, high = tail_of(text:byte(at))
  local second = count and text:byte(at + 1)
  if not second or second < low or second > high or at + count > #text then
    return nil
  end
  for i = at + 2, at + count do
    local byte = text:byte(i)
    if byte < 0x80 or byte > 0xBF then
      return nil
    end
  end
  return count + 1
end

--- Where a text is no UTF-8: the first byte, from there on, that begins no character. nil: it is.
---@param text string
---@param from integer? where a character begins; default 1
---@return integer?
function M.bad(text, from)
  local at = text:find("[\128-\255]", from or 1)
  while at do
    local length = length_at(text, at)
    if not length then
      return at
    end
    at = text:find("[\128-\255]", at + length)
  end
  return nil
end

return M
