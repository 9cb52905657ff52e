return {
  mr80 = [[
    apply_invoice_adjustment generate_midterm_invoice generate_out_of_turn_invoice get_invoice_info
    get_invoice_list get_status_info get_template_list get_type_info recalculate_invoices regenerate_invoice
    regenerate_invoice_list review_invoice review_invoice_list set_invoice_state void_invoice]],
  later = "void_invoice_list:MR110-5",
  records = {
    invoice = { seen = "all", natural = { "invoice_number", "list",
      filters = { i_customer = "i_customer", invoice_number = "invoice_number" } } },
  },
  methods = {
    apply_invoice_adjustment = { [[
      i_invoice:i! amount:n!
      refund_to_cc:b -- of paid invoices alone
      visible_comment:s internal_comment:s ]] },
    get_invoice_info = { [[
      i_invoice:i& i_customer:i&
      invoice_number:s -- with i_customer; no key by itself
      get_pdf:b -- answers the PDF file, where there is one
      ]], "invoice_info:{invoice}" },
    get_invoice_list = { [[
      i_customer:i i_parent:i invoice_number:s issued_after:t issued_before:t invoice_status:s iso_4217:s limit:i?
      offset:i? get_total:b ]], "invoice_list:[{invoice}] total:i" },
  },
}
