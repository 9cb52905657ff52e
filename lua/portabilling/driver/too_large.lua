--- An answer that is larger than allowed, in every driver's words.
---@param what "header"|"body"
---@return portabilling.Attempt
return function(what)
  return {
    failed = "TOO_LARGE",
    message = ("the answer's %s is larger than allowed"):format(what),
    permanent = true,
    advice = what == "body" and "Ask for less at once (page_size, a narrower filter), or allow more with max_body; "
      .. "download takes files of any size" or nil,
  }
end
