-- Methods of later releases that a public source names without their service. They can be called by name, once it is
-- known which service has them.
local M = {}

M.methods = [[
  add_price_selection:MR120-1 get_assigned_commitment_record_info:MR119-0
  get_assigned_commitment_record_list:MR119-0 get_assigned_commitment_terms:MR119-0 get_brand_panel_info:MR120-4
  get_commitment_info:MR119-0 get_commitment_list:MR119-0 get_config_data:MR111-0
  get_custom_report_result_list:MR79-1 get_price_selection_info:MR120-1 get_price_selection_list:MR120-0
  originate_transaction:MR96-0 terminate_assigned_commitment_record:MR89-0]]

return M
