--- Generated sessions that are going on: calls, and every fifth a session of Internet access.

local clock = require "portabilling.sandbox.clock"
local conf_id = require "portabilling.sandbox.conf_id"
local json = require "portabilling.sandbox.json"

local null, floor = json.null, math.floor

-- One account in twenty has a session.
local each = 20
local function account(k)
  return each * (k - 1) + 7
end

local nodes = { "sip-node-1", "sip-node-2" }
local vendors = 3
local destinations = {
  { "CANADA", "British Columbia", "1604555" }, { "UNITED KINGDOM", "London", "44207946" },
  { "FRANCE", "Île-de-France", "3319900" },
}

local M = {}

--- The name of a node by its key.
M.nodes = nodes

---@param world table
---@param random table
---@param today string
---@param account_id fun(k: number): string
---@return table
function M.active_sessions(world, random, today, account_id)
  local midnight = clock.midnight(today)
  local field = {}
  local function is_internet(k)
    return k % 5 == 0
  end
  local function is_incoming(k)
    return not is_internet(k) and k % 3 == 0
  end
  local function own(k)
    return account_id(account(k))
  end
  local function on_net(k)
    return not is_internet(k) and k % 4 == 1
  end
  local function far(k) -- on-net: another account's number
    if on_net(k) then
      return account_id(k % world.accounts + 1)
    end
    return ("%s%04d"):format(random.pick(k, 100, destinations)[3], random.number(k, 101, 10000))
  end
  local function session_id(k)
    return ("%08x-%s"):format(k, random.hex(k, 102, 8))
  end

  field.session_id = session_id
  field.i_account = account
  field.account_id = own
  function field.i_customer(k)
    return world.customer_of(account(k))
  end
  function field.cli(k)
    return is_internet(k) and own(k) or is_incoming(k) and far(k) or own(k)
  end
  function field.cld(k)
    return is_internet(k) and null or is_incoming(k) and own(k) or far(k)
  end
  function field.country(k)
    return is_internet(k) and null or (is_incoming(k) or on_net(k)) and "CANADA"
      or random.pick(k, 100, destinations)[1]
  end
  function field.subdivision(k)
    return is_internet(k) and null or (is_incoming(k) or on_net(k)) and "British Columbia"
      or random.pick(k, 100, destinations)[2]
  end
  function field.call_id(k)
    return not is_internet(k) and random.hex(k, 103, 24) .. "@198.51.100.7" or null
  end
  function field.h323_conf_id(k)
    return conf_id.new(random.hex(k, 104, 16), k)
  end
  function field.connect_time(k)
    return clock.time(midnight + random.number(k, 105, 7200))
  end
  function field.i_service_type(k)
    return is_internet(k) and 2 or 3
  end
  function field.i_connection(k)
    return k % 4 + 1
  end
  function field.i_vendor(k)
    return k % vendors + 1
  end
  function field.i_node(k)
    return k % #nodes + 1
  end
  function field.source_ip(k)
    return ("203.0.113.%d"):format(k % 250 + 1)
  end
  function field.hotlined(k)
    return is_internet(k) and k % 10 == 0 and 1 or 0
  end
  function field.on_net(k)
    return on_net(k) and 1 or 0
  end
  function field.incoming(k)
    return is_incoming(k) and 1 or 0
  end
  function field.parent_session_id(k) -- a call that was forwarded
    return k % 6 == 0 and session_id(k - 1) or null
  end

  return {
    key = "i_session", count = floor((world.accounts + each - 7) / each), fields = field, constants = {},
    unique = {
      session_id = function(text)
        return tonumber(text:match("^(%x+)%-") or "", 16)
      end,
    },
    ranges = { i_customer = function(customer)
      local ranges = {}
      for i, range in ipairs(world.accounts_of(customer)) do
        ranges[i] = { math.ceil((range[1] - 7) / each) + 1, floor((range[2] - 7) / each) + 1 }
      end
      return ranges
    end },
  }
end

return M
