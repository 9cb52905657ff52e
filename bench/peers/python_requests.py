"""Python, requests, one session per thread. python_requests.py call|create|list|fields|first COUNT IN_FLIGHT"""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

URL = os.environ["BENCH_URL"] + "/rest/"
job, count, in_flight = sys.argv[1], int(sys.argv[2]), int((sys.argv + ["1"])[3])
local = threading.local()
token = None


def call(method, params):
    if not hasattr(local, "session"):
        local.session = requests.Session()
        local.session.verify = os.environ["BENCH_CA_FILE"]
        local.session.trust_env = False  # the environment is not looked at again for every call
        if token:
            local.session.headers["Authorization"] = "Bearer " + token
    answer = local.session.post(URL + method, json={"params": params})
    answer.raise_for_status()
    return answer.json()


def page(offset):
    return call("Customer/get_customer_list", {"limit": 500, "offset": offset})["customer_list"]


def each(function, inputs):
    """The results in order, in_flight at a time, no more than that held."""
    if in_flight == 1:
        yield from map(function, inputs)
        return
    with ThreadPoolExecutor(in_flight) as pool:
        waiting = []
        for value in inputs:
            waiting.append(pool.submit(function, value))
            if len(waiting) >= in_flight:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def pages():
    """As many as there are: the reader in parallel knows how many that is."""
    if in_flight > 1:
        yield from each(page, range(0, count * 500, 500))
        return
    offset = 0
    while True:
        rows = page(offset)
        yield rows
        offset += len(rows)
        if len(rows) < 500:
            return


def create(i):
    answer = call("Account/add_account", {
        "account_info": {"id": f"1604{i:07d}", "i_customer": 17, "i_product": 3, "billing_model": 1,
                         "bill_status": "O", "blocked": "N", "activation_date": "2026-01-01",
                         "h323_password": f"p{i}x"},
        "generate_web_password": 1})
    return answer["i_account"] == 1234567


def main():
    if job == "call":
        return count, sum(call("Customer/get_customer_info", {"i_customer": 17})["customer_info"]["i_customer"]
                          for _ in range(count))
    if job == "create":
        return count, sum(each(create, range(1, count + 1)))
    if job == "first":
        return 1, page(0)[0]["i_customer"]
    records = total = other = 0
    for rows in pages():
        for customer in rows:
            records += 1
            total += customer["i_customer"]
            if job == "fields":
                other += (len(customer["name"]) + customer["balance"] + len(customer["bill_status"])
                          + len(customer["companyname"]))
    return records, total


token = call("Session/login", {"login": "bench", "token": "benchmark-token"})["access_token"]
local.session.headers["Authorization"] = "Bearer " + token
print("ok", *main(), flush=True)
