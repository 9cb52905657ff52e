--- The encodings of spreadsheets' text files, made UTF-8.
local utf8 = require "portabilling.support.utf8"

local M = {}

-- Windows-1252 where it is not Latin-1 (https://encoding.spec.whatwg.org/index-windows-1252.txt); the five that stand for
-- nothing there are left as Latin-1 has them.
local WINDOWS = {
  [0x80] = 0x20AC, [0x82] = 0x201A, [0x83] = 0x0192, [0x84] = 0x201E, [0x85] = 0x2026, [0x86] = 0x2020, [0x87] = 0x2021,
  [0x88] = 0x02C6, [0x89] = 0x2030, [0x8A] = 0x0160, [0x8B] = 0x2039, [0x8C] = 0x0152, [0x8E] = 0x017D, [0x91] = 0x2018,
  [0x92] = 0x2019, [0x93] = 0x201C, [0x94] = 0x201D, [0x95] = 0x2022, [0x96] = 0x2013, [0x97] = 0x2014, [0x98] = 0x02DC,
  [0x99] = 0x2122, [0x9A] = 0x0161, [0x9B] = 0x203A, [0x9C] = 0x0153, [0x9E] = 0x017E, [0x9F] = 0x0178,
}

-- What a byte beyond ASCII stands for.
local function characters(others)
  local found = {}
  for byte = 128, 255 do
    found[string.char(byte)] = utf8.char(others[byte] or byte)
  end
  return function(text)
    return (text:gsub("[\128-\255]", found))
  end
end

local LATIN1, WINDOWS1252 = characters {}, characters(WINDOWS)

local BY_NAME = {
  ["utf-8"] = false, utf8 = false, ["latin-1"] = LATIN1, latin1 = LATIN1, ["iso-8859-1"] = LATIN1,
  ["windows-1252"] = WINDOWS1252, cp1252 = WINDOWS1252,
}

--- How a text in that encoding becomes UTF-8; false: it is.
---@param name string
---@return (fun(text: string): string)|false|nil decode nil: not known
function M.of(name)
  return BY_NAME[name:lower()]
end

M.NAMES = '"utf-8", "latin-1" or "windows-1252"'

return M
