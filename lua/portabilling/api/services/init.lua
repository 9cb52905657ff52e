-- The services of PortaBilling's API. What is known of one is in the file of its name, and loaded when it is asked for:
--
-- mr80: its methods in release MR80 (November 2019; 811 of 70 services, as listed by a public client of that time).
--
-- later: its methods that public sources on later releases (up to about MR131) name, as name:release with the release
-- by which it was there, where that is told. Later releases have more methods than anybody has listed publicly; those
-- can be called by name all the same. (Those whose service is not told: unplaced.lua.)
--
-- methods: what they take and answer, in the notation (see notation.lua): method = { params, answer, about = a few
-- words }; objects: those of this service (see objects.lua for the shared ones). Required is what a create wants; where
-- a create and an update take the same object, {+x} is the create's.
--
-- records: where a record type is not what its methods' names say. One line a record; whatever a line leaves out follows the
-- naming rule: add_x / get_x_info / get_x_list / update_x / delete_x, wrapper and key x_info, id i_x.
--
--   create get update delete list   method name; or { method, wrapper =, key =, paging =, total = }; false = has none
--   seen      operations whose parameters and keys are documented or seen in public clients ("all" = all it has);
--             for the others only the name of the method is known, and keys are a guess by rule
--   wrapper   the key that holds the attributes of create and update; false = attributes stand beside the id (flat)
--   id        the key of the record's number; unique = what tells rows of a list apart, where that is not the id
--             (several names: only together); false = unknown
--   natural   { attribute, get or list, filters = { filter = attribute } }: finds a record again after a create whose
--             outcome is unknown
--   also      other names a user may know the record by
--   realm     in which realm the session itself says whose record it is, so that keys may be left out
-- For list: key = where the records are; paging = false: the method has no limit and offset (set only where that is
-- certain; asking a page of a list that ignores limit does no harm); total = true: get_total is known to work,
-- "costly": but has taken servers down, so that only who asks for it gets it.
local later = require "portabilling.support.later"

local NAMES = [[
  ACL AccessControl AccessPolicy AccessRole Account AsyncRequest AuthzRule BillingSession BrandPane BundlePromotion
  CCStaff CDR CallBarring CallControl CommissionPlan ContentBasedCharging Currency CustomFields Customer
  CustomerClass DID DID_Provider Destination DialingRule DiscountPlan EmergencyUnit Env Generic IPTV IVRApplications
  Invoice MOH MeasuredServices Metric NegotiatedFeatures Node Notification NumberPorting OLI OffPeak Payment Product
  QuickForms Rate Report Representative RoamingProfile RouteCategories RoutingCriteria RoutingPlan SIMCard Service
  ServiceFeatures ServicePolicy Session Subscription Tariff TaxationPlugin Template TimePeriod TraceSession
  TrafficProfile TransferTo UA UAProfileGenerator User Vendor VoiceQualityProfile WebLog XDRMediator]]

local M = {}

for name in NAMES:gmatch "%S+" do
  M[name] = later.require("portabilling.api.services." .. name)
end

return M
