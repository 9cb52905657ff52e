-- The description of the API that is kept between the runs of programs, and renewed.
local app = require "support.app"
local core_file = require "portabilling.file"
local description_server = require "support.description_server"
local descriptions = require "support.descriptions"
local fork = require "support.fork"
local shell = require "support.shell"

local MINUTE, DAY = 60, 86400
local ADMIN = "AdminInterface.json"

describe("the description that a server gives", function()
  local w = descriptions.new { setup = setup, teardown = teardown, before_each = before_each, after_each = after_each }
  local new, create, told, later_process, kept = w.new, w.create, w.told, w.later_process, w.kept

  describe("is kept", function()
    it("for the next process: privately, in a private folder", function()
      assert(create(new()))
      assert.equal("600", shell.output("stat -c %a " .. kept()))
      assert.equal("700", shell.output("stat -c %a " .. w.cache .. "/portabilling"))
      assert(create(later_process()))
      assert.equal(1, w.server.count(ADMIN))
      assert.equal(1, w.server.count "Generic/get_version")
    end)

    it("in a folder that is made, with those above it", function()
      local above = w.cache
      w.cache = above .. "/a/b"
      assert(create(new()))
      assert.truthy(kept())
      assert.equal("700", shell.output("stat -c %a " .. above .. "/a"))
      w.cache = above
    end)

    it("nowhere, where there is no place for it: no failure", function()
      local folder = w.cache
      w.cache = ""
      local home = os.getenv
      os.getenv = function(name) return name ~= "HOME" and home(name) or nil end -- luacheck: ignore 122
      local ok, result = pcall(create, new())
      os.getenv = home -- luacheck: ignore 122
      w.cache = folder
      assert(ok and result)
      assert.same({}, w.events)
    end)

    local function is_replaced(said)
      local before = w.server.count(ADMIN)
      assert(create(later_process()))
      assert.equal(before + 1, w.server.count(ADMIN))
      assert.truthy(told(said), table.concat(w.events, "\n"))
      assert(create(later_process()))
      assert.equal(before + 1, w.server.count(ADMIN))
    end

    local function rewrite(change)
      local path = kept()
      local text = assert(core_file.read_private(path))
      assert(core_file.write_private(path, change(text)))
    end

    it("and replaced where it is damaged, or of another release", function()
      assert(create(new()))
      rewrite(function(text) return text:sub(1, #text - 10) end)
      is_replaced "cut off"
      rewrite(function(text) return (text:gsub("NewService", "OldService", 1)) end)
      is_replaced "was changed"
      rewrite(function(text) return (text:gsub('"taken":', '"taken:', 1)) end)
      is_replaced "damaged"
      rewrite(function(text) return (text:gsub("^portabilling description 1", "portabilling description 99")) end)
      is_replaced "another release"
      rewrite(function() return "" end)
      is_replaced "something else"
    end)

    it("not through a link, nor in a folder that is others', which is told", function()
      assert(create(new()))
      local path, other = kept(), w.cache .. "/other"
      assert(os.rename(path, other))
      shell.output(("ln -s %s %s"):format(other, path))
      is_replaced "symbolic link"
      assert.equal("", shell.output("find " .. path .. " -type l"))
      shell.output(("rm -r %s/portabilling && mkdir -m 777 %s/portabilling"):format(w.cache, w.cache))
      assert(create(later_process()))
      assert.truthy(told "others may write to it")
      assert.is_nil(kept())
    end)

    it("for its own server alone", function()
      assert(create(new()))
      assert(os.rename(kept(), (kept():gsub("127%.0%.0%.1", "localhost"))))
      assert(create(later_process { url = w.server.plain_url:gsub("127%.0%.0%.1", "localhost") }))
      assert.truthy(told "another server's")
      assert.equal(2, w.server.count(ADMIN))
    end)

    it("whole, whenever the writer is killed", function()
      assert(create(new()))
      local whole = assert(core_file.read_private(kept()))
      -- What a killed writer leaves.
      local left = kept() .. ".123.abcdef.tmp"
      shell.output(("head -c 100 %s > %s && chmod 600 %s && touch -d '2 minutes ago' %s"):format(kept(), left, left,
        left))
      assert(create(later_process()))
      assert.equal(1, w.server.count(ADMIN))
      w.clock = 8 * DAY
      assert(create(later_process())) -- the next one who writes removes it
      assert.equal(2, w.server.count(ADMIN))
      assert.equal("", shell.output("find " .. w.cache .. " -name '*.tmp'"))
      assert.equal(#whole, #assert(core_file.read_private(kept())))
    end)

    -- A program that makes its first call.
    local function program()
      return ([[
        local getenv = os.getenv
        os.getenv = function(name) return name == "XDG_CACHE_HOME" and %q or getenv(name) end
        local client = require("portabilling").new { url = %q, login = "api", token = "t", api = "server" }
        assert(assert(client:create("NewService", "thing", { thing_info = {} })).i_thing == 7)
      ]]):format(w.cache, w.server.plain_url)
    end

    local function await(count)
      app.await(function() return w.server.count(ADMIN) == count end, count .. " requests")
    end

    it("by several processes at once, without harm", function()
      w.server.set("mode", "hang")
      local running = {}
      for i = 1, 4 do
        running[i] = shell.lua(program())
      end
      await(4)
      w.server.set("mode", "ok")
      for _, process in ipairs(running) do
        process:wait()
      end
      assert(create(new()))
      assert.equal(4, w.server.count(ADMIN))
      assert.same({}, w.events)
    end)

    it("by the next process, when one was killed while it fetched it", function()
      w.server.set("mode", "hang")
      local process = shell.lua_process(program())
      await(1)
      assert.is_false(process:kill())
      w.server.set("mode", "ok")
      shell.lua(program()):wait()
      assert.equal(2, w.server.count(ADMIN))
      assert(create(new()))
      assert.equal(2, w.server.count(ADMIN))
    end)

    it("apart from what came over a connection that was not verified", function()
      local client = new { url = w.server.url, verify = false }
      assert(create(client))
      assert(create(later_process { url = w.server.url, ca_file = w.server.ca_file }))
      assert.equal(2, w.server.count(ADMIN))
    end)
  end)

  describe("is renewed", function()
    local function asked()
      return { w.server.count(ADMIN), w.server.count "Generic/get_version" }
    end

    it("when its server is another build, for which it is asked once a day", function()
      local client = new()
      assert(create(client))
      w.clock = DAY - MINUTE
      assert(create(client))
      assert.same({ 1, 1 }, asked())
      w.clock = DAY + MINUTE
      assert(create(client))
      assert(create(later_process()))
      assert.same({ 1, 2 }, asked())
      w.server.set("version", "MR120-2")
      w.server.set("body", description_server.description { ["/NewService/add_other"] = { {}, {} } })
      w.clock = 2 * DAY
      assert(create(later_process()))
      assert.same({ 1, 2 }, asked())
      w.clock = 2 * DAY + 2 * MINUTE
      local next_client = later_process()
      assert(next_client:create("NewService", "other", {}))
      assert.same({ 2, 3 }, asked())
    end)

    it("while a batch runs: what the new one does not have is told of each item, and was not sent", function()
      local path = w.cache .. "/journal"
      local function rows()
        local i = 0
        return function()
          i = i + 1
          if i == 2 then
            w.clock = 8 * DAY
            w.server.set("body", (description_server.description():gsub("NewService", "OldService")))
          end
          return i < 4 and { thing_info = { name = "x" .. i } } or nil
        end
      end
      local errors = {}
      for item in new():batch("create", "NewService", "thing", rows(), { journal = path, concurrency = 1,
        ordered = true }) do
        errors[item.index] = item.err or false
      end
      assert.is_false(errors[1])
      for i = 2, 3 do
        assert.same({ "invalid", "no" }, { errors[i].kind, errors[i].sent })
        assert.equal("the server's description has no service 'NewService'; did you mean 'OldService'?",
          errors[i].message)
      end
      assert.equal(1, w.server.count "NewService/add_thing")
      -- Nothing is in doubt: when the server has it again, they are sent.
      w.server.set("body", description_server.description())
      local again = later_process()
      os.remove(kept())
      w.clock = 0
      for item in again:batch("create", "NewService", "thing", { { thing_info = { name = "x1" } },
        { thing_info = { name = "x2" } }, { thing_info = { name = "x3" } } }, { journal = path }) do
        assert.is_nil(item.err, tostring(item.err))
      end
      assert.equal(3, w.server.count "NewService/add_thing")
    end)

    it("after a week, whatever its server says", function()
      local client = new()
      for day = 0, 6 do
        w.clock = day * (DAY + 60 * MINUTE)
        assert(create(client))
      end
      assert.same({ 1, 7 }, asked())
      w.clock = 7 * DAY + MINUTE -- less than a day after it was asked
      assert(create(client))
      assert.same({ 2, 8 }, asked())
    end)

    it("only then, where nobody may ask for the build", function()
      w.server.set("version mode", "fault")
      local client = new()
      assert(create(client))
      w.clock = DAY + MINUTE
      assert(create(client))
      assert(create(client))
      assert.same({ 1, 2 }, asked())
      assert.same({}, w.events)
    end)

    it("or serves on where the server cannot be asked, which is told", function()
      local client = new { timeout = 1, retries = 0 }
      assert(create(client))
      w.server.set("version mode", "hang")
      w.clock = DAY + MINUTE
      assert(create(client))
      assert.truthy(told "serves on")
      assert.truthy(told "could not be asked for its version")
      w.server.set("version mode", "ok")
      assert(create(client))
      assert.same({ 1, 2 }, asked())
      w.clock = DAY + 12 * MINUTE
      assert(create(client))
      assert.same({ 1, 3 }, asked())
    end)

    it("or serves on where the new one cannot be had", function()
      local client = new()
      assert(create(client))
      w.server.set("mode", "404")
      w.clock = 8 * DAY
      assert(create(client))
      assert.truthy(told "serves on")
      assert.is_true(client.model.own)
    end)

    it("by whichever process is first, for all", function()
      local long_running = new()
      assert(create(long_running))
      w.clock = 8 * DAY
      assert.equal(0, fork(function()
        return create(later_process()) and 0 or 1
      end))
      assert.same({ 2, 2 }, asked())
      assert(create(long_running))
      assert.same({ 2, 2 }, asked())
      w.clock = 9 * DAY + MINUTE
      assert.equal(0, fork(function()
        return create(later_process()) and 0 or 1
      end))
      assert.same({ 2, 3 }, asked())
      assert(create(long_running))
      assert.same({ 2, 3 }, asked())
    end)

    it("when the clock was set back by much", function()
      w.clock = 30 * DAY
      local client = new()
      assert(create(client))
      w.clock = 0
      assert(create(client))
      assert.equal(2, w.server.count(ADMIN))
      w.clock = -30 * DAY
      assert(create(later_process()))
      assert.equal(3, w.server.count(ADMIN))
    end)
  end)
end)
