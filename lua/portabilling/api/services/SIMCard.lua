return {
  mr80 = [[
    add_sim_card delete_sim_card get_card_info get_card_list update_sim_card update_sim_card_list
    upload_sim_cards]],
  records = {
    sim_card = { get = { "get_card_info", key = "sim_info" }, list = "get_card_list", also = "card", seen = "get",
      natural = { "imsi", "get", filters = { imsi = "imsi" } } },
  },
  methods = {
    add_sim_card = { "sim_card_info:{+sim_card}+" },
    delete_sim_card = { "i_sim_card:i+" },
    get_card_info = { [[
      i_sim_card:i&
      imsi:s& -- pattern ^[0-9]{1,15}$
      iccid:s ]], "sim_info:{sim_card}" },
    get_card_list = { [[
      imsi:s? iccid:s? msisdn:s? status:any i_account:any limit:i? offset:i? get_total:b ]] },
    update_sim_card = { "sim_card_info:{sim_card}+" },
  },
  objects = {
    sim_card = [[
      i_sim_card:i imsi:s+#15 iccid:s+ msisdn:s? i_account:i? status:s=available|in_use|disposed|reserved|used
      puk1:s puk2:s pin1:s pin2:s i_sim_card_batch:i? note:s ]],
  },
}
