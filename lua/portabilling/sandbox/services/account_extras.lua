--- Account: usage, money, subscriptions, follow-me numbers.

local context = require "portabilling.sandbox.context"
local crud = require "portabilling.sandbox.crud"
local subscriptions = require "portabilling.sandbox.services.subscriptions"
local xdrs = require "portabilling.sandbox.services.xdrs"

local Account = {}

Account.get_xdr_list = {
  realms = "arcu",
  run = function(ctx, params)
    return xdrs.list(ctx, params, "i_account", ctx:account(params.i_account).i_account)
  end,
}

Account.make_transaction = {
  run = function(ctx, params)
    return xdrs.transaction(ctx, params, ctx:account(params.i_account))
  end,
}

subscriptions.methods(Account, "account", "arcu")

Account.add_followme_number = {
  realms = "arcu",
  run = function(ctx, params)
    local info = params.number_info
    ctx:account(info.i_account, "number_info.i_account")
    crud.fill(info, {
      active = "Y", timeout = 15, i_follow_order = 1, keep_original_cli = "Y", use_tcp = "N", weight = 0,
    })
    return { i_follow_me_number = ctx.store.followme_numbers:add(info) }
  end,
}

Account.get_account_followme = {
  realms = "arcu",
  run = function(ctx, params)
    local key = ctx:account(params.i_account).i_account
    local answer = ctx:list("followme_numbers", { limit = 1000 }, "followme_numbers", {
      tests = { ["account " .. key] = function(get)
        return get("i_account") == key
      end },
    })
    return { followme_info = { i_account = key, sequence = "Order" }, followme_numbers = answer.followme_numbers }
  end,
}

Account.delete_followme_number = {
  realms = "arcu",
  run = function(ctx, params)
    local row = ctx:need("followme_numbers", params.i_follow_me_number, "i_follow_me_number")
    ctx:account(row.i_account)
    ctx.store.followme_numbers:remove(row.i_follow_me_number)
    return { success = 1 }
  end,
}

Account.update_followme_number = {
  realms = "arcu",
  run = function(ctx, params)
    local info = params.number_info
    local row = ctx:need("followme_numbers", info.i_follow_me_number, "number_info.i_follow_me_number")
    ctx:account(row.i_account)
    ctx.store.followme_numbers:change(row.i_follow_me_number, context.without(info, { "i_account" }))
    return { i_follow_me_number = row.i_follow_me_number }
  end,
}

return { Account = Account }
