-- What the vendor's description calls its components: they bear the names of the SOAP messages. A rule, and where it does not
-- hold, the name.
local tables = require "portabilling.support.tables"

local M = {}

local words, set = tables.words, tables.set

-- Words that are not written as a name is; ACL is one that is (ArrayOfAclInfo).
local SPELT = { cdr = "CDR", cld = "CLD", cli = "CLI", did = "DID", followme = "FollowMe", huntgroup = "HuntGroup",
  ivr = "IVR", moh = "MOH", oli = "OLI", sim = "SIM", sip = "SIP", ua = "UA", ui = "UI", vd = "VD", xdr = "XDR",
  xdrs = "XDRs" }

-- Their service is not part of the name, though nothing in the method's name says whose it is.
local WITHOUT_SERVICE = set [[
  Account/add_followme_number Account/delete_followme_number Account/update_followme_number
  BillingSession/get_active_sessions_list Session/login Session/logout Session/ping ]]

-- Service/method -> the name before Request and Response.
local METHODS = {
  ["Customer/get_customer_xdrs"] = "GetRetailCustomerXDRList",
  ["BillingSession/get_active_sessions_list"] = "GetActiveSessions",
  ["TraceSession/get_log_info"] = "GetSessionLogInfo",
}

-- Service/method -> the component that is answered.
local ANSWERS = {
  ["ACL/get_acl_list"] = "ArrayOfAclInfo",
  ["BillingSession/get_active_sessions_list"] = "ArrayOfActiveSessionInfo",
}

-- Service/object, or an object of all.
local OBJECTS = {
  ["Account/followme"] = "FollowMeInfo",
  ["Account/followme_number"] = "FollowMeNumberInfo",
  ["Customer/dialing_rules"] = "DialingRulesInfo",
  ["DID/number"] = "DIDNumberInfo",
  ["TraceSession/log_message"] = "SessionLogMessage",
}

-- add_account_info -> AddAccountInfo
local function in_camels(name)
  return (name:gsub("_*([^_]+)", function(word)
    return SPELT[word] or word:sub(1, 1):upper() .. word:sub(2)
  end))
end

-- CustomerClass, SIMCard -> customer_class, sim_card
local function in_snakes(name)
  return (name:gsub("(%u)(%u%l)", "%1_%2"):gsub("(%l)(%u)", "%1_%2"):lower())
end

--- The words of a service's name.
---@param service string
---@return string such as "SIM card"
function M.human(service)
  local all = words((in_snakes(service):gsub("_", " ")))
  for i, word in ipairs(all) do
    all[i] = SPELT[word] and SPELT[word] == SPELT[word]:upper() and SPELT[word] or word
  end
  local text = table.concat(all, " ")
  return service:find "^%u+$" and service or text:sub(1, 1):upper() .. text:sub(2)
end

-- get_alias_list of Account -> GetAccountAliasList; get_account_list -> GetAccountList
local function stem(service, method)
  local name = service .. "/" .. method
  local verb, rest = method:match "^(%l+)_(.+)$"
  if METHODS[name] then
    return METHODS[name], verb
  end
  verb, rest = verb or method, rest or ""
  local whose = in_snakes(service)
  if not WITHOUT_SERVICE[name] and rest:sub(1, #whose) ~= whose then
    rest = rest == "" and service or service .. "_" .. rest
  end
  return in_camels(verb) .. in_camels(rest), verb
end

---@param service string
---@param method string
---@return string
function M.request(service, method)
  return (stem(service, method)) .. "Request"
end

--- What is answered.
---@param service string
---@param method string
---@return string? shared the name for add and update methods, whose answers are the same as a rule
---@return string own
function M.answer(service, method)
  local name, verb = stem(service, method)
  local shared
  if verb == "add" or verb == "update" then
    shared = "AddUpdate" .. name:sub(#verb + 1) .. "Response"
  end
  return shared, ANSWERS[service .. "/" .. method] or name .. "Response"
end

---@param service string? whose it is; nil: of all
---@param object string
---@return string
function M.object(service, object)
  return service and OBJECTS[service .. "/" .. object] or in_camels(object):gsub("Info$", "") .. "Info"
end

return M
