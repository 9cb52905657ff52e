--- What an operator sets up once besides products: currencies, customer classes, call barring classes, agreements.

local catalogue = require "portabilling.sandbox.seed.catalogue"
local json = require "portabilling.sandbox.json"

local array = json.array

local M = {}

function M.currencies()
  local described = catalogue.collection("i_currency", {
    { iso_4217 = "CAD", name = "Canadian Dollar" }, { iso_4217 = "EUR", name = "Euro" },
    { iso_4217 = "GBP", name = "Pound Sterling" }, { iso_4217 = "USD", name = "US Dollar" },
  }, { decimal_digits = 2 })
  function described.unique.iso_4217(code)
    for i, row in ipairs(described.rows) do
      if row.iso_4217 == code:upper() then
        return i
      end
    end
  end
  return described
end

-- i_customer_class of the generated customers goes from 1 to 3.
function M.customer_classes()
  return catalogue.collection("i_customer_class", {
    { name = "Default", is_default = 1 }, { name = "Business" }, { name = "Wholesale", send_invoices = "N" },
  }, { description = "", is_default = 0, is_used = 1, i_template = 1, send_statistics = "F", send_invoices = "Y",
    iso_4217 = "USD" })
end

function M.call_barring_classes()
  return catalogue.collection("i_cp_condition", {
    { name = "Premium numbers", number_pattern_list = array { { number = "1900%" }, { number = "4490%" } } },
    { name = "International", number_pattern_list = array { { number = "011%" } } },
    { name = "Mobile", number_pattern_list = array { { number = "1778%" } } },
  }, { description = "" })
end

--- How many of each product the customers agreed to take: one agreement for each generated customer.
function M.agreements(world, random)
  local field = {}
  function field.i_customer(k)
    return k
  end
  function field.agreement_condition_list(k)
    return array {
      { i_product = 1, max_offered_quantity = random.number(k, 70, 20) + 5 },
      { i_product = 2, max_offered_quantity = random.number(k, 71, 20) + 5 },
    }
  end
  return { key = "i_agreement", count = world.customers, fields = field, constants = {}, unique = {
    i_customer = tonumber,
  } }
end

--- What was done to customers: each generated one was made.
---@param world table
---@param creation_date fun(customer: number): string
function M.web_logs(world, creation_date)
  local field = { timestamp = creation_date }
  function field.i_entity(k)
    return k
  end
  return {
    key = "i_web_log", count = world.customers, fields = field,
    constants = { entity_type = "Customers", username = "sandbox-admin", description = "add customer" },
    ranges = { i_entity = function(key)
      return { { key, key } }
    end },
  }
end

return M
