--- What transactions of a customer or an account come to.

local context = require "portabilling.sandbox.context"

local Customer, Account = {}, {}

local function total_of(ctx, params, belongs)
  local count, total = 0, 0
  local transactions, xdrs = ctx.store.transactions, ctx.store.xdrs
  for key in transactions:keys(1) do
    local row = transactions:get(key)
    local bill_time = xdrs:field(row.i_xdr, "bill_time")
    if belongs(row) and bill_time >= (params.from_date or "")
      and (not params.to_date or bill_time < params.to_date) then
      count, total = count + 1, total + xdrs:field(row.i_xdr, "charged_amount")
    end
  end
  return { transactions_total_info = { count = count, total = context.money(total) } }
end

Customer.get_transactions_total_info = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx:customer(params.i_customer).i_customer
    return total_of(ctx, params, function(row)
      return row.i_customer == key and not row.i_account
    end)
  end,
}

Account.get_transactions_total_info = {
  realms = "arcu",
  run = function(ctx, params)
    local key = ctx:account(params.i_account).i_account
    return total_of(ctx, params, function(row)
      return row.i_account == key
    end)
  end,
}

return { Customer = Customer, Account = Account }
