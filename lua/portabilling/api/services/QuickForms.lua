return {
  mr80 = [[
    add_quick_form delete_quick_form get_quick_form_fields_list get_quick_form_info get_quick_forms_list
    set_quick_form_fields update_quick_form]],
  records = {
    quick_form = { list = "get_quick_forms_list" },
    quick_form_field = { list = "get_quick_form_fields_list", update = "set_quick_form_fields",
      also = "quick_form_fields" },
  },
}
