--- Text for people who read it in a terminal: aligned, wrapped, without anything that a terminal would obey.
local M = {}

M.WIDTH = 84

--- Control characters, those of Latin-1 in UTF-8 too: what comes from elsewhere may not move anybody's cursor.
function M.harmless(text)
  return (text:gsub("%c+", " "):gsub("\194[\128-\159]", " "))
end

--- How many characters of UTF-8 a text has.
---@param text string
---@return integer
function M.width(text)
  return (select(2, text:gsub("[^\128-\191]", "")))
end

local width = M.width

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
