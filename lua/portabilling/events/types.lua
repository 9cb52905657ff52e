--- The names of event types that are publicly known. Data only; later releases have more, so a name that is missing here
--- is no mistake by itself.
local M = {}

-- From PortaBilling's documentation of its events (MR97 to MR117). Groups whose actions it does not name in public are in
-- the older list only.
M.mr97 = [[
  Customer/Created Customer/Deleted Customer/Updated
  DID/Created DID/Deleted DID/Updated
  Invoice/Created Invoice/Updated
  Subscriber/Created Subscriber/Deleted Subscriber/Updated]]

-- "Version 1" of the events: the 89 types that a public client of 2019 knows.
M.version1 = [[
  Accessibility/Deleted Accessibility/Inserted AccessPolicy/Changed AccessPolicy/Phase/Changed
  AccessPolicy/Phase/Deleted AccessPolicy/Phase/New Account/AccessPolicy/Changed Account/ActivationDate/Changed
  Account/Alias/Delete Account/AvailableFundsAppear Account/BalanceChanged Account/Blocked
  Account/CustomField/Changed Account/Discount/Changed Account/ExpirationDate/Changed Account/FollowMe/Changed
  Account/FollowMeNumber/Changed Account/FollowMeNumber/Deleted Account/FollowMeNumber/Inserted
  Account/Id/Changed Account/IPDeviceAssignment Account/New Account/Password/Changed Account/ProductAddon/Changed
  Account/ProductAddon/Deleted Account/ProductAddon/Inserted Account/Product/Changed
  Account/ServiceAttribute/Changed Account/ServiceFlags/Changed Account/Service/Msg/QuotaExceeded
  Account/Service/Netaccess/QuotaExceeded Account/ServicePassword/Changed Account/Service/QuotaAvailable
  Account/Service/QuotaExceeded Account/SIMCardAssignment Account/Status/Changed Account/Status/Closed
  Account/Status/Exported Account/Status/Imported Account/Status/Suspend Account/Status/Unsuspend
  Account/Unblocked Account/ZeroAvailableFunds Connection/Changed Connection/Deleted Connection/New
  Customer/AvailableFundsAppear Customer/BalanceChanged Customer/Blocked Customer/CustomField/Changed
  Customer/Name/Changed Customer/New Customer/ServiceAttribute/Changed Customer/ServiceFlags/Changed
  CustomerSite/ServiceAttribute/Changed Customer/Status/Activated Customer/Status/Changed Customer/Status/Closed
  Customer/Status/Deactivated Customer/Status/Exported Customer/Status/Imported Customer/Status/Suspend
  Customer/Status/Unsuspend Customer/Unblocked Customer/ZeroAvailableFunds CustomField/Changed
  Custom/Jasper/CapReached DID/Deleted DID/New DID/Status/Activated DID/Status/Assigned DID/Status/Canceled
  DID/Status/Moved DID/Status/Unassigned Invoice/Adjustments/Changed Invoice/AmountPaid/Changed Invoice/New
  Invoice/Status/Changed IPDeviceProfile/New PaymentTransaction/New PaymentTransaction/ResultCode/Changed
  PaymentTransaction/Status/Changed Product/AccessPolicy/Changed Product/Discount/Changed
  Product/ServiceAttribute/Changed ServiceAttribute/Changed Subscriber/Address/Changed
  Subscriber/ContactInfo/Changed Subscriber/Name/Changed]]

-- Seen in a provisioning gateway's documentation.
M.gateway = "SIM/Updated"

---@type string[] all of them, sorted
M.names = {}

---@type table<string, true>
M.known = {}

for _, list in ipairs { M.mr97, M.version1, M.gateway } do
  for name in list:gmatch("%S+") do
    if not M.known[name] then
      M.known[name] = true
      M.names[#M.names + 1] = name
    end
  end
end
table.sort(M.names)

return M
