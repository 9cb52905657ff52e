-- Ids as "1-500 503-1500": readable when a comparison fails.
return function(ids)
  local parts, from = {}, ids[1]
  for i = 1, #ids do
    if ids[i + 1] ~= ids[i] + 1 then
      parts[#parts + 1] = from == ids[i] and tostring(from) or from .. "-" .. ids[i]
      from = ids[i + 1]
    end
  end
  return table.concat(parts, " ")
end
