// Node's own fetch. node node.mjs call|create|list|fields|first COUNT IN_FLIGHT
const [job, countText, flightText = "1"] = process.argv.slice(2);
const count = Number(countText), inFlight = Number(flightText);
const url = process.env.BENCH_URL + "/rest/";
const headers = { "Content-Type": "application/json" };

async function call(method, params) {
  const answer = await fetch(url + method, { method: "POST", headers, body: JSON.stringify({ params }) });
  if (!answer.ok) throw new Error(`${method}: ${answer.status}`);
  return answer.json();
}

const page = async (offset) =>
  (await call("Customer/get_customer_list", { limit: 500, offset })).customer_list;

async function create(i) {
  const answer = await call("Account/add_account", {
    account_info: {
      id: "1604" + String(i).padStart(7, "0"), i_customer: 17, i_product: 3, billing_model: 1, bill_status: "O",
      blocked: "N", activation_date: "2026-01-01", h323_password: `p${i}x`,
    },
    generate_web_password: 1,
  });
  return answer.i_account === 1234567 ? 1 : 0;
}

async function creates() {
  let next = 1, done = 0;
  const worker = async () => {
    while (next <= count) {
      const made = await create(next++);
      done += made;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return done;
}

// As many as there are: the reader in parallel knows how many that is.
async function* pages() {
  if (inFlight > 1) {
    const waiting = [];
    for (let i = 0; i < count; i++) {
      waiting.push(page(i * 500));
      if (waiting.length >= inFlight) yield await waiting.shift();
    }
    for (const one of waiting) yield await one;
    return;
  }
  for (let offset = 0, rows; ; offset += rows.length) {
    rows = await page(offset);
    yield rows;
    if (rows.length < 500) return;
  }
}

async function work() {
  if (job === "call") {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += (await call("Customer/get_customer_info", { i_customer: 17 })).customer_info.i_customer;
    }
    return [count, sum];
  }
  if (job === "create") {
    const done = await creates();
    return [done, done];
  }
  if (job === "first") return [1, (await page(0))[0].i_customer];
  let records = 0, sum = 0, other = 0;
  for await (const rows of pages()) {
    for (const customer of rows) {
      records++;
      sum += customer.i_customer;
      if (job === "fields") {
        other += customer.name.length + customer.balance + customer.bill_status.length + customer.companyname.length;
      }
    }
  }
  return [records, sum];
}

headers.Authorization = "Bearer " + (await call("Session/login", { login: "bench", token: "benchmark-token" })).access_token;
console.log("ok", ...(await work()));
process.exit(0); // not wait for idle connections
