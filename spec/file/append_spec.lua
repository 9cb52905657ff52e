local file = require "portabilling.file"
local shell = require "support.shell"

local path
before_each(function()
  path = os.tmpname()
  os.remove(path)
end)
after_each(function()
  os.remove(path)
end)

local function read()
  local handle = assert(io.open(path, "rb"))
  local text = handle:read "*a"
  handle:close()
  return text
end

describe("a file that is appended to", function()
  it("is made private, and keeps what was there", function()
    for _ = 1, 2 do
      local appender = assert(file.append(path))
      assert(appender:write "line\n")
      assert(appender:sync())
      appender:close()
      appender:close()
    end
    assert.equal("line\nline\n", read())
    assert.equal("600", shell.output("stat -c %a " .. path))
  end)

  it("is opened by one at a time, in this process or another", function()
    local appender = assert(file.append(path))
    local none, message, name = file.append(path)
    assert.is_nil(none)
    assert.equal("EWOULDBLOCK", name)
    assert.truthy(message:find(path, 1, true))
    shell.lua(("assert(select(3, require('portabilling.file').append(%q)) == 'EWOULDBLOCK')"):format(path)):wait()
    appender:close()
    assert(file.append(path)):close()
  end)

  it("is moved to its place when it is whole, with the mode of what was there, or of a new file", function()
    for mode, prepare in pairs { ["640"] = "umask 077; echo old > %s; chmod 640 %s", ["644"] = "rm -f %s %s" } do
      shell.output(prepare:format(path .. ".whole", path .. ".whole"))
      local appender = assert(file.append(path))
      assert(appender:write "line\n")
      assert(appender:move(path .. ".whole"))
      assert.is_false((pcall(appender.write, appender, "more")))
      assert.is_nil((io.open(path)))
      assert.equal("line\n" .. mode, shell.output(("cat %s.whole; stat -c %%a %s.whole"):format(path, path)))
      os.remove(path .. ".whole")
    end
    local appender = assert(file.append(path))
    local moved, message, name = appender:move(path .. "/no/such")
    assert.same({ "ENOTDIR", ("cannot write %s/no/such: Not a directory"):format(path) }, { name, message })
    assert.is_nil(moved)
    assert(appender:write "it is still open")
    appender:close()
  end)

  it("is refused when others have access to it, when it is a link, or no file", function()
    assert(file.append(path)):close()
    shell.output("chmod 640 " .. path)
    assert.equal("EPERM", select(3, file.append(path)))
    os.remove(path)
    shell.output("ln -s /tmp/nowhere " .. path)
    assert.equal("ELOOP", select(3, file.append(path)))
    os.remove(path)
    shell.output("mkfifo " .. path)
    local reader = assert(io.open(path, "r+"))
    assert.equal("EINVAL", select(3, file.append(path)))
    reader:close()
  end)

  it("says by name why it cannot be opened", function()
    local none, message, name = file.append(path .. "/nothing/file")
    assert.is_nil(none)
    assert.equal("ENOENT", name)
    assert.equal(("open %s/nothing/file: No such file or directory"):format(path), message)
    assert.equal("EISDIR", select(3, file.append "."))
  end)

  it("is closed again when it is refused", function()
    local holder = assert(file.append(path))
    collectgarbage "stop" -- and not only when it is collected
    assert.is_nil((file.append(path)))
    shell.output("chmod 640 " .. path)
    assert.is_nil((file.append(path)))
    local open = shell.output(("ls -l /proc/%d/fd | grep -c %s || true"):format(
      io.open("/proc/self/stat"):read "*n", path))
    collectgarbage "restart"
    assert.equal("1", open)
    holder:close()
  end)

  it("does not wait for one who reads a FIFO", function()
    shell.output("mkfifo " .. path)
    assert.is_nil((file.append(path)))
  end)

  it("says whether its path still names it", function()
    local appender = assert(file.append(path))
    assert.is_true(appender:named())
    os.rename(path, path .. ".old")
    assert.is_false(appender:named())
    assert(file.append(path)):close()
    assert.is_false(appender:named())
    os.rename(path .. ".old", path)
    assert.is_true(appender:named())
    appender:close()
  end)

  -- The rest of the disk is full for it: ulimit -f counts blocks of 512 or 1024 bytes.
  it("fails past the limit for files, instead of ending the program; its own signals stay as they are", function()
    local script = ([[
      local file = require "portabilling.file"
      local path, long = %q, ("x"):rep(100000)
      local function fails(_, message, name)
        assert(name == "EFBIG" and message:find "too large", name)
      end
      local appender = assert(file.append(path))
      assert(appender:write "line\n")
      for _ = 1, 2 do fails(appender:write(long)) end
      assert(appender:truncate(5))
      assert(appender:write "more\n")
      fails(file.write_private(path .. ".token", long))
      fails(assert(file.part(path .. ".part", path .. ".whole")):write(long))
      for line in io.lines "/proc/self/status" do
        local name, mask = line:match "^(%%w+):%%s*(%%x+)$"
        assert(not (name and ("SigBlk SigPnd ShdPnd"):find(name, 1, true)) or mask:find "^0+$", line)
      end
      io.write "alive"
    ]]):format(path)
    local process = shell.start(("ulimit -f 20; LUA_PATH=%s LUA_CPATH=%s %s -e %s"):format(shell.quote(package.path),
      shell.quote(package.cpath), shell.interpreter(), shell.quote(script)))
    assert.equal("alive", process:wait())
    assert.equal("line\nmore\n", read())
    assert.equal(path, shell.output("ls " .. path .. "*"))
  end)

  it("raises on a path that is none", function()
    for _, wrong in ipairs { "", path .. "\0x" } do
      assert.is_false(pcall(file.append, wrong))
    end
    assert.is_nil(io.open(path))
  end)

  it("raises when it is used after close", function()
    local appender = assert(file.append(path))
    appender:close()
    assert.is_false(pcall(appender.write, appender, "x"))
    assert.is_false(pcall(appender.sync, appender))
  end)
end)

describe("a file that is appended to, truncated", function()
  it("goes on where it was cut", function()
    local appender = assert(file.append(path))
    assert(appender:write "line\nhal")
    assert(appender:truncate(5))
    assert(appender:write "more\n")
    appender:close()
    assert.equal("line\nmore\n", read())
    assert.is_false(pcall(appender.truncate, appender, 0))
  end)

  it("is never made longer, and in whole bytes", function()
    local appender = assert(file.append(path))
    assert(appender:write "line\n")
    local none, message, name = appender:truncate(6)
    assert.is_nil(none)
    assert.equal("EINVAL", name)
    assert.equal(("truncate %s: it has only 5 bytes"):format(path), message)
    assert.is_false(pcall(appender.truncate, appender, 2.5))
    assert.is_false(pcall(appender.truncate, appender, -1))
    assert.is_true(appender:truncate(5))
    appender:close()
    assert.equal("line\n", read())
  end)
end)

describe("a new file that is appended to", function()
  it("has its name on the disk before anything is written", function()
    local library = path .. ".so"
    shell.output(("cc -shared -fPIC -o %s %s"):format(library,
      shell.quote((package.searchpath("support.world", package.path):gsub("world%.lua$", "synced.c")))))
    local script = "local a = require('portabilling.file').append(os.getenv 'SYNCED') a:write 'x' a:sync()"
    local text = shell.output(("LUA_PATH=%s LUA_CPATH=%s SYNCED=%s ASAN_OPTIONS=verify_asan_link_order=0 "
      .. "LD_PRELOAD=%s %s -e %s"):format(
      shell.quote(package.path), shell.quote(package.cpath), path, library, shell.interpreter(), shell.quote(script)))
    os.remove(library)
    assert.equal("sync directory\nwrite file\nsync file", text)
  end)
end)
