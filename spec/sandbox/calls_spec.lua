-- What goes on in the sandbox: active sessions, and calls that are made by the API.
local world = require "support.world"
local w = world.new({ setup = setup, teardown = teardown, before_each = before_each },
  { size = "small", today = "2026-03-15" })

describe("the sandbox's calls", function()
  local admin, customer, account

  local function client_of(realm)
    local login = w.sandbox.logins[realm]
    return w.client { url = w.sandbox.url[realm], realm = realm, login = login.login, password = login.password }
  end

  before_each(function()
    admin, customer, account = w.client(), client_of "customer", client_of "account"
  end)
  after_each(function()
    admin:close()
    customer:close()
    account:close()
  end)

  local function control(method, params, client)
    return assert((client or admin):call("CallControl", method, params))
  end

  local function fault(code, method, params, client)
    local answer, err = (client or admin):call("CallControl", method, params)
    assert.is_nil(answer)
    assert.equal(code, err.code)
  end

  local function sessions(params, client)
    return assert((client or admin):call("BillingSession", "get_active_sessions_list", params or {}))
  end

  describe("active sessions", function()
    it("are listed in pages, with a total", function()
      local all = sessions { get_total = 1 }
      assert.is_true(all.total > 10)
      assert.equal(all.total, #all.active_session_list)
      local row = all.active_session_list[1]
      for _, name in ipairs { "account_id", "cli", "h323_conf_id", "source_ip", "connect_time" } do
        assert.is_string(row[name], name)
      end
      for _, name in ipairs { "i_customer", "i_service_type", "i_connection", "i_vendor", "i_node", "hotlined" } do
        assert.is_number(row[name], name)
      end
      local second = sessions { limit = 3, offset = 3 }.active_session_list
      assert.same({ all.active_session_list[4], all.active_session_list[5], all.active_session_list[6] }, second)
      local count = 0
      for _ in admin:list("BillingSession", "active_session") do
        count = count + 1
      end
      assert.equal(all.total, count)
    end)

    it("are chosen by each of the filters", function()
      local all = sessions().active_session_list
      local with_parent
      for _, row in ipairs(all) do
        with_parent = with_parent or type(row.parent_session_id) == "string" and row
      end
      for filter, row in pairs {
        account_id = all[1], call_id = all[1], cld = all[2], cli = all[3], h323_conf_id = all[4], hotlined = all[10],
        i_connection = all[6], i_customer = all[#all], i_node = all[3], i_service_type = all[5], i_vendor = all[2],
        parent_session_id = with_parent, source_ip = all[7],
      } do
        local expected = 0
        for _, other in ipairs(all) do
          expected = expected + (other[filter] == row[filter] and 1 or 0)
        end
        local found = sessions { [filter] = row[filter] }.active_session_list
        assert.is_true(expected > 0 and expected < #all, filter)
        assert.equal(expected, #found, filter)
        for _, other in ipairs(found) do
          assert.equal(row[filter], other[filter], filter)
        end
      end
      local prefix = sessions { cld = "1236555%" }.active_session_list
      assert.is_true(#prefix > 0 and #prefix < #all)
    end)

    it("are on the net or not", function()
      local all = #sessions().active_session_list
      local only = sessions { on_net = "on-net_only" }.active_session_list
      local outside = #sessions { on_net = "exclude" }.active_session_list
      assert.is_true(#only > 0 and outside > 0)
      assert.equal(all, #only + outside)
      local incoming = 0
      for _, row in ipairs(only) do
        incoming = incoming + row.incoming
      end
      assert.is_true(incoming > 0 and incoming < #only)
      assert.equal(all - incoming, #sessions { on_net = "exclude_incoming" }.active_session_list)
    end)

    it("of a reseller's customers are found by i_parent; further facts come when they are asked for", function()
      local resold = sessions { i_parent = 2, with_resale_hierarchy = 1, with_nodes = 1, with_cld_country = 1 }
        .active_session_list
      assert.is_true(#resold > 0)
      for _, row in ipairs(resold) do
        assert.equal(2, assert(admin:get("Customer", "customer", { i_customer = row.i_customer })).i_parent)
        assert.equal(2, row.resale_hierarchy[1].i_customer)
        assert.equal(row.i_node, row.nodes[1].i_node)
      end
      assert.is_string(resold[1].country)
      assert.is_nil(sessions().active_session_list[1].country)
      assert.is_nil(sessions().active_session_list[1].nodes)
    end)

    it("are seen by their customer and no other", function()
      local own = sessions({}, customer).active_session_list
      assert.is_true(#own > 0)
      for _, row in ipairs(own) do
        assert.equal(w.sandbox.logins.customer.i_customer, row.i_customer)
      end
      assert.same({}, sessions({ i_customer = 100 }, customer).active_session_list)
    end)
  end)

  describe("a call that the API makes", function()
    local ORIGINATE = { account_id = "12365550001", caller_id = "16045550100", destination = "442079460000",
      state_info_callback = "http://127.0.0.1:1/nobody", state_info_events = { "connected" } }

    it("is in the list and among the sessions until it is terminated", function()
      assert.equal(1, control("enable_api_notifications", { i_customer = 1 }).success)
      assert.same({}, control("get_sip_calls_list", { i_customer = 1 }).calls_list)
      local made = control("originate_call", ORIGINATE)
      assert.is_string(made.tracking_id)
      assert.is_string(made.call.id)
      local calls = control("get_sip_calls_list", { i_customer = 1 }).calls_list
      assert.equal(1, #calls)
      assert.same(made.call, calls[1].call)
      assert.equal(made.tracking_id, calls[1].tracking_id)
      assert.equal("connected", calls[1].state)
      assert.same(calls, admin:collect("CallControl", "sip_call", { i_customer = 1 }))
      local session = sessions { call_id = made.call.id }.active_session_list[1]
      assert.equal("12365550001", session.account_id)
      assert.equal("16045550100", session.cli)
      assert.equal("442079460000", session.cld)
      assert.equal(1, session.i_customer)
      control("play", { call = made.call, url = "https://example.com/a.mp3", ["repeat"] = 1 })
      assert.equal(1, control("terminate_call", { call = made.call }).success)
      assert.same({}, control("get_sip_calls_list", { i_customer = 1 }).calls_list)
      assert.same({}, sessions { call_id = made.call.id }.active_session_list)
      fault("Server.CallControl.not_found.call.id", "terminate_call", { call = made.call })
    end)

    it("is heard of by sessions that asked for it, customer by customer", function()
      fault("Server.CallControl.sip.disabled_api_notifications", "get_sip_calls_list", { i_customer = 1 })
      control("enable_api_notifications", { i_customer = 1 })
      control("get_sip_calls_list", { i_customer = 1 })
      fault("Server.CallControl.sip.disabled_api_notifications", "get_sip_calls_list", { i_customer = 3 })
      fault("Server.CallControl.sip.disabled_api_notifications", "get_sip_calls_list", {}, customer)
      control("disable_api_notifications", { i_customer = 1 })
      fault("Server.CallControl.sip.disabled_api_notifications", "get_sip_calls_list", { i_customer = 1 })
      fault("Client.CallControl.missing_required.i_customer", "enable_api_notifications", {})
      fault("Server.CallControl.access_denied", "enable_api_notifications", { i_customer = 3 }, customer)
    end)

    it("needs an account of the caller's and somebody to call", function()
      fault("Client.CallControl.missing_required.account_id", "originate_call", { destination = "442079460000" })
      fault("Client.CallControl.missing_required.destination", "originate_call", { account_id = "12365550001" })
      fault("Server.CallControl.not_found.account_id", "originate_call",
        { account_id = "nobody", destination = "442079460000" })
      fault("Server.CallControl.access_denied", "originate_call",
        { account_id = "12365550100", destination = "442079460000" }, customer)
      local own = control("originate_call", { destination = "442079460000" }, account)
      fault("Server.CallControl.not_found.call.tag", "terminate_call", { call = { id = own.call.id, tag = "other" } })
      assert.equal("12365550001", sessions { call_id = own.call.id }.active_session_list[1].cli)
    end)
  end)

  it("are traced as the messages of their session", function()
    local row = sessions({ i_service_type = 3 }).active_session_list[1]
    local answer = assert(admin:call("TraceSession", "get_log_info", { session_id = row.session_id }))
    assert.is_true(#answer.log_message_list > 0)
    local message = answer.log_message_list[1]
    assert.matches(row.call_id, message.text, 1, true)
    for _, name in ipairs { "datetime", "diagramtext", "dialog_id", "message_class", "operation", "participant_from",
      "participant_from_id", "participant_to", "participant_to_id", "sip_node" } do
      assert.is_string(message.meta_info[name], name)
    end
    assert.is_number(message.meta_info.level)
    local other = sessions({ i_service_type = 3 }).active_session_list[2]
    local both = assert(admin:call("TraceSession", "get_log_info",
      { session_id = row.session_id, merged_session_id_list = { { session_id = other.session_id } } }))
    assert.equal(2 * #answer.log_message_list, #both.log_message_list)
    assert.same({}, assert(admin:call("TraceSession", "get_log_info", { session_id = "nothing" })).log_message_list)
  end)
end)
