--- Invoice: invoices, with their PDF.

local balance = require "portabilling.sandbox.balance"
local context = require "portabilling.sandbox.context"
local file = require "portabilling.sandbox.file"

local given = context.given

local Invoice = {}

local function pdf(ctx, row)
  local customer = ctx.store.customers:get(row.i_customer)
  return {
    filename = ("invoice-%s-%d.pdf"):format(row.invoice_number, row.i_customer), content_type = "application/pdf",
    body = file.pdf {
      "Invoice " .. row.invoice_number, "", "Customer: " .. customer.name, "Issued: " .. row.issue_date,
      "Period: " .. row.period_from .. " - " .. row.period_to, "Due: " .. row.due_date, "",
      ("Total: %.2f %s"):format(row.amount_net, row.iso_4217), ("Paid: %.2f %s"):format(row.amount_paid, row.iso_4217),
    },
  }
end

Invoice.get_invoice_info = {
  realms = "arc",
  run = function(ctx, params)
    local invoices, key = ctx.store.invoices, nil
    if given(params.i_invoice) then
      key = invoices:exists(params.i_invoice) and params.i_invoice
    elseif given(params.invoice_number) then
      -- the number alone is no key: it is unique for its customer only
      local customer = ctx:customer(params.i_customer).i_customer
      for candidate in invoices:keys(1, { "i_customer", customer }) do
        if invoices:field(candidate, "i_customer") == customer
          and invoices:field(candidate, "invoice_number") == params.invoice_number then
          key = candidate
        end
      end
    else
      ctx:refuse("missing_required", "i_invoice", "i_invoice, or i_customer and invoice_number, is required")
    end
    if not key then
      return {}
    end
    local row = invoices:get(key)
    ctx:customer(row.i_customer)
    if params.get_pdf == 1 and row.has_pdf == 1 then
      return nil, pdf(ctx, row)
    end
    return { invoice_info = context.without(row, { "has_pdf" }) }
  end,
}

local function issued(test)
  return function(value)
    return function(get)
      return test(get("issue_date") .. " 00:00:00", value)
    end
  end
end

Invoice.get_invoice_list = {
  realms = "arc",
  run = function(ctx, params)
    local customer = ctx.realm == "customer" and ctx.session.i_customer or params.i_customer
    return ctx:list("invoices", params, "invoice_list", {
      like = { "invoice_number" }, equal = { "i_customer", "invoice_status", "iso_4217" },
      special = {
        issued_after = issued(function(date, limit)
          return date >= limit
        end),
        issued_before = issued(function(date, limit)
          return date <= limit
        end),
        i_parent = function(value)
          return function(get)
            return ctx.store.customers:field(get("i_customer"), "i_parent") == value
          end
        end,
      },
      hint = given(customer) and { "i_customer", customer } or nil, tests = ctx:scoped(),
      view = function(row)
        return context.without(row, { "has_pdf" })
      end,
    })
  end,
}

Invoice.apply_invoice_adjustment = {
  run = function(ctx, params)
    local row = ctx:need("invoices", params.i_invoice, "i_invoice")
    local customer = ctx:customer(row.i_customer)
    balance.enter(ctx.store, customer, {
      i_service = 8, i_service_type = 7, service = "Payments", CLD = "Invoice adjustment",
      description = params.visible_comment, charged_amount = params.amount,
    })
    ctx.store.invoices:change(row.i_invoice, {
      amount_due = context.money(row.amount_due + params.amount),
      amount_net = context.money(row.amount_net + params.amount),
    })
    return { success = 1 }
  end,
}

return { Invoice = Invoice }
