local shell = require "support.shell"

describe("without lua-cjson", function()
  it("requests are written and answers are read", function()
    shell.lua([[
      package.preload.cjson = function() error "there is none" end
      local pb = require "portabilling"
      local client = assert(pb.new { url = "https://localhost", login = "api", token = "api-token",
        dry_run = true })
      local request = assert(client:create("Account", "account", {
        account_info = { id = "1", list = pb.empty_array } }))
      assert(request.body == '{"params":{"account_info":{"id":"1","list":[]}}}', request.body)
      assert(require "portabilling.core".decode('{"a":[]}').a)
    ]]):wait()
  end)
end)
