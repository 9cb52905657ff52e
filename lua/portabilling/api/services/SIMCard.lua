return {
  mr80 = [[
    add_sim_card delete_sim_card get_card_info get_card_list update_sim_card update_sim_card_list
    upload_sim_cards]],
  records = {
    sim_card = { get = { "get_card_info", key = "sim_info" }, list = "get_card_list", also = "card", seen = "get",
      natural = { "imsi", "get", filters = { imsi = "imsi" } } },
  },
}
