return {
  mr80 = [[
    add_access_number add_access_number_list add_ivr_application clone_ivr_application delete_access_number
    delete_ivr_application get_access_number_info get_access_number_list get_conference_settings
    get_ivr_application_info get_ivr_application_list get_ivr_option_list get_supported_language_list
    get_voice_application_list obtain_access_number release_access_number update_access_number
    update_ivr_application]],
  methods = { get_access_number_list = { "limit:i/L offset:i/L get_total:b/L", "access_number_list:list" } },
  records = { conference_settings = { get = "get_conference_settings" } },
}
