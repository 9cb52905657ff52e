--- Customer: the subscriptions of all its accounts, and its agreement on how many of each product it takes.

local json = require "portabilling.sandbox.json"

local Customer = {}

Customer.get_accounts_subscriptions = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    params.i_customer = nil
    return ctx:list("account_subscriptions", params, "subscriptions", {
      hint = { "i_customer", key },
      tests = { ["customer " .. key] = function(get)
        return ctx.store.accounts:field(get("i_account"), "i_customer") == key
      end },
    })
  end,
}

local function agreement(ctx, i_customer)
  return ctx.store.agreements:get(ctx.store.agreements:find("i_customer", i_customer))
end

Customer.get_customer_agreement_info = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    local row = agreement(ctx, key)
    return { customer_agreement_info = {
      i_customer = key, agreement_condition_list = row and row.agreement_condition_list or json.array(),
    } }
  end,
}

-- The quantities of the products named are set, those of others stay.
Customer.update_agreement_conditions = {
  realms = "ar",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    local row = agreement(ctx, key)
    local all, at = json.array(), {}
    local function set(condition)
      at[condition.i_product] = at[condition.i_product] or #all + 1
      all[at[condition.i_product]] = condition
    end
    for _, condition in ipairs(row and row.agreement_condition_list or {}) do
      set(condition)
    end
    for i, condition in ipairs(params.agreement_condition_list or {}) do
      ctx:need("products", condition.i_product, ("agreement_condition_list[%d].i_product"):format(i - 1))
      set(condition)
    end
    if row then
      ctx.store.agreements:change(row.i_agreement, { agreement_condition_list = all })
    else
      ctx.store.agreements:add { i_customer = key, agreement_condition_list = all }
    end
    return { success = 1 }
  end,
}

return { Customer = Customer }
