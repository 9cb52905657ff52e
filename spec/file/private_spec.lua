local file = require "portabilling.file"
local shell = require "portabilling.sandbox.shell"

describe("file", function()
  local function sh(format, ...)
    local arguments = {}
    for i = 1, select("#", ...) do
      arguments[i] = shell.quote((select(i, ...)))
    end
    local ok, output = shell.run(format:format((table.unpack or unpack)(arguments)))
    assert(ok, output)
    return output
  end

  local lua = 0 -- the interpreter that runs this spec
  while arg[lua - 1] do
    lua = lua - 1
  end
  lua = arg[lua]
  local here = sh("pwd"):gsub("\n", "")
  local cpath = package.cpath:gsub("[^;]+", function(entry)
    return entry:sub(1, 1) == "/" and entry or here .. "/" .. entry
  end)
  local directory, scripts, script_count

  before_each(function()
    directory = assert(shell.temporary_directory())
    scripts, script_count = assert(shell.temporary_directory()), 0
  end)
  after_each(function()
    os.execute(shell.command { "rm", "-rf", directory, scripts })
  end)

  local function path(name)
    return directory .. "/" .. name
  end

  --- A shell command that runs Lua code in another process, with the module as `file` and `where` as `path`.
  local function program(code, where)
    script_count = script_count + 1
    local script = ("%s/%d.lua"):format(scripts, script_count)
    local prologue = "local file, path = require 'portabilling.file', ...\nio.stdout:setvbuf 'no'\n"
    assert(shell.write_file(script, prologue .. code))
    return shell.command { "env", "LUA_CPATH=" .. cpath, lua, script, where }
  end

  local function another(code, where)
    return assert(io.popen("exec " .. program(code, where)))
  end

  describe("write_private and read_private", function()
    it("keep bytes as they are", function()
      for _, bytes in ipairs { "", "token", "\0\r\n\255", ("x"):rep(1000000) } do
        assert.is_true(file.write_private(path "store", bytes))
        assert.equal(bytes, file.read_private(path "store"))
      end
    end)

    it("take a name meanwhile that nobody can foresee, and so nobody can keep from them", function()
      local library = path "foreseen.so"
      sh("cc -shared -fPIC -o %s %s", library,
        (package.searchpath("support.world", package.path):gsub("world%.lua$", "foreseen.c")))
      for attempt = 0, 9 do
        sh("touch %s", path(("store.4242.%x0%d.tmp"):format(1000000000, attempt)))
      end
      assert(shell.run(("ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=%s %s"):format(library,
        program("assert(file.write_private(path, 'mine'))", path "store"))))
      assert.equal("mine", file.read_private(path "store"))
    end)

    it("make the file its owner's alone, whatever the umask or the old mode", function()
      file.write_private(path "store", "1")
      assert.equal("600\n", sh("stat -c %%a %s", path "store"))
      sh("chmod 644 %s", path "store")
      file.write_private(path "store", "2")
      assert.equal("600\n", sh("stat -c %%a %s", path "store"))
      assert(shell.run("umask 777; " .. program("assert(file.write_private(path, 'y'))", path "other")))
      assert.equal("600\n", sh("stat -c %%a %s", path "other"))
    end)

    it("leave nothing else in the directory", function()
      file.write_private(path "store", "1")
      file.write_private(path "store", "2")
      assert.equal("store\n", sh("ls -A %s", directory))
    end)

    it("work on a name without a directory", function()
      assert(shell.run("cd " .. shell.quote(directory) .. " && "
        .. program("assert(file.write_private(path, 'z'))", "bare")))
      assert.equal("z", file.read_private(path "bare"))
    end)

    it("replace a symbolic link instead of writing through it", function()
      file.write_private(path "victim", "untouched")
      sh("ln -s %s %s", path "victim", path "link")
      assert.is_true(file.write_private(path "link", "new"))
      assert.equal("untouched", file.read_private(path "victim"))
      assert.equal("new", file.read_private(path "link"))
    end)

    it("say why they cannot write, and leave the old contents", function()
      local ok, message, name = file.write_private(path "none/store", "x")
      assert.is_nil(ok)
      assert.equal("ENOENT", name)
      assert.is_truthy(message:find(path "none/store", 1, true))
      sh("mkdir %s && touch %s", path "directory", path "directory/inside")
      ok, message, name = file.write_private(path "directory", "x")
      assert.is_nil(ok)
      assert.equal("EISDIR", name)
      assert.is_truthy(message:find("rename " .. path "directory", 1, true))
      assert.equal("directory\n", sh("ls -A %s", directory))
    end)

    it("remove the unfinished file when the disk is full", function()
      file.write_private(path "store", "old")
      local _, output = shell.run("trap '' XFSZ; ulimit -f 1; " .. program([[
        local ok, message, name = file.write_private(path, ("x"):rep(100000))
        print(ok, name)
      ]], path "store"))
      assert.equal("nil\tEFBIG\n", output)
      assert.equal("old", file.read_private(path "store"))
      assert.equal("store\n", sh("ls -A %s", directory))
    end)
  end)

  describe("read_private", function()
    local function refused(name, expected, where, ...)
      local bytes, message, errno = file.read_private(where, ...)
      assert.is_nil(bytes)
      assert.equal(name, errno)
      assert.is_truthy(message:find(expected, 1, true), message)
      assert.is_truthy(message:find(where, 1, true), message)
    end

    it("tells a missing file from an unreadable one", function()
      refused("ENOENT", "open", path "nothing")
      refused("ENOTDIR", "open", "/dev/null/x")
    end)
    it("refuses a file that others can read or write", function()
      for _, mode in ipairs { "0640", "0604", "0620", "0602", "0644" } do
        file.write_private(path "store", "secret")
        sh("chmod %s %s", mode, path "store")
        refused("EPERM", "mode " .. mode .. "); chmod 600", path "store")
      end
    end)
    it("refuses a symbolic link, even to a private file", function()
      file.write_private(path "store", "secret")
      sh("ln -s %s %s", path "store", path "link")
      refused("ELOOP", "symbolic link", path "link")
    end)
    it("refuses what is no file, without waiting for it", function()
      sh("mkfifo -m 600 %s", path "fifo")
      refused("EINVAL", "not a regular file", path "fifo")
      refused("EINVAL", "not a regular file", directory)
    end)
    it("refuses a file of another user", function()
      if sh("id -u") ~= "0\n" then
        return pending "only root can make a file of another user"
      end
      file.write_private(path "store", "secret")
      sh("chown 65534 %s", path "store")
      refused("EPERM", "owned by user 65534", path "store")
    end)
    it("refuses more than max_bytes, and takes exactly that many", function()
      file.write_private(path "store", ("x"):rep(100))
      refused("EFBIG", "larger than 99 bytes", path "store", 99)
      assert.equal(100, #file.read_private(path "store", 100))
    end)
    it("raises on a path that is none", function()
      assert.has_error(function() file.read_private "" end)
      assert.has_error(function() file.read_private "a\0b" end)
      assert.has_error(function() file.read_private() end)
    end)
    it("does not use up descriptors when it refuses", function()
      sh("touch %s && chmod 644 %s", path "store", path "store")
      local ok, output = shell.run("ulimit -n 40; " .. program([[
        collectgarbage "stop"
        for _ = 1, 50 do
          assert(select(3, file.read_private(path)) == "EPERM")
          assert(select(3, file.lock(path, 0)) == "EPERM")
        end
      ]], path "store"))
      assert(ok, output)
    end)
  end)

  describe("directories", function()
    it("are made with those above them, for their owner alone", function()
      assert.is_true(file.private_directory(path "a/b/c"))
      for _, name in ipairs { "a", "a/b", "a/b/c" } do
        assert.equal("700\n", sh("stat -c %%a %s", path(name)))
      end
      assert.is_true(file.private_directory(path "a/b/c"))
      assert(shell.run("umask 777; " .. program("assert(file.private_directory(path))", path "d/e")))
      assert.equal("700\n700\n", sh("stat -c %%a %s %s", path "d", path "d/e"))
    end)

    it("are refused where others may write to them, and where they are links or files", function()
      sh("mkdir -m 770 %s && mkdir -m 755 %s && ln -s %s %s && touch %s", path "open", path "seen", path "seen",
        path "link", path "file")
      local ok, message, name = file.private_directory(path "open")
      assert.is_nil(ok)
      assert.truthy(message:find("others may write to it", 1, true))
      assert.equal("EPERM", name)
      assert.is_true(file.private_directory(path "seen"))
      for _, wrong in ipairs { "link", "file", "link/", "link//" } do
        ok, message, name = file.private_directory(path(wrong))
        assert.same({ nil, "ENOTDIR" }, { ok, name })
        assert.truthy(message:find(path(wrong:gsub("/", "")), 1, true))
      end
      assert.is_true(file.private_directory(path "new/"))
      assert.same({ nil, "ENOTDIR" }, { ok, select(3, file.private_directory(path "file/below")) })
    end)
  end)

  describe("the stamp of a file", function()
    it("is another one once the file was changed or replaced", function()
      sh("echo one > %s", path "f")
      local first = assert(file.stamp(path "f"))
      assert.equal(first, file.stamp(path "f"))
      sh("touch -d '1 hour ago' %s", path "f")
      local second = assert(file.stamp(path "f"))
      assert.not_equal(first, second)
      sh("cp -p %s %s && mv %s %s", path "f", path "g", path "g", path "f")
      assert.not_equal(second, file.stamp(path "f"))
    end)

    it("is another one where the file has its old size and time", function()
      sh("echo one > %s && touch -d @1 %s", path "f", path "f")
      local first = assert(file.stamp(path "f"))
      -- Times are those of the kernel's last tick: until there was one.
      sh("before=$(stat -c %%z %s); while [ \"$(stat -c %%z %s)\" = \"$before\" ]; do "
        .. "echo two > %s; touch -d @1 %s; done", path "f", path "f", path "f", path "f")
      assert.not_equal(first, file.stamp(path "f"))
    end)

    it("is that of regular files alone", function()
      assert.same({ nil, "ENOENT" }, { nil, select(3, file.stamp(path "none")) })
      sh("mkfifo %s", path "fifo")
      for _, name in ipairs { "", "fifo" } do
        assert.equal("EINVAL", select(3, file.stamp(path(name))))
      end
    end)
  end)

  it("is replaced as a whole: a writer killed at any moment leaves old or new contents", function()
    for round = 1, 20 do
      local writer = another([[
        local n = 0
        local pid = io.open("/proc/self/stat"):read "*n"
        print(string.format("%d", pid))
        while true do
          n = n + 1
          file.write_private(path, (string.char(97 + n % 26)):rep(200000))
        end
      ]], path "store")
      local pid = writer:read "*l"
      local seen, broken = 0, nil
      repeat
        local bytes, _, name = file.read_private(path "store")
        if bytes then
          seen = seen + 1
          broken = bytes ~= bytes:sub(1, 1):rep(200000) and #bytes or nil
        elseif name ~= "ENOENT" then
          broken = name
        end
      until broken or seen >= round * 3
      sh("kill -9 %s", pid)
      writer:close()
      assert.is_nil(broken)
      local left = file.read_private(path "store")
      assert.equal(left:sub(1, 1):rep(200000), left)
    end
  end)

  describe("lock", function()
    it("is a private file that is held until released", function()
      local lock = assert(file.lock(path "lock", 0))
      assert.equal("600\n", sh("stat -c %%a %s", path "lock"))
      assert.equal("file lock (held)", tostring(lock))
      local second, message, name = file.lock(path "lock", 0)
      assert.is_nil(second)
      assert.equal("ETIMEDOUT", name)
      assert.is_truthy(message:find(path "lock", 1, true))
      lock:release()
      lock:release()
      assert.equal("file lock (released)", tostring(lock))
      assert(file.lock(path "lock", 0)):release()
    end)

    it("is released by garbage collection", function()
      assert(file.lock(path "lock", 0))
      collectgarbage()
      collectgarbage()
      assert(file.lock(path "lock", 0)):release()
    end)

    it("is waited for, and got when the other process gives it up", function()
      local lock = assert(file.lock(path "lock", 0))
      local other = another([[
        print(file.lock(path, 0))
        local lock = assert(file.lock(path, 60))
        print "mine"
      ]], path "lock")
      assert.is_truthy(other:read("*l"):find "^nil")
      lock:release()
      assert.equal("mine", other:read "*l")
      other:close()
    end)

    it("is given up when its holder is killed", function()
      local holder = another([[
        local lock = assert(file.lock(path, 0))
        print(string.format("%d", io.open("/proc/self/stat"):read "*n"))
        while true do end
      ]], path "lock")
      local pid = holder:read "*l"
      assert.is_nil((file.lock(path "lock", 0)))
      sh("kill -9 %s", pid)
      assert(file.lock(path "lock", 60)):release()
      holder:close()
    end)

    it("lets only one of several processes in at a time", function()
      assert(file.write_private(path "count", "0"))
      local others = {}
      for i = 1, 4 do
        others[i] = another([[
          for _ = 1, 50 do
            local lock = assert(file.lock(path .. "lock", 60))
            local n = tonumber(file.read_private(path .. "count"))
            assert(file.write_private(path .. "count", string.format("%d", n + 1)))
            lock:release()
          end
          print "done"
        ]], directory .. "/")
      end
      for i = 1, 4 do
        assert.equal("done", others[i]:read "*l")
        others[i]:close()
      end
      assert.equal("200", file.read_private(path "count"))
    end)

    it("does not count on a file that was removed meanwhile", function()
      local old = assert(file.lock(path "lock", 0))
      os.remove(path "lock")
      local new = assert(file.lock(path "lock", 0))
      assert.is_nil((file.lock(path "lock", 0)))
      old:release()
      assert.is_nil((file.lock(path "lock", 0)))
      new:release()
    end)

    it("is not got on a file that was removed while waiting for it", function()
      local old = assert(file.lock(path "lock", 0))
      local other = another([[
        print(string.format("%d", io.open("/proc/self/stat"):read "*n"))
        local lock = assert(file.lock(path, 60))
        print "mine"
        while true do end
      ]], path "lock")
      local pid = other:read "*l"
      -- it waits once it has the file open
      sh("until ls -l /proc/%s/fd | grep -q %s; do :; done", pid, path "lock")
      os.remove(path "lock")
      old:release()
      assert.equal("mine", other:read "*l")
      local third = file.lock(path "lock", 0)
      sh("kill -9 %s", pid)
      other:close()
      assert.is_nil(third)
    end)

    it("follows no symbolic link and uses no file that others can open", function()
      sh("touch %s && ln -s %s %s", path "target", path "target", path "link")
      local lock, message, name = file.lock(path "link", 0)
      assert.is_nil(lock)
      assert.equal("ELOOP", name)
      assert.is_truthy(message:find("symbolic link", 1, true))
      sh("chmod 666 %s", path "target")
      lock, message, name = file.lock(path "target", 0)
      assert.is_nil(lock)
      assert.equal("EPERM", name)
      assert.is_truthy(message:find("mode 0666", 1, true))
    end)
  end)

  describe("part", function()
    it("makes a new file or none: it takes no file and follows no link that stands there", function()
      sh("touch %s && ln -s %s %s && ln -s %s %s", path "target", path "target", path "link", path "none", path "dead")
      for _, name in ipairs { "target", "link", "dead" } do
        local part, message, code = file.part(path(name), path "whole")
        assert.is_nil(part)
        assert.equal("EEXIST", code)
        assert.truthy(message:find("cannot write " .. path "whole", 1, true), message)
      end
      assert.equal("dead\nlink\ntarget\n", sh("ls -A %s", directory))
    end)

    it("is removed when it is closed or collected, whole as it may be, and in no other process", function()
      local part = assert(file.part(path "a", path "whole"))
      part:write "bytes"
      part:close()
      part:close()
      assert.is_false((pcall(part.write, part, "more")))
      assert.is_false((pcall(part.finish, part)))
      part = assert(file.part(path "b", path "whole"))
      require "support.fork"(function()
        part:close()
        return 0
      end)
      assert.equal("b\n", sh("ls -A %s", directory))
      part = nil -- luacheck: ignore
      collectgarbage()
      collectgarbage()
      assert.equal("", sh("ls -A %s", directory))
      assert(shell.run(program("whole = assert(file.part(path, path .. '2'))", path "c"))) -- it ends with the program
      assert.equal("", sh("ls -A %s", directory))
    end)

    it("tells the step that failed, and is gone then", function()
      sh("mkdir %s", path "whole")
      local part = assert(file.part(path "a", path "whole"))
      assert.is_true(part:write(("x"):rep(100000)))
      local ok, message, code = part:finish()
      assert.is_nil(ok)
      assert.same({ "EISDIR", ("cannot write %s: Is a directory"):format(path "whole") }, { code, message })
      assert.equal("whole\n", sh("ls -A %s", directory))
    end)
  end)
end)
