--- Customer: usage, money, subscriptions, numbers, reports.

local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local features = require "portabilling.sandbox.services.features"
local file = require "portabilling.sandbox.file"
local json = require "portabilling.sandbox.json"
local state = require "portabilling.sandbox.state"
local subscriptions = require "portabilling.sandbox.services.subscriptions"
local xdrs = require "portabilling.sandbox.services.xdrs"

local Customer = {}

features.methods(Customer, "customer", "arc")
subscriptions.methods(Customer, "customer", "arc")

Customer.get_customer_xdrs = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    params.i_customer = nil
    return xdrs.list(ctx, params, "i_customer", key)
  end,
}

Customer.make_transaction = {
  run = function(ctx, params)
    return xdrs.transaction(ctx, params, ctx:customer(params.i_customer))
  end,
}

Customer.get_account_aliases_list = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    params.i_customer = nil
    return ctx:list("accounts", params, "alias_list", {
      hint = { "i_customer", key },
      tests = { ["aliases of customer " .. key] = function(get)
        return get("i_customer") == key and get("billing_model") == 2 and get("bill_status") ~= "C"
      end },
      view = function(row)
        return { i_account = row.i_account, id = row.id, i_master_account = row.i_master_account }
      end,
    })
  end,
}

Customer.get_customer_invoices = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    params.i_customer = nil
    return ctx:list("invoices", params, "invoice_list", {
      hint = { "i_customer", key }, tests = { ["customer " .. key] = function(get)
        return get("i_customer") == key
      end },
    })
  end,
}

-- Reports exist for each of the last three months; their names tell the period and the customer.
local function reports(i_customer)
  local today = state.options.today -- the generated xDRs refer to it
  local list = json.array()
  for back = 3, 1, -1 do
    local from, to = clock.month_start(today, back), clock.month_start(today, back - 1)
    list[#list + 1] = {
      file_name = ("%s-%s-customer%d.csv.zip"):format(from, to, i_customer), period_from = from .. " 00:00:00",
      period_to = to .. " 00:00:00", type = "monthly",
    }
  end
  return list
end

Customer.get_custom_xdr_report_list = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    local list = json.array()
    for _, report in ipairs(reports(key)) do
      if (not params.period_from or report.period_from >= params.period_from)
        and (not params.period_to or report.period_to <= params.period_to) then
        list[#list + 1] = report
      end
    end
    return { report_list = list }
  end,
}

Customer.get_custom_xdr_report = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    for _, report in ipairs(reports(key)) do
      if report.file_name == params.file_name then
        local rows = { { "i_xdr", "account_id", "CLI", "CLD", "connect_time", "charged_quantity", "charged_amount" } }
        for xdr in ctx.store.xdrs:keys(ctx.store.xdrs.first, { "i_customer", key }) do
          local row = ctx.store.xdrs:get(xdr)
          if row.i_customer == key and row.bill_time >= report.period_from and row.bill_time < report.period_to then
            rows[#rows + 1] = { ("%.0f"):format(xdr), row.account_id, row.CLI, row.CLD, row.connect_time,
              row.charged_quantity, row.charged_amount }
          end
        end
        return nil, {
          filename = params.file_name, content_type = "application/zip",
          body = file.zip((params.file_name:gsub("%.zip$", "")), file.csv(rows)),
        }
      end
    end
    ctx:refuse("not_found", "file_name", "there is no report " .. params.file_name)
  end,
}

Customer.change_password = {
  realms = "arc",
  run = function(ctx, params)
    local row = ctx:customer(params.i_customer)
    if not context.given(row.password) or params.old_password ~= row.password then
      return { success = 0, errors = { old_password = "wrong password" } }
    end
    ctx.store.customers:change(row.i_customer, { password = params.new_password })
    return { success = 1 }
  end,
}

return { Customer = Customer }
