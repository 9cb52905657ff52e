--- Days and months as the server takes them: from_date and to_date of lists of xDRs, in UTC. What is at from_date counts,
--- what is at to_date does not (both compare bill_time).
local M = {}

local DAY = 86400
-- The offset from UTC that is farthest from it.
local FARTHEST = 14 * 60
-- Seconds: no clock of a zone, in whatever century, was farther from UTC.
local FARTHEST_EVER = 16 * 3600

-- Days from 1970-01-01 to a date of the Gregorian calendar; month may be any number (0: December of the year before).
local function days_to(year, month, day)
  year, month = year + math.floor((month - 1) / 12), (month - 1) % 12 + 1
  local y = month <= 2 and year - 1 or year
  local era = math.floor(y / 400)
  local of_era = y - era * 400
  local of_year = math.floor((153 * (month + (month > 2 and -3 or 9)) + 2) / 5) + day - 1
  return era * 146097 + of_era * 365 + math.floor(of_era / 4) - math.floor(of_era / 100) + of_year - 719468
end

-- Seconds that a zone is ahead of UTC, "local" for the machine's own, which change; nil: there is no such zone.
local function zone_of(zone)
  if zone == nil or zone == "UTC" or zone == "Z" then
    return 0
  elseif zone == "local" then
    return zone
  end
  local sign, hours, minutes = tostring(zone):match "^([+-])(%d%d):?(%d%d)$"
  local offset = sign and tonumber(hours) * 60 + tonumber(minutes)
  if not offset or tonumber(minutes) > 59 or offset > FARTHEST then
    return nil
  end
  return (sign == "-" and -60 or 60) * offset
end

local function text(seconds)
  return os.date("!%Y-%m-%d %H:%M:%S", seconds)
end

-- A moment's date in the machine's zone, as a number that grows with it: days of a calendar in which each month has 31.
local function date_at(seconds)
  local date = os.date("*t", seconds)
  return (date.year * 12 + date.month) * 31 + date.day
end

-- The first second that has the date, or a later one, in the machine's zone: where its clocks are changed at midnight, that
-- of the day is not there, or is there twice.
local function beginning_here(midnight)
  local date = os.date("!*t", midnight)
  local wanted = (date.year * 12 + date.month) * 31 + date.day
  local before, at = midnight - FARTHEST_EVER, midnight + FARTHEST_EVER
  while at - before > 1 do
    local between = math.floor((before + at) / 2)
    if date_at(between) >= wanted then
      at = between
    else
      before = between
    end
  end
  return at
end

-- When the day begins in the zone, or so many seconds later by its clocks, in Unix time.
local function beginning(zone, year, month, day, seconds)
  local midnight = (days_to(year, month, 1) + day - 1) * DAY
  seconds = seconds or 0
  if zone ~= "local" then
    return midnight + seconds - zone
  elseif seconds == 0 then
    return beginning_here(midnight)
  end
  return os.time { year = year, month = month, day = day, hour = math.floor(seconds / 3600),
    min = math.floor(seconds / 60) % 60, sec = seconds % 60 }
end

local function no_zone(zone)
  return ('a zone is "UTC", "local" or such as "+13:00", not %s'):format(type(zone) == "string" and '"' .. zone .. '"'
    or tostring(zone))
end

local function check(name, back, zone, now)
  if type(back) ~= "number" or back % 1 ~= 0 or math.abs(back) > 100000 then
    error(("%s: a whole number expected (0 is this one, -1 the last), got %s"):format(name, tostring(back)), 3)
  elseif now ~= nil and type(now) ~= "number" then
    error(("%s: the moment: a number (Unix time) expected, got a %s"):format(name, type(now)), 3)
  end
  local offset = zone_of(zone)
  if not offset then
    error(name .. ": " .. no_zone(zone), 3)
  end
  now = math.floor(now or os.time())
  return offset, offset == "local" and os.date("*t", now) or os.date("!*t", now + offset)
end

--- A month: pb.month(-1) is the last one.
---
---     local from, to = pb.month(-1, "local")
---     for xdr in pb.list("Customer", "xdr", { i_customer = 17, from_date = from, to_date = to }) do ... end
---@param back integer 0: this one, -1: the one before, 1: the one after
---@param zone string? "UTC" (default), "local" (the machine's) or an offset such as "+13:00": where its days begin
---@param now number? Unix time; default: now
---@return string from_date in UTC; it counts
---@return string to_date in UTC, when the next month begins; it does not count
function M.month(back, zone, now)
  local offset, today = check("month", back, zone, now)
  return text(beginning(offset, today.year, today.month + back, 1)),
    text(beginning(offset, today.year, today.month + back + 1, 1))
end

--- A day: pb.day(-1) is yesterday.
---@param back integer 0: today, -1: the day before, 1: the day after
---@param zone string? as of month
---@param now number? Unix time; default: now
---@return string from_date in UTC; it counts
---@return string to_date in UTC, when the next day begins; it does not count
function M.day(back, zone, now)
  local offset, today = check("day", back, zone, now)
  return text(beginning(offset, today.year, today.month, today.day + back)),
    text(beginning(offset, today.year, today.month, today.day + back + 1))
end

--- A moment that somebody wrote, as the server takes it: "2026-10-01" (when that day begins), "2026-10" (that month),
--- "2026-10-01 08:30", "2026-10-01T08:30:00". With a Z or an offset of its own behind it ("+02:00"), that is its zone.
---@param written string
---@param zone string? as of month
---@return string? moment in UTC; nil: it is none
---@return string? message
function M.moment(written, zone)
  local bare, own = written:match "^(.-)%s*(Z)$"
  if not bare then
    bare, own = written:match "^(.-%d:%d%d)%s*([+-]%d%d:?%d%d)$"
  end
  local offset = zone_of(own or zone)
  if not offset then
    return nil, no_zone(own or zone)
  end
  local year, month, rest = (bare or written):match "^(%d%d%d%d)%-(%d%d)(.*)$"
  local day, time = (rest == "" and "-01" or rest or ""):match "^%-(%d%d)(.*)$"
  local hours, minutes, seconds = (time == "" and " 00:00" or time or ""):match "^[ T](%d%d):(%d%d)(.*)$"
  seconds = seconds == "" and "00" or (seconds or ""):match "^:(%d%d)$"
  year, month, day, hours = tonumber(year), tonumber(month), tonumber(day), tonumber(hours)
  minutes, seconds = tonumber(minutes), tonumber(seconds)
  if not seconds or month < 1 or month > 12 or day < 1 or day > days_to(year, month + 1, 1) - days_to(year, month, 1)
    or hours > 23 or minutes > 59 or seconds > 59 then
    return nil, ("a date is such as 2026-10-01 or \"2026-10-01 08:30\", not %q"):format(written)
  end
  return text(beginning(offset, year, month, day, hours * 3600 + minutes * 60 + seconds))
end

return M
