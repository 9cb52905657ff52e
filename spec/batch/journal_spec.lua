-- A batch's journal: what it holds, when it is refused, what becomes of a batch whose journal fails.
local batches = require "support.batches"
local uncompiled = require "support.uncompiled"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local account, accounts, run, created = batches.account, batches.accounts, batches.run, batches.created
local count = batches.count

describe("a journal", function()
  local path
  before_each(function()
    path = world.path()
  end)
  after_each(function()
    os.remove(path)
  end)

  local function text()
    local file = assert(io.open(path, "rb"))
    local content = file:read "*a"
    file:close()
    return content
  end

  it("holds no attributes and no secrets, and is private", function()
    run(w.client(), accounts(10, function(i)
      return i == 5 and account(i, { billing_model = 77 }) or nil
    end), { journal = path })
    assert.is_nil(text():find("marker", 1, true))
    assert.is_nil(text():find("16045551", 1, true))
    assert.equal("600", require("support.shell").output("stat -c %a " .. path))
  end)

  it("can be read whatever byte of its last line a crash cut it at, and never sends what it knows again", function()
    local client = w.client()
    run(client, accounts(6), { journal = path })
    local whole = text()
    local ids = created(w)
    local header = #whole:match "^[^\n]*\n"
    for at = 0, #whole, 7 do
      local file = assert(io.open(path, "wb"))
      file:write(whole:sub(1, at))
      file:close()
      local ok, items = pcall(run, client, accounts(6), { journal = path })
      if at > 0 and at < header then
        assert.truthy(tostring(items):find("line 1: ", 1, true), items)
      else
        assert.is_true(ok, items)
        for _, item in ipairs(items) do
          -- Cut before the line that is written, and synced, before an item leaves, nothing tells that it was sent.
          assert.is_true(not item.err or item.err.code == "Server.Account.duplicate_id")
        end
      end
    end
    assert.same(ids, created(w))
  end)

  it("refuses the journal of another batch, and one that is in use", function()
    local client = w.client()
    run(client, accounts(2), { journal = path })
    local ok, err = pcall(client.batch, client, "update", "Account", "account", {}, { journal = path })
    assert.is_false(ok)
    assert.truthy(tostring(err):find("belongs to another batch (create Account/account at https://", 1, true))
    local next_item = client:batch("create", "Account", "account", accounts(2), { journal = path })
    ok, err = pcall(client.batch, client, "create", "Account", "account", {}, { journal = path })
    assert.is_false(ok)
    assert.truthy(tostring(err):find("in use", 1, true))
    while next_item() do end -- luacheck: ignore 542
  end)

  it("is neither read, written nor made by a dry run, which tells what would be sent", function()
    local client = w.client()
    for _ = 1, 2 do
      for i, item in ipairs(run(client, accounts(3), { journal = path, dry_run = true, ordered = true })) do
        assert.truthy(item.result.body:find(("16045551%04d"):format(i), 1, true))
        assert.is_nil(item.skipped)
      end
      assert.is_nil(io.open(path))
    end
    assert.equal(0, w.calls "Account/add_account")
    run(client, accounts(3), { journal = path })
    local before = text()
    assert.is_nil(run(client, accounts(3), { journal = path, dry_run = true })[1].skipped)
    assert.equal(before, text())
  end)

  it("is one server's and one login's alone", function()
    run(w.client(), accounts(2), { journal = path })
    local reseller = w.sandbox.logins.reseller
    for _, other in ipairs { { url = w.sandbox.url.reseller, login = reseller.login, password = reseller.password },
      { login = "somebody", token = "else" } } do
      local ok, err = pcall(run, w.client(other), accounts(2), { journal = path })
      assert.is_false(ok)
      assert.equal("JOURNAL", err.code)
      assert.truthy(err.message:find(w.sandbox.login, 1, true) and err.message:find(other.login, 1, true), err.message)
    end
    assert.equal(2, w.calls "Account/add_account")
  end)

  it("of an earlier format is refused, with what to do", function()
    local file = assert(io.open(path, "wb"))
    file:write('{"batch":"create Account/account","journal":1}\n{"window":64}\n')
    file:close()
    os.execute("chmod 600 " .. path)
    local ok, err = pcall(run, w.client(), accounts(2), { journal = path })
    assert.is_false(ok)
    assert.truthy(err.message:find("format 1", 1, true), err.message)
    assert.truthy(err.advice:find("begin a new journal", 1, true), err.advice)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("made when other fields counted as secrets is refused, for its items would be taken for new ones", function()
    local core = require "portabilling.core"
    local header = '{"journal":2,"batch":"create Account/account","key":"x"}'
    local file = assert(io.open(path, "wb"))
    file:write(core.sha256(header):sub(1, 16), " ", header, "\n")
    file:close()
    os.execute("chmod 600 " .. path)
    local ok, err = pcall(run, w.client(), accounts(2), { journal = path })
    assert.is_false(ok)
    assert.truthy(err.message:find("format 2 is not known", 1, true), err.message)
    assert.truthy(err.advice:find("begin a new journal", 1, true), err.advice)
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("tells that an interrupt came while it was written to, for what came to pass since is not in it", function()
    local name = "portabilling/batch/journal.lua"
    local at, number = nil, 0
    for line in io.lines((package.searchpath("portabilling.batch.journal", package.path))) do
      number = number + 1
      at = line:find("self.file:write(text)", 1, true) and number or at
    end
    local writes = 0
    local function hook(_, line)
      if line == at and debug.getinfo(2, "S").source:find(name, 1, true) then
        writes = writes + 1
        if writes == 2 then -- the first is its beginning, the second says that items are being sent
          debug.sethook()
          error("interrupted!", 0)
        end
      end
    end
    local client = w.client()
    assert(client:login())
    local ok, message = uncompiled(function()
      debug.sethook(hook, "l")
      run(client, accounts(3), { journal = path })
    end)
    debug.sethook()
    assert.is_false(ok)
    assert.truthy(tostring(message):find("an interrupt came while it was written to", 1, true), tostring(message))
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("has another format when other fields count as secrets", function()
    local path_of_names = package.searchpath("portabilling.support.redact.names", package.path)
    local file = assert(io.open(path_of_names, "rb"))
    local names = ("\n" .. file:read "*a"):gsub("\n%s*%-%-[^\n]*", "")
    file:close()
    -- Fields are others: raise FORMAT. In any case: write both here.
    assert.same({ 3, "d50102d2c22053c9" }, { require("portabilling.batch.journal_reader").FORMAT,
      require("portabilling.core").sha256(names):sub(1, 16) })
  end)

  it("that is damaged is refused, with the line, whatever is wrong with it", function()
    local client = w.client()
    run(client, accounts(4), { journal = path })
    local whole = text()
    local function refused(changed, line)
      assert.not_equal(whole, changed)
      local file = assert(io.open(path, "wb"))
      file:write(changed)
      file:close()
      local ok, err = pcall(run, client, accounts(4), { journal = path })
      assert.is_false(ok)
      assert.truthy(err.message:find(": line " .. line .. ": "), err.message)
      assert.equal(changed, text())
    end
    refused((whole:gsub('"done"', '"dkne"', 1)), "%d+")
    refused((whole:gsub('"k":"%x', '"k":"g', 1)), "2")
    refused((whole:gsub("\n[^\n]+\n", "\n", 1)), "2")
    refused((whole:gsub("^[^\n]+\n", "", 1)), "1")
    refused(whole:sub(1, 40), "1")
    refused("something else\n", "1")
    refused(whole:sub(1, -3) .. "\0\n", "%d+")
  end)

  it("on a disk that is full leaves what is in flight its results, and its failure is told beside them", function()
    local file = require "portabilling.file"
    local append = file.append
    file.append = function(...)
      local real = assert(append(...))
      return { sync = function() return real:sync() end, close = function() return real:close() end,
        named = function() return real:named() end,
        truncate = function(_, size) return real:truncate(size) end, write = function(_, bytes)
          if bytes:find '"s":"done"' then
            return nil, "write: No space left on device", "ENOSPC"
          end
          return real:write(bytes)
        end }
    end
    local items = {}
    local ok, err = pcall(function()
      for item in w.client():batch("create", "Account", "account", accounts(100), { journal = path }) do
        items[#items + 1] = item
      end
    end)
    file.append = append
    assert.is_false(ok)
    assert.equal("JOURNAL", err.code)
    assert.truthy(err.message:find("No space left", 1, true))
    assert.is_nil(tostring(err):find("not sent", 1, true), tostring(err)) -- what was in flight was
    local n = count(created(w))
    assert.is_true(n >= 1 and n <= 16, n)
    for _, item in ipairs(items) do
      if item.result then
        n = n - 1
        assert.is_nil(item.err)
        assert.equal("JOURNAL", item.unkept.code)
        assert.equal("yes", item.unkept.sent)
      else
        assert.equal("no", item.err.sent)
      end
    end
    assert.equal(0, n)
    for _, item in ipairs(run(w.client(), accounts(100), { journal = path })) do
      assert.is_nil(item.err, tostring(item.err))
    end
    assert.equal(100, count(created(w)))
  end)

  it("that is moved, removed or replaced meanwhile stops the batch: another run would not see what it did", function()
    for _, what in ipairs { "mv %s %s.old", "rm %s", "cp %s %s.old && mv %s.old %s",
      "mv %s %s.old && ln -s %s.old %s" } do
      local client, items = w.client(), {}
      local before = w.calls "Account/add_account"
      local ok, err = pcall(function()
        for item in client:batch("create", "Account", "account", accounts(50), { journal = path, concurrency = 2 }) do
          items[#items + 1] = item
          if #items == 1 then
            os.execute((what:gsub("%%s", path)))
          end
        end
      end)
      assert.is_false(ok)
      assert.equal("JOURNAL", err.code)
      assert.truthy(err.message:find("moved, removed or replaced", 1, true), err.message)
      local sent = w.calls "Account/add_account" - before
      assert.is_true(sent < 10, sent)
      for _, item in ipairs(items) do
        assert.is_true(item.err == nil or item.err.sent == "no" or item.err.kind == "fault", tostring(item.err))
      end
      os.remove(path)
      os.remove(path .. ".old")
      assert(w.sandbox:reset())
    end
  end)

  it("that is a link, a FIFO or a directory is refused with what it is, and what to do", function()
    local shell = require "support.shell"
    for command, words in pairs {
      ["ln -s /tmp/nowhere "] = "a symbolic link, which is not followed; name the file itself",
      ["mkfifo "] = "a FIFO, not a regular file; name another one",
      ["mkdir "] = "a directory, not a regular file; name a file in it",
    } do
      shell.output(command .. path)
      local ok, err = pcall(run, w.client(), accounts(1), { journal = path })
      assert.is_false(ok)
      assert.equal("JOURNAL", err.code)
      assert.truthy(err.message:find(path .. ": it is " .. words, 1, true), err.message)
      shell.output("rm -r " .. path)
    end
    assert.equal(0, w.calls "Account/add_account")
  end)

  it("that cannot be written stops the batch before anything is sent", function()
    local ok, err = pcall(run, w.client(), accounts(3), { journal = "/dev/full" })
    assert.is_false(ok)
    assert.equal("JOURNAL", err.code)
    assert.equal(0, w.calls "Account/add_account")
  end)
end)
