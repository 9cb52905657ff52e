--- Generated xDRs and invoices: what accounts used, and what customers were billed.

local clock = require "portabilling.sandbox.clock"
local conf_id = require "portabilling.sandbox.conf_id"
local json = require "portabilling.sandbox.json"
local layout = require "portabilling.sandbox.seed.world"

local floor = math.floor
local each, first = layout.xdrs_per_account, layout.first_xdr

local destinations = {
  { "CANADA", "British Columbia", "1604555" }, { "CANADA", "Ontario", "1416555" },
  { "UNITED KINGDOM", "London", "44207946" }, { "UNITED STATES OF AMERICA", "Washington", "1206555" },
  { "FRANCE", "Île-de-France", "3319900" },
}
local causes = { { 16, "Normal call clearing" }, { 17, "User busy" }, { 19, "No answer from user" } }

local M = {}

function M.xdrs(world, random, today, account_id)
  local midnight = clock.midnight(today)
  local field = {}

  local function account(k)
    return floor((k - first) / each) + 1
  end
  -- one xDR every three days, the last one yesterday: two months of use for each account
  local function connected(k)
    return midnight - (each - 1 - (k - first) % each) * 3 * 86400 - 86400 + random.number(k - first, 40, 80000)
  end
  local function incoming(k)
    return k % 3 == 0
  end
  local function number_of(k) -- the account's, without a realm
    return (account_id(account(k)):match("^[^@]*"))
  end
  local function far_party(k)
    return ("%s0%d%02d"):format(random.pick(k - first, 42, destinations)[3], k % 10, random.number(k - first, 43, 100))
  end
  local function failed(k)
    return k % 11 == 6
  end
  local function duration(k)
    return failed(k) and 0 or random.number(k - first, 41, 3500) + 1
  end

  field.i_account = account
  function field.i_customer(k)
    return world.customer_of(account(k))
  end
  function field.account_id(k)
    return account_id(account(k))
  end
  function field.billing_model(k)
    return world.is_debit(account(k)) and -1 or 1
  end
  function field.CLI(k)
    return incoming(k) and far_party(k) or number_of(k)
  end
  function field.CLD(k)
    return incoming(k) and number_of(k) or far_party(k)
  end
  function field.country(k)
    return random.pick(k - first, 42, destinations)[1]
  end
  function field.subdivision(k)
    return random.pick(k - first, 42, destinations)[2]
  end
  field.description = field.country
  function field.charged_quantity(k)
    return duration(k)
  end
  function field.charged_amount(k)
    return floor(duration(k) * 5 / 6 + 0.5) / 1000
  end
  function field.connect_time(k)
    return clock.time(connected(k))
  end
  function field.unix_connect_time(k)
    return connected(k)
  end
  function field.disconnect_time(k)
    return clock.time(connected(k) + duration(k))
  end
  function field.unix_disconnect_time(k)
    return connected(k) + duration(k)
  end
  field.bill_time = field.disconnect_time
  function field.failed(k)
    return failed(k) and 1 or 0
  end
  function field.disconnect_cause(k)
    return failed(k) and tostring(causes[2 + k % 2][1]) or "16"
  end
  function field.disconnect_reason(k)
    return failed(k) and causes[2 + k % 2][2] or causes[1][2]
  end
  function field.bit_flags(k)
    return (incoming(k) and 8 or 4) + (k % 4 == 0 and not failed(k) and 64 or 0)
  end
  function field.cr_download_ids(k)
    return k % 4 == 0 and not failed(k) and json.array { field.h323_conf_id(k) .. "_0" } or json.array {}
  end
  function field.setup_time(k)
    return random.number(k, 44, 4000)
  end
  function field.call_id(k)
    return k % 17 ~= 3 and random.hex(k - first, 45, 24) .. "@198.51.100.7" or nil
  end
  function field.h323_conf_id(k)
    return conf_id.new(random.hex(k - first, 46, 16), k)
  end

  return {
    key = "i_xdr",
    first = first,
    count = world.accounts * each,
    fields = field,
    constants = { i_service = 3, i_service_type = 3, service = "Voice Calls", bill_status = "I", xdr_type = "A" },
    ranges = {
      i_account = function(k)
        if type(k) ~= "number" or k < 1 or k > world.accounts then
          return {}
        end
        return { { first + (k - 1) * each, first + k * each - 1 } }
      end,
      i_customer = function(customer)
        local ranges = {}
        for i, range in ipairs(world.accounts_of(customer)) do
          ranges[i] = { first + (range[1] - 1) * each, first + range[2] * each - 1 }
        end
        return ranges
      end,
    },
  }
end

function M.invoices(world, random, today)
  local field = {}

  local function customer(k)
    return floor((k - 1) / 3) + 1
  end
  local function back(k) -- months
    return 3 - (k - 1) % 3
  end

  field.i_customer = customer
  function field.invoice_number(k) -- unique for its customer only
    return ("%06d"):format((k - 1) % 3 + 1)
  end
  function field.period_from(k)
    return clock.month_start(today, back(k)) .. " 00:00:00"
  end
  function field.period_to(k)
    return clock.time(clock.midnight(clock.month_start(today, back(k) - 1)) - 1)
  end
  function field.issue_date(k)
    return clock.month_start(today, back(k) - 1)
  end
  function field.due_date(k)
    return clock.date(clock.midnight(field.issue_date(k)) + 14 * 86400)
  end
  function field.amount_net(k)
    return random.number(k, 50, 50000) / 100
  end
  function field.amount_due(k)
    return k % 3 == 0 and field.amount_net(k) or 0
  end
  function field.amount_paid(k)
    return k % 3 ~= 0 and field.amount_net(k) or 0
  end
  function field.invoice_status(k)
    return k % 3 == 0 and "Unpaid" or "Paid in full"
  end
  function field.iso_4217(k)
    return customer(k) % 9 == 4 and "EUR" or "USD"
  end
  function field.has_pdf(k)
    return k % 5 ~= 0 and 1 or 0
  end

  return {
    key = "i_invoice",
    count = world.invoices,
    fields = field,
    constants = { i_invoice_type = 1, i_template = 1, i_vd_plan = json.null, review_state = "approved" },
    ranges = {
      i_customer = function(k)
        return type(k) == "number" and k >= 1 and k <= world.customers and { { 3 * k - 2, 3 * k } } or {}
      end,
    },
  }
end

return M
