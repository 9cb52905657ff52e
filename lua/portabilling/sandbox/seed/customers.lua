--- Generated customers.

local clock = require "portabilling.sandbox.clock"
local names = require "portabilling.sandbox.seed.names"
local null = require("portabilling.sandbox.json").null

local adjectives = {
  "Amber", "Birch", "Cedar", "Copper", "Coral", "Crimson", "Granite", "Harbour", "Indigo", "Juniper", "Maple", "Meadow",
  "Northern", "Olive", "Pacific", "Quartz", "River", "Silver", "Summit", "Willow",
}
local trades = {
  "Bakery", "Books", "Clinic", "Consulting", "Dental", "Farms", "Foods", "Freight", "Gallery", "Hardware", "Hotels",
  "Insurance", "Logistics", "Media", "Motors", "Optics", "Outdoor", "Pharmacy", "Robotics", "Textiles",
}
local cities = { "Vancouver", "Burnaby", "Richmond", "Surrey", "Victoria", "Kelowna", "Montréal", "Ottawa" }

--- Describe the collection.
---@param world table
---@param random table
---@param today string
return function(world, random, today)
  local midnight = clock.midnight(today)
  local this_month, next_month = clock.month_start(today, 0), clock.month_start(today, -1)
  local field = {}

  function field.name(k)
    return ("%s %s %d"):format(random.pick(k, 1, adjectives), random.pick(k, 2, trades), k)
  end
  function field.firstname(k)
    return random.pick(k, 3, names.first)
  end
  function field.lastname(k)
    return random.pick(k, 4, names.last)
  end
  function field.companyname(k)
    return k % 4 ~= 0 and field.name(k) .. " Ltd." or nil
  end
  function field.email(k)
    return k % 3 ~= 0 and ("billing%d@example.com"):format(k) or nil
  end
  local function may_log_in(k)
    return k % 3 == 1 or k == 2
  end
  function field.login(k)
    return may_log_in(k) and ("customer%d"):format(k) or nil
  end
  function field.password(k)
    return may_log_in(k) and "Cust-" .. random.hex(k, 5, 12) or nil
  end
  function field.api_token(k)
    return may_log_in(k) and random.uuid(k, 6) or nil
  end
  function field.phone1(k)
    return ("+1 604 555 01%02d"):format(random.number(k, 7, 100))
  end
  function field.baddr1(k)
    return ("%d Example Street"):format(random.number(k, 8, 900) + 100)
  end
  function field.city(k)
    return random.pick(k, 9, cities)
  end
  function field.zip(k)
    return ("V%dA %dB%d"):format(random.number(k, 10, 10), random.number(k, 11, 10), random.number(k, 12, 10))
  end
  function field.bill_status(k)
    return k % 60 == 48 and "E" or k % 60 == 49 and "D" or world.is_active(k) and "O" or "S"
  end
  function field.bill_suspension_delayed(k)
    return k % 20 == 10 and 1 or 0
  end
  function field.blocked(k)
    return k % 29 == 11 and "Y" or "N"
  end
  -- negative: money the customer still has; positive: debt
  function field.balance(k)
    return (random.number(k, 13, 40000) - 15000) / (k % 3 == 0 and 100 or k % 3 == 1 and 1000 or 200)
  end
  function field.credit_limit(k)
    return k % 7 == 3 and null or random.number(k, 15, 20) * 100
  end
  function field.perm_credit_limit(k)
    return random.number(k, 15, 20) * 100
  end
  function field.iso_4217(k)
    return k % 9 == 4 and "EUR" or "USD"
  end
  function field.i_customer_type(k)
    return k == 2 and 2 or 1
  end
  function field.i_parent(k)
    return world.parent_of(k)
  end
  function field.i_balance_control_type(k)
    return k % 3 == 0 and 2 or 1
  end
  function field.i_customer_class(k)
    return random.number(k, 16, 3) + 1
  end
  function field.i_time_zone(k)
    return random.number(k, 17, 30) + 200
  end
  function field.creation_date(k)
    return clock.time(midnight - (400 + random.number(k, 18, 900)) * 86400 + random.number(k, 19, 86400))
  end
  function field.invoice_generation_enabled(k)
    return k % 2
  end
  function field.onetime_invoice_generation_enabled(k)
    return k % 3 ~= 0 and 0 or nil
  end
  function field.refnum(k)
    return k % 5 == 0 and ("CRM-%06d"):format(k) or nil
  end
  function field.override_tariffs_enabled(k)
    return k % 17 == 5 and "Y" or "N"
  end

  return {
    key = "i_customer",
    count = world.customers,
    fields = field,
    constants = {
      address_line_2 = "", balance_transfer_allowed = "N",
      billed_to = this_month .. " 00:00:00", next_billed_to = next_month .. " 00:00:00", billing_lock = "N",
      callshop_enabled = "N", cont1 = "", cont2 = "", country = "CA", deactivate_on = null,
      estimate_taxes = 0, faxnum = "", generate_invoice_earlier = "N", has_custom_fields = 1, i_acl = 155,
      i_billing_period = 4, i_commission_plan = null, i_lang = "en", i_office_type = 1, i_role = 5, i_template = null,
      i_ui_time_zone = 200, in_date_format = "YYYY-MM-DD", in_time_format = "HH24:MI:SS", inclusive_taxation = "N",
      is_used = 1, midinit = "", note = "", ot_i_template = null, out_date_format = "YYYY-MM-DD",
      out_date_time_format = "YYYY-MM-DD HH24:MI:SS", out_time_format = "HH24:MI:SS", phone2 = "",
      purge_after_months = null, restore_on = null, salutation = "", state = "BC", suspend_on_insuff_funds = null,
      suspension_delay_date = null, terminate_on = null, unallocated_payments = 0,
    },
    unique = {
      name = function(text)
        return tonumber(text:match("(%d+)$"))
      end,
      login = function(text)
        return tonumber(text:match("^[Cc]ustomer(%d+)$"))
      end,
      refnum = function(text)
        return tonumber(text:match("^[Cc][Rr][Mm]%-(%d+)$"))
      end,
    },
    ranges = {
      i_main_office = function()
        return {} -- no generated customer is a branch office
      end,
    },
  }
end
