-- Download the latest invoice of a customer as PDF.
-- Usage: lua5.4 examples/invoice_pdf.lua I_CUSTOMER FILE.pdf
local pb = require "portabilling"
local dry_run = os.getenv "PORTABILLING_DRY_RUN" -- "all": nothing is sent, and lists have no records

local USAGE = "usage: invoice_pdf.lua I_CUSTOMER FILE.pdf"
local i_customer = assert(tonumber(((arg and arg[1] or ""):match "^%d+$")), USAGE)
local path = assert(arg[2], USAGE)

local latest
for invoice in pb.list("Invoice", "invoice", { i_customer = i_customer }) do
  if not latest or invoice.issue_date > latest.issue_date then
    latest = invoice
  end
end
if dry_run == "all" then
  return print "dry run: nobody was asked for invoices"
end
assert(latest, "this customer has no invoice")

local file, err = pb.download("Invoice", "get_invoice_info", { i_invoice = latest.i_invoice, get_pdf = true }, path)
if file then
  print(("%s: %d bytes of %s (called %s there)"):format(path, file.bytes, file.content_type, file.filename))
elseif err:is "NO_FILE" then
  print("invoice " .. latest.invoice_number .. " has no PDF")
else
  error(err, 0)
end
