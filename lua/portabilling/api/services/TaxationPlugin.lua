return {
  mr80 = [[
    add_tax_transaction_code delete_tax_transaction_code get_suretax_exemption_code_list get_tax_plugin
    get_tax_plugin_codes_list get_tax_plugins_list get_tax_transaction_code_info get_tax_transaction_code_list
    set_tax_plugin_parameters update_tax_transaction_code]],
  records = {
    tax_plugin = { get = "get_tax_plugin", list = "get_tax_plugins_list" },
    tax_plugin_code = { list = "get_tax_plugin_codes_list", also = "tax_plugin_codes" },
  },
}
