return {
  mr80 = "add_custom_field delete_custom_field get_custom_field_info get_custom_field_list update_custom_field",
  methods = {
    add_custom_field = { "custom_field_info:{+custom_field}+", "i_custom_field:i" },
    delete_custom_field = { "i_custom_field:i+", "success:b" },
    get_custom_field_info = { "i_custom_field:i& name:s&", "custom_field_info:{custom_field}" },
    get_custom_field_list = { [[
      name:s? -- wildcards: % and _
      object:s type:s mandatory:yn limit:i? offset:i? get_total:b ]],
      "custom_field_list:[{custom_field}] total:i" },
    update_custom_field = { "custom_field_info:{custom_field}+", "i_custom_field:i" },
  },
  objects = {
    custom_field = [[
      i_custom_field:i name:s+ object:s+=account|customer|user|connection|distributor|env
      type:s+=Text|Number|Date|DateTime|List|Reference mandatory:yn visible_to_end_user:yn default_value:s?
      properties:any ]],
  },
}
