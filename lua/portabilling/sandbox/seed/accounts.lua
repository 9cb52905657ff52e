--- Generated accounts.

local clock = require "portabilling.sandbox.clock"
local json = require "portabilling.sandbox.json"
local layout = require "portabilling.sandbox.seed.world"
local names = require "portabilling.sandbox.seed.names"

local null = json.null
local prefix = "1236555"

--- Describe the collection.
---@param world table
---@param random table
---@param today string
---@param products table[] by i_product
return function(world, random, today, products)
  local midnight = clock.midnight(today)
  local field = {}

  local function is_mobile(k)
    return k % 12 == 11
  end
  function field.did_number(k)
    local did = world.did_of(k)
    return did and layout.number(layout.did_prefix, did) or nil
  end
  function field.id(k)
    return field.did_number(k) or layout.number(prefix, k) .. (is_mobile(k) and "@msisdn" or "")
  end
  field.i_customer = world.customer_of
  field.i_master_account = world.master_of
  function field.master_billing_model(k)
    return world.master_of(k) and 1 or nil
  end
  function field.billing_model(k)
    return world.master_of(k) and 2 or world.is_debit(k) and -1 or 1
  end
  function field.i_account_role(k)
    return k % 4 == 3 and 8 or 2
  end
  function field.i_product(k)
    return k % 3 + 1
  end
  function field.product_name(k)
    return products[field.i_product(k)].name
  end
  function field.product_visible_name(k)
    return products[field.i_product(k)].end_user_name
  end
  function field.bill_status(k)
    return k % 23 == 9 and "I" or k % 41 == 20 and "C" or "O"
  end
  function field.blocked(k)
    return k % 31 == 13 and "Y" or "N"
  end
  function field.balance(k) -- of those that pay in advance some have nothing left, and some less
    local customer = world.is_debit(k) and world.customer_of(k) % 30
    if customer == 14 then
      return 0
    elseif customer == 24 then
      return -random.number(k, 30, 500) / 100 - 0.01
    end
    return random.number(k, 30, 20000) / (k % 2 == 0 and 100 or 1000)
  end
  function field.credit_limit(k)
    return k % 8 == 1 and random.number(k, 31, 10) * 10 or null
  end
  function field.i_account_balance_control_type(k)
    return k % 8 == 1 and 2 or 3
  end
  function field.h323_password(k)
    return random.hex(k, 32, 12)
  end
  function field.login(k)
    return k % 4 == 1 and ("account%d"):format(k) or nil
  end
  function field.password(k)
    return k % 4 == 1 and "Acct-" .. random.hex(k, 33, 12) or nil
  end
  function field.api_token(k)
    return k % 4 == 1 and random.uuid(k, 34) or nil
  end
  function field.email(k)
    return k % 3 == 0 and ("user%d@example.net"):format(k) or nil
  end
  -- an account without a subscriber record has none of the contact fields
  local function contact(text)
    return function(k)
      return k % 3 ~= 2 and text or nil
    end
  end
  for _, name in ipairs { "address_line_2", "companyname", "cont1", "cont2", "faxnum", "midinit", "note", "phone2",
    "salutation" } do
    field[name] = contact("")
  end
  function field.firstname(k)
    return k % 3 ~= 2 and random.pick(k, 36, names.first) or nil
  end
  function field.lastname(k)
    return k % 3 ~= 2 and random.pick(k, 37, names.last) or nil
  end
  function field.phone1(k)
    return k % 3 ~= 2 and ("+1 604 555 01%02d"):format(k % 100) or ""
  end
  function field.iso_4217(k)
    return world.customer_of(k) % 9 == 4 and "EUR" or "USD"
  end
  function field.issue_date(k)
    return clock.date(midnight - (100 + k % 300) * 86400)
  end
  function field.activation_date(k)
    return k % 61 == 59 and clock.date(midnight + 30 * 86400) or field.issue_date(k)
  end
  function field.service_state(k) -- what is suspected of its calls, see status.lua
    local suspicion = k % 67 == 40 and "1" or k % 67 == 41 and "5"
    return suspicion and { voice_fraud_suspicion = suspicion } or nil
  end
  function field.expiration_date(k)
    return k % 37 == 21 and clock.date(midnight - (k % 50) * 86400) or null
  end
  function field.first_usage(k)
    return clock.date(midnight - (60 + k % 30) * 86400)
  end
  function field.first_usage_time(k)
    return clock.time(midnight - (60 + k % 30) * 86400 + 36000)
  end
  function field.last_usage(k)
    return clock.time(midnight - (1 + k % 3) * 86400 + 57600)
  end
  function field.idle_days(k)
    return k % 19 == 0 and 55 or 0
  end
  function field.sip_status(k)
    return k % 5 == 2 and 1 or 0
  end
  function field.i_time_zone(k)
    return 200 + world.customer_of(k) % 30
  end

  return {
    key = "i_account",
    count = world.accounts,
    fields = field,
    constants = {
      bcc = "", ecommerce_enabled = "N", has_custom_fields = 1, i_acl = 155, i_lang = "en",
      i_role = 6, in_date_format = "YYYY-MM-DD", in_time_format = "HH24:MI:SS", inactivity_expire_time = null,
      iso_639_1 = "en", life_time = null, out_date_format = "YYYY-MM-DD",
      out_date_time_format = "YYYY-MM-DD HH24:MI:SS", out_time_format = "HH24:MI:SS", service_flags = "",
    },
    unique = {
      id = function(text)
        local digits = text:match("^[^@]*")
        local did = layout.number_key(layout.did_prefix, digits)
        if did then
          return world.user_of(did)
        end
        return layout.number_key(prefix, digits)
      end,
      login = function(text)
        return tonumber(text:match("^[Aa]ccount(%d+)$"))
      end,
    },
    ranges = {
      i_customer = world.accounts_of,
      i_master_account = function(master)
        return world.master_of(master + 2) == master and { { master + 2, master + 2 } } or {}
      end,
    },
  }
end
