--- Generated things that hang on customers and accounts: numbers, SIM cards, subscriptions, extensions, huntgroups.

local clock = require "portabilling.sandbox.clock"
local json = require "portabilling.sandbox.json"
local layout = require "portabilling.sandbox.seed.world"

local null, floor = json.null, math.floor
local number_prefix = layout.did_prefix

local M = {}

function M.numbers(world)
  local field = {}
  local function number(k)
    return layout.number(number_prefix, k)
  end
  local user = world.user_of
  local function owner(k)
    return user(k) and world.customer_of(user(k)) or k % 4 == 0 and (k * 7) % world.customers + 1 or null
  end
  field.number = number
  field.i_customer = owner
  function field.i_account(k)
    return user(k) or null
  end
  function field.i_master_account(k)
    return user(k) and world.master_of(user(k)) or null
  end
  function field.is_used(k)
    return owner(k) ~= null and 1 or 0
  end
  function field.frozen(k)
    return k % 37 == 5 and not user(k) and "Y" or "N"
  end
  function field.description(k)
    return k % 10 == 0 and "reserved for trunks" or ""
  end
  return {
    key = "i_did_number",
    count = world.numbers,
    fields = field,
    constants = {
      i_dv_batch = 1, i_do_batch = null, i_group = 1, i_vendor = 1,
      vendor_batch_name = "Example numbers", country_iso = "CA", country_name = "Canada", iso_4217 = "USD",
      activation_cost = 0, activation_fee = 1, activation_revenue = 1, periodic_fee = 2.5, recurring_cost = 0.75,
      external = 0, free_of_charge = "N",
    },
    unique = {
      number = function(text)
        return layout.number_key(number_prefix, text)
      end,
    },
  }
end

function M.sim_cards(world)
  local field = {}
  function field.imsi(k) -- 001 01 is the test network
    return ("00101%010d"):format(k)
  end
  function field.iccid(k)
    return ("8900101%012d"):format(k)
  end
  function field.msisdn(k)
    return k % 2 == 0 and layout.number("1778555", k) or null
  end
  function field.i_account(k)
    return k % 2 == 0 and k <= world.accounts and k or null
  end
  function field.status(k)
    return k % 2 == 0 and "used" or "available"
  end
  local function number_after(prefix)
    return function(text)
      return text:sub(1, #prefix) == prefix and tonumber(text:match("^%d+$", #prefix + 1)) or nil
    end
  end
  return {
    key = "i_sim_card", count = world.sim_cards, fields = field,
    constants = {
      puk1 = "12345678", puk2 = "87654321", pin1 = "1111", pin2 = "2222", i_sim_card_batch = null, note = "",
    },
    unique = { imsi = number_after "00101", iccid = number_after "8900101" },
  }
end

-- Every fourth account, the account 4k, has the k-th subscription: with an add-on, which brings it, where k is even, but
-- aliases have no add-ons.
local function addon_of(world, product_of, k)
  return k % 2 == 0 and not world.master_of(4 * k) and (product_of(4 * k) == 3 and 9 or 7) or nil
end

-- Some begin next month only.
local function active(k)
  return k % 9 ~= 8
end

local function start_date(k, today)
  return clock.month_start(today, active(k) and 2 or -1)
end

-- Some end with this month.
local function finish_date(k, today)
  return active(k) and k % 6 == 4 and clock.month_end(today) or null
end

--- Field of accounts: some have an add-on with a subscription, some of these one without as well.
function M.assigned_addons(world, today, product_of)
  return function(account)
    local k = account / 4
    local with_subscription = k % 1 == 0 and addon_of(world, product_of, k)
    if not with_subscription then
      return nil
    end
    local from, last = start_date(k, today) .. " 00:00:00", finish_date(k, today)
    local addons = json.array { { i_product = with_subscription, addon_effective_from = from,
      addon_effective_to = last ~= null and last .. " 23:59:59" or nil } }
    if k % 4 == 2 then
      addons[2] = { i_product = 10, addon_effective_from = from }
    end
    return addons
  end
end

--- Subscriptions of accounts.
function M.account_subscriptions(world, _, today, subscriptions, product_of, products)
  local field = {}
  local function subscription(k)
    local addon = addon_of(world, product_of, k)
    return subscriptions[addon and products[addon].i_subscription or k % 4 == 1 and 1 or 2]
  end
  function field.i_account(k)
    return 4 * k
  end
  function field.i_product(k)
    return addon_of(world, product_of, k) or product_of(4 * k)
  end
  for target, source in pairs { i_subscription = "i_subscription", name = "name", monthly_fee = "fee",
    rounding = "rounding", generate_daily_charge = "generate_daily_charge",
    invoice_description = "invoice_description", subscription_level_invoice_description = "invoice_description" } do
    field[target] = function(k)
      return subscription(k)[source]
    end
  end
  function field.int_status(k)
    return active(k) and 1 or 0
  end
  function field.effective_fee(k)
    return active(k) and subscription(k).fee or nil
  end
  function field.start_date(k)
    return start_date(k, today)
  end
  function field.finish_date(k)
    return finish_date(k, today)
  end
  function field.activation_date(k)
    return active(k) and start_date(k, today) or nil
  end
  function field.billed_to(k)
    return active(k) and clock.month_start(today, 0) or nil
  end
  function field.effective_fees_info(k)
    return {
      current = active(k) and { amount = subscription(k).fee, charged_to = clock.month_start(today, 0),
        included_periods = 1 } or json.array {},
      next = json.array {},
    }
  end
  return {
    key = "i_account_subscription", count = floor(world.accounts / 4), fields = field,
    constants = {
      is_finished = "N", obligatory = "Y", has_discount = 0, i_discount_next = null,
      discount_list = json.array {}, regular_discount_list = json.array {},
      multi_month_discount_list = json.array {}, upcharge_list = json.array {}, multiple = 0,
    },
    ranges = {
      i_account = function(account)
        local k = type(account) == "number" and account / 4 or 0
        return k >= 1 and k % 1 == 0 and { { k, k } } or {}
      end,
      i_customer = function(customer)
        local ranges = {}
        for i, range in ipairs(world.accounts_of(customer)) do
          ranges[i] = { math.ceil(range[1] / 4), floor(range[2] / 4) }
        end
        return ranges
      end,
    },
  }
end

-- The ranges of several customers: their keys in ascending order, with commas between them.
local function of_offices(ranges_of)
  return function(keys)
    local ranges = {}
    for key in keys:gmatch "%d+" do
      for _, range in ipairs(ranges_of(tonumber(key))) do
        ranges[#ranges + 1] = range
      end
    end
    table.sort(ranges, function(a, b)
      return a[1] < b[1]
    end)
    return ranges
  end
end

--- Extensions: one for each generated account, numbered from 101 within its customer.
function M.extensions(world, account_id)
  local field = {}
  field.i_customer = world.customer_of
  function field.i_account(k)
    return k
  end
  field.account_id = account_id
  function field.id(k)
    return tostring(100 + world.place(k))
  end
  function field.name(k)
    return ("Desk %d"):format(world.place(k))
  end
  return {
    key = "i_c_ext", count = world.accounts, fields = field,
    unique = { i_account = function(text)
      return tonumber(text)
    end },
    constants = { type = "Account", published = "Y", firstname = "", lastname = "", did_number = null,
      primary_i_c_group = null, prompt_action = "unset" },
    ranges = { i_customer = world.accounts_of, offices = of_offices(world.accounts_of), i_account = function(k)
      return { { k, k } }
    end },
  }
end

--- Huntgroups: one for each generated customer, of which every fourth has a call queue.
function M.huntgroups(world)
  local field = {}
  local function own_range(k)
    return { { k, k } }
  end
  function field.i_customer(k)
    return k
  end
  function field.assigned_extensions(k)
    local list = json.array {}
    local first = world.accounts_of(k)[1][1]
    for i = first, first + 1 do
      list[#list + 1] = { i_c_ext = i, type = "Account", hunt_active = "Y" }
    end
    return list
  end
  function field.assigned_callqueue(k)
    return k % 4 == 1 and { i_c_queue = k } or nil
  end
  return {
    key = "i_c_group", count = world.customers, fields = field,
    constants = { id = "500", name = "Front desk", hunt_sequence = "Simultaneous", hunt_keep_original_cli = "Y",
      pickup_allowed = "N", activity_monitoring = "N" },
    ranges = { i_customer = own_range, offices = of_offices(own_range) },
  }
end

return M
