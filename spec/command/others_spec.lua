-- check, save-api, sandbox and man, as a shell runs them.
local check = require "portabilling.command.check"
local command = require "support.command"
local parser = require("portabilling.command.parser").new()
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }
local run, good, bad = command(w)

describe("portabilling check", function()
  it("ends with 0 where nothing is wrong and with 2 else, and sends nothing", function()
    assert.equal("nothing is known that Account/update_account would refuse\n",
      good "check update Account account account_info.i_account=17 account_info.blocked=true")
    local said, status = bad "check update Account account account_info.i_account=17 account_info.bloked=Y"
    assert.equal(2, status, said)
    assert.truthy(said:find("did you mean 'blocked'?", 1, true), said)
    assert.same({}, w.stats().methods)
  end)

  it("tells what does not fit", function()
    for words, expected in pairs {
      ["create Account account account_info.id=1"] = "i_customer",
      ["list Customer customer nme=x"] = "nme: no such field",
      ["update Acount account x=1"] = "unknown service 'Acount'",
      ["call Account move_account i_acount=17"] = "i_acount",
      ["update Account account x"] = "path=text, path:=json or path=@file expected",
      ["update Account account --from /no/such"] = "/no/such: No such file",
      ["frobnicate Account account"] = "must be one of",
    } do
      local list = { "check" }
      for word in words:gmatch "%S+" do
        list[#list + 1] = word
      end
      local ok, args = parser:pparse(list)
      local raised, err = args, nil
      if ok then
        ok, raised, err = pcall(check.check, args)
        assert.is_true(not ok or raised == 2, words)
      end
      local said = tostring(err or type(raised) == "table" and raised.usage or raised)
      assert.truthy(said:find(expected, 1, true), said)
    end
  end)
end)

describe("portabilling save-api", function()
  local path

  before_each(function()
    path = world.path()
  end)

  after_each(function()
    os.remove(path)
  end)

  it("saves the server's own description", function()
    assert.equal(("%s, from %s/doc/api/AdminInterface.json\n"):format(path, w.sandbox.url.admin),
      good("save-api --to " .. path))
    local client = w.client { api = path }
    assert.is_true(client.model.own)
    client:close()
  end)

  it("says why not", function()
    local said, status = bad "save-api --to /no/such/file"
    assert.equal(2, status)
    assert.truthy(said:find("/no/such/file", 1, true), said)
    said, status = bad("save-api --to " .. path, "PORTABILLING_URL=https://127.0.0.1:1")
    assert.equal(4, status, said)
    said, status = bad("save-api --to " .. path, "PORTABILLING_DRY_RUN=all")
    assert.equal(2, status)
    assert.truthy(said:find("a dry run does not ask for the description of the API", 1, true), said)
    assert.is_nil((io.open(path)))
  end)
end)

describe("portabilling sandbox", function()
  it("runs a command against a sandbox, and ends with its status", function()
    -- nginx, which is started, has LuaJIT: the system's modules for this Lua are not for it.
    local own = {}
    for template in package.cpath:gmatch "[^;]+" do
      own[#own + 1] = not template:find "^/usr/" and template or nil
    end
    local text, said, status = run([[sandbox --size 2 --seed 7 -- sh -c 'echo "$PORTABILLING_URL"; exit 7']], nil,
      ("LUA_CPATH='%s;;'"):format(table.concat(own, ";")))
    assert.same({ "", 7 }, { said, status })
    assert.truthy(text:find "^https://localhost:%d+\n$", text)
    assert.not_equal(w.sandbox.url.admin .. "\n", text)
  end)

  it("hands its options on, and tells what is wrong with them", function()
    local words = require("portabilling.command.sandbox").words { size = "50", strict = true, events_speed = "9",
      program = { "lua5.4", "--flag" } }
    local line = " " .. table.concat(words, " ") .. " "
    for _, expected in ipairs { " --size 50 ", " --strict ", " --events-speed 9 " } do
      assert.truthy(line:find(expected, 1, true), line)
    end
    assert.truthy(line:find " %-%-exec lua5%.4 %-%-flag $", line)
    local said, status = bad "sandbox --size huge"
    assert.equal(1, status)
    assert.truthy(said:find("size must be small, medium, large or a number", 1, true), said)
  end)
end)

describe("portabilling man", function()
  it("writes the manual page", function()
    local text = good "man"
    assert.truthy(text:find("^.TH PORTABILLING 1 "))
    assert.truthy(text:find("\n.SS shell\n", 1, true))
  end)
end)
