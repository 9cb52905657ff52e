--- CDR: recordings of calls.

local fault = require "portabilling.sandbox.fault"
local file = require "portabilling.sandbox.file"

local CDR = {}

CDR.get_call_recording = {
  realms = "arcu",
  run = function(ctx, params)
    local row = ctx.store.xdrs:get(params.i_xdr)
    if not row then
      fault.raise("Server.CDR.xdr_not_found")
    end
    if row.i_account then
      ctx:account(row.i_account)
    else
      ctx:customer(row.i_customer)
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
