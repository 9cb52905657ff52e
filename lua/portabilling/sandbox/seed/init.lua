--- The generated records of all collections, described for store.collection. All follow from size, seed and date.

local accounts = require "portabilling.sandbox.seed.accounts"
local belongings = require "portabilling.sandbox.seed.belongings"
local calls = require "portabilling.sandbox.seed.calls"
local catalogue = require "portabilling.sandbox.seed.catalogue"
local customers = require "portabilling.sandbox.seed.customers"
local give_openings = require "portabilling.sandbox.seed.openings"
local new_random = require "portabilling.sandbox.seed.random"
local operator = require "portabilling.sandbox.seed.operator"
local self_care = require "portabilling.sandbox.seed.self_care"
local usage = require "portabilling.sandbox.seed.usage"
local world_module = require "portabilling.sandbox.seed.world"

local M = {}

M.sizes = world_module.sizes

-- Collections that start empty.
local function empty(key)
  return { key = key, count = 0, fields = {}, constants = {} }
end

--- Describe every collection.
---@param options { size: "small"|"medium"|"large"|integer, seed: integer, today: string }
---@return table<string, table> bases by collection name
---@return table random the source of everything made up
function M.new(options)
  local world, random = world_module.new(options.size), new_random(options.seed)
  local today = options.today
  local bases = {
    products = catalogue.products(),
    subscriptions = catalogue.subscriptions(),
    services = catalogue.services(),
    service_policies = catalogue.service_policies(),
    custom_fields = catalogue.custom_fields(),
    abbreviated_numbers = empty "i_ab_dialing",
    transactions = empty "i_payment_transaction",
    customer_subscriptions = empty "i_customer_subscription",
    followme_numbers = empty "i_follow_me_number",
    number_reservations = { key = "i_reservation", count = 0, fields = {}, constants = {}, unique = {
      number = function() end, -- none is generated
    } },
  }
  bases.customers = customers(world, random, today)
  bases.accounts = accounts(world, random, today, bases.products.rows)
  local account_id, product_of = bases.accounts.fields.id, bases.accounts.fields.i_product
  bases.accounts.fields.assigned_addons = belongings.assigned_addons(world, today, product_of)
  bases.xdrs = usage.xdrs(world, random, today, account_id)
  give_openings(world, bases)
  bases.invoices = usage.invoices(world, random, today)
  bases.numbers = belongings.numbers(world)
  bases.sim_cards = belongings.sim_cards(world)
  bases.account_subscriptions =
    belongings.account_subscriptions(world, random, today, bases.subscriptions.rows, product_of,
      bases.products.rows)
  bases.extensions = belongings.extensions(world, account_id)
  bases.huntgroups = belongings.huntgroups(world)
  bases.web_logs = operator.web_logs(world, bases.customers.fields.creation_date)
  bases.currencies, bases.customer_classes = operator.currencies(), operator.customer_classes()
  bases.call_barring_classes = operator.call_barring_classes()
  bases.agreements = operator.agreements(world, random)
  bases.active_sessions = calls.active_sessions(world, random, today, account_id)
  bases.mailbox_messages = self_care.mailbox_messages(world, random, today, account_id)
  bases.phonebook_records = self_care.phonebook_records(world, random)
  bases.phone_directories = self_care.phone_directories(world, bases.customers.fields.name)
  bases.directory_records = self_care.directory_records(world, random, bases.accounts.fields)
  return bases, random
end

return M
