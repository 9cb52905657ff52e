--- CDR: what was said in a recorded call.

local conf_id = require "portabilling.sandbox.conf_id"
local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"

local CDR = {}

local function sees(ctx, row)
  if ctx.realm == "account" then
    return row.i_account and ctx:sees_account(row.i_account)
  end
  return ctx:sees_customer(row.i_customer)
end

-- The xDR whose recording has this id, or whose own id it is.
local function recorded(ctx, text)
  local id, key, index = conf_id.read(text)
  if not id then
    fault.raise("Server.CDR.invalid_call_recording_id")
  end
  local row = ctx.store.xdrs:get(key)
  if not row or row.h323_conf_id ~= id or not sees(ctx, row) then
    fault.raise("Server.CDR.xdr_not_found")
  elseif #row.cr_download_ids == 0 or tonumber(index) and tonumber(index) >= #row.cr_download_ids then
    fault.raise("Server.CDR.invalid_call_recording_id")
  end
  return row
end

-- One recording in three was never transcribed.
local function transcribed(row)
  return row.i_xdr % 3 ~= 0
end

local function segments(row)
  return json.array {
    { start = 0.4, text = "Hello, this is " .. row.CLI .. "." },
    { start = 2.9, text = "Hello, you reached " .. row.CLD .. "." },
    { start = 6.2, text = "Thank you, goodbye." },
  }
end

CDR.get_transcription = {
  realms = "arcu",
  run = function(ctx, params)
    local row = recorded(ctx, params.call_recording_id)
    if not transcribed(row) then
      fault.raise("Server.CDR.transcription_not_found")
    elseif params.check_only == 1 then
      return { success = 1 }
    elseif params.format ~= "text" then
      return { call_recording_id = row.cr_download_ids[1], segments = segments(row) }
    end
    local text = {}
    for i, segment in ipairs(segments(row)) do
      text[i] = segment.text .. "\n"
    end
    return nil, { content_type = "text/plain; charset=UTF-8", body = table.concat(text) } -- no attachment
  end,
}

return { CDR = CDR }
