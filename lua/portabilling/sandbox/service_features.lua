--- Service features of accounts and customers: names, flags and attributes as seen on a real server in 2023.
---
--- One feature: name, flag_value, effective_flag_value (- is null, '' is empty), who may not change it (- is nobody),
--- then attributes: name=value, name=~ for a null value, name alone for no value. A feature may take several lines.

local json = require "portabilling.sandbox.json"

local M = {}

local text = {}

text.account = [[
unified_messaging ~ N user mailbox_limit=10 fax_only_mode=N
line_sharing ~ N user
endpoint_redirect ^ N -
rtpp_level ^ N -
individual_routing_plan ~ N user i_routing_plan=~
legal_intercept ^ N -
external_voicemail ~ N user access_number=~
cnam_lookup ~ N user
call_wait_limit ~ Y user
default_action 7 7 - timeout=30
phonebook ~ N user favorite_allowed_patterns=~ favorite_change_lock_days=~ max_favorites=~
  enable_abbrev_dial=N abbrev_dial=1 favorite_change_allowed=N
sip_static_contact / N - use_tcp=N user=~ port=~ host=~
clir ~ N user blocked=N clir_note=~
auto_attendant ~ N user auto_attendant_note=~
msg_service_policy Y Y - id=~
voice_service_policy ~ N user id=~
distinctive_ring_vpn ^ N -
netaccess_sessions ~ Y user max_sessions=1
sip_dynamic_registration ~ Y user
cli ^ N - display_number_allow_external centrex=~ display_number=~ display_number_check=Y
  display_name_override=N attest=A account_group=~ display_name=~
voice_roaming_protection N N -
voice_fup N N -
user_ivr_application ~ N user max_numbers=~
voice_authentication N N - pin=~
music_on_hold ^ Y - i_moh=1
emergency ~ N user emergency_administrative_unit=~
clip ~ Y user
netaccess_static_ip ~ N user routed_network address=~ netmask=~
forward_mode ~ N user max_forwards=~ dtmf_control=N
voice_pass_through ~ N user outgoing_access_number=~
call_barring ^ N user call_barring_rules
cli_verify ~ N user display_name_indicator=Y
cli_trust ^ N - accept_caller=N supply_caller=N
wifi_speed_limit ~ - user tx_rate=~ rx_rate=~
call_processing ~ N user pbx_management=N cs_bulk_management=*62 cs_individual_management=*61
ringback_tone ~ N user i_ringback_tone=~
sim_calls_limit N N -
netaccess_policy ~ Y user access_policy=~
voice_dialing / N - translate_cli_out=N i_dial_rule=~ translate_cli_in=N translate_cld_in=N
cps_account_limit ~ N user burst_method=normal cps_max=~
voice_location / N - allow_roaming=~ primary_location=~ primary_location_data=~
  emergency_administrative_unit=~
sms_routing ~ N user update_netnumber_db=N
conf_enabled ~ - user max_participants=64
associated_number N N - redirect_number=~
lan_name Y Y - iso_639_1=en
]]

text.customer = [[
cli N N - centrex=~ display_number=~ display_number_check=Y display_name_override=N attest=A account_group=~
paging N N - paging_prefix=*33
endpoint_redirect N N -
rtpp_level N N -
music_on_hold Y Y - i_moh=1
legal_intercept N N -
call_supervision N N - spy=*90 spy_dtmf=0 whisper=*91 whisper_dtmf=1 barge_in=*92 barge_in_dtmf=2
sip_static_contact N N - use_tcp=N user=~ port=~ host=~
bundle_discount N N - i_bd_plan=~
call_barring ~ '' - call_barring_rules
cli_trust N N - accept_caller=N supply_caller=N
distinctive_ring_vpn N N -
voice_quality N N - i_vq_profile=~
first_login_greeting N N -
sim_calls_limit N N - restrict_on_net=Y max_calls_in=~ max_bandwidth=~ max_calls_out=~
  i_network_connectivity=~ max_bandwidth_in=~ max_bandwidth_out=~ max_calls=~ max_calls_fwd=~
permitted_sip_proxies N N - proxies
group_pickup Y Y - group_pickup_note=~
voice_dialing N N - translate_cli_out=N i_dial_rule=~ translate_cli_in=N translate_cld_in=N
call_parking N N - retrieval_timeout=0 ringback_tone=0 park_prefix=*70 release_prefix=*71
voice_location N N - allow_roaming=~ primary_location=~ primary_location_data=~
]]

local function parse(kind)
  local features = json.array()
  local joined = text[kind]:gsub("\n  ", " ")
  for line in joined:gmatch("[^\n]+") do
    local name, flag, effective, locks, rest = line:match("^(%S+) (%S+) (%S+) (%S+)%s*(.*)$")
    local feature = { name = name, flag_value = flag, attributes = json.array() }
    feature.effective_flag_value = effective
    if effective == "-" then
      feature.effective_flag_value = json.null
    elseif effective == "''" then
      feature.effective_flag_value = ""
    end
    if kind == "account" then
      feature.locked, feature.locks = 0, json.array(locks ~= "-" and { locks } or nil)
    end
    for attribute in rest:gmatch("%S+") do
      local key, value = attribute:match("^([^=]+)=?(.*)$")
      local values, effective_values = json.array(), json.array()
      if value ~= "" then
        values[1] = value == "~" and json.null or value
        effective_values[1] = values[1]
      end
      table.insert(feature.attributes, { name = key, values = values, effective_values = effective_values })
    end
    features[#features + 1] = feature
  end
  return features
end

--- A fresh set of features, to keep or to change.
---@param kind "account"|"customer"
---@return table features
function M.default(kind)
  return parse(kind)
end

return M
