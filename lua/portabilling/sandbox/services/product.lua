--- Product: products and add-ons.

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local fees = require "portabilling.sandbox.services.fees"
local json = require "portabilling.sandbox.json"

local null = json.null

local Product = {}

local function used(ctx, key)
  -- what generated accounts use those of customer 1 do; of the others, only added and changed accounts can
  local accounts = ctx.store.accounts
  for account in accounts:keys(1, { "i_customer", 1 }) do
    if accounts:field(account, "i_product") == key then
      return "accounts use this product"
    end
    for _, addon in ipairs(accounts:field(account, "assigned_addons") or {}) do
      if addon.i_product == key then
        return "accounts have this add-on"
      end
    end
  end
end

local function view(ctx, row, params)
  local out = context.without(row, { "product_subscription" })
  out.product_subscription = params.with_subscription == 1 and fees.of_product(ctx, row) or nil
  return out
end

crud.make(Product, {
  record = "product", collection = "products", key = "i_product", read_realms = "arcu",
  look_up = { "i_product", "name" }, unique = { name = "Server.Product.duplicate.product_info.name" },
  references = { i_subscription = "subscriptions" }, like = { "name", "description" },
  equal = { "iso_4217", "i_product_group", "realm", "i_account_role", "product_addon_type" },
  special = {
    hide_addons = function(value)
      return value == 1 and function(get)
        return get("product_addon_type") == nil
      end or nil
    end,
  },
  view = view,
  defaults = function(_, row)
    crud.fill(row, {
      description = "", end_user_name = row.name, end_user_description = "", i_product_group = null,
      addon_priority = 10, allowed_products = json.array(), allowed_with_any_product = "N", breakage = 0,
      default_i_acl = 155, fraud_protection = "None", hidden = "N", i_account_role = 1, i_reseller_subscription = null,
      i_subscription = null, i_vd_plan = null, included_services = json.array(), info_url = "", managed_by_user = "N",
      notepad = "", realm = "sip", shared = "N", volume_discount_plan_name = "", maintenance_fee = 0,
    })
  end,
  in_use = used,
})

Product.get_allowed_addons = {
  realms = "arcu",
  run = function(ctx, params)
    local product = ctx:need("products", params.i_product, "i_product").i_product
    params.i_product = nil
    return ctx:list("products", params, "product_list", {
      order = "name",
      tests = { ["add-ons of " .. product] = function(get)
        for _, allowed in ipairs(get("product_addon_type") and get("allowed_products") or {}) do
          if allowed == product then
            return true
          end
        end
        return get("product_addon_type") ~= nil and get("allowed_with_any_product") == "Y"
      end },
      view = function(row)
        return context.without(view(ctx, row, params), { "maintenance_fee", "product_addon_type" })
      end,
    })
  end,
}

return { Product = Product }
