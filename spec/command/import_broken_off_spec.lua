-- Spreadsheets that make trouble, and imports that do not come to their end.
local command = require "support.command"
local pb = require "portabilling"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local run, _, _, start = command(w)

local CONSTANTS = " --set i_product=3 --set billing_model=1 --set bill_status=O "

local directory

local function setup_directory()
  directory = world.path()
  shell.output("mkdir " .. directory)
end

local function remove_directory()
  shell.output("rm -rf " .. directory)
end

local function write(text, name)
  local path = directory .. "/" .. (name or "rows.csv")
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

local function content(name)
  local file = io.open(directory .. "/" .. name, "rb")
  local text = file and file:read "*a"
  if file then
    file:close()
  end
  return text
end

local function import(path, words)
  return run("import Account account " .. path .. CONSTANTS .. (words or ""))
end

-- A file of so many rows that are fine but for some whose customer is not there.
local function write_rows(count, bad)
  local lines = { "id,i_customer" }
  for i = 1, count do
    lines[#lines + 1] = ("1604556%04d,%d"):format(i, bad[i] and 999999 or 17)
  end
  return write(table.concat(lines, "\n") .. "\n")
end

local function accounts(pattern)
  local ids, count = {}, 0
  for account in w.client():list("Account", "account", { i_customer = 17, id = pattern }) do
    assert.is_nil(ids[account.id])
    ids[account.id], count = account, count + 1
  end
  return count, ids
end

-- An import that is broken off by a signal as soon as it is to be. Its status, and what it said.
local function broken_off(path, words, signal, is_time)
  local program = start(("import Account account %s %s %s"):format(path, CONSTANTS, words))
  local patience = os.time() + 30
  repeat until is_time(program) or os.time() > patience
  program.signal(signal)
  return program.wait()
end

local function has_told_of_line_2(program)
  return program.said():find("line 2: .*\n") ~= nil
end

describe("portabilling import", function()
  before_each(setup_directory)
  after_each(remove_directory)

  it("leaves no failures of an earlier run beside rows that are all done", function()
    assert(w.sandbox:inject { method = "Account/add_account", action = "fault", times = 1,
      faultcode = "Server.Account.broken", faultstring = "no more" })
    local path = write "id,i_customer\n16045550411,17\n"
    local _, said, status = import(path)
    assert.equal(5, status, said)
    assert.truthy(content "rows.csv.failed.csv")
    _, said, status = import(path, "--retry-failed")
    assert.equal(0, status, said)
    assert.is_nil(content "rows.csv.failed.csv")
    write("mine\n", "rows.csv.failed.csv")
    _, said, status = import(path)
    assert.equal(0, status, said)
    assert.equal("mine\n", content "rows.csv.failed.csv")
  end)

  it("goes on where failures cannot be kept, and says so", function()
    local path = write "id,i_customer\n16045550421,999999\n16045550422,17\n"
    shell.output("mkdir -p " .. path .. ".failed.csv/x")
    local _, said, status = import(path)
    assert.equal(4, status, said)
    assert.truthy(said:find("the rows that fail are not kept in ", 1, true), said)
    assert.truthy(said:find("1 done, 1 failed\n", 1, true), said)
  end)

  it("refuses two values for one field, and a gap in an array, before anything is sent", function()
    local path = write "id,i_customer,account_info.id\n16045550431,17,16045550432\n"
    local _, said, status = import(path)
    assert.same({ 2, "portabilling: column account_info.id: it is given twice\n" }, { status, said })
    path = write "id,i_customer\n16045550431,17\n"
    for words, expected in pairs { ["--set id=1"] = "account_info.id: it is given twice",
      ["--set 'service_features[2].name=x'"] = "service_features[2].name: element 2 comes before element 1" } do
      _, said, status = import(path, words)
      assert.equal(2, status, said)
      assert.truthy(said:find(expected, 1, true), said)
    end
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("does nothing twice after it was killed, when it is run again", function()
    local path = write_rows(400, {})
    local status = broken_off(path, "", "KILL", function() return w.calls "Account/add_account" >= 40 end)
    assert.equal(137, status)
    local before = accounts "1604556%"
    assert.is_true(before < 400)
    local _, said, again = import(path)
    assert.equal(0, again, said)
    assert.truthy(said:find("400 done (", 1, true), said)
    assert.equal(400, (accounts "1604556%"))
    assert.equal(400, w.calls "Account/add_account")
  end)

  it("has what failed before Ctrl-C, and goes on when it is run again", function()
    local path = write_rows(40, { true })
    assert(w.sandbox:set { latency = 0.1 })
    local status, said = broken_off(path, "--concurrency 4", "INT", has_told_of_line_2)
    assert.equal(130, status, said)
    assert.truthy(said:find("%d+ done, 1 failed; see "), said)
    assert.truthy(said:find("portabilling: interrupted", 1, true), said)
    assert.truthy(content("rows.csv.failed.csv"):find("\r\n16045560001,999999,", 1, true))
    assert(w.sandbox:set { latency = 0 })
    local _, again
    _, again, status = import(path)
    assert.equal(5, status, again)
    assert.truthy(again:find("39 done %(%d+ of them by an earlier run%), 1 failed; see "), again)
    assert.same({ 39, 40 }, { (accounts "1604556%"), w.calls "Account/add_account" })
  end)

  it("says that an outcome is not known before that it was interrupted", function()
    assert(w.sandbox:inject { method = "Account/add_account", action = "drop_after", times = 1 })
    local path = write_rows(40, {})
    assert(w.sandbox:set { latency = 0.1 })
    local status, said = broken_off(path, "--concurrency 1 --journal none --json-errors", "INT", has_told_of_line_2)
    assert.equal(6, status, said)
    assert.truthy(said:find("1 with an unknown outcome", 1, true), said)
    local err = require("portabilling.json").decode(said:match "\n({[^\n]*})\n$" or said)
    assert.is_table(err, said)
    assert.same({ "cancelled", "INTERRUPTED", "unknown" }, { err.kind, err.code, err.sent })
  end)
end)

-- ---- a spreadsheet with all that is met ----

local ROWS = 2000

local HEAD = '"Number,\r\nas dialled";Customer;First name;Note;Remark;\r\n'
local MAP = "\239\187\191# the office's names\r\nid = Number, as dialled\r\ni_customer=Customer\r\n"
  .. "firstname = First name\r\nnote = Note\r\ni_product = =3\r\nbilling_model = =1\r\nbill_status = =O\r\n"

-- The text, and what is to become of its rows.
local function messy()
  local parts, expected = { HEAD }, { refused = 0, spoilt = 0, good = {}, first = {} }
  local function add(...)
    parts[#parts + 1] = table.concat({ ... }, ";") .. "\r\n"
  end
  local last
  for i = 1, ROWS do
    local id = ("1604557%04d"):format(i)
    if i % 50 == 1 then
      add("", "", "", "", "", "")
    end
    if i % 60 == 1 then
      parts[#parts + 1] = "\r\n"
    end
    if i % 70 == 1 then
      parts[#parts + 1] = '""\r\n'
    end
    if i % 100 == 2 then
      add("1,6E+10", "17", "destroyed", "", "")
      expected.spoilt = expected.spoilt + 1
    elseif i % 200 == 5 then
      add(last, "17", "again", "", "", "")
      expected.refused = expected.refused + 1
    elseif i % 400 == 9 then
      add(id) -- nothing but a number
      expected.refused = expected.refused + 1
    else
      local name = i % 10 == 3 and 'Zoë "Z"\r\nÖzil; Jr.' or i % 10 == 4 and "5\" tube €" or i % 3 == 0 and "" or "Anna"
      local padded = i % 7 == 0 and "\194\160 " .. id .. "  " or i % 7 == 1 and '" ' .. id .. '"' or id
      local quoted = i % 10 == 3 and '"' .. name:gsub('"', '""') .. '"' or name
      add(padded, " 17 ", quoted, i % 2 == 0 and "" or "ß, " .. i, "not asked for", "")
      expected.good[#expected.good + 1], expected.first[id], last = id, name, id
    end
  end
  return table.concat(parts), expected
end

-- As Windows-1252 has it.
local function as_windows(text)
  return (text:gsub("\226\130\172", "\128"):gsub("[\194\195][\128-\191]", function(pair)
    return string.char(pair:byte(2) + (pair:byte(1) == 195 and 64 or 0))
  end))
end

describe("a spreadsheet with all troubles that are met", function()
  before_each(setup_directory)
  after_each(remove_directory)

  it("is imported whole, and what cannot be is told, row by row", function()
    local text, expected = messy()
    local path, map = write("\239\187\191" .. text), write(MAP, "map.ini")
    local _, said, status = run(("import Account account %s --map %s"):format(path, map))
    local failed = expected.refused + expected.spoilt
    assert.equal(5, status, said)
    assert.truthy(said:find(("%d done, %d failed; see %s.failed.csv\n"):format(#expected.good, failed, path), 1, true),
      said:sub(-500))
    local _, spoilt = said:gsub('line %d+: column Number, as dialled: "1,6E%+10" is a spreadsheet', "")
    assert.equal(expected.spoilt, spoilt)
    local count, ids = accounts "1604557%"
    assert.equal(#expected.good, count)
    for id, name in pairs(expected.first) do
      assert.equal(name, ids[id].firstname or "")
    end
    assert.equal(#expected.good + expected.refused, w.calls "Account/add_account")
    local kept = 0
    local rows = pb.csv.read(path .. ".failed.csv")
    assert.same({ "Number,\r\nas dialled", "Customer", "First name", "Note", "Remark", "reason" }, rows.columns)
    for _ in rows do
      kept = kept + 1
    end
    assert.equal(failed, kept)
    -- The same in another encoding: what it is must be said, and then the same rows are there.
    local other = write(as_windows(text), "windows.csv")
    _, said, status = run(("import Account account %s --map %s --check"):format(other, map))
    assert.equal(2, status)
    assert.truthy(said:find("line %d+, column %u .*: byte %d+ of the cell %(0x%x+%) is no UTF%-8; ")
      and said:find("give --encoding windows-1252", 1, true), said)
    local all = pb.csv.read(other, { encoding = "windows-1252" })
    for row, line in pb.csv.read(path) do
      local same, where = all()
      assert.same({ row, line }, { same, where })
    end
    assert.is_nil(all())
  end)
end)
