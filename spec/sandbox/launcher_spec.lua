-- Starting and ending the sandbox: the command line, the certificate, what happens when its starter dies.
local certificate = require "portabilling.sandbox.certificate"
local shell = require "portabilling.sandbox.shell"

local sandbox = require "portabilling.sandbox"
local socket = require "socket"

local interpreter = jit and "luajit" or "lua5.4"
local root = package.searchpath("portabilling.sandbox.init", package.path):gsub("portabilling/sandbox/init%.lua$", "")
local main = root .. "portabilling/sandbox/main.lua"

local function command(...)
  return shell.command { interpreter, main, ... }
end

-- Waits until a process is gone. It fails the spec when that does not happen at all.
local function await_end(process)
  local deadline = socket.gettime() + 30
  while shell.process_start(process) do
    assert(socket.gettime() < deadline, "the process does not end")
    socket.sleep(0.02)
  end
end

describe("the sandbox's command line", function()
  it("runs a command against a sandbox, hands on its status, and cleans up", function()
    local ok, output = shell.run(command("--size", "5", "--exec", "sh", "-c",
      'curl -sS --cacert "$PORTABILLING_CA_FILE" "$PORTABILLING_URL/rest/Session/login" '
      .. '--data-urlencode "params={\\"login\\":\\"$PORTABILLING_LOGIN\\",\\"token\\":\\"$PORTABILLING_TOKEN\\"}"; '
      .. 'echo; echo "ca $PORTABILLING_CA_FILE"; echo "two words: $1"; exit 7', "name", "it's one argument")
      .. "; echo status $?")
    assert.is_true(ok)
    assert.matches('"session_id":"%x+"', output)
    assert.matches("status 7", output, 1, true)
    assert.matches("two words: it's one argument", output, 1, true)
    assert.is_nil(io.open(output:match("ca (%S+)")))
  end)

  it("tells in the foreground how to reach it and what it ignores, and notices when its server ends", function()
    local pipe = io.popen(command("--size", "5") .. " 2>&1; echo status $?", "r")
    local lines, directory, url = {}, nil, nil
    for line in pipe:lines() do
      lines[#lines + 1] = line
      directory = directory or line:match("CA file%s+(%S+)/ca%.pem")
      url = url or line:match("PORTABILLING_URL='(%S+)'")
      if line:find("Ctrl%-C") then
        shell.run(([[curl -sS --cacert %s/ca.pem %s/rest/Session/login -d 'params={"pasword":"x"}']]):format(directory,
          url))
        shell.run("kill " .. shell.read_file(directory .. "/nginx.pid"))
      end
    end
    pipe:close()
    local output = table.concat(lines, "\n")
    for _, name in ipairs { "URL", "LOGIN", "TOKEN", "CA_FILE", "SANDBOX_CONTROL", "SANDBOX_CONTROL_KEY" } do
      assert.matches("export PORTABILLING_" .. name .. "='[^']+'", output)
    end
    assert.matches("reference +https://localhost:%d+/doc/api/ ", output)
    assert.matches(
      "sandbox: Session/login does not take 'pasword', which was ignored; did you mean 'password'?", output, 1, true)
    assert.matches("nginx has ended by itself", output, 1, true)
    assert.equal("status 1", lines[#lines])
    assert.is_string(shell.read_file(directory .. "/error.log")) -- kept, for whoever wants to know why
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  it("explains itself and refuses what it does not know", function()
    assert.matches("^usage: ", select(2, shell.run(command "--help")))
    local ok, output = shell.run(command "--bogus")
    assert.is_false(ok)
    assert.matches("unknown argument --bogus", output, 1, true)
    assert.matches("%-%-seed needs a number", select(2, shell.run(command("--seed", "x"))))
  end)

  -- What it says, in one sentence, about something that it cannot do.
  local function complaint(...)
    local ok, output = shell.run(command(...))
    assert.is_false(ok)
    assert.matches("^sandbox: [^\n]+\n$", output)
    return output
  end

  it("names a port that is in use, and who wanted it, in one sentence", function()
    local other = assert(socket.bind("127.0.0.1", 0))
    local _, port = other:getsockname()
    for _, case in ipairs { { port + 0, "admin" }, { port + 1, "reseller" }, { port - 3, "control" } } do
      local output = complaint("--size", "5", "--port", ("%d"):format(case[1]))
      assert.matches(("%d (%s)"):format(port, case[2]), output, 1, true)
      assert.matches("Address already in use", output, 1, true)
      assert.matches("--port", output, 1, true)
    end
    other:close()
    assert.matches("the reseller port must be a number from 1 to 65535, not 0", complaint("--port", "1"), 1, true)
    assert.matches("not 65536", complaint("--port", "65535"), 1, true)
    assert.matches("the admin and customer ports must not be the same", select(2, sandbox.start { ports = {
      admin = 20001, reseller = 20002, customer = 20001, account = 20003, control = 20004 } }), 1, true)
  end)

  it("tells one that is not there, or is none, from a directory", function()
    local directory = assert(shell.temporary_directory())
    local missing, file = directory .. "/missing", directory .. "/file"
    assert(shell.write_file(file, ""))
    for _, name in ipairs { missing, file } do
      local output = complaint("--directory", name)
      assert.matches("there is no directory " .. name, output, 1, true)
      assert.matches("make it first", output, 1, true)
    end
    assert.is_nil(io.open(missing))
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  it("takes no directory that holds somebody's files, and none without a name", function()
    for _, name in ipairs { "nginx.conf", "server.key", "options.json", "ca.pem", "anything else", ".hidden" } do
      local directory = assert(shell.temporary_directory())
      assert(shell.write_file(directory .. "/" .. name, "mine"))
      local output = complaint("--directory", directory)
      assert.matches(("%s holds files that are not a sandbox's (%s)"):format(directory, name), output, 1, true)
      assert.equal("mine", shell.read_file(directory .. "/" .. name))
      local _, listed = shell.run("ls -A " .. directory)
      assert.equal(name .. "\n", listed)
      if name == "nginx.conf" then -- with the mark it may be written over
        assert(shell.write_file(directory .. "/.portabilling-sandbox", ""))
        assert.is_true((shell.run(command("--size", "5", "--directory", directory, "--exec", "true"))))
      end
      shell.run(shell.command { "rm", "-rf", directory })
    end
    assert.matches("an empty name is no directory", complaint("--directory", ""), 1, true)
    assert.matches("an empty name is no directory", select(2, sandbox.start { directory = "" }), 1, true)
  end)

  it("takes the directory of an earlier start again", function()
    local directory = assert(shell.temporary_directory())
    for _ = 1, 2 do
      local ok, output = shell.run(command("--size", "5", "--directory", directory, "--exec", "true"))
      assert.is_true(ok, output)
    end
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  it("gives the command a directory and an events authority that were named from here", function()
    local directory = assert(shell.temporary_directory())
    assert(certificate.make(directory))
    local ok, output = shell.run("cd " .. shell.quote(directory) .. " && mkdir it\\'s && " .. shell.command {
      interpreter, (main:gsub("^[^/]", os.getenv "PWD" .. "/%0")), "--size", "5", "--directory", "it's", "--events",
      "https://localhost:1/", "--events-ca", "ca.pem", "--exec", "sh", "-c",
      'cd / && openssl verify -CAfile "$PORTABILLING_CA_FILE" "$(dirname "$PORTABILLING_CA_FILE")/server.pem"' })
    shell.run(shell.command { "rm", "-rf", directory })
    assert.is_true(ok, output)
    assert.matches("/it's/server.pem: OK", output, 1, true)
  end)
end)

describe("a sandbox in a directory that stays", function()
  local directory
  before_each(function()
    directory = assert(shell.temporary_directory())
    assert(shell.write_file(directory .. "/.portabilling-sandbox", "")) -- an earlier sandbox's
  end)
  after_each(function()
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  local function exists(name)
    return shell.read_file(directory .. "/" .. name) ~= nil
  end

  -- Starts one and asks it with the authorities of a file.
  local function answers(ca_file)
    local s = assert(sandbox.start { size = 5, directory = directory })
    local ok = shell.run(shell.command { "curl", "-sS", "--cacert", ca_file or s.ca_file, s.url.admin })
    s:stop()
    return ok
  end

  it("is still trusted by those who keep its authority, whatever became of the server's certificate", function()
    assert.is_true(answers())
    local kept = assert(shell.read_file(directory .. "/ca.pem"))
    assert(shell.write_file(directory .. "/exported.pem", kept))
    assert.is_true(answers(directory .. "/exported.pem"))
    assert(certificate.make(directory, { authority = directory, expired = true })) -- has ended
    assert.is_true(answers(directory .. "/exported.pem"))
    assert(certificate.make(directory, { authority = directory, names = { "other" }, ips = {} })) -- does not fit
    assert.is_true(answers(directory .. "/exported.pem"))
    os.remove(directory .. "/server.pem")
    assert(shell.write_file(directory .. "/server.key", "no key"))
    assert.is_true(answers(directory .. "/exported.pem"))
    assert.equal(kept, shell.read_file(directory .. "/ca.pem"))
    assert.is_true((shell.run(shell.command { "openssl", "x509", "-noout", "-checkend", "31536000", "-in",
      directory .. "/ca.pem" })))
  end)

  it("gets a new authority when the time of the old one is over", function()
    assert(certificate.make(directory, { expired = true }))
    for _, suffix in ipairs { ".pem", ".key" } do -- one that has ended, and its key
      assert(os.rename(directory .. "/server" .. suffix, directory .. "/ca" .. suffix))
    end
    assert.is_true(answers())
  end)

  it("does not write over an authority whose key it does not have", function()
    assert(certificate.make(directory))
    local ours = assert(shell.read_file(directory .. "/ca.pem"))
    for _, key in ipairs { false, "no key", assert(shell.read_file(directory .. "/server.key")) } do
      os.remove(directory .. "/ca.key")
      if key then
        assert(shell.write_file(directory .. "/ca.key", key))
      end
      local s, message = sandbox.start { size = 5, directory = directory }
      assert.is_nil(s)
      assert.matches("^sandbox: [^\n]+remove both[^\n]+$", message)
      assert.equal(ours, shell.read_file(directory .. "/ca.pem"))
    end
    assert(shell.write_file(directory .. "/ca.pem", "no certificate"))
    assert.matches("remove both", select(2, sandbox.start { size = 5, directory = directory }), 1, true)
  end)

  it("is not disturbed by a second one, which is refused", function()
    local first = assert(sandbox.start { size = 5, directory = directory })
    local process, key = first.process, shell.read_file(directory .. "/server.key")
    for _, ports in ipairs { first.ports, false } do
      local second, message = sandbox.start { size = 5, directory = directory, ports = ports or nil }
      assert.is_nil(second)
      assert.matches(("another sandbox (process %d) runs in %s"):format(process, directory), message, 1, true)
    end
    assert.equal(key, shell.read_file(directory .. "/server.key"))
    assert.is_table(first:stats())
    first:stop()
    -- one that was killed leaves its pid file behind, and the pid may be somebody else's by now
    assert(shell.write_file(directory .. "/nginx.pid", ("%d\n"):format(shell.process_id())))
    assert.is_true(answers())
    assert.is_false(exists "nginx.pid")
  end)

  it("which has no free port ends nobody else's", function()
    local first = assert(sandbox.start { size = 5 })
    assert(shell.write_file(directory .. "/nginx.pid", ("%d\n"):format(first.process)))
    local second, message = sandbox.start { size = 5, directory = directory, ports = first.ports }
    assert.is_nil(second)
    assert.matches("Address already in use", message, 1, true)
    assert.is_table(first:stats())
    first:stop()
  end)
end)

describe("a sandbox whose starter was killed", function()
  it("ends by itself and takes its directory along", function()
    local program = [[
      local s = assert(require("portabilling.sandbox").start { size = 5 })
      io.write(s.process, "\n", s.directory, "\n")
      io.flush()
      io.read()
    ]]
    local pipe = io.popen(("echo $$; exec %s -e %s"):format(interpreter, shell.quote(program)), "r")
    local starter = tonumber(pipe:read("*l"))
    local server, directory = tonumber(pipe:read("*l")), pipe:read("*l")
    assert.is_string(shell.process_start(server))
    shell.run(("kill -KILL %d"):format(starter))
    pipe:close()
    await_end(server)
    assert.is_nil(io.open(directory .. "/ca.pem"))
  end)
end)

describe("the sandbox's certificates", function()
  local directory
  before_each(function()
    directory = assert(shell.temporary_directory())
  end)
  after_each(function()
    shell.run(shell.command { "rm", "-rf", directory })
  end)

  local function verify(files)
    return shell.run(shell.command { "openssl", "verify", "-CAfile", files.ca_file, files.cert_file })
  end

  it("are good for the names they were made for, and no others", function()
    local files = assert(certificate.make(directory, { names = { "billing.example.com" }, ips = { "127.0.0.2" } }))
    local function matches(kind, name)
      local _, output = shell.run(shell.command { "openssl", "x509", "-noout", "-in", files.cert_file, kind, name })
      return output:find("does match", 1, true) ~= nil
    end
    assert.is_true((verify(files)))
    assert.is_true(matches("-checkhost", "billing.example.com"))
    assert.is_false(matches("-checkhost", "localhost"))
    assert.is_true(matches("-checkip", "127.0.0.2"))
    assert.is_false(matches("-checkip", "127.0.0.1"))
  end)

  it("can have expired", function()
    local ok, output = verify(assert(certificate.make(directory, { expired = true })))
    assert.is_false(ok)
    assert.matches("certificate has expired", output, 1, true)
  end)

  it("are not made from nonsense", function()
    assert.matches("no host name", select(2, certificate.make(directory, { names = { "a\nb" } })))
    assert.matches("days must be", select(2, certificate.make(directory, { days = 0 })))
    assert.matches("No such file", select(2, certificate.make(directory .. "/missing")), 1, true)
  end)
end)
