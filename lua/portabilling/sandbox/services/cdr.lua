--- CDR: recordings of calls.

local fault = require "portabilling.sandbox.fault"
local file = require "portabilling.sandbox.file"

local CDR = {}

local function sees(ctx, row)
  if ctx.realm == "account" then
    return row.i_account ~= nil and ctx:sees_account(row.i_account)
  end
  return ctx:sees_customer(row.i_customer)
end

CDR.get_call_recording = {
  realms = "arcu",
  run = function(ctx, params)
    local row = ctx.store.xdrs:get(params.i_xdr)
    if not row then
      fault.raise("Server.CDR.xdr_not_found")
    end
    if not sees(ctx, row) then
      if ctx.settings.foreign_recording == "xdr_not_found" then
        fault.raise("Server.CDR.xdr_not_found")
      end
      ctx:refuse("access_denied", nil, "access denied: this xDR does not belong to the caller")
    end
    if #row.cr_download_ids == 0 then
      fault.raise("Server.CDR.invalid_call_recording_id")
    end
    return nil, {
      filename = ("recording-%.0f.wav"):format(row.i_xdr), content_type = "audio/wav",
      pieces = file.wav(ctx.settings.recording_bytes),
    }
  end,
}

return { CDR = CDR }
