--- WebLog: what was changed of customers and accounts.

local given = require("portabilling.sandbox.context").given

local WebLog = {}

WebLog.get_web_log_list = {
  realms = "a",
  run = function(ctx, params)
    params.get_total = 1 -- clients of real servers read total without having asked for it
    return ctx:list("web_logs", params, "web_log_list", {
      equal = { "entity_type", "i_entity" }, hint = given(params.i_entity) and { "i_entity", params.i_entity } or nil,
    })
  end,
}

return { WebLog = WebLog }
