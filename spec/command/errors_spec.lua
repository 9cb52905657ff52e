-- What goes wrong on the command line, told in its own words, or as JSON.
local command = require "support.command"
local json = require "portabilling.json"
local wording = require "portabilling.command.wording"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local _, _, bad, start = command(w)

describe("an error of the command line", function()
  it("is an object where that is asked for, wherever the option stands and whatever is wrong", function()
    for words, expected in pairs {
      ["get Account account id=nope --json-errors"] = { "not_found", nil, "yes", 1 },
      ["--json-errors get Account account id=nope"] = { "not_found", nil, "yes", 1 },
      ["list Customer customer nonsense --json-errors"] = { "config", "USAGE", "no", 2 },
      ["get Acount account id=x --json-errors"] = { "config", "USAGE", "no", 2 },
      ["frobnicate --json-errors"] = { "config", "USAGE", "no", 2 },
      ["list Customer --json-errors"] = { "config", "USAGE", "no", 2 },
      ["--json-errors --profile nope list Customer customer"] = { "config", nil, "no", 2 },
    } do
      local said, status = bad(words)
      local err = json.decode(said)
      assert.is_table(err, said)
      if not expected[2] then
        err.code = nil
      end
      assert.same(expected, { err.kind, err.code, err.sent, status })
      assert.is_string(err.message)
      assert.is_nil(err.where)
    end
  end)

  it("has another status where nobody knows whether a change was done, after Ctrl-C as well", function()
    assert(w.sandbox:inject { method = "Account/update_account", action = "slow", seconds = 2 })
    local program = start "update Account account account_info.i_account=17 account_info.blocked=true --json-errors"
    local patience = os.time() + 30
    repeat until w.calls "Account/update_account" == 1 or os.time() > patience
    program.signal "INT"
    local status, said = program.wait()
    assert.equal(6, status, said)
    local err = json.decode(said)
    assert.same({ "cancelled", "INTERRUPTED", "unknown" }, { err.kind, err.code, err.sent })
    assert.truthy(err.message:find("look whether", 1, true) or err.message:find("outcome is unknown", 1, true), said)
    -- A method that only reads has no outcome that could be unknown.
    assert(w.sandbox:inject { method = "Generic/get_version", action = "drop_after", times = 100 })
    said, status = bad "call Generic get_version"
    assert.equal(4, status, said)
  end)

  it("calls options as they are typed", function()
    for command_name, cases in pairs {
      import = {
        ['give encoding = "windows-1252", or save it'] = "give --encoding windows-1252, or save it",
        ["csv.read: option 'delimiter': one character expected"] = "--delimiter: one character expected",
        ["batch: option 'max_failures': a whole number"] = "--max-failures: a whole number",
        ["max_failures sets how many"] = "--max-failures sets how many",
        ["resend_unknown = true sends it again"] = "--resend-unknown sends it again",
        ["It was not sent now; retry_failed = true tries again"] = "It was not sent now; --retry-failed tries again",
        ["ca_file = ... names it"] = "ca_file = ... names it",
        ["account_info.i_account: there is no retry_failed_of"] = "account_info.i_account: there is no retry_failed_of",
      },
      update = {
        ['look with pb.get("Account", "account", { id = "1604555" }) before'] =
          "look with portabilling get Account account id=1604555 before",
        ['pb.list("DID", "number", { number = "1%", note = "a b" })'] =
          "portabilling list DID number 'number=1%' 'note=a b'",
      },
      create = { ['check = "off" sends it as it is'] = "--check off sends it as it is" },
      list = { ["list: option 'page_size': a whole number"] = "--page-size: a whole number" },
    } do
      for text, expected in pairs(cases) do
        assert.equal(expected, wording.of(text, command_name))
      end
    end
    local said, status = bad "list Customer customer --page-size 0"
    assert.equal(2, status)
    assert.truthy(said:find("^portabilling: %-%-page%-size: "), said)
  end)
end)
