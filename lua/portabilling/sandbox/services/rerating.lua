--- Tariff: rating again what was rated by a wrong tariff. There are no tariffs here, so that amounts stay as they are.

local context = require "portabilling.sandbox.context"

local Tariff = {}

local owners = {
  customer = function(ctx, key)
    return "i_customer", ctx:customer(key, "i_owner").i_customer
  end,
  account = function(ctx, key)
    return "i_account", ctx:account(key, "i_owner").i_account
  end,
}

Tariff.rerate_xdrs = {
  run = function(ctx, params)
    for _, name in ipairs { "owner", "i_owner", "date_from", "date_to" } do
      if not context.given(params[name]) then
        ctx:refuse("missing_required", name, ("required field %s is missing on params"):format(name))
      end
    end
    local owner = owners[params.owner]
    if not owner then
      ctx:refuse("invalid_value", "owner", ("owner must be customer or account, not %q"):format(params.owner))
    end
    local field, key = owner(ctx, params.i_owner)
    local rerated, records = 0, ctx.store.xdrs
    for xdr in records:keys(records.first, { field, key }) do
      local bill_time = records:field(xdr, "bill_time")
      if records:field(xdr, field) == key and bill_time >= params.date_from and bill_time < params.date_to
        and records:field(xdr, "failed") ~= 1
        and (not context.given(params.i_service) or records:field(xdr, "i_service") == params.i_service) then
        rerated = rerated + 1
      end
    end
    return { xdrs_rerated = rerated }
  end,
}

return { Tariff = Tariff }
