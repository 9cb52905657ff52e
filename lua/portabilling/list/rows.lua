--- The rows of a list's pages, and what tells them apart: the catalog's key, until a page shows two rows with the same
--- one; from then on, and where no key is known, all of the row.
local core = require "portabilling.core"
local json = require "portabilling.support.json"

local M = {}

local WHOLE = { max_depth = 1000 } -- as deep as anything that was decoded

--- All of a row, as text.
---@param row any
---@return string
function M.text(row)
  return core.encode(row, WHOLE) or tostring(row)
end

--- What tells a row apart: the value of the key field, the key fields' values as one text, or all of the row.
---@param row any
---@param unique string|string[]|nil
---@return any key
---@return boolean whole it is all of the row
function M.key(row, unique)
  if type(row) == "table" then
    if type(unique) == "string" and row[unique] ~= nil then
      return row[unique], false
    elseif type(unique) == "table" then
      local parts = {}
      for i, name in ipairs(unique) do
        if row[name] == nil then
          return M.text(row), true
        end
        parts[i] = json.text(row[name])
      end
      return table.concat(parts, "\0"), false
    end
  end
  return M.text(row), true
end

--- The rows' values of the catalog's key, where all of a row tells it apart: rows of one group may be one record, before
--- and after it was changed. true: there is no such key, so that any two rows may be.
---@param rows any[]
---@param unique string|string[]|nil
---@return any[]
function M.groups(rows, unique)
  local groups = {}
  for i = 1, #rows do
    local key, whole = nil, unique == nil
    if not whole then
      key, whole = M.key(rows[i], unique)
    end
    groups[i] = whole or key
  end
  return groups
end

-- Keys that are numbers which only grow (1) or only fall (-1), and which of the two; nil where they do neither. Raises where
-- one is no number: nothing else compares with one, and to ask each for its type would take longer than all the rest.
local function steady_keys(rows, unique)
  local keys, second = {}, rows[2]
  local up = second == nil or second[unique] > rows[1][unique]
  local last = up and -math.huge or math.huge
  for i = 1, #rows do
    local key = rows[i][unique]
    if up and key <= last or not up and key >= last then
      return nil
    end
    keys[i], last = key, key
  end
  return keys, up and 1 or -1
end

-- page.keys, and in page.steady their order: 1 they are numbers that only grow, -1 that only fall; so no two are the same.
-- page.whole: some key is all of its row.
local function read_keys(page, unique)
  local rows, simple, whole = page.rows, type(unique) == "string", false
  local ok, keys, steady
  if simple then
    ok, keys, steady = pcall(steady_keys, rows, unique)
    if not ok and not (type(keys) == "string" and keys:find("attempt to", 1, true)) then
      error(keys, 0) -- no key's: Ctrl-C, a hook's, or for want of memory
    end
  end
  if not ok or not keys then
    keys, steady = {}, nil
    for i = 1, #rows do
      local row = rows[i]
      local key = simple and type(row) == "table" and row[unique]
      if not key then
        local all
        key, all = M.key(row, unique)
        whole = whole or all
      end
      keys[i] = key
    end
  end
  page.keys, page.unique, page.steady, page.whole = keys, unique, steady, whole
end

-- Have two rows the same key without being the same in every field?
local function has_equal_keys(page)
  local seen, keys, rows = {}, page.keys, page.rows
  for i = 1, #keys do
    local key = keys[i]
    local other = seen[key]
    if other and not core.same(rows[i], rows[other]) then
      return true
    end
    seen[key] = i
  end
  return false
end

-- Two rows of one page have the same key: from now on all of a row counts.
local function distrust(list)
  if list.loose then
    list:moved "the list changed while it was read, and its records cannot be told apart: some have the same key"
  end
  local previous = list.previous
  if previous then
    previous.last = M.text(previous.row)
    previous.groups = M.groups({ previous.row }, list.unique)
    previous.keys, previous.from, previous.steady, previous.rank = { previous.last }, 1, nil, nil
    previous.partial = true -- what was handed out before it is not in the chain
  end
  list.unique = nil
end

--- Sees to it that page.keys are what tells the list's rows apart by now.
---@param list portabilling.Pager
---@param page table
function M.check(list, page)
  if page.keys and page.unique == list.unique then
    return
  end
  read_keys(page, list.unique)
  if list.consistent and list.unique and not page.steady and has_equal_keys(page) then
    distrust(list)
    read_keys(page, nil)
  end
  page.groups = list.consistent and page.whole and M.groups(page.rows, list.entry.unique_key) or nil
end

--- The rows after index `from`, at most so many; the others are of no more use.
---@param page table
---@param from integer
---@param most number
---@return table[]
function M.after(page, from, most)
  local rows = page.rows
  local count = #rows
  if from > 0 then
    table.move(rows, from + 1, count + from, 1)
    count = count - from
  end
  for i = count, most + 1, -1 do
    rows[i] = nil
  end
  return rows
end

-- Which groups may hold a changed row: those of the rows that were handed out and did not come again.
local function doubt_of(known)
  local groups, any = {}, next(known) ~= nil
  for _, group in pairs(known) do
    groups[group] = true
  end
  return function(group)
    return any and (group == true or groups[true] or groups[group]) or false
  end
end

--- The same without those that are known. What came again is known by its place from now on, and taken out of `known`.
--- Where all of a row tells it apart, a row of the group of one that did not come again may be that one, changed. Before a
--- row that is known it is that, or was inserted meanwhile: left out. Behind the last one it may as well be new.
---@param page table
---@param from integer
---@param most number
---@param known table<any, any> key -> group
---@return table[]? rows nil: it cannot be told which are new
function M.unknown_after(page, from, most, known)
  local rows, keys, new, count = page.rows, page.keys, {}, 0
  local came, last = {}, 0
  for i = from + 1, #rows do
    local key = keys[i]
    if known[key] then
      known[key], came[i], last = nil, true, i
    end
  end
  local is_doubtful = page.groups and doubt_of(known)
  for i = from + 1, #rows do
    local doubtful = is_doubtful and not came[i] and is_doubtful(page.groups[i])
    if doubtful and i > last and count < most then
      return nil
    elseif not came[i] and not doubtful and count < most then
      count = count + 1
      new[count] = rows[i]
    end
  end
  return new
end

-- key -> row, and row -> another row with its key.
local function by_key(page)
  local row_of, other_of = {}, {}
  for i = 1, #page.rows do
    local row, key = page.rows[i], page.keys[i]
    if type(row) == "table" then
      other_of[row], row_of[key] = row_of[key], row
    end
  end
  return row_of, other_of
end

--- The page's rows that are not the same, in every field, as one of the page before; at most so many.
---@param page table
---@param before table? page
---@param most number
---@return table[]
function M.unlike(page, before, most)
  local rows, keys, count = page.rows, page.keys, #page.rows
  if not before or count == 0 or page.steady and page.steady == before.steady and #before.keys > 0
    and page.steady * keys[1] > page.steady * before.keys[#before.keys] then
    return table.move(rows, 1, math.min(count, most), 1, {})
  end
  local new = {}
  local row_of, other_of = by_key(before)
  for i = 1, count do
    local row = rows[i]
    local other = row_of[keys[i]]
    while other and not core.same(row, other) do
      other = other_of[other]
    end
    if not other and #new < most then
      new[#new + 1] = row
    end
  end
  return new
end

return M
