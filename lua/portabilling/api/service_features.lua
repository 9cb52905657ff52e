-- The service features of accounts and customers, as seen on a real server in 2023, with the values of one account and
-- one customer. Other servers have more of them, and more values.
local notation = require "portabilling.api.notation"
local tables = require "portabilling.support.tables"

local M = {}

-- One feature: name, flag_value, effective_flag_value (- is null, '' is empty), who may not change it (- is nobody),
-- then attributes: name=value, name=~ for a null value, name alone for no value. A feature may take several lines.
local SEEN = {
  account = [[
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
]],
  customer = [[
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
]],
}

-- Values of flags and attributes that are known by an older release (in the notation); a customer's flags have no ^.
local VALUES = {
  call_recording = "flag_value:s=^|N|Y|* auto_record:s -- the sum of 1 - outgoing, 2 - incoming, 4 - redirected calls",
  cli = "flag_value:s=^|N|L|G|B|Y|* display_number_check:s=N|A|Y|D|* display_name_override:yn",
  cli_trust = "flag_value:s=^|F|Y|N|f|y|n|*",
  default_action = "flag_value:s -- a digit; 7 was seen",
  forward_mode = "flag_value:s=~|^|N|Y|F|U|C|* -- as follow_me_enabled of an account",
  clir = "flag_value:s=^|N|Y|P|*",
  phonebook = "flag_value:s=~|N|1|2|3|4|5|6|7|8|9|10|*",
  rtpp_level = "flag_value:s=^|N|0|1|2|3|*",
  voice_location = "flag_value:s=/|N|Y|* allow_roaming:yn",
  voice_pass_through = "flag_value:s=~|Y|N|*",
}

---@class portabilling.api.ServiceFeature
---@field name string
---@field flag string flag_value
---@field effective string? effective_flag_value; nil = null
---@field locks string[] who may not change it
---@field attributes { name: string, value: string?, null: boolean? }[] with neither: no value

local function read(text)
  local features = {}
  for line in text:gsub("\n  ", " "):gmatch "[^\n]+" do
    local name, flag, effective, lock, rest = line:match "^(%S+) (%S+) (%S+) (%S+)%s*(.*)$"
    local feature = { name = name, flag = flag, locks = { lock ~= "-" and lock or nil }, attributes = {} }
    if effective ~= "-" then
      feature.effective = effective ~= "''" and effective or ""
    end
    for attribute in rest:gmatch "%S+" do
      local key, value = attribute:match "^([^=]+)=?(.*)$"
      feature.attributes[#feature.attributes + 1] =
        { name = key, null = value == "~" or nil, value = value ~= "~" and value ~= "" and value or nil }
    end
    features[#features + 1], features[name] = feature, feature
  end
  return features
end

local seen = {}

---The features of accounts or of customers.
---@param kind "account"|"customer"
---@return portabilling.api.ServiceFeature[] in order and by name; shared: do not change them
function M.seen(kind)
  seen[kind] = seen[kind] or read(SEEN[kind])
  return seen[kind]
end

---What may be set of a feature: flag_value and its attributes, as fields. Values are texts or null, and others than
---those that are known may be right.
---@param name string
---@return portabilling.api.Field[]? fields in order and by name; nil = no such feature is known
function M.fields(name)
  if not (VALUES[name] or M.seen "account"[name] or M.seen "customer"[name]) then return nil end
  local fields = notation.parse(VALUES[name] or "flag_value:s=Y|N|~|^|/|*")
  for _, kind in ipairs { "account", "customer" } do
    local feature = M.seen(kind)[name]
    for _, attribute in ipairs(feature and feature.attributes or {}) do
      local f = fields[attribute.name]
      if not f then
        f = notation.parse(attribute.name .. ":s/H")[1]
        fields[#fields + 1], fields[f.name] = f, f
      end
      f.nullable = true
    end
  end
  return fields
end

local all

---All that are known.
---@return { name: string }[] features in no order; and by name
function M.all()
  if not all then
    all = {}
    for _, known in ipairs { M.seen "account", M.seen "customer", tables.sorted_keys(VALUES) } do
      for _, feature in ipairs(known) do
        local name = feature.name or feature
        if not all[name] then
          all[name] = { name = name }
          all[#all + 1] = all[name]
        end
      end
    end
  end
  return all
end

---Are these, as they are given to a method, and their attributes all known? Others may be right, too.
---@param given any an array of objects
---@return boolean
function M.are_known(given)
  for _, feature in ipairs(given) do
    local name = type(feature) == "table" and feature.name
    local known = type(name) == "string" and M.all()[name]
    if not known then
      return false
    end
    for _, attribute in ipairs(type(feature.attributes) == "table" and feature.attributes or {}) do
      known.fields = known.fields or M.fields(name)
      if type(attribute) ~= "table" or attribute.name == nil or not known.fields[attribute.name] then
        return false
      end
    end
  end
  return true
end

return M
