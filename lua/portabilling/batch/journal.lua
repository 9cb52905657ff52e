--- What became of each item of a batch, on disk, so that the batch can be run again whatever ended it.
---
--- What the file says last of an item, what may be true then, and what a run may conclude (batch/item.lua acts on it):
---
---     nothing, or "unsent"    it was never sent                      send it
---     "sent"                  in doubt: its run was ended before     find out whether it was executed
---                             the answer came, or before it left
---     "unknown"               in doubt: no answer of PortaBilling's  the same
---     "done"                  executed                               pass it over
---     "refused"               answered by a fault: not executed      pass it over, unless something of it was corrected
---
--- "unsent" takes the "sent" before it back: the item is again what it was, in doubt too.
---
--- The order of events is what makes this hold. "sent" is on the disk (synced) before the request leaves; the fate is
--- written when the answer has come, and synced by the next "sent" or at the end. So:
---   killed before "sent" is written      nothing left
---   killed between "sent" and the fate   in doubt, at most as many items as were in flight
---   power cut                            the file is what had been synced, and some of the rest: besides those in flight,
---                                        what was answered since the last sync is in doubt; a lost "sent" was not sent
---   disk full, or another write error    nothing is written or sent any more; what was in flight stays in doubt
---   the file is moved, removed or replaced while a run goes on, so that another one would not see its lines: nothing more
---                                        is sent; fates are still written to it, wherever it is now
---   whole lines are lost at its end      cannot be noticed: it is as if the run had been killed before
---   the run ends by itself               each "sent" has its fate, and an "end" says so
--- Nothing is concluded from where an item stands in the input: rows may be added, taken out and put elsewhere.
---
--- An item is known by two digests, under a key drawn for this journal: its identity (the attributes without their
--- secrets) and its content (with them). The item of a later run is the same one if its identity is; which of several
--- equal ones is said at Journal:take. The attributes themselves are not written. Who can read the file has the key, and
--- can try short secrets: its mode is 0600.
---
--- What was in doubt when a run began and is no item of it, for its row was corrected or taken out, is told when the source
--- has ended (Journal:left). Nothing but its place in the file and in its run's source can be said, and which row has the
--- same record's key now.
---
--- Each line is a checksum of itself and all lines before it, a space, and JSON:
---     {"journal":3,"batch":"create Account/account","url":...,"login":...,"key":...}   the first
---     {"n":17,"s":"sent","k":"<identity>","c":"<content>","w":"<name>","i":3}
---                                n: the running number of the item in this journal; w: a digest of its record's key;
---                                i: its place in the source of that run, only told; also "again", if it was in doubt and still is, for the user wants it sent
---     {"n":17,"s":"done","id":5}                               or unknown, refused (kind, code, message), unsent
---     {"s":"end"}
--- A last line without its end was cut short: what it was to say had not happened yet. It is taken away. Whatever else
--- is not as it was written makes the journal useless, for it could lead to something being done twice.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local json = require "portabilling.support.json"
local later = require "portabilling.support.later"
local match = require "portabilling.batch.journal_match"
local reader = require "portabilling.batch.journal_reader"
local redact = require "portabilling.support.redact"
local tables = require "portabilling.support.tables"

local M = {}

local DIGEST = 32 -- hexadecimal digits
local DEPTH = { max_depth = 1000 }

local NOTHING_MORE = "Nothing more is sent, because its fate could not be kept. When there is room again, run the "
  .. "batch again with this journal: what was in flight is found out then"
local PUT_BACK = "Nothing more is sent: the next run would not find there what was done, and another process may begin "
  .. "anew. Put the file back and run the batch again with it"
local UNUSABLE = "Nothing was sent. Look what was done at the server, and begin a new journal with the rest"

---@class portabilling.JournalRecord what was last known of an item
---@field s "sent"|"done"|"refused"|"unknown"
---@field c string content that was sent, or may have been executed; "" if it is not known which
---@field id any done: the id that was given
---@field kind string? refused, unknown: of the error, as are code and message
---@field code string?
---@field message string?
---@field i integer? sent, unknown: its place in the source of the run that sent it
---@field before portabilling.JournalRecord? sent: what was known before it

---@class portabilling.JournalEntry
---@field n integer?
---@field k string identity
---@field w string? of its record's key, see batch/order.lua
---@field last portabilling.JournalRecord? nil: never sent
---@field content string of the item that took it
---@field place integer? of that item in its source
---@field kin portabilling.JournalEntry? of a new one: an entry with other secrets that this may be
---@field at integer? the last line that tells of it
---@field again boolean? it was sent again although it may have been done
---@field kin_of boolean? another entry has it as kin

---@class portabilling.Journal
---@field claims table<string, true> ids of what was created
---@field doubts table<string, table<portabilling.JournalEntry, true>> by key of the record, what of it is in doubt
---@field heirs table<string, integer> by key of a record that something is in doubt of, which new item changes it
---@field newest table<string, { at: integer, c: string }> by key of the record, what an earlier run did to it last
local Journal = {}
Journal.__index = Journal

local function failure(message, advice)
  return error_object.new { kind = "config", code = "JOURNAL", message = "journal: " .. message, advice = advice }
end

M.in_doubt = match.in_doubt

-- What a line (the at-th of the file) says of its item. False when that cannot follow what was said before.
local function note(self, entry, line, at)
  entry.at = at
  local last, word = entry.last, line.s
  local doubt = M.in_doubt(entry)
  if word == "sent" then
    if last then
      last.before = nil
    end
    -- Sent again in spite of doubt: what was executed may be either.
    entry.last = { s = word, c = line.again and last and last.c ~= line.c and "" or line.c, i = line.i, before = last }
  elseif word == "unsent" and last and last.s == "sent" then
    entry.last = last.before
  elseif word == "done" and doubt then
    entry.last = { s = word, c = line.c or last.c, id = line.id }
    if line.id ~= nil then
      self.claims[json.text(line.id)] = true
    end
  elseif (word == "refused" or word == "unknown") and doubt then
    entry.last = { s = word, c = line.c or last.c, kind = line.kind, code = line.code, message = line.message,
      i = word == "unknown" and last.i or nil }
  else
    return false
  end
  if entry.w then
    local same = self.doubts[entry.w] or {}
    entry.again = entry.again or line.again
    same[entry] = M.in_doubt(entry) or entry.again or nil
    self.doubts[entry.w] = next(same) ~= nil and same or nil
  end
  return true
end

--- Is something else in doubt that goes by the same natural key? Then what is found there may be that.
---@param entry portabilling.JournalEntry
---@return boolean
function Journal:has_rival(entry)
  for other in tables.each(self.doubts[entry.w] or {}) do
    if other.k ~= entry.k or not other.last or other.last.c ~= entry.last.c then
      return true
    end
  end
  return false
end

--- What is in doubt and was not taken, in the order of its lines. To be asked when all items were.
---@return { line: integer, row: integer?, code: string?, message: string?, heir: integer? }[] row: its place in the source
--- of the run that sent it; heir: of this run's the new item that changes the same record
function Journal:left()
  local found = {}
  for _, same in tables.each(self.known) do
    for _, entry in ipairs(same) do
      if match.in_doubt(entry) and not entry.kin_of then
        local last = entry.last
        found[#found + 1] = { line = entry.at, row = last.i, code = last.code or last.kind, message = last.message,
          heir = entry.w and self.heirs[entry.w] }
      end
    end
  end
  table.sort(found, function(one, other) return one.line < other.line end)
  return found
end

--- Had something else been done to its record later, when this run began?
---@param entry portabilling.JournalEntry
---@return boolean
function Journal:is_overtaken(entry)
  local newest = entry.at and entry.w and self.newest[entry.w]
  return newest ~= nil and newest.at > entry.at and newest.c ~= entry.content
end

-- ---- writing ----

-- Appends lines by one write. After one that failed nothing is written any more: it may have left half a line.
local function write(self, lines)
  if self.broken then
    return nil, self.broken
  end
  local sum, texts = self.sum, {}
  for i, line in ipairs(lines) do
    local body = json.encode(line)
    if not body then -- somebody else's page, in some other encoding
      line.message = line.message and line.message:gsub("[\128-\255]", "?")
      body = assert(json.encode(line))
    end
    sum = reader.sum(sum, body)
    texts[i] = ("%s %s\n"):format(sum, body)
  end
  local text = table.concat(texts)
  -- An interrupt between here and the end leaves it unknown whether they are there, and so what the next sum has to follow.
  self.broken = self.torn
  local ok, message = self.file:write(text)
  if not ok then
    self.broken = failure(message, NOTHING_MORE)
    return nil, self.broken
  end
  self.sum, self.ended, self.line = sum, false, self.line + #lines
  self.broken = nil
  return true
end

local function sync(self)
  local ok, message = self.file:sync()
  if not ok then
    self.broken = failure(message, NOTHING_MORE)
    return nil, self.broken
  end
  return true
end

local function begin(self, about)
  local key, message = core.random()
  if not key then
    return nil, failure(message, "Nothing was sent")
  end
  self.key = key
  local ok, err = write(self, { { journal = reader.FORMAT, batch = about.batch, url = about.url, login = about.login,
    key = key } })
  if ok then
    ok, err = sync(self)
  end
  if not ok then
    self.file:truncate(0) -- half a header would be taken for a damaged journal
  end
  return ok, err
end

--- Opens it, or begins it.
---@param path string
---@param about { batch: string, url: string, login: string? } what is done, where, as whom: a journal serves that alone
---@return portabilling.Journal?
---@return portabilling.Error?
function M.open(path, about)
  local file = later.require "portabilling.file"
  local appender, message, name = file.append(path)
  if name == "EWOULDBLOCK" then
    collectgarbage() -- a loop that was left early on LuaJIT may hold it still: first that goes, then its file
    collectgarbage()
    appender, message, name = file.append(path)
  end
  if not appender then
    return nil, failure(name == "EWOULDBLOCK" and path .. " is in use by another batch, of this or another process"
      or message, "Nothing was sent")
  end
  local self = setmetatable({ path = path, file = appender, sum = "", key = nil, known = {}, claims = {}, doubts = {},
    newest = {}, heirs = {}, count = 0, line = 0, ended = false, broken = nil,
    torn = failure("an interrupt came while it was written to", NOTHING_MORE) }, Journal)
  local whole, size, advice = reader.load(self, path, about, note)
  local ok, err = whole, not whole and failure(size, advice or UNUSABLE) or nil
  if ok and whole < size then
    ok, message = appender:truncate(whole)
    err = not ok and failure(message, "Nothing was sent") or nil
  end
  if ok and not self.key then
    ok, err = begin(self, about)
  end
  if not ok then
    appender:close()
    return nil, err
  end
  return self
end

--- The item's entry: one of an earlier run, each of which is given once, or a new one. Nil when the attributes cannot be
--- sent anyway. Where look is "any", that of an item with other secrets is taken too: what is done then finds out what
--- is true, or does no harm. Else only one with the same content is, for the item with those secrets may still come;
--- what this one may be instead is in kin: one in doubt, or with look "done" rather one that was done.
---@param attributes any
---@param name string? its record's key
---@param look "any"|"done"|"doubt"
---@param number integer its place in the source
---@return portabilling.JournalEntry?
function Journal:take(attributes, name, look, number)
  local text = json.encode(attributes, DEPTH)
  if not text then
    return nil
  end
  local content = core.hmac(self.key, text):sub(1, DIGEST)
  local identity = core.hmac(self.key, json.encode(redact.copy(attributes), DEPTH)):sub(1, DIGEST)
  local same = self.known[identity]
  local place = same and match.choose(same, content, look == "any")
  if not place then
    local w = name and core.hmac(self.key, name):sub(1, DIGEST) or nil
    if w and self.doubts[w] then
      self.heirs[w] = self.heirs[w] or number
    end
    return { n = nil, k = identity, w = w, last = nil, content = content, place = number,
      kin = look ~= "any" and match.kin_of(same, look == "done") or nil }
  end
  local entry = table.remove(same, place)
  if #same == 0 then
    self.known[identity] = nil
  end
  entry.content, entry.place = content, number
  if look ~= "any" and match.rank(entry) == 3 then
    entry.kin = match.kin_of(same, false)
  end
  return entry
end

--- To be called before items are sent, which they may be once this has returned true.
---@param entries portabilling.JournalEntry[]
---@param again boolean? although it may have been done
---@return boolean? ok
---@return portabilling.Error?
function Journal:sending(entries, again)
  if not self.file:named() then -- what is in flight is written to it all the same
    return nil, failure(self.path .. ": it was moved, removed or replaced while the batch used it", PUT_BACK)
  end
  local lines = {}
  for i, entry in ipairs(entries) do
    if not entry.n then
      self.count = self.count + 1
      entry.n = self.count
    end
    lines[i] = { n = entry.n, s = "sent", k = entry.k, c = entry.content, w = entry.w, i = entry.place,
      again = again or nil }
  end
  local ok, err = write(self, lines)
  if ok then
    ok, err = sync(self)
  end
  for i = 1, ok and #lines or 0 do
    note(self, entries[i], lines[i], self.line - #lines + i)
  end
  return ok, err
end

--- To be called when an item's fate is known.
---@param entry portabilling.JournalEntry
---@param word "done"|"refused"|"unknown"|"unsent"
---@param facts { id: any, c: string?, kind: string?, code: string?, message: string? }? id of what was done; c: the content
--- that was, or may have been, executed, if it is not the one sent last; kind, code and message of an error
---@return boolean? ok
---@return portabilling.Error?
function Journal:fate(entry, word, facts)
  facts = facts or {}
  local line = { n = entry.n, s = word, id = facts.id, c = facts.c, kind = facts.kind, code = facts.code,
    message = facts.message }
  assert(note(self, entry, line, self.line + 1), word)
  return write(self, { line })
end

--- ended: nothing is in flight, and nothing more will be sent.
---@param ended boolean
---@return boolean? ok
---@return portabilling.Error?
function Journal:close(ended)
  local ok, err = not self.broken, self.broken
  if ok and ended and not self.ended then
    ok, err = write(self, { { s = "end" } })
  end
  if ok then
    ok, err = sync(self)
  end
  self.file:close()
  return ok, err
end

return M
