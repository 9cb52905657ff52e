--- Two examples of each command, for --help and the manual page.
return {
  list = {
    "portabilling list Customer customer bill_status=O --fields i_customer,name,balance",
    "portabilling list Account account i_customer=17 -o csv > accounts.csv",
  },
  export = {
    "portabilling export Customer xdr i_customer=17 --last-month -o xdrs.csv",
    "portabilling export Account account --fields i_account,id,bill_status -o accounts.ndjson",
  },
  get = {
    "portabilling get Account account id=16045550100",
    "portabilling get Customer customer i_customer=17 --fields name,balance -o json",
  },
  create = {
    "portabilling create Account account --from account.json account_info.bill_status=O",
    "portabilling create Customer customer --from customer.json --dry-run",
  },
  update = {
    "portabilling update Account account account_info.i_account=17 account_info.blocked=true",
    "portabilling update Customer customer customer_info.i_customer=17 customer_info.credit_limit:=null --dry-run",
  },
  delete = {
    "portabilling delete Account account i_account=17",
    "portabilling delete Customer customer i_customer=17 --dry-run",
  },
  call = {
    "portabilling call Generic get_version",
    "portabilling call Account move_account i_account=17 i_customer=18 --dry-run",
  },
  download = {
    "portabilling download Invoice get_invoice_info i_invoice=7 get_pdf=1 --to invoice.pdf",
    "portabilling download CDR get_call_recording i_xdr=1000 > recording.wav",
  },
  import = {
    "portabilling import Account account rows.csv --set billing_model=1 --set bill_status=O --check",
    "portabilling import Account account rows.csv --operation update --map columns.map",
  },
  check = {
    "portabilling check create Account account --from account.json",
    "portabilling check update Account account account_info.i_account=17 account_info.blocked=perhaps",
  },
  describe = {
    "portabilling describe Account",
    "portabilling describe Account account create",
  },
  methods = {
    "portabilling methods barring",
    "portabilling methods reserve number",
  },
  compare = {
    "portabilling compare before.json after.json",
    "portabilling compare before.json after.json *.lua",
  },
  types = {
    "portabilling types --to types",
    "portabilling types AdminInterface.json --to types",
  },
  docs = {
    "portabilling docs --to pages",
    "portabilling docs AdminInterface.json --to pages",
  },
  ["save-api"] = {
    "portabilling save-api --to AdminInterface.json",
    "portabilling --profile prod save-api --to prod.json",
  },
  login = {
    "portabilling login",
    "portabilling --profile prod login",
  },
  whoami = {
    "portabilling whoami",
    "portabilling --profile prod whoami",
  },
  logout = {
    "portabilling logout",
    "portabilling --profile prod logout",
  },
  profile = {
    "portabilling profile add prod",
    "portabilling profile list",
  },
  shell = {
    "portabilling shell",
    "portabilling --profile prod shell < report.lua",
  },
  sandbox = {
    "portabilling sandbox --size medium",
    "portabilling sandbox -- portabilling list Customer customer --max 10",
  },
  completion = {
    'eval "$(portabilling completion bash)"',
    "portabilling completion fish | source",
  },
  man = {
    "portabilling man | man -l -",
    "portabilling man > ~/.local/share/man/man1/portabilling.1",
  },
}
