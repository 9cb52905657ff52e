-- A busted output handler: busted's own plain one, which besides leaves "PASSED FAILED PENDING" in the file that the
-- environment variable TOTALS names, for tools/run-tests to add up; and a line for each spec in the one that TIMES
-- names: seconds (with the preparations before it), seconds that this process computed, where, its name.
return function(options)
  local busted = require "busted"
  local handler = require "busted.outputHandlers.plainTerminal"(options)

  local path = os.getenv "TIMES"
  local times = path and path ~= "" and assert(io.open(path, "w"))
  local wall, cpu = busted.monotime(), os.clock()
  local function mark()
    local took, computed = busted.monotime() - wall, os.clock() - cpu
    wall, cpu = wall + took, cpu + computed
    return took, computed
  end
  if times then
    busted.subscribe({ "file", "start" }, function()
      mark()
      return nil, true
    end)
    busted.subscribe({ "test", "end" }, function(element)
      local took, computed = mark()
      times:write(("%8.3f s, %7.3f computing  %s:%d  %s\n"):format(took, computed, element.trace.short_src,
        element.trace.currentline, (handler.getFullName(element):gsub("%s+", " "))))
      return nil, true
    end)
  end

  busted.subscribe({ "suite", "end" }, function()
    path = os.getenv "TOTALS"
    if path then
      local file = assert(io.open(path, "w"))
      file:write(string.format("%d %d %d\n", handler.successesCount,
        handler.failuresCount + handler.errorsCount, handler.pendingsCount))
      file:close()
    end
    if times then
      times:close()
    end
    return nil, true
  end)
  return handler
end
