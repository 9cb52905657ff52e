-- A body with a faultcode is a fault, whatever its headers say, and whoever asked for it.
local shell = require "support.shell"
local temporary = require "portabilling.sandbox.shell"
local world = require "support.world"
local w = world.new { setup = setup, teardown = teardown, before_each = before_each }

local MARK = "\239\187\191"
local PDF = "Invoice/get_invoice_info"
local INVOICE = { i_invoice = 1, get_pdf = 1 }
local LOST = '{"faultcode":"Server.Session.check_auth.auth_failed","faultstring":"gone"}'

local FAULTS = {
  { "plain", '{"faultcode":"Server.Account.odd","faultstring":"no"}', "Server.Account.odd", "no" },
  { "with a byte order mark", MARK .. '\n{"faultcode":"Server.Account.odd","faultstring":"no"}', "Server.Account.odd",
    "no" },
  { "with a number as its code", '{"faultcode":17,"faultstring":"no"}', "17", "no" },
  { "with no code to speak of", '{"faultcode":{}}', nil, "fault" },
  { "with bytes that are no text", '{"faultcode":"Server.Account.odd","faultstring":"\\ud800"}', "Server.Account.odd",
    "\239\191\189" },
}

local function answer_with(method, body, content_type, status, times)
  assert(w.sandbox:inject { method = method, action = status and "status" or "body", status = status, body = body,
    content_type = content_type, times = times })
end

describe("a body with a faultcode", function()
  local directory, path
  before_each(function()
    directory = assert(temporary.temporary_directory())
    path = directory .. "/invoice.pdf"
  end)
  after_each(function()
    shell.output("rm -rf " .. shell.quote(directory))
  end)

  local function there()
    return (shell.output("ls -A " .. shell.quote(directory)))
  end

  local function is_fault(fault, none, err)
    assert.is_nil(none)
    assert.same({ "fault", "yes", fault[3], fault[4] }, { err.kind, err.sent, err.code, err.message })
  end

  for _, content_type in ipairs { "application/json", "text/plain", "application/octet-stream", "text/html" } do
    it("is a fault as " .. content_type .. ", of whatever status", function()
      local c = w.client { retries = 0 }
      for _, fault in ipairs(FAULTS) do
        for _, status in ipairs { false, 200, 302, 404, 500, 503 } do
          local function from(method)
            answer_with(method, fault[2], content_type, status or nil)
          end
          from "Account/update_account"
          is_fault(fault, c:update("Account", "account", { account_info = { i_account = 1 } }))
          from "Account/get_account_info"
          is_fault(fault, c:get("Account", "account", { i_account = 1 }))
          from(PDF)
          is_fault(fault, c:download("Invoice", "get_invoice_info", INVOICE, path))
          assert.equal("", there())
          from(PDF)
          is_fault(fault, c:download("Invoice", "get_invoice_info", INVOICE, error))
        end
      end
    end)
  end

  it("tells of a session that is lost, which is renewed once, as any other", function()
    local c = w.client { retries = 0 }
    assert(c:ping())
    local logins = assert(w.sandbox:stats()).logins
    for _, body in ipairs { LOST, MARK .. LOST } do
      answer_with("Account/get_account_info", body, "text/plain")
      assert(c:get("Account", "account", { i_account = 1 }))
      answer_with(PDF, body, "text/plain")
      assert(c:download("Invoice", "get_invoice_info", INVOICE, path))
      assert.equal("%PDF", (temporary.read_file(path) or ""):sub(1, 4))
      local parts = {}
      answer_with(PDF, body, "text/plain")
      assert(c:download("Invoice", "get_invoice_info", INVOICE, function(bytes) parts[#parts + 1] = bytes end))
      assert.equal("%PDF", table.concat(parts):sub(1, 4))
    end
    local stats = assert(w.sandbox:stats())
    assert.equal(6, stats.logins + stats.refreshes - logins)
  end)
end)

describe("a file that looks like a fault for a while", function()
  local function download(body, content_type)
    local parts = {}
    answer_with(PDF, body, content_type or "text/plain")
    local info, err = w.client { retries = 0 }:download("Invoice", "get_invoice_info", INVOICE, function(bytes)
      parts[#parts + 1] = bytes
    end)
    return info and info.bytes, info and table.concat(parts) or err
  end

  for what, body in pairs {
    ["JSON without a faultcode"] = '{"a":1}',
    ["one that has a faultcode further inside"] = '{"a":{"faultcode":"x"}}',
    ["one that is no JSON after all"] = '{"faultcode":"x"',
    ["one of white space"] = " \n ",
    ["a mark and nothing else"] = MARK,
    ["a large one"] = '{"a":"' .. ("x"):rep(20000) .. '","faultcode":"x"}',
    ["nothing of the kind"] = "%PDF",
  } do
    it("comes whole: " .. what, function()
      assert.same({ #body, body }, { download(body) })
    end)
  end
end)
