--- The records that the benchmark's server gives: 37 fields, about 1 KB of JSON each, like a customer's.
local M = {}

local CITIES = { "Vancouver", "Saint-J\\u00e9r\\u00f4me", "São Paulo", "Köln", "Springfield", "Barcelona" }
local STATUSES = { "O", "S", "C" }

-- Field names as PortaBilling's customers have them (vendor documentation). The record's number comes first.
local function fields(k)
  return {
    ('"name":"Customer %05d"'):format(k),
    ('"balance":%.5f'):format(k * 1.37 - 120),
    '"iso_4217":"USD"',
    ('"credit_limit":%s'):format(k % 3 == 0 and "null" or "500.00000"),
    ('"bill_status":"%s"'):format(STATUSES[k % 3 + 1]),
    '"blocked":"N"',
    ('"i_customer_class":%d'):format(k % 12 + 1),
    '"i_customer_type":1',
    '"i_billing_period":4',
    ('"companyname":"Example Telecommunication Services %d Ltd."'):format(k),
    '"salutation":"Mr."',
    ('"firstname":"Firstname%d"'):format(k % 50),
    '"midinit":null',
    ('"lastname":"Lastname-%d"'):format(k % 200),
    ('"baddr1":"%d Long Example Street, Building %d"'):format(k, k % 9),
    '"baddr2":null',
    ('"city":"%s"'):format(CITIES[k % #CITIES + 1]),
    '"state":"BC"',
    ('"zip":"V5K 0A%d"'):format(k % 10),
    '"country":"CA"',
    ('"phone1":"+1604555%04d"'):format(k),
    '"phone2":null',
    ('"email":"billing%d@customer.example.com"'):format(k),
    '"note":"Imported from the old system; \\"verified\\" by the back office\\nsee the contract"',
    '"creation_date":"2019-05-17 12:33:45"',
    '"i_time_zone":383',
    '"i_lang":"en"',
    '"out_date_format":"YYYY-MM-DD"',
    '"out_time_format":"HH24:MI:SS"',
    '"i_moh":0',
    '"opening_balance":0.00000',
    ('"perm_credit_limit":%d'):format(k % 4 * 250),
    '"send_invoices":"Y"',
    '"send_statistics":"S"',
    ('"login":"customer%05d"'):format(k),
    '"i_office_type":1',
  }
end

M.DISTINCT = 500

local tails = {}
for k = 1, M.DISTINCT do
  tails[k] = "," .. table.concat(fields(k), ",") .. "}"
end

--- JSON of record number n (1 and up); numbers differ, the rest repeats every DISTINCT records.
---@param n integer
---@return string head
---@return string tail
function M.parts(n)
  return ('{"i_customer":%d'):format(n), tails[(n - 1) % M.DISTINCT + 1]
end

return M
