"""Python, aiohttp. python_aiohttp.py call|create|list|fields|first COUNT IN_FLIGHT"""

import asyncio
import os
import ssl
import sys

import aiohttp

URL = os.environ["BENCH_URL"] + "/rest/"
job, count, in_flight = sys.argv[1], int(sys.argv[2]), int((sys.argv + ["1"])[3])


class Client:
    def __init__(self, session):
        self.session = session
        self.headers = {}

    async def call(self, method, params):
        async with self.session.post(URL + method, json={"params": params}, headers=self.headers) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def page(self, offset):
        return (await self.call("Customer/get_customer_list", {"limit": 500, "offset": offset}))["customer_list"]

    async def create(self, i):
        answer = await self.call("Account/add_account", {
            "account_info": {"id": f"1604{i:07d}", "i_customer": 17, "i_product": 3, "billing_model": 1,
                             "bill_status": "O", "blocked": "N", "activation_date": "2026-01-01",
                             "h323_password": f"p{i}x"},
            "generate_web_password": 1})
        return answer["i_account"] == 1234567

    async def pages(self):
        """As many as there are: the reader in parallel knows how many that is."""
        if in_flight > 1:
            waiting = []
            for offset in range(0, count * 500, 500):
                waiting.append(asyncio.create_task(self.page(offset)))
                if len(waiting) >= in_flight:
                    yield await waiting.pop(0)
            for task in waiting:
                yield await task
            return
        offset = 0
        while True:
            rows = await self.page(offset)
            yield rows
            offset += len(rows)
            if len(rows) < 500:
                return


async def creates(client):
    numbers, done = iter(range(1, count + 1)), 0

    async def worker():
        nonlocal done
        for i in numbers:
            made = await client.create(i)
            done += made

    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return done


async def work(client):
    if job == "call":
        total = 0
        for _ in range(count):
            total += (await client.call("Customer/get_customer_info", {"i_customer": 17}))["customer_info"]["i_customer"]
        return count, total
    if job == "create":
        done = await creates(client)
        return done, done
    if job == "first":
        return 1, (await client.page(0))[0]["i_customer"]
    records = total = other = 0
    async for rows in client.pages():
        for customer in rows:
            records += 1
            total += customer["i_customer"]
            if job == "fields":
                other += (len(customer["name"]) + customer["balance"] + len(customer["bill_status"])
                          + len(customer["companyname"]))
    return records, total


async def main():
    tls = ssl.create_default_context(cafile=os.environ["BENCH_CA_FILE"])
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=tls, limit=in_flight)) as session:
        client = Client(session)
        login = await client.call("Session/login", {"login": "bench", "token": "benchmark-token"})
        client.headers["Authorization"] = "Bearer " + login["access_token"]
        print("ok", *await work(client), flush=True)


asyncio.run(main())
