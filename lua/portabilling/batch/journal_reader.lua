--- Reads a journal: see journal.lua for what its lines say.
local core = require "portabilling.core"
local json = require "portabilling.support.json"
local match = require "portabilling.batch.journal_match"

local M = {}

M.FORMAT = 3 -- another one also when redaction takes other fields for secrets: identities come from it
local SUM = 16 -- hexadecimal digits

--- The checksum of a line.
---@param before string that of the line before
---@param body string
---@return string
function M.sum(before, body)
  return core.sha256(before .. body):sub(1, SUM)
end

local function shown(about)
  return ("%s at %s%s"):format(about.batch, about.url, about.login and ", login " .. about.login or "")
end

local function read_header(self, line, about)
  if line.journal ~= M.FORMAT or type(line.key) ~= "string" then
    return ("format %s is not known to this release"):format(json.text(line.journal))
  elseif line.batch ~= about.batch or line.url ~= about.url or line.login ~= about.login then
    return ("it belongs to another batch (%s); this one is %s"):format(shown(line), shown(about)),
      "Nothing was sent. Give each batch, server and login a journal of its own"
  end
  self.key = line.key
end

local function read_item(self, entries, line, note)
  local entry = entries[line.n]
  if not entry and line.s == "sent" and line.n == #entries + 1 and type(line.k) == "string" then
    entry = { n = line.n, k = line.k, w = line.w, last = nil, content = nil }
    entries[line.n] = entry
  end
  return entry and (line.s ~= "sent" or line.k == entry.k and type(line.c) == "string")
    and note(self, entry, line, self.line)
end

-- One whole line, without its end. Returns why it makes the journal useless, and perhaps what to do.
local function read_line(self, entries, text, about, note)
  local sum, body = text:match "^(%x+) (.+)$"
  if not sum or sum ~= M.sum(self.sum, body) then
    local old = not self.key and core.decode(text)
    if type(old) == "table" and old.journal == 1 then
      return "it was written by an earlier release (format 1), which did not keep what is needed to go on safely",
        "Nothing was sent. Finish the batch with that release, or look what was done at the server and begin a new "
        .. "journal with the rest"
    end
    return not self.key and "no header: this is no journal, or its beginning was lost"
      or "it is damaged, or lines before it are missing"
  end
  self.sum = sum
  local line = core.decode(body)
  if type(line) ~= "table" then
    return "it says nothing"
  elseif not self.key then
    return read_header(self, line, about)
  elseif line.s == "end" then
    self.ended = true
    return nil
  end
  self.ended = false
  return not read_item(self, entries, line, note) and "it says what cannot be" or nil
end

local CHUNK = 65536

-- Its lines with their ends. file:lines of LuaJIT stops at a NUL, and so would take a damaged last line for a cut one.
local function lines_of(file)
  local text, at = "", 1
  return function()
    local stop = text:find("\n", at, true)
    while not stop do
      local more = file:read(CHUNK)
      if not more then
        break
      end
      text, at = text:sub(at) .. more, 1
      stop = text:find("\n", 1, true)
    end
    local line = text:sub(at, stop or -1)
    at = at + #line
    return line ~= "" and line or nil
  end
end

-- Of each record that several items change: what was done to it last. An item alone cannot be overtaken.
local function remember_newest(self, entries)
  local seen, several = {}, {}
  for _, entry in ipairs(entries) do
    if entry.w then
      several[entry.w], seen[entry.w] = seen[entry.w], true
    end
  end
  for _, entry in ipairs(next(several) ~= nil and entries or {}) do
    local newest = self.newest[entry.w]
    if several[entry.w] and match.rank(entry) == 1 and (not newest or newest.at < entry.at) then
      self.newest[entry.w] = { at = entry.at, c = entry.last.c }
    end
  end
end

--- Reads what earlier runs left. Returns how much of the file is whole, and its size; or nil, a message, and perhaps what
--- to do.
---@param self portabilling.Journal is filled in
---@param path string
---@param about table as for journal.open
---@param note fun(self: portabilling.Journal, entry: portabilling.JournalEntry, line: table, at: integer): boolean
---@return integer?
---@return integer|string size_or_message
---@return string? advice
function M.load(self, path, about, note)
  local file, message = io.open(path, "rb")
  if not file then
    return nil, message
  end
  local entries, whole, number = {}, 0, 0
  for text in lines_of(file) do
    number = number + 1
    local last = text:sub(-1) ~= "\n"
    if last and self.key then
      break -- cut short
    end
    self.line = number
    local wrong, advice = read_line(self, entries, last and text or text:sub(1, -2), about, note)
    if not wrong and last then
      wrong = "its end is missing" -- of the header
    end
    if wrong then
      file:close()
      return nil, ("%s: line %d: %s"):format(path, number, wrong), advice
    end
    whole = whole + #text
  end
  local size = file:seek "end"
  file:close()
  for _, entry in ipairs(entries) do
    local same = self.known[entry.k] or {}
    self.known[entry.k] = same
    same[#same + 1] = entry
  end
  self.count = #entries
  remember_newest(self, entries)
  return whole, size
end

return M
