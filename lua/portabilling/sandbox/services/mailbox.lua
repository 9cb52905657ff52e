--- Account: the messages in the mailbox of the account that is logged in.

local audio = require "portabilling.sandbox.audio"
local clock = require "portabilling.sandbox.clock"
local context = require "portabilling.sandbox.context"
local fault = require "portabilling.sandbox.fault"
local features = require "portabilling.sandbox.services.features"
local file = require "portabilling.sandbox.file"
local json = require "portabilling.sandbox.json"

local Account = {}

-- The caller's account, if it has a mailbox.
local function owner(ctx)
  local account = ctx:account()
  local disabled = account.um_enabled == "N"
  for _, feature in ipairs(features.of("account", account.i_account)) do
    disabled = disabled or feature.name == "unified_messaging" and feature.flag_value == "N"
  end
  if disabled then
    fault.raise("Server.Account.unified_messaging_disabled")
  end
  return account.i_account
end

-- The caller's message of a uid, or nil: it may have been deleted meanwhile.
local function message(ctx, i_account, uid)
  local row = uid:find("^%d+$") and ctx.store.mailbox_messages:get(tonumber(uid))
  return row and row.i_account == i_account and row or nil
end

local function attached_name(row)
  return (row.fax_pages and "fax-" or "voicemail-") .. ("%.0f"):format(row.i_message)
end

local function fax(row)
  return file.pdf { row.subject, ("%d pages"):format(row.fax_pages) }
end

-- A text and what is attached; the text has no file name.
local function body_structures(row)
  local attached
  if row.fax_pages then
    attached = { bodytype = "application", bodysubtype = "pdf", bodysize = #fax(row),
      file_name = attached_name(row) .. ".pdf" }
  else
    attached = { bodytype = "audio", bodysubtype = "wav", bodysize = audio.size(row.voicemail_duration),
      file_name = attached_name(row) .. ".wav" }
  end
  return json.array { { bodytype = "text", bodysubtype = "plain", bodysize = 120 }, attached }
end

local function view(row)
  local out = context.without(row, { "i_message", "i_account", "delivered" })
  out.message_uid = ("%.0f"):format(row.i_message)
  out.delivery_date = os.date("!%d-%b-%Y %H:%M:%S +0000", row.delivered)
  out.size = 0
  for _, part in ipairs(body_structures(row)) do
    out.size = out.size + part.bodysize
  end
  return out
end

Account.get_mailbox_message_list = {
  realms = "u",
  run = function(ctx, params)
    local i_account = owner(ctx)
    local messages, records = json.array(), ctx.store.mailbox_messages
    for key in records:keys(1, { "i_account", i_account }) do
      local row = records:get(key)
      local at = row.i_account == i_account and clock.time(row.delivered)
      if at and at >= (params.from_date or "") and (not params.to_date or at < params.to_date) then
        messages[#messages + 1] = view(row)
      end
    end
    return { messages = messages }
  end,
}

Account.get_mailbox_message_details = {
  realms = "u",
  run = function(ctx, params)
    local row = message(ctx, owner(ctx), params.message_uid)
    if not row then
      return {}
    end
    local out = view(row)
    out.body_structures = body_structures(row)
    return out
  end,
}

Account.get_mailbox_message_attachment = {
  realms = "u",
  run = function(ctx, params)
    local row = message(ctx, owner(ctx), params.message_uid)
    local format = params.format or "wav"
    if not audio.types[format] then
      ctx:refuse("invalid_value", "format", ("format must be one of wav, mp3, au, not %q"):format(format))
    elseif not row then
      return {} -- JSON, not a file
    elseif row.fax_pages then
      return nil, { filename = attached_name(row) .. ".pdf", content_type = "application/pdf", body = fax(row) }
    end
    return nil, audio.file(attached_name(row), format, row.voicemail_duration)
  end,
}

-- Do something with those of the named messages that are there.
local function with_each(ctx, uids, act)
  local i_account = owner(ctx)
  for _, uid in ipairs(uids) do
    local row = message(ctx, i_account, uid)
    if row then
      act(row)
    end
  end
  return { success = 1 }
end

Account.set_mailbox_messages_flag = {
  realms = "u",
  run = function(ctx, params)
    local flag = "\\" .. params.flag:gsub("^\\", "")
    return with_each(ctx, params.message_uids, function(row)
      local flags = json.array()
      for _, own in ipairs(row.flags) do
        if own ~= flag then
          flags[#flags + 1] = own
        end
      end
      if params.action == "set_flag" then
        flags[#flags + 1] = flag
      end
      ctx.store.mailbox_messages:change(row.i_message, { flags = flags })
    end)
  end,
}

Account.delete_mailbox_messages = {
  realms = "u",
  run = function(ctx, params)
    return with_each(ctx, params.message_uids, function(row)
      ctx.store.mailbox_messages:remove(row.i_message)
    end)
  end,
}

return { Account = Account }
