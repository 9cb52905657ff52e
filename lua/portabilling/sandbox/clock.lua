--- Dates and times as PortaBilling writes them: YYYY-MM-DD hh:mm:ss, UTC.

local M = {}

---@param unix number seconds
---@return string
function M.time(unix)
  return os.date("!%Y-%m-%d %H:%M:%S", unix)
end

---@param unix number seconds
---@return string
function M.date(unix)
  return os.date("!%Y-%m-%d", unix)
end

--- Midnight UTC of a date (os.time would take it for local time).
---@param date string YYYY-MM-DD
---@return number seconds
function M.midnight(date)
  local year, month, day = date:match("^(%d+)%-(%d+)%-(%d+)")
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if month < 3 then
    year, month = year - 1, month + 12
  end
  -- days of the proleptic Gregorian calendar, counted from a March
  local days = 365 * year + math.floor(year / 4) - math.floor(year / 100) + math.floor(year / 400)
    + math.floor((153 * (month - 3) + 2) / 5) + day - 719469
  return days * 86400
end

--- First day of the month that lies a number of months before a date.
---@param date string
---@param back integer
---@return string
function M.month_start(date, back)
  local year, month = date:match("^(%d+)%-(%d+)")
  local months = tonumber(year) * 12 + tonumber(month) - 1 - back
  return ("%04d-%02d-01"):format(math.floor(months / 12), months % 12 + 1)
end

--- Last day of a date's month.
---@param date string
---@return string
function M.month_end(date)
  return M.date(M.midnight(M.month_start(date, -1)) - 1)
end

return M
