--- Decodes an answer: at once, or piece by piece where others wait for their turn.
local core = require "portabilling.core"
local json = require "portabilling.support.json"

local M = {}

-- So much is decoded at once where others wait for their turn.
local PIECE = 8192

-- Decodes the answer piece by piece; the driver may yield between two. Returns as core.decode: value; or nil, message, code
-- and whether it is JSON. Nothing where that is not possible: then at once.
local function decode_slowly(body, decoding, driver, deadline)
  driver.yield_if_busy()
  local borders, name = core.split(body, PIECE)
  if not borders then
    return nil
  end
  driver.yield_if_busy()
  local options = {}
  for option, value in pairs(decoding) do
    options[option] = value
  end
  -- One piece, with what is left of the limits.
  local function decode(text)
    local late = driver:now() >= deadline
    local value, message, detail, code = core.decode(text, options)
    if message == nil and not late then
      options.max_values = options.max_values - detail -- so many were kept
      return value
    end
    return nil, message or "out of time", code or late and "DEADLINE"
  end
  local function failed(message, code)
    if code then
      options.max_values, options.max_depth = 0, decoding.max_depth
      return nil, message, code, select(5, core.decode(body, options))
    end
  end
  -- The whole answer, but of its list only the first piece.
  options.timeout = math.huge -- pieces are small: the clock is looked at before each
  local answer, message, code = decode(body:sub(1, borders[1] - 1) .. body:sub(borders[#borders]))
  if code then
    return failed(message, code)
  end
  local list = core.decode("[" .. name .. "]")
  local rows = type(answer) == "table" and list and answer[list[1]]
  if type(rows) ~= "table" or #rows == 0 then
    return nil
  end
  options.max_depth = math.max(options.max_depth - 1, 1) -- they stand one level higher than in the answer
  for i = 1, #borders - 1 do
    driver.yield_if_busy()
    local part
    part, message, code = decode("[" .. body:sub(borders[i] + 1, borders[i + 1] - 1) .. "]")
    if type(part) ~= "table" or #part == 0 then
      return failed(message, code)
    end
    local count = #rows
    for k = 1, #part do
      rows[count + k] = part[k]
    end
  end
  driver.yield_if_busy()
  return answer
end

--- The decoder's options; may be used again and again.
---@param settings table
---@return table
function M.options(settings)
  return {
    keep_null = settings.keep_null,
    big_integers = settings.big_integers,
    decimals = settings.decimals,
    max_depth = settings.max_depth,
    max_values = settings.max_values,
  }
end

-- Whether the record had nothing in it cannot be told from one of which nothing was wanted: then it is decoded whole.
local function decode_record(content, decoding)
  local answer, message, detail, code, is_json = core.decode(content, decoding)
  local found = type(answer) == "table" and answer[decoding.record]
  if type(found) == "table" and next(found) == nil then
    decoding.fields = nil
    return core.decode(content, decoding)
  end
  return answer, message, detail, code, is_json
end

-- seconds: what is left until the deadline.
local function decode_text(content, decoding, driver, deadline, seconds)
  if decoding.record then
    decoding.timeout = seconds
    local answer, message, _, code, is_json = decode_record(content, decoding)
    return answer, message, code, is_json
  end
  if driver.yield_if_busy and #content > 16 * PIECE and type(content) == "string" then
    local answer, message, code, is_json = decode_slowly(content, decoding, driver, deadline)
    if answer or code then
      return answer, message, code, is_json
    end
    seconds = deadline - driver:now()
  end
  decoding.timeout = seconds
  local answer, message, _, code, is_json = core.decode(content, decoding)
  return answer, message, code, is_json
end

-- An answer that came whole, but is not taken: what failure.reject tells. Where it is JSON to its end it is PortaBilling's
-- own, and the call was executed.
local function past_limit(code, is_json, settings)
  local sent = is_json and "yes" or "unknown"
  if code == "DEADLINE" then
    return { kind = "timeout", code = code, sent = sent,
      limit = "timeout", message = "the time for this call was over while its answer was decoded" }
  end
  return { kind = "decode", code = code, sent = sent, limit = "max_values",
    message = ("the answer holds more than %s keys and values"):format(json.text(settings.max_values)) }
end

--- The answer's JSON as a table. An empty body is an empty answer (vendor's servers send that for success).
---@param body string|portabilling.Bytes|nil it is of no use afterwards
---@param settings table
---@param decoding table from M.options
---@param driver table its clock; and yield_if_busy, called now and then while a long answer is decoded
---@param seconds number that this may take
---@return table? answer
---@return string? reason
---@return integer? mended in how many places its texts were no valid ones; without an answer: it is only that
---@return table? found without an answer: which limit it is past, for failure.reject
function M.decode(body, settings, decoding, driver, seconds)
  local content, mended = core.content(body), nil
  if content == nil then
    return {}
  end
  local deadline = driver:now() + seconds
  local answer, message, code, is_json = decode_text(content, decoding, driver, deadline, seconds)
  if message and not code then
    local text, count = core.mend(content)
    if count > 0 then
      local readable, why, limit, mended_is_json = decode_text(text, decoding, driver, deadline,
        deadline - driver:now())
      mended = readable and count
      if settings.invalid_text == "replace" and (mended or limit) then
        answer, message, code, is_json = readable, why, limit, mended_is_json
      end
    end
  end
  if type(body) == "userdata" then
    body:release() -- Lua's collector does not see how large it is
  end
  if code then
    local found = past_limit(code, is_json, settings)
    return nil, found.message, nil, found
  elseif message then
    return nil, "the answer cannot be read: " .. message, mended
  elseif type(answer) ~= "table" or #answer > 0 then
    return nil, "the answer is not a JSON object"
  end
  return answer, nil, mended
end

return M
