--- Dates and times as PortaBilling writes them: YYYY-MM-DD hh:mm:ss, UTC.

local M = {}

local floor = math.floor

-- Lists are full of times of a few thousand days.
local dates = setmetatable({}, { __index = function(known, day)
  local date = os.date("!%Y-%m-%d", day * 86400)
  known[day] = date
  return date
end })

---@param unix number seconds
---@return string
function M.date(unix)
  return dates[floor(unix / 86400)]
end

---@param unix number seconds
---@return string
function M.time(unix)
  local second = floor(unix) % 86400
  return ("%s %02d:%02d:%02d"):format(M.date(unix), floor(second / 3600), floor(second / 60) % 60, second % 60)
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
  local days = 365 * year + floor(year / 4) - floor(year / 100) + floor(year / 400)
    + floor((153 * (month - 3) + 2) / 5) + day - 719469
  return days * 86400
end

--- First day of the month that lies a number of months before a date.
---@param date string
---@param back integer
---@return string
function M.month_start(date, back)
  local year, month = date:match("^(%d+)%-(%d+)")
  local months = tonumber(year) * 12 + tonumber(month) - 1 - back
  return ("%04d-%02d-01"):format(floor(months / 12), months % 12 + 1)
end

--- Last day of a date's month.
---@param date string
---@return string
function M.month_end(date)
  return M.date(M.midnight(M.month_start(date, -1)) - 1)
end

return M
