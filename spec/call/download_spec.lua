-- Downloads to a path: what stands in its directory before, meanwhile and afterwards.
local fork = require "support.fork"
local shell = require "support.shell"
local file = require "portabilling.file"
local temporary = require "portabilling.sandbox.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

describe("a download to a path", function()
  local directory, path
  before_each(function()
    directory = assert(temporary.temporary_directory())
    path = directory .. "/invoice.pdf"
  end)
  after_each(function()
    shell.output("rm -rf " .. shell.quote(directory))
  end)

  local function sh(format, ...)
    local arguments = {}
    for i = 1, select("#", ...) do
      arguments[i] = shell.quote((select(i, ...)))
    end
    return shell.output(format:format((table.unpack or unpack)(arguments)))
  end

  local function there()
    return (sh("ls -A %s", directory):gsub("\n", " "))
  end

  local function read(name)
    return temporary.read_file(directory .. "/" .. name)
  end

  local function write(name, bytes)
    assert(temporary.write_file(directory .. "/" .. name, bytes))
  end

  local function download(options, to, params)
    return w.client { retries = 0, log = options and options.log }:download("Invoice", "get_invoice_info",
      params or { i_invoice = 1, get_pdf = 1 }, to or path)
  end

  local function is_pdf(name)
    return (read(name) or ""):sub(1, 4) == "%PDF"
  end

  it("touches no file but its own, neither one named like it nor what a link of that name leads to", function()
    write("invoice.pdf.part", "mine")
    assert(download())
    assert.is_true(is_pdf "invoice.pdf")
    assert.equal("mine", read "invoice.pdf.part")
    os.remove(path .. ".part")
    write("victim", "precious")
    sh("ln -s victim %s", path .. ".part")
    assert(download())
    assert.equal("precious", read "victim")
    assert.equal("invoice.pdf invoice.pdf.part victim", there())
  end)

  it("touches none when no file comes", function()
    write("invoice.pdf.part", "mine")
    local _, err = download(nil, nil, { i_invoice = 1 })
    assert.is_true(err:is "NO_FILE")
    assert(w.sandbox:inject { method = "Invoice/get_invoice_info", action = "fault",
      faultcode = "Server.Invoice.broken" })
    _, err = download()
    assert.equal("fault", err.kind)
    assert.equal("mine", read "invoice.pdf.part")
    assert.equal("invoice.pdf.part", there())
  end)

  it("is written where nobody can guess it, for nobody else to read", function()
    local seen = {}
    for _ = 1, 2 do
      assert(download { log = function(event)
        if event.method == "get_invoice_info" then
          seen[#seen + 1] = there()
          assert.equal("600", sh("stat -c %%a %s", directory .. "/" .. seen[#seen]))
        end
      end })
      os.remove(path)
    end
    assert.truthy(seen[1]:find("^%.portabilling%-" .. ("%x"):rep(64) .. "%.part$"), seen[1])
    assert.not_equal(seen[1], seen[2])
  end)

  it("then has the mode that new files have, or that of the file it replaces", function()
    write("other", "")
    assert(download())
    assert.equal(sh("stat -c %%a %s", directory .. "/other"), sh("stat -c %%a %s", path))
    for _, mode in ipairs { "640", "600", "444" } do
      sh("chmod %s %s", mode, path)
      assert(download())
      assert.equal(mode, sh("stat -c %%a %s", path))
    end
  end)

  it("replaces a link at the path, not what it points to", function()
    write("victim", "precious")
    sh("ln -s victim %s", path)
    assert(download())
    assert.equal("precious", read "victim")
    assert.equal("regular file", sh("stat -c %%F %s", path))
    os.remove(path)
    sh("ln -s nothing %s", path)
    assert(download())
    assert.equal("invoice.pdf victim", there())
  end)

  it("leaves nothing when it breaks, and what was there as it was", function()
    write("invoice.pdf", "old")
    assert(w.sandbox:inject { method = "Invoice/get_invoice_info", action = "truncate" })
    local _, err = download()
    assert.equal("transport", err.kind)
    assert.equal("old", read "invoice.pdf")
    assert.equal("invoice.pdf", there())
  end)

  it("that cannot be kept tells that the server did its part", function()
    local function refused(kind, code, message, none, err)
      assert.is_nil(none)
      assert.same({ kind, code, "yes", false }, { err.kind, err.code, err.sent, err.retryable })
      assert.truthy(err.message:find(message, 1, true), err.message)
      assert.truthy(err.advice:find("The server did its part", 1, true))
    end
    for _, body in ipairs { "%PDF", '{"a":1}' } do -- what might be a fault is handed on at its end only
      local function sent(to, log)
        assert(w.sandbox:inject { method = "Invoice/get_invoice_info", action = "body", body = body,
          content_type = "text/plain" })
        return download({ log = log }, to)
      end
      refused("cancelled", "STOPPED", "the receiving function stopped the file that came: no room",
        sent(function() return nil, "no room" end))
      refused("cancelled", "STOPPED", "the receiving function stopped the file that came: it gave no reason",
        sent(function() return false end))
      write("old", "")
      local reader = assert(io.open(directory .. "/old", "r"))
      refused("config", "WRITE_ERROR", "the file came but could not be kept: ", sent(reader))
      reader:close()
      refused("config", "WRITE_ERROR", "the file came but could not be kept: cannot write " .. path,
        sent(path, function() sh("rm -rf %s", directory) end))
      sh("mkdir %s", directory)
    end
    assert.equal(8, w.calls "Invoice/get_invoice_info")
  end)

  it("is not asked for where no file can be", function()
    write("file", "")
    sh("mkdir %s && ln -s directory %s", directory .. "/directory", directory .. "/to-directory")
    sh("mkfifo %s && ln -s fifo %s", directory .. "/fifo", directory .. "/to-fifo") -- for all that is no file, as devices
    local before = there()
    for to, what in pairs { -- nothing outside of the directory: what is wrong here may be replaced
      ["/no/such/directory/file.pdf"] = "No such file or directory",
      [directory .. "/file/file.pdf"] = "Not a directory",
      [directory .. "/" .. ("x"):rep(300)] = "File name too long",
      [directory .. "/directory"] = "it is a directory; name a file in it",
      [directory .. "/to-directory"] = "it is a directory; name a file in it",
      [directory .. "/directory/"] = "it is a directory; name a file in it",
      [directory .. "/new/"] = "No such file or directory",
      [directory .. "/fifo"] = "it is no regular file; open it and give the open file",
      [directory .. "/to-fifo"] = "it is no regular file; open it and give the open file",
    } do
      local none, err = download(nil, to)
      assert.is_nil(none)
      assert.same({ "config", "no" }, { err.kind, err.sent })
      assert.truthy(err.message:find("cannot write " .. to .. ": " .. what, 1, true), err.message)
    end
    assert.equal(before, there())
    assert.equal(0, w.calls "Invoice/get_invoice_info")
    for _, wrong in ipairs { "", "a\0b" } do
      assert.is_false((pcall(download, nil, wrong)))
    end
  end)

  it("is not asked for where somebody else's file must stay #libcurl", function()
    if shell.output "id -u" ~= "0" then
      return pending "only root can be somebody else"
    end
    local sticky = shell.output "mktemp -d /tmp/portabilling-XXXXXX" -- where others can go
    finally(function() shell.output("rm -rf " .. sticky) end)
    shell.output(("cd %s && touch roots theirs && chown 65534 theirs && ln -s x link && chmod 1777 ."):format(sticky))
    local function try(name)
      local _, err = download(nil, sticky .. "/" .. name)
      return err and { err.kind, err.sent, err.message:match "somebody else's" }
    end
    assert.equal(0, fork(function()
      assert.same({ "config", "no", "somebody else's" }, try "roots")
      assert.same({ "config", "no", "somebody else's" }, try "link")
      return 0
    end, 65534))
    assert.equal(0, w.calls "Invoice/get_invoice_info")
    assert.equal(0, fork(function()
      assert(file.replaceable(sticky .. "/theirs"))
      assert(file.replaceable(sticky .. "/new"))
      return 0
    end, 65534))
    shell.output("chmod 777 " .. sticky) -- not sticky any more: anybody's may be replaced
    assert.equal(0, fork(function()
      assert(file.replaceable(sticky .. "/roots"))
      return 0
    end, 65534))
    assert.is_nil(try "theirs") -- root may
  end)

  it("is not asked for where something is mounted that cannot be replaced #libcurl", function()
    local alone = "unshare -rm sh -c "
    if shell.output(alone .. shell.quote "mount --bind . ." .. " 2>&1; echo $?"):match "%d+$" ~= "0" then
      return pending "no mounts here"
    end
    local script = ([[
      for _, name in ipairs { "file", "only-read/file", "other" } do
        print((select(3, require("portabilling.file").replaceable(%q .. "/" .. name))))
      end
    ]]):format(directory)
    local mounts = ("(cd %s && touch file source && mkdir only-read && mount --bind source file "
      .. "&& mount --bind only-read only-read && mount -o remount,bind,ro only-read) && "):format(directory)
    assert.equal("EBUSY\nEROFS\nnil", sh(alone .. "%s", mounts .. shell.lua_command(script)))
  end)
end)
