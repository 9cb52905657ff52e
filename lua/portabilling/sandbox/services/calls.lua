--- BillingSession: what is going on.

local context = require "portabilling.sandbox.context"
local json = require "portabilling.sandbox.json"
local nodes = require("portabilling.sandbox.seed.calls").nodes

local given = context.given

local BillingSession = {}

local on_net = {
  ["on-net_only"] = function(get)
    return get("on_net") == 1
  end,
  exclude = function(get)
    return get("on_net") ~= 1
  end,
  exclude_incoming = function(get)
    return get("on_net") ~= 1 or get("incoming") ~= 1
  end,
}

-- What only calls made by the API have, and what is answered only when it is asked for.
local hidden = { "i_session", "tag", "tracking_id", "state", "started", "state_info_callback", "state_info_events",
  "country", "subdivision" }

local function session_view(ctx, params)
  return function(row)
    local out = context.without(row, hidden)
    local customer = ctx.store.customers:get(row.i_customer)
    out.customer_name = customer and customer.name
    if params.with_cld_country == 1 then
      out.country, out.subdivision = row.country, row.subdivision
    end
    if params.with_nodes == 1 then
      out.nodes = json.array { { i_node = row.i_node, name = nodes[row.i_node] } }
    end
    if params.with_resale_hierarchy == 1 then
      local parent = customer and ctx.store.customers:get(customer.i_parent)
      out.resale_hierarchy = json.array { parent and { i_customer = parent.i_customer, name = parent.name } }
    end
    return out
  end
end

BillingSession.get_active_sessions_list = {
  realms = "arc",
  run = function(ctx, params)
    return ctx:list("active_sessions", params, "active_session_list", {
      hint = given(params.i_customer) and { "i_customer", params.i_customer }
        or ctx.realm == "customer" and { "i_customer", ctx.session.i_customer } or nil,
      like = { "account_id", "cli", "cld" },
      equal = { "call_id", "h323_conf_id", "hotlined", "i_connection", "i_customer", "i_node", "i_service_type",
        "i_vendor", "parent_session_id", "source_ip" },
      special = {
        i_parent = function(value) -- the reseller's customers
          return function(get)
            return ctx.store.customers:field(get("i_customer"), "i_parent") == value
          end
        end,
        on_net = function(value)
          return on_net[value]
        end,
      },
      tests = ctx:scoped(), view = session_view(ctx, params),
    })
  end,
}

return { BillingSession = BillingSession }
