--- Log-ins that were refused: they are repeated only after a pause, for every try may bring the server nearer to locking
--- the user out.
---
--- They are kept where the tokens are, so that whoever shares these shares them too; where that cannot be, in this
--- process. What is kept belongs to a server and a login:
---
---     { salt = text, refused = { [digest] = { times, again (Unix time), kind, code, message, http_status, advice } } }
---
--- The digest is that of the credential and the way it is sent (wire), keyed by the salt: what was corrected has no entry
--- and goes at once, and of no credential is known more than that it is the same. After `again` one try is made - under
--- the lock of the tokens, which is held here always - and its refusal doubles the pause; one that succeeds removes the
--- entry. A process killed between the answer and the save repeats one log-in early.
local core = require "portabilling.core"
local error_object = require "portabilling.error"
local tokens = require "portabilling.tokens"

local M = {}

-- Seconds. Entries that nobody renewed for so long are dropped with the next write.
local FIRST, LONGEST, KEPT = 1, 300, 3600

-- What no store keeps: for all clients of this process, for a program may make a client for each call. One with a
-- driver of its own (portabilling.driver.replay) talks to a world of its own.
local here = {}
local of_driver = setmetatable({}, { __mode = "k" })

local function unstored(client)
  local own = client.settings.driver
  if type(own) ~= "table" then
    return here
  end
  of_driver[own] = of_driver[own] or {}
  return of_driver[own]
end

local function key_of(client)
  return "refused " .. client.key
end

local function text(value)
  return error_object.line(tokens.text(value))
end

local function entry_of(kept)
  kept = type(kept) == "table" and kept or {}
  local entry = { times = tokens.number(kept.times), again = tokens.number(kept.again), kind = text(kept.kind),
    code = text(kept.code), message = text(kept.message), http_status = tokens.number(kept.http_status),
    advice = text(kept.advice) }
  if entry.kind ~= "fault" then
    entry.kind = "auth"
  end
  return entry.times and entry.again and entry.message and entry or nil
end

-- What is kept for this client's server and login, as it may be used.
local function read(client)
  local kept = client.store:load(key_of(client))
  if type(kept) ~= "table" or type(kept.salt) ~= "string" or type(kept.refused) ~= "table" then
    kept = unstored(client)[key_of(client)] or { salt = core.random() or core.sha256(client.key), refused = {} }
  end
  local record = { salt = kept.salt, refused = {} }
  for digest, entry in pairs(kept.refused) do
    record.refused[digest] = entry_of(entry)
  end
  return record
end

local function digest_of(client, record)
  local settings = client.settings
  local credential = settings.token and "token " .. settings.token or "password " .. (settings.password or "")
  return core.hmac(record.salt, settings.wire .. " " .. credential)
end

local function write(client, record, wall)
  for digest, entry in pairs(record.refused) do
    if math.abs(wall - entry.again) > KEPT then
      record.refused[digest] = nil
    end
  end
  local key = key_of(client)
  record = next(record.refused) and record or nil
  local kept = client.store:load(key) ~= nil
  local ok = (record or kept) and client.store:save(key, record)
  unstored(client)[key] = not (ok and client.store:load(key)) and record or nil
end

local function tell(err, seconds)
  err.retry_after = math.ceil(seconds)
  err.advice = ("%sThe same log-in is not tried again for the next %d s; a corrected one is tried at once")
    :format(err.advice and err.advice .. ". " or "", err.retry_after)
  return err
end

--- The error that a log-in now would repeat too early; nil when it may be tried.
---@param client table
---@param wall number Unix time
---@return portabilling.Error?
function M.pause(client, wall)
  local record = read(client)
  local entry = record.refused[digest_of(client, record)]
  local left = entry and entry.again - wall or 0
  if left <= 0 or left > LONGEST then -- more: the clock was set back
    return nil
  end
  return tell(error_object.new { kind = entry.kind, code = entry.code, message = entry.message,
    http_status = entry.http_status, advice = entry.advice, service = "Session", method = "login" }, left)
end

--- A log-in was refused. The error tells from now on when the next one is allowed.
---@param client table
---@param err portabilling.Error
---@param wall number Unix time
function M.note(client, err, wall)
  local record = read(client)
  local digest = digest_of(client, record)
  local before = record.refused[digest]
  local times = before and math.max(before.times, 0) + 1 or 1
  local pause = math.min(FIRST * 2 ^ math.min(times - 1, 20), LONGEST)
  record.refused[digest] = { times = times, again = wall + pause, kind = err.kind, code = err.code,
    message = err.message, http_status = err.http_status, advice = err.advice }
  write(client, record, wall)
  tell(err, pause)
end

--- A log-in succeeded.
---@param client table
---@param wall number Unix time
function M.forget(client, wall)
  local record = read(client)
  local digest = digest_of(client, record)
  if record.refused[digest] then
    record.refused[digest] = nil
    write(client, record, wall)
  end
end

--- Forgets what no store keeps (for specs, whose servers begin anew).
function M.clear()
  here = {}
end

return M
