-- Answers without anything in them: what the changelogs of clients call an empty body is {}.
local http = require "support.curl_program"
local world = require "support.world"

local w = world.new({ setup = setup, teardown = teardown, before_each = before_each }, { size = 30 })

-- Methods of which no more than the success is told, and whether clients look at it.
local function each(call, assertion)
  assertion(call("Customer/suspend_customer", { i_customer = 4 }), false)
  assertion(call("Account/terminate_account", { i_account = 1 }), false)
  assertion(call("Account/activate_subscriptions", { i_account = 5 }), true)
  assertion(call("Account/charge_subscription_fees", { i_account = 5 }), true)
  local _, login = http.login(w.sandbox)
  assertion(call("Session/logout", { session_id = login.session_id }), true)
end

describe("an answer without anything in it", function()
  local call
  before_each(function()
    call = http.login(w.sandbox)
  end)

  it('tells {"success": 1} by itself', function()
    each(call, function(answer)
      assert.same({ 200, '{"success":1}' }, { answer.status, answer.body })
    end)
  end)

  it("is {} in the hostile mode, but for what clients look at", function()
    assert(w.sandbox:set { hostile = true })
    each(call, function(answer, looked_at)
      assert.same({ 200, looked_at and '{"success":1}' or "{}" }, { answer.status, answer.body })
    end)
  end)

  it("has no bytes when that is asked for, but for what clients look at", function()
    assert(w.sandbox:set { empty_body = true })
    each(call, function(answer, looked_at)
      assert.same({ 200, looked_at and '{"success":1}' or "" }, { answer.status, answer.body })
    end)
    local client = w.client()
    assert.same({}, assert(client:call("Customer", "unsuspend_customer", { i_customer = 4 })))
    client:close()
  end)
end)
