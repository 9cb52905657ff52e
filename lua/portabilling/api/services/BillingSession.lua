return {
  mr80 = [[
    add_disconnect_queue_record disconnect_session get_active_calls_list get_active_sessions_list
    manage_active_call_recording]],
  records = {
    active_call = { list = "get_active_calls_list", also = "active_calls" },
    active_session = { list = { "get_active_sessions_list", key = "active_session_list", total = true }, seen = "all",
      also = "active_sessions", unique = false },
  },
  methods = {
    get_active_sessions_list = { [[
      account_id:s/H call_id:s cld:s cli:s get_total:b h323_conf_id:s hotlined:b i_connection:i i_customer:i
      i_node:i i_parent:i i_service_type:i i_vendor:i
      limit:i/H
      offset:i/H -- goes with limit
      on_net:s=on-net_only|exclude|exclude_incoming parent_session_id:s source_ip:s with_cld_country:b with_nodes:b
      with_resale_hierarchy:b actual:s/L=Y|* ]], "active_session_list:[{active_session}]/H total:i/H" },
  },
  objects = {
    -- Beyond the filters no field is public.
    active_session = [[
      session_id:s@/L i_account:i@/L account_id:s@ i_customer:i@ customer_name:s@/L cli:s@ cld:s@? call_id:s@?
      h323_conf_id:s@ connect_time:t@/L i_service_type:i@ i_connection:i@ i_vendor:i@ i_node:i@ source_ip:s@
      hotlined:b@ on_net:b@/L incoming:b@/L parent_session_id:s@? country:s@?/L subdivision:s@?/L nodes:list@/L
      resale_hierarchy:list@/L ]],
  },
}
