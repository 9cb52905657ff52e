--- CDR: what was said in a recorded call.

local fault = require "portabilling.sandbox.fault"
local json = require "portabilling.sandbox.json"

local CDR = {}

-- A recording has the id of its xDR. Nil: there is none of this id, or it is somebody else's.
local function recorded(ctx, id)
  local row = id:find("^%d+$") and ctx.store.xdrs:get(tonumber(id))
  if not row or #row.cr_download_ids == 0 then
    return nil
  elseif ctx.realm == "account" then
    return row.i_account and ctx:sees_account(row.i_account) and row or nil
  end
  return ctx:sees_customer(row.i_customer) and row or nil
end

local function lines(row)
  return json.array {
    { speaker = "caller", number = row.CLI, text = "Hello, this is " .. row.CLI .. "." },
    { speaker = "callee", number = row.CLD, text = "Hello, you reached " .. row.CLD .. "." },
    { speaker = "caller", number = row.CLI, text = "Thank you, goodbye." },
  }
end

CDR.get_transcription = {
  realms = "arcu",
  run = function(ctx, params)
    local row = recorded(ctx, params.call_recording_id)
    if params.check_only == 1 then
      return { success = row and 1 or 0 }
    elseif not row then
      fault.raise("Server.CDR.invalid_call_recording_id")
    elseif params.format ~= "text" then
      return { transcription = lines(row) }
    end
    local text = {}
    for i, line in ipairs(lines(row)) do
      text[i] = line.number .. ": " .. line.text .. "\n"
    end
    return nil, { content_type = "text/plain; charset=UTF-8", body = table.concat(text) } -- no attachment
  end,
}

return { CDR = CDR }
