return {
  mr80 = [[
    add_did_group add_number add_owner_batch add_vendor_batch assign_did_to_account assign_did_to_customer
    assign_did_to_owner_batch assign_did_to_reseller cancel_did_assignment delete_did_group delete_number
    delete_number_list delete_owner_batch delete_vendor_batch get_customer_numbers get_did_group_list
    get_inventory_option_info get_inventory_options get_number_info get_number_list get_number_list_statistics
    get_owner_batch_info get_owner_batch_list get_vendor_batch_info get_vendor_batch_list
    release_did_from_customer release_did_from_owner_batch release_did_from_reseller release_number
    reserve_number update_did_group update_inventory_options update_number update_number_list update_owner_batch
    update_vendor_batch upload_did_numbers]],
  records = {
    customer_number = { list = { "get_customer_numbers", key = "number_list" }, id = "i_did_number", seen = "all" },
    inventory_option = { list = "get_inventory_options", update = "update_inventory_options",
      also = "inventory_options" },
    number = { id = "i_did_number", seen = "create get delete list", also = "did_number did",
      natural = { "number", "get", filters = { number = "number" } } },
  },
  methods = {
    add_number = { "number_info:{+number}+", "i_did_number:i/H" },
    assign_did_to_account = { "i_did_number:i! i_master_account:i! i_account:i/L i_account_role:i/L", nil,
      about = "Makes an alias of the account." },
    assign_did_to_customer = { "i_did_number:i! i_customer:i!", "success:b" },
    cancel_did_assignment = { "i_did_number:i+" },
    delete_number = { "i_did_number:i+", "success:b" },
    get_customer_numbers = { "i_customer:i limit:i? offset:i? get_total:b", "number_list:[{number}] total:i" },
    get_number_info = { "i_did_number:i& number:s&", "number_info:{number}" },
    get_number_list = { [[
      number:s? -- wildcards: % and _
      description:s? -- wildcards: % and _
      i_customer:i? -- null - of no customer
      i_dv_batch:i i_do_batch:i? i_group:i i_vendor:i i_account:i? frozen:yn iso_4217:s
      usage:s=A|I|U|F|Z|R -- A - all, when left out; I - idle: of no customer and no account; U - used by an account;
      -- F - free: on no account; Z - frozen; R - set aside for a while
      available_to_customer:i number_list:[{number_key}] limit:i?/H
      offset:i?/H -- goes with limit
      get_total:b owner_batch:s ]], "number_list:[{number}] total:i" },
    release_did_from_customer = { "i_did_number:i+ i_customer:i", "success:b" },
    release_number = { "i_did_number:i+", "success:b" },
    reserve_number = { "number:s! reserve_term:i~seconds", "success:b" },
    update_number = { "number_info:{number}+", "i_did_number:i" },
    upload_did_numbers = { "", "success:b",
      about = "Takes a CSV file, a part of multipart/form-data beside auth_info and params. The first row names the "
        .. "columns: Number, DID vendor batch, Activation fee, Periodic fee, Description, Released date, "
        .. "Free of charge, Country, Area. Before MR111 their order counted: DID Number, Vendor Batch, Description, "
        .. "Activation Cost, Recurring Cost, Release Date, FREE, Country, Area." },
  },
  objects = {
    number = [[
      i_did_number:i number:s+ description:s
      i_customer:i? -- null - of none
      i_account:i? -- null - on none
      i_master_account:i? i_dv_batch:i i_do_batch:i? i_group:i i_vendor:i vendor_batch_name:s
      country_iso:s -- ISO 3166-1 alpha-2
      country_name:s iso_4217:s activation_cost:n activation_fee:n activation_revenue:n periodic_fee:n
      recurring_cost:n external:b free_of_charge:yn frozen:yn is_used:b ]],
    number_key = "i_did_number:i",
  },
}
