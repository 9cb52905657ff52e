return {
  mr80 = [[
    cancel_provision get_areas_list get_countries_list get_did_provider_info get_did_provider_list get_numbers_list
    get_provider_info obtain_number provision_number return_number]],
  records = {
    area = { list = "get_areas_list", also = "areas" },
    country = { list = "get_countries_list", also = "countries" },
    number = { list = "get_numbers_list", also = "numbers" },
  },
}
