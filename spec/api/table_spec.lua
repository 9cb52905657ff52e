describe("catalog table", function()
  local interpreter = rawget(_G, "jit") and "luajit" or "lua5.4"
  local path

  local function run(...)
    local command = { interpreter, "tools/catalog_table.lua", ... }
    local pipe = assert(io.popen(table.concat(command, " ") .. ' 2>&1; echo "exit $?"'))
    local output = pipe:read("*a")
    pipe:close()
    local text, status = output:match("^(.*)exit (%d+)\n$")
    return tonumber(status), text
  end

  local function write(text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
  end

  local function read()
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
  end

  before_each(function() path = os.tmpname() end)
  after_each(function() os.remove(path) end)

  it("shows the connector's ten services", function()
    local status, text = run()
    assert.equal(0, status)
    for _, service in ipairs({ "Account", "CustomFields", "Customer", "DID", "Product", "SIMCard", "Service",
      "ServicePolicy", "Session", "Subscription" }) do
      assert.matches("\n| " .. service .. " | ", text, 1, true)
    end
    assert.matches("\n| SIMCard | sim_card | add_sim_card | get_card_info | update_sim_card | delete_sim_card | "
      .. "get_card_list |\n", text, 1, true)
    assert.matches("\n| Customer | xdr | — | — | — | — | get_customer_xdrs |\n", text, 1, true)
  end)

  it("is put between the marks and nothing else is touched; a check tells old from new", function()
    write("before\n<!-- catalog:begin -->\nold\n<!-- catalog:end -->\nafter\n")
    local status, text = run("--check", path)
    assert.equal(1, status)
    assert.matches("--update", text, 1, true)
    assert.equal(0, (run("--update", path)))
    assert.equal(0, (run("--check", path)))
    local _, markdown = run()
    assert.equal("before\n<!-- catalog:begin -->\n" .. markdown .. "<!-- catalog:end -->\nafter\n", read())
    assert.equal(0, (run("--update", path)))
    assert.equal("before\n<!-- catalog:begin -->\n" .. markdown .. "<!-- catalog:end -->\nafter\n", read())
  end)

  it("refuses a file without the marks and leaves it alone", function()
    write("no marks\n")
    local status, text = run("--update", path)
    assert.equal(2, status)
    assert.matches("lacks the marks", text, 1, true)
    assert.equal("no marks\n", read())
  end)

  it("is up to date in the README", function()
    local status, text = run("--check", "README.md")
    assert.equal(0, status, text)
  end)
end)
