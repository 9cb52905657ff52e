-- Which known name did the user mean? Used wherever a name is checked: services, records, options.
local M = {}

-- Optimal string alignment distance: insertions, deletions, substitutions and swapped neighbours.
-- Gives up (returns nil) as soon as the distance must exceed `limit`.
local function distance(a, b, limit)
  local la, lb = #a, #b
  if math.abs(la - lb) > limit then return nil end
  local before, previous, current = {}, {}, {}
  for j = 0, lb do previous[j] = j end
  for i = 1, la do
    current[0] = i
    local best = i
    local ca = a:byte(i)
    for j = 1, lb do
      local cb = b:byte(j)
      local cost = ca == cb and 0 or 1
      local d = math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
      if i > 1 and j > 1 and ca == b:byte(j - 1) and a:byte(i - 1) == cb then
        d = math.min(d, before[j - 2] + 1)
      end
      current[j] = d
      if d < best then best = d end
    end
    if best > limit then return nil end
    before, previous, current = previous, current, before
  end
  if previous[lb] > limit then return nil end
  return previous[lb]
end

-- Case, underscores, hyphens and blanks are what people get wrong first; they cost nothing.
local function fold(name)
  return (name:lower():gsub("[%s_%-]", ""))
end

---The names of `candidates` that `name` most probably stands for: all that are equally near, sorted.
---Names that differ in case, underscores or hyphens only come before any misspelling.
---@param name any what the user wrote; anything but a string has no neighbours
---@param candidates string[]
---@return string[] nearest may be empty
function M.all(name, candidates)
  local found = {}
  if type(name) ~= "string" or name == "" then return found end
  local folded = fold(name)
  -- A third of the word may be wrong: enough for real slips, too little to offer a stranger.
  local limit = math.max(1, math.floor(#folded / 3))
  for _, candidate in ipairs(candidates) do
    local d = distance(folded, fold(candidate), limit)
    if d then
      if d < limit then
        limit, found = d, {}
      end
      found[#found + 1] = candidate
    end
  end
  table.sort(found)
  return found
end

---A question to put into an error message.
---@param name any
---@param candidates string[]
---@return string question such as "did you mean 'account'?", or "" when nothing is near
function M.message(name, candidates)
  local found = M.all(name, candidates)
  if #found == 0 then return "" end
  local quoted = {}
  for i = 1, math.min(#found, 3) do quoted[i] = "'" .. found[i] .. "'" end
  return "did you mean " .. table.concat(quoted, " or ") .. "?"
end

---The same; where nothing is near, what there is.
---@param name any
---@param known string[]
---@return string
function M.choice(name, known)
  local question = M.message(name, known)
  return question ~= "" and question or "known: " .. table.concat(known, ", ")
end

return M
