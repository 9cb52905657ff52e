--- Text for people who read it in a terminal: aligned, wrapped, without anything that a terminal would obey.
local M = {}

M.WIDTH = 84

--- Control characters, those of Latin-1 in UTF-8 too: what comes from elsewhere may not move anybody's cursor.
function M.harmless(text)
  return (text:gsub("%c+", " "):gsub("\194[\128-\159]", " "))
end

-- Characters that take no place of their own (marks on the one before), and those of East Asia, and pictures, that take
-- two: pairs of the first and the last of a range, in order.
local NONE = { 0x300, 0x36F, 0x483, 0x489, 0x591, 0x5BD, 0x5BF, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x5C7,
  0x610, 0x61A, 0x64B, 0x65F, 0x670, 0x670, 0x6D6, 0x6DC, 0x6DF, 0x6E4, 0x6E7, 0x6E8, 0x6EA, 0x6ED, 0x900, 0x902,
  0x93A, 0x93A, 0x93C, 0x93C, 0x941, 0x948, 0x94D, 0x94D, 0xE31, 0xE31, 0xE34, 0xE3A, 0xE47, 0xE4E, 0x1AB0, 0x1AFF,
  0x1DC0, 0x1DFF, 0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x206F, 0x20D0, 0x20FF, 0x302A, 0x302D,
  0x3099, 0x309A, 0xFE00, 0xFE0F, 0xFE20, 0xFE2F, 0xFEFF, 0xFEFF, 0xE0100, 0xE01EF }
local TWO = { 0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD,
  0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26BD, 0x26BE, 0x26C4,
  0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD,
  0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757,
  0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041,
  0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0,
  0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD }
local CHARACTER = "[^\128-\191]?[\128-\191]*"

local function is_in(ranges, code)
  local low, high = 1, #ranges / 2
  while low <= high do
    local middle = math.floor((low + high) / 2)
    if code < ranges[2 * middle - 1] then
      high = middle - 1
    elseif code > ranges[2 * middle] then
      low = middle + 1
    else
      return true
    end
  end
  return false
end

-- How many columns a character takes.
local function width_of(character)
  local first = character:byte()
  if first < 0xCC then -- nothing before U+0300
    return 1
  end
  local code = first < 0xE0 and first - 0xC0 or first < 0xF0 and first - 0xE0 or first - 0xF0
  for i = 2, #character do
    code = code * 64 + character:byte(i) - 128
  end
  return is_in(NONE, code) and 0 or is_in(TWO, code) and 2 or 1
end

--- How many columns of a terminal a text takes.
---@param text string
---@return integer
function M.width(text)
  if not text:find "[\204-\255]" then
    return (select(2, text:gsub("[^\128-\191]", "")))
  end
  local wide = 0
  for character in text:gmatch(CHARACTER) do
    wide = wide + (character == "" and 0 or width_of(character))
  end
  return wide
end

local width = M.width

--- A text that is too long ends with an ellipsis, which takes one column.
---@param text string
---@param to integer columns, at least 1
---@return string
function M.cut(text, to)
  if width(text) <= to then
    return text
  end
  local wide, at = 0, 1
  for character, behind in text:gmatch("(" .. CHARACTER .. ")()") do
    wide = wide + (character == "" and 0 or width_of(character))
    if wide > to - 1 then
      break
    end
    at = behind
  end
  return text:sub(1, at - 1) .. "\226\128\166"
end

function M.pad(text, to)
  return text .. (" "):rep(to - width(text))
end

local FIRM = "\194\160" -- a no-break space

--- A text that is not to be divided where it is wrapped, such as code.
---@param text string
---@return string
function M.firm(text)
  return (M.harmless(text):gsub(" ", FIRM))
end

--- The words of a text in lines.
---@param text string
---@param indent integer before each line but the first
---@param at integer? where the first line begins; default: indent
---@return string
function M.wrap(text, indent, at)
  local lines, line, column = {}, {}, at or indent
  for word in M.harmless(text):gmatch "%S+" do
    local wide = width(word)
    if line[1] and column + 1 + wide > M.WIDTH then
      lines[#lines + 1] = table.concat(line, " ")
      line, column = {}, indent
    end
    column = column + wide + (line[1] and 1 or 0)
    line[#line + 1] = word
  end
  lines[#lines + 1] = table.concat(line, " ")
  return (table.concat(lines, "\n" .. (" "):rep(indent)):gsub(FIRM, " "))
end

--- Rows of cells, the last of which is wrapped.
---@param rows string[][]
---@param most integer[] the widest that a column becomes; what is longer stands out
---@param indent integer? default 2
---@return string[] lines a row may have several, in one text
function M.rows(rows, most, indent)
  indent = indent or 2
  local wide = {}
  for i, limit in ipairs(most) do
    wide[i] = 0
    for _, row in ipairs(rows) do
      local own = width(row[i])
      wide[i] = own <= limit and math.max(wide[i], own) or wide[i]
    end
  end
  local start = indent
  for i in ipairs(most) do start = start + wide[i] + 2 end
  local lines = {}
  for n, row in ipairs(rows) do
    local cells = {}
    for i in ipairs(most) do
      cells[i] = M.pad(row[i], wide[i])
    end
    local before = (" "):rep(indent) .. table.concat(cells, "  ") .. "  "
    lines[n] = (before .. M.wrap(row[#most + 1] or "", start, width(before))):gsub("%s+$", "")
  end
  return lines
end

return M
