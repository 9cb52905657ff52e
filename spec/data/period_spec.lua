-- Days and months as lists of xDRs take them.
local pb = require "portabilling"
local shell = require "support.shell"

local MARCH = 1772323200 -- 2026-03-01 00:00:00 UTC

describe("a period", function()
  it("begins and ends at midnight of a zone, told in UTC", function()
    for _, case in ipairs {
      { "month", -1, "UTC", "2026-02-01 00:00:00", "2026-03-01 00:00:00" },
      { "month", 0, nil, "2026-03-01 00:00:00", "2026-04-01 00:00:00" },
      { "month", -14, "UTC", "2025-01-01 00:00:00", "2025-02-01 00:00:00" },
      { "month", 10, "UTC", "2027-01-01 00:00:00", "2027-02-01 00:00:00" },
      { "month", -1, "+13:00", "2026-01-31 11:00:00", "2026-02-28 11:00:00" },
      { "month", 0, "-0330", "2026-02-01 03:30:00", "2026-03-01 03:30:00" }, -- it is still February there
      { "day", -1, "UTC", "2026-02-28 00:00:00", "2026-03-01 00:00:00" },
      { "day", 0, "+14:00", "2026-02-28 10:00:00", "2026-03-01 10:00:00" },
      { "day", -366, "UTC", "2025-02-28 00:00:00", "2025-03-01 00:00:00" },
    } do
      assert.same({ case[4], case[5] }, { pb[case[1]](case[2], case[3], MARCH) })
    end
  end)

  it("ends where the next one begins, in every year", function()
    for _, name in ipairs { "day", "month" } do
      local _, before = pb[name](-2001, "UTC", MARCH)
      for back = -2000, 2000 do
        local from, to = pb[name](back, "UTC", MARCH)
        assert.equal(before, from)
        assert.is_true(from < to)
        before = to
      end
    end
    for back = -40000, 40000, 13 do
      assert.equal(os.date("!%Y-%m-%d 00:00:00", MARCH + back * 86400), (pb.day(back, "UTC", MARCH)))
    end
  end)

  it("of the machine's own zone heeds when its clocks are changed", function()
    local output = shell.output(("TZ=Europe/Berlin %s -e %s"):format(shell.interpreter(), shell.quote(([[
      local pb = require "portabilling"
      print(pb.month(0, "local", %d))
      print(pb.day(0, "local", %d + 28 * 86400))]]):format(MARCH, MARCH))))
    assert.equal("2026-02-28 23:00:00\t2026-03-31 22:00:00\n2026-03-28 23:00:00\t2026-03-29 22:00:00\n", output .. "\n")
  end)

  it("begins at a moment that somebody wrote", function()
    for _, case in ipairs {
      { "2026-10-01", nil, "2026-10-01 00:00:00" },
      { "2026-10", "+13:00", "2026-09-30 11:00:00" },
      { "2026-10-01 08:30", "-0330", "2026-10-01 12:00:00" },
      { "2026-10-01T08:30:15", "UTC", "2026-10-01 08:30:15" },
      { "2026-10-01 08:30:15Z", "+13:00", "2026-10-01 08:30:15" },
      { "2026-10-01T08:30+02:00", "+13:00", "2026-10-01 06:30:00" },
      { "2024-02-29", "Z", "2024-02-29 00:00:00" },
    } do
      assert.same({ case[3] }, { pb.moment(case[1], case[2]) })
    end
    for _, written in ipairs { "", "yesterday", "2026-13", "2026-10-32", "2025-02-29", "2026-10-01 24:00", "2026-10-1",
      "2026-10-01 8:30", "2026-10-01 08:60", "01.10.2026" } do
      local found, message = pb.moment(written)
      assert.is_nil(found, written)
      assert.equal(('a date is such as 2026-10-01 or "2026-10-01 08:30", not "%s"'):format(written), message)
    end
    assert.truthy(select(2, pb.moment("2026-10-01", "CET")):find('not "CET"', 1, true))
  end)

  it("begins with the first second of its date, where the clocks are changed at midnight", function()
    -- Cuba: 2024-11-03 01:00 became 00:00; Brazil: 2018-11-04 00:00 became 01:00; Samoa had no 2011-12-30.
    for zone, cases in pairs {
      ["America/Havana"] = { { 1730649600, "2024-11-03 04:00:00\t2024-11-04 05:00:00" } },
      ["America/Sao_Paulo"] = { { 1541332800, "2018-11-04 03:00:00\t2018-11-05 02:00:00" } },
      ["Pacific/Apia"] = { { 1325196000, "2011-12-29 10:00:00\t2011-12-30 10:00:00" },
        { 1325246400, "2011-12-30 10:00:00\t2011-12-31 10:00:00" } },
    } do
      for _, case in ipairs(cases) do
        local output = shell.output(("TZ=%s %s -e %s"):format(zone, shell.interpreter(), shell.quote((
          [[local pb = require "portabilling"
            os.time { year = 2024, month = 12, day = 1 } -- what the system would go by for a time that is there twice
            print(pb.day(0, "local", %d))]]):format(case[1]))))
        assert.equal(case[2], output)
      end
    end
  end)

  it("is now, if nothing else is said", function()
    local from, to = pb.day(0)
    local now = os.date "!%Y-%m-%d %H:%M:%S"
    assert.is_true(from <= now and now < to or pb.day(0) ~= from)
  end)

  it("is asked for by a whole number and a zone that there is", function()
    for said, call in pairs {
      ["month: a whole number expected (0 is this one, -1 the last), got 1.5"] = { "month", 1.5 },
      ["day: a whole number expected (0 is this one, -1 the last), got nil"] = { "day" },
      ['day: a zone is "UTC", "local" or such as "+13:00", not "Europe/Berlin"'] = { "day", 0, "Europe/Berlin" },
      ['month: a zone is "UTC", "local" or such as "+13:00", not "+15:00"'] = { "month", 0, "+15:00" },
    } do
      local ok, message = pcall(function()
        local from = pb[call[1]](call[2], call[3])
        return from
      end)
      assert.is_false(ok)
      assert.truthy(message:find("period_spec.lua:%d+: " .. said:gsub("%p", "%%%0") .. "$"), message)
    end
  end)
end)
