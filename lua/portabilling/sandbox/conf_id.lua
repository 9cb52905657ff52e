--- h323_conf_id, the id of a call: four groups of eight hexadecimal digits with blanks between them. The last two tell the
--- key of the record, so that a call is found by its id; a recording's id is that of its call, "_" and a number from 0 on.

local floor = math.floor

local M = {}

--- The id of the call that a record is about.
---@param hex string 16 digits that are the call's own
---@param key number of the record
---@return string
function M.new(hex, key)
  local own = hex:upper()
  return ("%s %s %08X %08X"):format(own:sub(1, 8), own:sub(9, 16), floor(key / 4294967296), key % 4294967296)
end

--- Take an id apart, be it of a call or of a recording.
---@param text string
---@return string? conf_id nil: it is neither
---@return number key
---@return string index of the recording, or ""
function M.read(text)
  local conf_id, high, low, index = text:match "^(%x+ %x+ (%x+) (%x+))_?(%d*)$"
  if not conf_id or #conf_id ~= 35 or #high ~= 8 or #low ~= 8 then
    return nil
  end
  return conf_id, tonumber(high, 16) * 4294967296 + tonumber(low, 16), index
end

return M
