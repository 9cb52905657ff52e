--- The client's JSON, for programs: integers keep all their digits, empty arrays stay arrays. See portabilling.support.json.
return require "portabilling.support.json"
