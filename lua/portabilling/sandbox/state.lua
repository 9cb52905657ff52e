--- All that the running sandbox knows. nginx runs it in one process, so this one table is the whole truth.

local changes = require "portabilling.sandbox.events.changes"
local event_sender = require "portabilling.sandbox.events.sender"
local json = require "portabilling.sandbox.json"
local recent = require "portabilling.sandbox.recent"
local seed = require "portabilling.sandbox.seed"
local settings = require "portabilling.sandbox.settings"
local store = require "portabilling.sandbox.store"

local kept_requests, kept_bytes = 200, 16 * 1024 * 1024

local M = {
  options = {}, -- what the launcher wrote
  settings = settings.new(),
}

local function users(random)
  local list = {
    { i_user = 1, login = "sandbox-admin", password = "Admin-" .. random.hex(1, 90, 12),
      api_token = random.uuid(1, 91), is_super_user = 1 },
    { i_user = 2, login = "sandbox-newcomer", password = "Temp-" .. random.hex(2, 90, 12),
      api_token = random.uuid(2, 91), is_super_user = 0, must_change_password = true },
    { i_user = 3, login = "sandbox-tied", password = "Tied-" .. random.hex(3, 90, 12),
      api_token = random.uuid(3, 91), is_super_user = 0, tied_to_environment = true },
  }
  for _, user in ipairs(list) do
    user.email = user.login .. "@example.com"
  end
  return list
end

function changes.is_closed(collection, key)
  local records = M.store[collection]
  return not records:exists(key) or records:field(key, "bill_status") == "C"
end

--- Forget every change and count: records, settings, sessions and statistics are as at the start.
function M.reset()
  local bases, random = seed.new(M.options)
  M.store, M.random = {}, random
  for name, base in pairs(bases) do
    M.store[name] = store.collection(base, name, random)
  end
  M.users = users(random)
  M.settings = settings.new()
  assert(settings.apply(M.settings, M.options.settings or {}))
  M.extras = {} -- custom-field values and service features by owner
  M.refresh_tokens = {} -- one of each session
  M.sessions = recent.new(5000, function(session)
    session.closed, M.refresh_tokens[session.refresh_token] = true, nil
  end)
  M.tokens = recent.new(10000)
  M.failures = recent.new(10000) -- failed logins, by a digest of realm and login
  M.denied = {} -- rights that roles lack, see rights.lua
  M.injections = {}
  M.one_time_passwords = json.array() -- the last ones, for the control channel
  M.espf = { kept = {}, names = recent.new(1000), last_id = 0 }
  event_sender.reset(M.options.events)
  M.clear_statistics()
end

--- Start counting anew.
function M.clear_statistics()
  M.statistics = {
    total = 0, methods = {}, ignored = {}, logins = 0, failed_logins = 0, refreshes = 0, logouts = 0, faults = 0,
    connections = 0,
  }
  M.connections = recent.new(4096) -- no more can be open at once
  M.log, M.logged, M.forgotten = {}, 0, 0
  M.weights, M.weight = {}, 0
end

--- Seconds since the epoch on the server's clock.
---@return number
function M.now()
  return ngx.time() + M.settings.clock_skew
end

local function forget_oldest()
  local slot = M.forgotten % kept_requests + 1
  local entry = M.log[slot]
  M.weight, M.weights[entry] = M.weight - M.weights[entry], nil
  M.log[slot], M.forgotten = nil, M.forgotten + 1
end

--- Remember a request; the oldest ones are forgotten.
---@param entry table
function M.record(entry)
  if M.logged - M.forgotten == kept_requests then
    forget_oldest()
  end
  M.logged = M.logged + 1
  M.log[(M.logged - 1) % kept_requests + 1] = entry
  M.weights[entry] = 0
end

--- Say how long a remembered request is: of long ones fewer are remembered.
---@param entry table
---@param bytes integer
function M.weigh(entry, bytes)
  if M.weights[entry] then -- not forgotten meanwhile
    M.weights[entry], M.weight = bytes, M.weight + bytes
    while M.weight > kept_bytes and M.logged - M.forgotten > 1 do
      forget_oldest()
    end
  end
end

--- The remembered requests, oldest first.
---@return table
function M.requests()
  local out = json.array()
  for i = M.forgotten + 1, M.logged do
    out[#out + 1] = M.log[(i - 1) % kept_requests + 1]
  end
  return out
end

return M
