-- What list and export show, and what becomes of an export that is broken off.
local command = require "support.command"
local pb = require "portabilling"
local shell = require "support.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local in_a_shell = command(w)

local directory

before_each(function()
  pb.connect { url = w.sandbox.url.admin, ca_file = w.sandbox.ca_file, login = w.sandbox.login,
    token = w.sandbox.token }
  directory = world.path()
  shell.output("mkdir " .. directory)
end)

after_each(function()
  pb.close()
  shell.output("rm -rf " .. directory)
end)

local function content(name)
  local file = assert(io.open(directory .. "/" .. name, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function write(name, text)
  local file = assert(io.open(directory .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

local function present()
  return shell.output("ls -A " .. directory)
end

-- The same in this process: what it writes, what it says beside that, and its status. Words are divided by blanks.
local function run(line)
  local words, streams, kept = {}, {}, { stdout = io.stdout, stderr = io.stderr }
  for word in line:gmatch "%S+" do
    words[#words + 1] = word
  end
  for name in pairs(kept) do
    streams[name] = assert(io.tmpfile())
    io[name] = streams[name] -- luacheck: ignore
  end
  local ok, status = pcall(require("portabilling.command").main, words)
  for name, file in pairs(kept) do
    io[name] = file -- luacheck: ignore
    streams[name]:seek "set"
    local text = streams[name]:read "*a"
    streams[name]:close()
    streams[name] = text
  end
  assert(ok, status)
  return streams.stdout, streams.stderr, status
end

local function good(words)
  local text, said, status = run(words)
  assert.same({ 0, "" }, { status, said })
  return text
end

local function bad(words)
  local text, said, status = run(words)
  assert.equal("", text)
  return said, status
end

-- The command as a line of a shell's script.
local function line(words)
  return ("HOME=/nonexistent PORTABILLING_URL=%s PORTABILLING_LOGIN=%s PORTABILLING_TOKEN=%s PORTABILLING_CA_FILE=%s "
    .. "%s bin/portabilling %s"):format(w.sandbox.url.admin, w.sandbox.login, w.sandbox.token, w.sandbox.ca_file,
    shell.interpreter(), words)
end

-- What a terminal of so many columns shows.
local function seen(columns, words, environment)
  return (shell.output(("LUA_PATH=%s LUA_CPATH=%s timeout 60 script -qc %s /dev/null </dev/null"):format(
    shell.quote(package.path), shell.quote(package.cpath), shell.quote(("stty cols %d; unset COLUMNS NO_COLOR; "
      .. "TERM=xterm %s %s"):format(columns, environment or "", line(words))))):gsub("\r", "") .. "\n")
end

describe("a list on a terminal", function()
  it("fits it, with a head line that stands out unless NO_COLOR says otherwise", function()
    assert(w.client():update("Customer", "customer", { customer_info = { i_customer = 1, name = "東京電話 Exchange",
      note = ("word "):rep(20) .. "end" } }))
    local words = "list Customer customer --columns i_customer,name,note --max 2"
    assert.equal("\27[1mi_customer  name               note\27[0m\n"
      .. "         1  東京電話 Exchange  word word word word word word word word word wor…\n"
      .. "         2  Granite Dental 2\n", seen(80, words))
    local narrow = "i_customer  name           note\n"
      .. "         1  東京電話 Exc…  word word wo…\n"
      .. "         2  Granite Dent…\n"
    assert.equal(narrow, seen(40, words, "NO_COLOR=1"))
    assert.equal(narrow, seen(80, words, "NO_COLOR=1 COLUMNS=40"))
    assert.truthy(good(words):find("\n         1  東京電話 Exchange  " .. ("word "):rep(20) .. "end\n", 1, true))
  end)

  it("shows the columns that it has place for, those first by which a record is known", function()
    local text = seen(80, "list Customer customer --max 1")
    assert.truthy(text:find "^\27%[1mi_customer +name ", text)
    assert.truthy(text:find "\n%d+ of %d+ columns fit here; %-%-columns chooses them, %-%-output json shows all\n$",
      text)
    for one in text:gmatch "[^\n]+" do
      assert.is_true(#one:gsub("\27%[%d+m", "") <= 80, one)
    end
  end)

  it("hides secrets, which files and pipes get whole", function()
    assert(w.client():update("Account", "account", { account_info = { i_account = 21, h323_password = "Tr0ubador" } }))
    local words = "list Account account i_customer=17 --columns i_account,h323_password -o "
    assert.falsy(good(words .. "table"):find("Tr0ubador", 1, true))
    assert.truthy(good(words .. "table"):find("***", 1, true))
    assert.falsy(in_a_shell("get Account account i_account=21"):find("Tr0ubador", 1, true))
  end)

  it("has its errors marked red", function()
    local words = "get Acount account id=x"
    assert.truthy(seen(80, words):find("\27[31mportabilling:\27[0m unknown service 'Acount'", 1, true))
    assert.truthy(seen(80, words, "NO_COLOR=1"):find "^portabilling: unknown service 'Acount'")
  end)
end)

describe("a list's words", function()
  it("are told where nothing is known of a filter, a field or a column", function()
    local text, said, status = run "list Customer customer nme=x --columns i_customr,nam --max 1"
    assert.equal(1, status, text) -- the sandbox is strict with filters, a real server is not
    for _, expected in ipairs {
      "portabilling: nme: no such filter is known of Customer/customer; did you mean 'name'?\n",
      "portabilling: nam: no such field is known of Customer/customer; did you mean 'name'?\n",
      "portabilling: i_customr: no such field is known of Customer/customer; did you mean 'i_customer'?\n",
    } do
      assert.truthy(said:find(expected, 1, true), said)
    end
    text, said, status = run "get Customer customer i_customer=1 --fields nam"
    assert.equal(0, status, text)
    assert.truthy(said:find("portabilling: nam: no such field is known of Customer/customer", 1, true), said)
    said, status = bad "list Customer customer --fields i_customer,custom --columns custom[1].name,name"
    assert.same({ 2, "portabilling: --columns name: --fields leaves it out, so that it would be empty\n" },
      { status, said })
    good "list Account account i_customer=17 --columns id,service_features[1].name --max 1"
    good "list Customer customer --columns i_customer,nam --max 1 --check off"
  end)

  it("say with -o in which format it comes, or in which file, or both", function()
    local expected = "i_customer\r\n1\r\n2\r\n"
    local words = "list Customer customer --columns i_customer --max 2 "
    for _, format in ipairs { "-o csv", "--output csv", "-o csv -o -", "-o csv --to -" } do
      assert.equal(expected, good(words .. format))
    end
    for name, output in pairs { ["a.csv"] = "-o %s/a.csv", ["b.CSV"] = "--output %s/b.CSV",
      ["c.txt"] = "-o csv -o %s/c.txt", ["d"] = "-o %s/d --output csv", ["e.csv"] = "--to %s/e.csv" } do
      local text, said, status = run(words .. output:format(directory))
      assert.same({ "", ("2 records in %s/%s\n"):format(directory, name), 0 }, { text, said, status })
      assert.equal(expected, content(name))
    end
    for output, message in pairs {
      ["-o cvs"] = "cvs: its ending tells no format (.csv, .ndjson, .json); give it, such as --output csv",
      ["-o table -o /tmp/x.csv"] = "a table is for people: csv, ndjson or json goes into a file",
      ["-o x.csv -o y.csv"] = "give one file: x.csv or y.csv",
    } do
      local said, status = bad(words .. output)
      assert.same({ 2, ("portabilling: %s\n"):format(message) }, { status, said })
    end
    local said, status = bad "export Customer customer -o csv"
    assert.same({ 2, "portabilling: -o FILE tells where to, such as -o customers.csv\n" }, { status, said })
  end)

  it("name a period by its first and its last moment", function()
    local _, said, status = run("export Customer xdr i_customer=17 --since 2026-10-01 --until 2026-10-02T12:00 "
      .. "--zone +02:00 -o " .. directory .. "/x.ndjson")
    assert.equal(0, status, said)
    assert.truthy(said:find("from 2026-09-30 22:00:00 to 2026-10-02 10:00:00 UTC\n", 1, true), said)
    local requests = assert(w.sandbox:requests())
    local params = requests[#requests].params
    assert.same({ "2026-09-30 22:00:00", "2026-10-02 10:00:00" }, { params.from_date, params.to_date })
    for words, message in pairs {
      ["--until 2026-10-01"] = "--until needs --since",
      ["--since 1.10.2026"] = '--since: a date is such as 2026-10-01 or "2026-10-01 08:30", not "1.10.2026"',
      ["--since 2026-10-01 --until 2026-10-01"] = "--since is not before --until",
      ["--since 2026-10-01 --last-month"] = "give one period",
      ["--yesterday --last-month"] = "give one period",
      ["--since 2026-10-01 --zone CET"] = 'such as "+13:00", not "CET"',
    } do
      said, status = bad("list Customer xdr i_customer=17 " .. words)
      assert.equal(2, status, said)
      assert.truthy(said:find(message, 1, true), said)
    end
  end)
end)

describe("an export that was broken off", function()
  local ALL = "export Customer customer --page-size 10 -o "

  local function break_off(words, after)
    assert(w.sandbox:inject { method = "Customer/get_customer_list", action = "fault", after = after or 5, times = 1,
      faultcode = "Server.Customer.broken", faultstring = "no more" })
    return bad(words)
  end

  it("is gone on with where it ended, whatever the format and the end of the file", function()
    for _, name in ipairs { "all.csv", "all.ndjson" } do
      local path = directory .. "/" .. name
      run(ALL .. path)
      local whole = content(name)
      os.remove(path)
      local said, status = break_off(ALL .. path)
      assert.equal(1, status)
      assert.truthy(said:find(("what came before is in %s.part: the same command with --resume goes on from there\n")
        :format(path), 1, true), said)
      local part = content(name .. ".part")
      assert.equal(whole:sub(1, #part), part)
      assert.equal(("%s.part\n%s.part.json"):format(name, name), present())
      assert.equal("600", shell.output("stat -c %a " .. path .. ".part"))
      said, status = bad(ALL .. path)
      assert.equal(2, status)
      assert.truthy(said:find(".part is there, of an export that was broken off", 1, true), said)
      write(name .. ".part", part:sub(1, #part - 7)) -- as if it had been killed in a write
      local text
      text, said, status = run(ALL .. path .. " --resume")
      assert.same({ "", 0 }, { text, status }, said)
      assert.truthy(said:find("^120 records in .* %(%d+ of them by an earlier run%)\n$"), said)
      assert.is_true(whole == content(name))
      assert.equal(name, present())
      os.remove(path)
    end
  end)

  it("is gone on with between which steps soever it was killed", function()
    local path = directory .. "/all.csv"
    write("all.csv.part", "") -- before anything was written; beside it, what an earlier one left
    shell.output(("chmod 600 %s.part"):format(path))
    write("all.csv.part.json", "{}")
    local _, said, status = run(ALL .. path)
    assert.equal(0, status, said)
    assert.equal("all.csv", present())
    local whole = content "all.csv"
    os.remove(path)
    local header = whole:match "^[^\n]*\n"
    for part, count in pairs { [whole] = 120, [whole:sub(1, -2)] = 119, [header] = 0, [header:sub(1, 20)] = 0 } do
      break_off(ALL .. path)
      write("all.csv.part", part)
      _, said, status = run(ALL .. path .. " --resume")
      assert.equal(0, status, said)
      assert.truthy(said:find(count == 0 and "^120 records in [^(]*$"
        or ("^120 records in .* %%(%d of them by an earlier run%%)\n$"):format(count)), said)
      assert.is_true(whole == content "all.csv")
      assert.equal("all.csv", present())
      os.remove(path)
    end
  end)

  it("by a kill or Ctrl-C loses nothing either", function()
    local path = directory .. "/all.csv"
    run(ALL .. path)
    local whole = content "all.csv"
    os.remove(path)
    for signal, expected in pairs { KILL = "137", INT = "130" } do
      assert(w.sandbox:set { latency = 0.05 })
      local output = shell.output(("export LUA_PATH=%s LUA_CPATH=%s; bash -c %s"):format(shell.quote(package.path),
        shell.quote(package.cpath), shell.quote(([[
          exec 2>/dev/null; env %s & pid=$!
          for i in {1..1500}; do [ -s %s.part ] && break; sleep 0.01; done
          kill -%s $pid; wait $pid; echo "status $?"]]):format(line(ALL .. path), path, signal))))
      assert.truthy(output:find("status " .. expected .. "$"), output)
      local part = content "all.csv.part"
      assert.is_true(#part > 0 and #part < #whole)
      assert.is_nil((io.open(path)))
      assert(w.sandbox:set { latency = 0 })
      local _, said, status = in_a_shell(ALL .. path .. " --resume")
      assert.equal(0, status, said)
      assert.is_true(whole == content "all.csv")
      os.remove(path)
    end
  end)

  it("by a full disk is told, and kept", function()
    local path = directory .. "/all.ndjson"
    local text = shell.output(("export LUA_PATH=%s LUA_CPATH=%s; bash -c %s"):format(shell.quote(package.path),
      shell.quote(package.cpath), shell.quote(("ulimit -f 100; %s; echo status $?"):format(line(ALL .. path)))))
    assert.truthy(text:find(("portabilling: %s could not be written: .*\nstatus 4$"):format(path)), text)
    local _, said, status = in_a_shell(ALL .. path .. " --resume")
    assert.equal(0, status, said)
    assert.equal(120, (select(2, content "all.ndjson":gsub("\n", ""))))
  end)

  it("is gone on with though records before it are no more, or new ones came", function()
    local path = directory .. "/some.csv"
    local words = "export Customer customer bill_status=O --page-size 10 --columns i_customer,name -o " .. path
    local open = assert(w.client():collect("Customer", "customer", { bill_status = "O" }))
    break_off(words)
    local _, count = content "some.csv.part":gsub("\n", "")
    assert.is_true(count > 30 and count < #open) -- with the header; far more than are read again
    local changes = {}
    for i = 1, count - 3 do
      changes[i] = { customer_info = { i_customer = open[i].i_customer, bill_status = "S" } }
    end
    for item in w.client():batch("update", "Customer", "customer", changes) do
      assert(item.result, item.err)
    end
    local made = assert(w.client():create("Customer", "customer", { customer_info = { name = "Newcomer",
      iso_4217 = "USD", i_customer_type = 1, bill_status = "O" } }))
    local _, said, status = run(words .. " --resume")
    assert.equal(0, status, said)
    local keys, expected = {}, {}
    for row in pb.csv.read(directory .. "/some.csv") do
      keys[#keys + 1] = tonumber(row.i_customer)
    end
    for i, customer in ipairs(open) do
      expected[i] = customer.i_customer
    end
    expected[#expected + 1] = made.i_customer
    assert.same(expected, keys)
  end)

  it("is not gone on with where nobody can say where it ended: it says why", function()
    local path = directory .. "/all.csv"
    local function resume(words)
      local said, status = bad(words .. " --resume")
      assert.equal(2, status, said)
      return said
    end
    break_off(ALL .. path)
    local said = resume("export Customer customer name=A% --page-size 10 -o " .. path)
    assert.truthy(said:find("all.csv.part.json: filters)", 1, true), said)
    said = resume(ALL .. path .. " --delimiter ;")
    assert.truthy(said:find("all.csv.part.json: delimiter)", 1, true), said)
    assert(w.sandbox:set { order = "random" })
    said = resume(ALL .. path)
    assert.truthy(said:find("the list does not come in the order of i_customer", 1, true), said)
    os.remove(path .. ".part.json")
    said = resume(ALL .. path)
    assert.truthy(said:find("all.csv.part.json is missing or cannot be read", 1, true), said)
    shell.output("rm " .. path .. ".part")
    -- What cannot be gone on with does not stay.
    break_off(ALL .. path)
    assert.equal("", present())
    assert(w.sandbox:set { order = "key" })
    break_off("export Customer customer --page-size 10 --columns name -o " .. path)
    break_off(ALL .. directory .. "/all.json")
    assert.equal("", present())
    write("all.json.part", "[{}")
    shell.output(("chmod 600 %s/all.json.part"):format(directory))
    said = resume(ALL .. directory .. "/all.json")
    assert.truthy(said:find("a JSON array cannot be gone on with: remove it; .ndjson and .csv can", 1, true), said)
  end)

  it("is a file of one's own, and not written by two", function()
    local path = directory .. "/all.csv"
    shell.output(("touch %s/target; ln -s %s/target %s.part"):format(directory, directory, path))
    local said, status = bad(ALL .. path)
    assert.equal(2, status)
    assert.truthy(said:find("symbolic link", 1, true), said)
    os.remove(path .. ".part")
    local holder = assert(require("portabilling.file").append(path .. ".part"))
    said, status = bad(ALL .. path)
    assert.same({ 2, ("portabilling: %s.part: another export writes it just now\n"):format(path) }, { status, said })
    holder:close()
  end)
end)
