<?php
// PHP with ext-curl's multi interface. php php.php call|create|list|fields|first COUNT IN_FLIGHT
[, $job, $count] = $argv;
$inFlight = (int) ($argv[3] ?? 1);
$count = (int) $count;
$headers = ['Content-Type: application/json'];
$multi = curl_multi_init();
$idle = [];

function handle(string $method, array $params): CurlHandle
{
    global $headers, $idle;
    $easy = array_pop($idle) ?? curl_init();
    curl_setopt_array($easy, [
        CURLOPT_URL => getenv('BENCH_URL') . '/rest/' . $method,
        CURLOPT_CAINFO => getenv('BENCH_CA_FILE'),
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_POSTFIELDS => json_encode(['params' => $params]),
        CURLOPT_RETURNTRANSFER => true,
    ]);
    return $easy;
}

/** Runs the requests of an iterator, so many at a time; hands each answer to $take in order of its end. */
function run(Iterator $requests, int $inFlight, callable $take): void
{
    global $multi, $idle;
    $running = 0;
    while (true) {
        for (; $running < $inFlight && $requests->valid(); $requests->next()) {
            curl_multi_add_handle($multi, handle(...$requests->current()));
            $running++;
        }
        if ($running === 0) {
            return;
        }
        curl_multi_exec($multi, $active);
        while ($message = curl_multi_info_read($multi)) {
            $easy = $message['handle'];
            $status = curl_getinfo($easy, CURLINFO_RESPONSE_CODE);
            if ($status !== 200) {
                fwrite(STDERR, "php: status $status " . curl_error($easy) . "\n");
                exit(1);
            }
            $answer = json_decode(curl_multi_getcontent($easy), true, 64, JSON_THROW_ON_ERROR);
            curl_multi_remove_handle($multi, $easy);
            $idle[] = $easy;
            $running--;
            $take($answer);
        }
        if ($active === $running && $running > 0) {
            curl_multi_select($multi, 1.0);
        }
    }
}

function account(int $i): array
{
    return ['account_info' => ['id' => sprintf('1604%07d', $i), 'i_customer' => 17, 'i_product' => 3,
        'billing_model' => 1, 'bill_status' => 'O', 'blocked' => 'N', 'activation_date' => '2026-01-01',
        'h323_password' => "p{$i}x"], 'generate_web_password' => 1];
}

$requests = function () use ($job, $count, &$last): Generator {
    if ($job === 'call' || $job === 'create') {
        for ($i = 1; $i <= $count; $i++) {
            yield $job === 'call' ? ['Customer/get_customer_info', ['i_customer' => 17]]
                : ['Account/add_account', account($i)];
        }
        return;
    }
    for ($i = 0; $i < ($job === 'first' ? 1 : $count); $i++) {
        yield ['Customer/get_customer_list', ['limit' => 500, 'offset' => $i * 500]];
    }
};

run(new ArrayIterator([['Session/login', ['login' => 'bench', 'token' => 'benchmark-token']]]), 1,
    function (array $answer) use (&$headers) {
        $headers[] = 'Authorization: Bearer ' . $answer['access_token'];
    });
$records = $sum = $other = 0;
run($requests(), $inFlight, function (array $answer) use ($job, &$records, &$sum, &$other) {
    if ($job === 'call' || $job === 'create') {
        $records++;
        $sum += $job === 'call' ? $answer['customer_info']['i_customer'] : ($answer['i_account'] === 1234567 ? 1 : 0);
        return;
    }
    foreach ($job === 'first' ? [$answer['customer_list'][0]] : $answer['customer_list'] as $customer) {
        $records++;
        $sum += $customer['i_customer'];
        if ($job === 'fields') {
            $other += strlen($customer['name']) + $customer['balance'] + strlen($customer['bill_status'])
                + strlen($customer['companyname']);
        }
    }
});
echo "ok $records $sum\n";
