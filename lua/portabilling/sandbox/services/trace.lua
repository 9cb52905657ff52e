--- TraceSession: the SIP messages of a session that is going on.

local json = require "portabilling.sandbox.json"
local nodes = require("portabilling.sandbox.seed.calls").nodes

local TraceSession = {}

-- Who sends what in a call: "from" is the caller's phone, "to" the node.
local dialogue = {
  { "INVITE", true }, { "100 Trying", false }, { "180 Ringing", false }, { "200 OK", false }, { "ACK", true },
}

local function messages(row)
  local out = json.array()
  if row.i_service_type ~= 3 then
    return out
  end
  local phone, node = row.source_ip .. ":5060", nodes[row.i_node]
  for i, step in ipairs(dialogue) do
    local from, to = step[2] and phone or node, step[2] and node or phone
    out[i] = {
      type = "sip_message",
      text = ("%s\r\nFrom: <sip:%s@%s>\r\nTo: <sip:%s@%s>\r\nCall-ID: %s\r\n"):format(
        step[2] and ("%s sip:%s@%s SIP/2.0"):format(step[1], row.cld, node) or "SIP/2.0 " .. step[1],
        row.cli, phone, row.cld, node, row.call_id),
      meta_info = {
        datetime = row.connect_time, level = 1, message_class = "sip", operation = step[2] and "received" or "sent",
        diagramtext = step[1], dialog_id = row.call_id, sip_node = node,
        participant_from = from, participant_from_id = from, participant_to = to, participant_to_id = to,
      },
    }
  end
  return out
end

TraceSession.get_log_info = {
  realms = "ar",
  run = function(ctx, params)
    local wanted, all = { params.session_id }, json.array()
    for _, merged in ipairs(params.merged_session_id_list or {}) do
      wanted[#wanted + 1] = merged.session_id
    end
    local sessions = ctx.store.active_sessions
    for _, id in ipairs(wanted) do
      local row = sessions:get(sessions:find("session_id", id))
      if row and ctx:sees_customer(row.i_customer) and row.connect_time >= (params.from_date or "")
        and (not params.to_date or row.connect_time < params.to_date) then
        for _, message in ipairs(messages(row)) do
          all[#all + 1] = message
        end
      end
    end
    return { log_message_list = all, meta_info = { session_id = params.session_id } }
  end,
}

return { TraceSession = TraceSession }
