return {
  mr80 = [[
    add_rate add_rate_group batch_add_rate cleanup_inactive_rates delete_rate get_rate_info get_rate_list
    search_rate_list update_rate update_rate_group]],
  methods = {
    search_rate_list = { [[
      country:s/L description:s/L destination:s/L iso_3166_1_a2:s/L number:s/L i_product:i/L i_tariff:i/L limit:i/L
      offset:i/L get_total:b/L hidden:b/L ]] },
  },
}
