--- CSV (RFC 4180) as rows of cells, read piece by piece: what spreadsheets write, with whatever ends of lines. A cell in
--- quotes may hold delimiters, ends of lines and doubled quotes; quotes within a cell that does not begin with one are text.
local M = {}

-- A row of more bytes is none: somebody forgot to close a quote.
local ROW_MOST = 4 * 1024 * 1024
local DELIMITERS = { ";", "\t", ",", "|" }

---@class portabilling.csv.Cells
---@field line integer where the row begins that comes next, from 1
---@field delimiter string? nil: not found yet
---@field private source fun(): string?
---@field private text string what was read and not taken yet
---@field private at integer where in it the next row begins
---@field private ended boolean the source is at its end
local Cells = {}
Cells.__index = Cells

---@param source fun(): string? the next piece of the text; nil at its end
---@param delimiter string? one byte; nil: found by the first line
---@return portabilling.csv.Cells
function M.new(source, delimiter)
  return setmetatable({ source = source, delimiter = delimiter, text = "", at = 1, line = 1, ended = false }, Cells)
end

-- More of the text behind what there is. False: there is none.
local function more(self)
  local piece
  repeat
    piece = not self.ended and self.source() or nil
    self.ended = piece == nil
  until piece ~= ""
  if piece then
    self.text, self.at = self.text:sub(self.at) .. piece, 1
  end
  return piece ~= nil
end

-- The first row without what is in quotes, which may have ends of lines: as far as it must be read for that.
local function bare_row(self)
  while true do
    local bare, behind = self.text:sub(self.at):gsub('"[^"]*"', ""):match '^([^\r\n"]*)(.?)'
    if behind == "\r" or behind == "\n" or #self.text > ROW_MOST or not more(self) then
      return bare
    end
  end
end

-- The delimiter that stands most often outside quotes in the first row, of which that is the first line; with none, a comma.
local function guess(self, line)
  local bare = line:gsub('"[^"]*"', "")
  if bare:find '^"' or bare:find '[;\t,|]"' then -- a cell goes on in the next line
    bare = bare_row(self)
  end
  local best, most = ",", 0
  for _, delimiter in ipairs(DELIMITERS) do
    local _, count = bare:gsub(delimiter, "")
    if count > most then
      best, most = delimiter, count
    end
  end
  return best
end

-- The mark that says UTF-8, and the line with which spreadsheets are told the delimiter ("sep=;").
local function begin(self)
  while #self.text < 3 and more(self) do end
  local head = self.text:sub(1, 3)
  if head == "\239\187\191" then
    self.at = 4
  elseif head:find "^\255\254" or head:find "^\254\255" or head:find "^.?%z" then
    return "it is UTF-16: save it as CSV in UTF-8"
  end
  local first
  repeat
    first = self.text:match("^([^\r\n]*)\r?\n", self.at) or self.text:match("^([^\r\n]*)\r[^\n]", self.at)
  until first or #self.text > ROW_MOST or not more(self)
  first = first or self.text:match("^[^\r\n]*", self.at)
  local told = first:match '^"?[sS][eE][pP]=(.)"?$'
  if told then
    self.at = self.text:match("^\r?\n?()", self.at + #first)
    self.line = 2
  end
  self.delimiter = self.delimiter or told or guess(self, first)
end

-- A cell in quotes, of which `from` is the first; behind it, a position that is at its end; nil if the text ends before.
local function quoted(text, from)
  local at = from + 1
  while true do
    local quote = text:find('"', at, true)
    if not quote or quote == #text then
      return nil, quote -- what follows it is not known yet
    elseif text:byte(quote + 1) ~= 34 then
      return (text:sub(from + 1, quote - 1):gsub('""', '"')), quote + 1
    end
    at = quote + 2
  end
end

local function count_lines(text, from, to)
  local lines, at = 0, from
  while true do
    at = text:find("[\r\n]", at)
    if not at or at > to then
      return lines
    end
    at = text:match("^\r\n()", at) or at + 1
    lines = lines + 1
  end
end

-- The row that begins at self.at, as far as the text goes: cells, how many, behind it; or nil and, if it is wrong, why.
local function take(self)
  local text, at, cells, count = self.text, self.at, {}, 0
  local plain = "^[^\r\n" .. self.delimiter:gsub("%p", "%%%0") .. "]*"
  while true do
    local cell, behind
    if text:byte(at) == 34 then
      cell, behind = quoted(text, at)
      if not cell and not (behind and self.ended) then
        return nil, self.ended and ("a quote is not closed, which is opened in line %d, column %d")
          :format(self.line + count_lines(text, self.at, at), count + 1) or nil
      elseif not cell then
        cell, behind = (text:sub(at + 1, behind - 1):gsub('""', '"')), behind + 1
      end
    else
      local _, last = text:find(plain, at)
      cell, behind = text:sub(at, last), last + 1
    end
    count = count + 1
    cells[count] = cell
    local char = text:sub(behind, behind)
    if char == "" and not self.ended or char == "\r" and behind == #text and not self.ended then
      return nil
    elseif char == self.delimiter then
      at = behind + 1
    elseif char == "" or char == "\r" or char == "\n" then
      return cells, count, char == "" and behind or text:match("^\r?\n?()", behind)
    else
      return nil, ("line %d, column %d: text follows a closing quote; a quote within a cell in quotes is doubled")
        :format(self.line + count_lines(text, self.at, behind), count)
    end
  end
end

--- The next row; a blank line is none.
---@return string[]? cells nil at the end, and with a message
---@return integer|string|nil count of the cells; or why there is no row
---@return integer? line where it begins
function Cells:next()
  if not self.begun then
    self.begun = true
    local message = begin(self)
    if message then
      return nil, message
    end
  end
  while self.at <= #self.text or more(self) do
    local blank = self.text:find("^[\r\n]", self.at) ~= nil
    local cells, count, behind = take(self)
    while not cells and not count and #self.text - self.at < ROW_MOST do
      more(self)
      cells, count, behind = take(self)
    end
    if not cells then
      return nil, count or ("line %d: a row of more than %d MB: is a quote not closed?"):format(self.line,
        ROW_MOST / (1024 * 1024))
    end
    local line = self.line
    self.line = line + count_lines(self.text, self.at, behind - 1)
    self.at = behind
    if not blank then
      return cells, count, line
    end
  end
  return nil
end

return M
