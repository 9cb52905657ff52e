--- Reads CSV: commas, double quotes around what has commas, quotes (doubled) or line ends.

local M = {}

local BOM = "\239\187\191"

-- One cell that begins at a position: its text, and where what ends it stands (a comma, a line's end, or the end).
local function cell(text, at)
  if text:sub(at, at) ~= '"' then
    local stop = text:find("[,\r\n]", at) or #text + 1
    return text:sub(at, stop - 1), stop
  end
  local from = at + 1
  while true do
    local quote = text:find('"', from, true)
    if not quote then
      return nil
    elseif text:sub(quote + 1, quote + 1) ~= '"' then
      return text:sub(at + 1, quote - 1):gsub('""', '"'), quote + 1
    end
    from = quote + 2
  end
end

--- The rows of a text; empty lines are none.
---@param text string
---@return { [integer]: string, line: integer }[]? rows line: where the row begins, counted from 1
---@return string? message
function M.read(text)
  local at, line, rows, row = 1, 1, {}, { line = 1 }
  if text:sub(1, #BOM) == BOM then
    at = #BOM + 1
  end
  while at <= #text do
    local value, stop = cell(text, at)
    local ending = value and (text:match("^\r?\n()", stop) or text:match("^\r()", stop))
    if not value then
      return nil, ("line %d: a quoted cell does not end"):format(row.line)
    elseif not ending and stop <= #text and text:sub(stop, stop) ~= "," then
      return nil, ("line %d: a quoted cell goes on after its closing quote"):format(row.line)
    end
    row[#row + 1] = value
    line = line + select(2, value:gsub("\n", ""))
    if ending or stop > #text then
      if row[2] or row[1] ~= "" then
        rows[#rows + 1] = row
      end
      line = line + 1
      row = { line = line }
    end
    at = ending or stop + 1
  end
  if row[1] then -- a comma ends the text: one more cell, which is empty
    row[#row + 1] = ""
    rows[#rows + 1] = row
  end
  return rows
end

return M
