return {
  mr80 = [[
    add_sim_card delete_sim_card get_card_info get_card_list update_sim_card update_sim_card_list
    upload_sim_cards]],
  records = {
    sim_card = { get = { "get_card_info", key = "sim_info" }, list = "get_card_list", also = "card", seen = "get",
      natural = { "imsi", "get", filters = { imsi = "imsi" } } },
  },
  methods = {
    add_sim_card = { "sim_card_info:{+sim_card}+", "i_sim_card:i" },
    delete_sim_card = { "i_sim_card:i+", "success:b" },
    get_card_info = { [[
      i_sim_card:i&
      imsi:s& -- up to 15 digits
      iccid:s& ]], "sim_info:{sim_card}" },
    get_card_list = { [[
      imsi:s? -- wildcards: % and _
      iccid:s? -- wildcards: % and _
      msisdn:s? -- wildcards: % and _
      status:s=available|reserved|used|in_use|disposed i_account:i? limit:i? offset:i? get_total:b ]],
      "card_list:[{sim_card}]/L total:i" },
    update_sim_card = { "sim_card_info:{sim_card}+", "i_sim_card:i" },
    upload_sim_cards = { "", "success:b",
      about = "Takes a CSV file, a part of multipart/form-data beside auth_info and params. The first row names the "
        .. "columns: Action (+, add, -, remove), IMSI, ICCID, KI, OPC, AMF, Description, HLR, Managed by." },
  },
  objects = {
    sim_card = [[
      i_sim_card:i
      imsi:s+#15 -- digits
      iccid:s+#19-20 -- 19 or 20 digits
      msisdn:s? i_account:i?
      status:s=available|reserved|used|in_use|disposed -- in_use - as used, in older sources
      puk1:s puk2:s pin1:s pin2:s i_sim_card_batch:i? note:s ]],
  },
}
