-- Runs busted in the interpreter that runs this file (the installed `busted` command picks its own).

-- busted forgets what a file of specs loaded; luv 1.44 crashes where it is loaded once more after that was collected.
if not rawget(_G, "ngx") then
  pcall(require, "luv")
end

require "busted.runner" { standalone = false }
