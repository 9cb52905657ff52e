return {
  mr80 = [[
    get_api_error_file get_api_schema get_billing_period_list get_codec_list get_countries_list
    get_extended_data_list get_global_currency_info get_global_currency_list get_locale_languages_list
    get_subdivisions_list get_time_zone_info get_time_zone_list get_version]],
  later = "get_session_data get_ui_plugins_config:MR120-5 make_request:MR120-5",
  records = {
    country = { list = { "get_countries_list", paging = false }, also = "countries", unique = false, seen = "all" },
    locale_language = { list = "get_locale_languages_list", also = "locale_languages", unique = false },
    subdivision = { list = "get_subdivisions_list", also = "subdivisions" },
  },
  methods = {
    get_countries_list = { "", "countries_list:list/H" },
    get_global_currency_list = { "" },
    get_session_data = { "", "operating_mode:s/H=normal|secondary|standalone|read_only|*",
      about = "operating_mode is not told by servers before about MR126." },
    get_version = { "", "version:s/H" },
  },
}
