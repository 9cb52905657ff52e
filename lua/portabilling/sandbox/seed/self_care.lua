--- Generated things that end users look at: messages in their mailbox, phone books, directories of their company.

local clock = require "portabilling.sandbox.clock"
local json = require "portabilling.sandbox.json"

local floor = math.floor

local messages_each, contacts_each = 4, 12 -- of an account

local first_names = { "Ada", "Ben", "Chloé", "Dina", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lea" }
local last_names = { "Alder", "Bell", "Cole", "Dunn", "Ek", "Frost", "Gray", "Holm", "Iles", "Jarvis", "Kerr" }
local phone_types = { "home", "work", "mobile" }

local M = {}

-- The keys of things of which every account has the same number.
local function of_account(world, each)
  return function(account)
    if type(account) ~= "number" or account < 1 or account > world.accounts then
      return {}
    end
    return { { (account - 1) * each + 1, account * each } }
  end
end

--- The last of an account's messages is a fax, the last two are new.
function M.mailbox_messages(world, random, today, account_id)
  local midnight = clock.midnight(today)
  local field = {}
  local function account(k)
    return floor((k - 1) / messages_each) + 1
  end
  local function place(k)
    return (k - 1) % messages_each + 1
  end
  local function is_fax(k)
    return place(k) == messages_each
  end
  local function caller(k)
    return "1604555" .. ("%04d"):format(random.number(k, 80, 10000))
  end
  field.i_account = account
  function field.delivered(k) -- one message every other day, the last one yesterday
    return midnight - (messages_each - place(k)) * 2 * 86400 - 86400 + random.number(k, 81, 80000)
  end
  function field.flags(k)
    return place(k) <= messages_each - 2 and json.array { "\\Seen" } or json.array()
  end
  function field.voicemail_duration(k)
    return not is_fax(k) and random.number(k, 82, 30) + 3 or nil
  end
  function field.fax_pages(k)
    return is_fax(k) and random.number(k, 83, 3) + 1 or nil
  end
  function field.from(k)
    return ("%s <%s@198.51.100.7>"):format(caller(k), caller(k))
  end
  function field.to(k)
    return ("%s <%s@198.51.100.7>"):format(account_id(account(k)), account_id(account(k)))
  end
  function field.subject(k)
    return (is_fax(k) and "Fax from " or "Voice message from ") .. caller(k)
  end
  return {
    key = "i_message", count = world.accounts * messages_each, fields = field, constants = {},
    ranges = { i_account = of_account(world, messages_each) },
  }
end

function M.phonebook_records(world, random)
  local field = {}
  function field.i_account(k)
    return floor((k - 1) / contacts_each) + 1
  end
  function field.dial_id(k)
    return (k - 1) % contacts_each + 1
  end
  function field.name(k)
    return random.pick(k, 84, first_names) .. " " .. random.pick(k, 85, last_names)
  end
  function field.phone_number(k)
    return "1604555" .. ("%04d"):format(random.number(k, 86, 10000))
  end
  function field.phone_type(k)
    return random.pick(k, 87, phone_types)
  end
  return {
    key = "i_account_phonebook", count = world.accounts * contacts_each, fields = field, constants = {},
    ranges = { i_account = of_account(world, contacts_each) },
  }
end

--- One directory for each generated customer.
function M.phone_directories(world, customer_name)
  return {
    key = "i_ua_config_directory", count = world.customers, constants = {},
    fields = { i_customer = function(k)
      return k
    end, name = function(k)
      return customer_name(k) .. " directory"
    end },
    ranges = { i_customer = function(k)
      return { { k, k } }
    end },
  }
end

--- A directory has the accounts of its customer.
---@param account table the fields of accounts
function M.directory_records(world, random, account)
  local field = {}
  field.i_ua_config_directory = world.customer_of
  function field.first_name(k)
    return account.firstname and account.firstname(k) or random.pick(k, 88, first_names)
  end
  function field.last_name(k)
    return account.lastname and account.lastname(k) or random.pick(k, 89, last_names)
  end
  field.office_number = account.id
  function field.mobile_number(k)
    return k % 3 == 0 and "1778555" .. ("%04d"):format(random.number(k, 92, 10000)) or ""
  end
  return {
    key = "i_directory_record", count = world.accounts, fields = field, constants = { other_number = "" },
    ranges = { i_ua_config_directory = world.accounts_of },
  }
end

return M
