-- Ids of the sandbox's calls, of their recordings, and of what was said in them; and what it tells about a call to the
-- addresses that who made it gave.
local asked = require("support.asked").new { setup = setup, teardown = teardown }
local await = require "support.await"
local cjson = require "cjson"
local plain = require "socket.http"
local server = require "support.server"

-- Keeps what is POSTed to it.
local LOCATIONS = [[
  location /told/ {
    content_by_lua_block {
      ngx.req.read_body()
      ngx.shared.counters:rpush("told", ngx.var.request_uri .. " " .. ngx.req.get_body_data())
      ngx.print('{"success":1}')
    }
  }
  location /all {
    content_by_lua_block {
      local counters, list = ngx.shared.counters, {}
      for _ = 1, counters:llen("told") do
        list[#list + 1] = counters:lpop("told")
        counters:rpush("told", list[#list])
      end
      ngx.print(table.concat(list, "\n"))
    }
  }
]]

describe("the sandbox's recorded calls", function()
  local ok = asked.ok
  local CONF_ID = "^" .. ("%x"):rep(8) .. (" " .. ("%x"):rep(8)):rep(3) .. "$"
  local DATES = { from_date = "1970-01-01 00:00:00", to_date = "9000-01-01 00:00:00" }
  local calls, transcribed, never, unrecorded

  local function list(method, more, realm)
    local params = { with_cr_download_ids = 1, limit = 100 }
    for _, from in ipairs { DATES, more } do
      for name, value in pairs(from) do params[name] = value end
    end
    return ok(method, params, realm).xdr_list
  end

  local function fault(params, realm)
    return (asked.refused("CDR/get_transcription", params, realm))
  end

  local function is_transcribed(xdr)
    local params = { call_recording_id = xdr.h323_conf_id, check_only = 1 }
    return asked.call("CDR/get_transcription", params).status == 200
  end

  setup(function()
    calls = list("Account/get_xdr_list", {}, "account")
    for _, xdr in ipairs(calls) do
      if not xdr.cr_download_ids[1] then
        unrecorded = unrecorded or xdr
      elseif is_transcribed(xdr) then
        transcribed = transcribed or xdr
      else
        never = never or xdr
      end
    end
  end)

  it("have ids in four groups of digits, of which those of recordings are made", function()
    local seen, recorded = {}, 0
    for _, xdr in ipairs(calls) do
      assert.matches(CONF_ID, xdr.h323_conf_id)
      assert.is_nil(seen[xdr.h323_conf_id])
      seen[xdr.h323_conf_id] = true
      for i, id in ipairs(xdr.cr_download_ids) do
        recorded = recorded + 1
        assert.equal(("%s_%d"):format(xdr.h323_conf_id, i - 1), id)
      end
    end
    assert.is_true(recorded > 1)
    local found = list("Account/get_xdr_list", { h323_conf_id = calls[3].h323_conf_id }, "account")
    assert.same({ calls[3] }, found)
    local made = ok("CallControl/originate_call", { account_id = "12365550001", destination = "442079460000" })
    for _, filter in ipairs { {}, { call_id = made.call.id } } do
      for _, session in ipairs(ok("BillingSession/get_active_sessions_list", filter).active_session_list) do
        assert.matches(CONF_ID, session.h323_conf_id)
      end
    end
    ok("CallControl/terminate_call", { call = made.call })
  end)

  it("have transcriptions in pieces with the times at which they begin, and as text", function()
    local id = transcribed.h323_conf_id
    local found = ok("CDR/get_transcription", { call_recording_id = id }, "account")
    assert.equal(id .. "_0", found.call_recording_id)
    local last = -1
    for _, segment in ipairs(found.segments) do
      assert.is_true(segment.start > last)
      last = segment.start
    end
    assert.is_true(last > 0)
    assert.same(found, ok("CDR/get_transcription", { call_recording_id = id .. "_0", format = "json" }))
    assert.equal(1, ok("CDR/get_transcription", { call_recording_id = id, check_only = 1 }).success)
    local text = asked.call("CDR/get_transcription", { call_recording_id = id, format = "text" }, "account")
    assert.matches("^text/plain", text.headers["content-type"])
    assert.is_nil(text.headers["content-disposition"])
    for _, segment in ipairs(found.segments) do
      assert.truthy(text.body:find(segment.text, 1, true), segment.text)
    end
    assert.truthy(text.body:find(transcribed.CLD, 1, true))
  end)

  it("have none, each for its reason", function()
    assert.equal("Server.CDR.transcription_not_found", fault { call_recording_id = never.h323_conf_id })
    assert.equal("Server.CDR.invalid_call_recording_id", fault { call_recording_id = unrecorded.h323_conf_id })
    assert.equal("Server.CDR.invalid_call_recording_id", fault { call_recording_id = transcribed.h323_conf_id .. "_7" })
    assert.equal("Server.CDR.invalid_call_recording_id", fault { call_recording_id = "7" })
    assert.equal("Server.CDR.xdr_not_found", fault { call_recording_id = "00000000 00000000 00000000 00000000" })
    local other = list("Customer/get_customer_xdrs", { i_customer = 4, call_recording = 1 })[1].cr_download_ids[1]
    assert.equal("Server.CDR.xdr_not_found", fault({ call_recording_id = other }, "customer"))
  end)
end)

describe("of calls that the API makes the sandbox", function()
  local receiver
  local CALL = { account_id = "12365550001", caller_id = "16045550100", destination = "442079460000" }

  setup(function()
    receiver = server.start { locations = LOCATIONS }
  end)
  teardown(function()
    receiver.stop()
  end)

  local function control(method, params)
    return asked.ok("CallControl/" .. method, params, "customer")
  end

  local function originate(path, events)
    local params = { state_info_callback = path:find "://" and path or receiver.plain_url .. path,
      state_info_events = events }
    for name, value in pairs(CALL) do params[name] = value end
    return control("originate_call", params)
  end

  -- What was told under a path, once there are so many.
  local function told(path, count)
    local list
    await(function()
      list = {}
      for where, body in (plain.request(receiver.plain_url .. "/all")):gmatch "(%S+) ([^\n]*)" do
        if where == path then
          list[#list + 1] = cjson.decode(body)
        end
      end
      return #list >= count
    end)
    return list
  end

  it("tells how they go, what was played, and that they ended", function()
    local made = originate("/told/states?x=1", { "terminated", "trying", "ringing", "early", "connected", "held" })
    local states = {}
    for i, callback in ipairs(told("/told/states?x=1", 3)) do
      states[i] = callback.state
      assert.same(made.call, callback.call)
      assert.same({ made.tracking_id, "outgoing", false },
        { callback.tracking_id, callback.type, callback.is_external_call })
      assert.is_string(callback.start_time)
      assert.is_string(callback.update_time)
      assert.equal(callback.state == "connected", callback.connect_time ~= nil)
    end
    assert.same({ "trying", "ringing", "connected" }, states)
    control("play", { call = made.call, url = receiver.plain_url .. "/a.mp3", ["repeat"] = 1,
      callback_url = receiver.plain_url .. "/told/playback", interrupt_playback_on_input = "Y",
      callback_on_events = { "prompt_playback_interrupted", "prompt_playback_completed" } })
    local played = told("/told/playback", 1)[1]
    assert.same({ made.call, made.tracking_id, "prompt_playback_completed" },
      { played.call, played.tracking_id, played.ivr_info.event })
    control("terminate_call", { call = made.call })
    local ended = told("/told/states?x=1", 4)[4]
    assert.equal("terminated", ended.state)
    assert.is_number(ended.duration)
    assert.is_number(ended.reason_code)
    assert.is_string(ended.reason)
    assert.is_string(ended.connect_time)
  end)

  it("tells what was asked for alone, and all where nothing was", function()
    local few = originate("/told/few", { "connected" })
    control("play", { call = few.call, url = "x", callback_url = receiver.plain_url .. "/told/few",
      callback_on_events = { "prompt_playback_interrupted" } })
    control("terminate_call", { call = few.call })
    control("terminate_call", { call = originate("/told/every").call })
    assert.equal(4, #told("/told/every", 4))
    local list = told("/told/few", 1)
    assert.same({ 1, "connected" }, { #list, list[1].state })
  end)

  it("tells nobody where nobody listens, and refuses what is no address", function()
    control("terminate_call", { call = originate("http://127.0.0.1:1/nobody", { "connected" }).call })
    local code, text = asked.refused("CallControl/originate_call", { account_id = CALL.account_id, destination = "1",
      state_info_callback = "nowhere" }, "customer")
    assert.same({ "Client.CallControl.invalid_value.state_info_callback", "url must look like https://host:port/path" },
      { code, text })
    local call = control("originate_call", CALL).call
    assert.equal("Client.CallControl.invalid_value.callback_url",
      (asked.refused("CallControl/play", { call = call, url = "x", callback_url = "nowhere" }, "customer")))
    control("terminate_call", { call = call })
  end)
end)
