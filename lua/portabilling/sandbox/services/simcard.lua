--- SIMCard: SIM cards. They are added as sim_card but read as card.

local crud = require "portabilling.sandbox.crud"
local null = require("portabilling.sandbox.json").null

local SIMCard = {}

crud.make(SIMCard, {
  record = "sim_card", collection = "sim_cards", key = "i_sim_card", info = "sim_card_info", list = "card_list",
  names = { get = "get_card_info", list = "get_card_list" }, answer = "sim_info",
  look_up = { "i_sim_card", "imsi", "iccid" },
  unique = {
    imsi = "Server.SIMCard.duplicate.sim_card_info.imsi", iccid = "Server.SIMCard.duplicate.sim_card_info.iccid",
  },
  references = { i_account = "accounts" }, like = { "imsi", "iccid", "msisdn" }, equal = { "status", "i_account" },
  defaults = function(_, row)
    crud.fill(row, { msisdn = null, i_account = null, status = "available", i_sim_card_batch = null, note = "" })
  end,
  in_use = function(ctx, key)
    return ctx.store.sim_cards:field(key, "status") == "used" and "the SIM card is in use" or nil
  end,
})

return { SIMCard = SIMCard }
