return {
  mr80 = "add_note get_web_log_list",
  records = { web_log = { list = { "get_web_log_list", total = true }, seen = "all" } },
  methods = {
    get_web_log_list = { [[
      entity_type:s=Customers|* i_entity:i get_total:b/L limit:i
      offset:i -- goes with limit
      ]], "web_log_list:[{web_log}] total:i" },
  },
  objects = { web_log = "timestamp:t@ username:s@ description:s@ entity_type:s@/L i_entity:i@/L i_web_log:i@/L" },
}
