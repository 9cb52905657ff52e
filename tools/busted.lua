-- Runs busted in the interpreter that runs this file (the installed `busted` command picks its own).
require "busted.runner" { standalone = false }
