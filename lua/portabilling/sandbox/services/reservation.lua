--- DID: keeping a free number for a while, so that two sign-ups do not choose the same one.

local context = require "portabilling.sandbox.context"
local state = require "portabilling.sandbox.state"

local given = context.given

local DID = {}

local default_term = 900 -- seconds; the real one is not public

DID.reserve_number = {
  realms = "arc",
  run = function(ctx, params)
    local key = ctx.store.numbers:find("number", params.number)
    if not key then
      ctx:refuse("not_found", "number", "there is no number " .. params.number)
    end
    local row = ctx.store.numbers:get(key)
    if given(row.i_account) then
      ctx:refuse("in_use", "number", "the number is already assigned to an account")
    elseif given(row.i_customer) and not ctx:sees_customer(row.i_customer) then
      ctx:refuse("in_use", "number", "the number belongs to another customer")
    elseif row.frozen == "Y" then
      ctx:refuse("wrong_state", "number", "the number is frozen")
    end
    local reservations = ctx.store.number_reservations
    local reserved = reservations:get(reservations:find("number", row.number))
    local holder = ctx.session.session_id or ctx.session.login
    if reserved and reserved.till > state.now() and reserved.holder ~= holder then
      ctx:refuse("in_use", "number", "the number is reserved by another session")
    end
    local values = {
      number = row.number, holder = holder,
      till = state.now() + (given(params.reserve_term) and params.reserve_term or default_term),
    }
    if reserved then
      reservations:change(reserved.i_reservation, values)
    else
      reservations:add(values)
    end
    return { success = 1 }
  end,
}

return { DID = DID }
