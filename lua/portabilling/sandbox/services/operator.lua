--- Env, User, Currency, CustomerClass: what an operator has once.

local crud = require "portabilling.sandbox.crud"
local state = require "portabilling.sandbox.state"
local store = require "portabilling.sandbox.store"

local Env, User, Currency, CustomerClass = {}, {}, {}, {}

local environment = { i_env = 1, name = "Sandbox", email = "noreply@sandbox.example.com", iso_4217 = "USD" }

Env.get_env_info = {
  realms = "ar",
  run = function()
    return { env_info = environment }
  end,
}

Env.get_env_list = {
  run = function(ctx, params)
    ctx.store.environments = ctx.store.environments or store.collection({
      key = "i_env", count = 1, fields = {}, constants = environment,
    }, "environments", state.random)
    return ctx:list("environments", params, "env_list", {})
  end,
}

-- Users are kept where they log in (state.users), so that their collection is a view of them.
local function users()
  local fields = {}
  for _, name in ipairs { "login", "is_super_user" } do
    fields[name] = function(k)
      return state.users[k][name]
    end
  end
  function fields.email(k)
    return state.users[k].login .. "@example.com"
  end
  return store.collection({ key = "i_user", count = #state.users, fields = fields, constants = {}, unique = {
    login = function(login)
      for k, user in ipairs(state.users) do
        if user.login:lower() == login:lower() then
          return k
        end
      end
    end,
  } }, "users", state.random)
end

crud.read(User, { record = "user", collection = "users", key = "i_user", look_up = { "i_user", "login" },
  like = { "login" } })
for _, method in pairs(User) do
  local run = method.run
  function method.run(ctx, params)
    ctx.store.users = users()
    return run(ctx, params)
  end
end

crud.read(Currency, {
  record = "currency", collection = "currencies", key = "i_currency", look_up = { "iso_4217" }, read_realms = "arcu",
  like = { "iso_4217", "name" },
  view = function(ctx, row)
    return ctx.without(row, { "i_currency" })
  end,
})

crud.read(CustomerClass, {
  record = "customer_class", collection = "customer_classes", key = "i_customer_class", read_realms = "ar",
  look_up = { "i_customer_class", "name" }, like = { "name" },
})

return { Env = Env, User = User, Currency = Currency, CustomerClass = CustomerClass }
