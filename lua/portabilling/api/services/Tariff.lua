return {
  mr80 = [[
    add_override_tariff add_resale_tariff_mappings add_tariff delete_override_tariff delete_tariff
    get_override_tariff get_override_tariff_list get_resale_map_list get_resale_map_record get_tariff_info
    get_tariff_list rerate_xdrs schedule_tariff_cloning test_tariff_rating update_override_tariff
    update_resale_map_record update_tariff]],
  records = { resale_map_record = { list = "get_resale_map_list", also = "resale_map" } },
  methods = {
    rerate_xdrs = { [[
      date_from:t date_to:t effective_time:s i_owner:i i_service:i i_tariff_correct:i i_tariff_wrong:i
      owner:s=customer|* process_imported_charges:b use_override_tariffs:yn ]], "xdrs_rerated:i/H" },
  },
}
