--- What became of each item of a batch, on disk: a file of JSON lines that is only appended to.
---
---     {"journal":1,"batch":"create Account/account"}      the first line
---     {"window":64}            items up to the 64th may be sent from here on; on the disk before any of them is
---     {"k":"<digest>#1","s":"sent"}                       about to be sent
---     {"k":"<digest>#1","s":"done","id":17}               or failed, unknown (with kind, code, message)
---
--- The key is a digest of the attributes without their secrets, and which of the equal items it is; the attributes
--- themselves are not written. A line that a crash cut short is passed over. The window is what makes one write to
--- disk enough for many items: after a power cut, an item inside it without a line counts as sent.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local json = require "portabilling.json"
local redact = require "portabilling.redact"

local M = {}

local VERSION = 1
local WINDOW = 64

---@class portabilling.Journal
local Journal = {}
Journal.__index = Journal

local function failure(message)
  return error_object.new {
    kind = "config",
    code = "JOURNAL",
    message = "journal: " .. message,
    advice = "Nothing more is sent, because its fate could not be kept",
  }
end

-- Reads what earlier runs left: the last word on each key.
local function load(self, path, batch)
  local file = io.open(path, "rb")
  if not file then
    return true
  end
  local torn = false
  for line in file:lines("*l") do
    local entry = core.decode(line)
    torn = type(entry) ~= "table"
    if not torn and entry.journal then
      if entry.journal ~= VERSION or entry.batch ~= batch then
        file:close()
        return nil, ("%s belongs to another batch (%s)"):format(path, tostring(entry.batch))
      end
      self.begun = true
    elseif not torn and entry.window then
      self.earlier = math.max(self.earlier, entry.window)
    elseif not torn and entry.k then
      self.known[entry.k] = entry
    end
  end
  -- A last line without its end must not swallow the next one.
  local size = file:seek("end")
  if size > 0 then
    file:seek("set", size - 1)
    self.needs_newline = torn or file:read(1) ~= "\n"
  end
  file:close()
  if not self.begun and size > 0 and not torn then
    return nil, path .. " is no journal of a batch"
  end
  return true
end

--- Opens it, or begins it.
---@param path string
---@param batch string what is done, such as "create Account/account": a journal serves one kind of batch
---@return portabilling.Journal?
---@return portabilling.Error?
function M.open(path, batch)
  local self = setmetatable({ known = {}, counts = {}, earlier = 0, window = 0 }, Journal)
  local file = require "portabilling.file"
  local appender, message, name = file.append(path)
  if name == "EWOULDBLOCK" then
    collectgarbage() -- a loop that was left early on LuaJIT may hold it still
    appender, message, name = file.append(path)
  end
  if not appender then
    return nil, failure(name == "EWOULDBLOCK" and path .. " is in use by another process" or message)
  end
  self.file = appender
  local ok
  ok, message = load(self, path, batch)
  if ok and self.needs_newline then
    ok, message = appender:write "\n"
  end
  if ok and not self.begun then
    ok, message = self:line { journal = VERSION, batch = batch }
  end
  if not ok then
    appender:close()
    return nil, failure(message)
  end
  self.window = self.earlier
  return self
end

function Journal:line(entry)
  return self.file:write(json.encode(entry) .. "\n")
end

--- The item's key: equal for equal attributes, apart from their secrets, and a running number among equals.
---@param attributes any
---@return string key
function Journal:key(attributes)
  local text = json.encode(redact.copy(attributes), { max_depth = 1000 })
  local digest = core.digest(text or tostring(attributes))
  self.counts[digest] = (self.counts[digest] or 0) + 1
  return digest .. "#" .. self.counts[digest]
end

--- What an earlier run knew: "done", "failed", "unknown", or nil when the item was certainly not sent.
---@param key string
---@param index integer
---@return string? state
---@return table? entry
function Journal:state(key, index)
  local entry = self.known[key]
  self.known[key] = nil -- asked for once
  if entry then
    return entry.s == "sent" and "unknown" or entry.s, entry
  end
  return index <= self.earlier and "unknown" or nil, nil
end

--- To be called before an item is sent. Raises the error object when it cannot be kept.
---@param key string
---@param index integer
function Journal:sending(key, index)
  local ok, message = true, nil
  if index > self.window then
    self.window = index + WINDOW - 1
    ok, message = self:line { window = self.window }
    if ok then
      ok, message = self.file:sync()
    end
  end
  if ok then
    ok, message = self:line { k = key, s = "sent" }
  end
  if not ok then
    error(failure(message), 0)
  end
end

--- To be called when its fate is known. Raises like sending.
---@param key string
---@param state "done"|"failed"|"unknown"
---@param id any
---@param err portabilling.Error?
function Journal:fate(key, state, id, err)
  local ok, message = self:line {
    k = key,
    s = state,
    id = id,
    kind = err and err.kind,
    code = err and err.code,
    message = err and err.message,
  }
  if not ok then
    error(failure(message), 0)
  end
end

function Journal:close()
  self.file:sync()
  self.file:close()
end

return M
