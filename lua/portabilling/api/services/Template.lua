return {
  mr80 = [[
    add_external_invoice_template add_tariff_download_template clone_template
    delete_external_invoice_template_image delete_template get_template_component_list
    get_template_data_field_list get_template_info get_template_list get_template_media_attribute_list
    update_template update_template_data_field_list update_template_media_attribute_list
    upload_external_invoice_template_body upload_external_invoice_template_image]],
}
