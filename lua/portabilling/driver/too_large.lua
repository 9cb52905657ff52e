--- An answer that is larger than allowed, in every driver's words.
---@param what "header"|"body"
---@return portabilling.Attempt
return function(what)
  return {
    failed = "TOO_LARGE",
    message = ("the answer's %s is larger than allowed"):format(what),
    permanent = true,
    limit = what == "body" and "max_body" or nil,
  }
end
