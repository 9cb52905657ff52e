/* The floor: libcurl's multi interface, answers counted and discarded, nothing decoded.
 *
 * floor call|create|list COUNT IN_FLIGHT, with BENCH_URL and BENCH_CA_FILE in the environment; it
 * checks nothing but that each answer is a 200 with a body. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 500
#define MOST 64

struct slot {
    CURL *easy;
    char body[512];
    size_t received;
};

static const char *job;
static char url[512];
static const char *ca_file;
static long done, count;

static void fail(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

static size_t discard(char *bytes, size_t size, size_t n, void *data)
{
    struct slot *s = data;
    (void)bytes;
    s->received += size * n;
    return size * n;
}

static void set_url(const char *method)
{
    snprintf(url, sizeof url, "%s/rest/%s", getenv("BENCH_URL"), method);
}

static CURL *open_easy(struct slot *s, struct curl_slist *headers)
{
    CURL *easy = curl_easy_init();
    if (!easy)
        fail("no memory");
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
    /* With a directory set as well, libcurl would parse the store for every connection. */
    curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)s);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)s);
    return easy;
}

static void start(CURLM *multi, struct slot *s, long i)
{
    if (strcmp(job, "list") == 0)
        snprintf(s->body, sizeof s->body, "{\"params\":{\"limit\":%d,\"offset\":%ld}}", PAGE,
                 i * PAGE);
    else if (strcmp(job, "create") == 0)
        snprintf(s->body, sizeof s->body,
                 "{\"params\":{\"account_info\":{\"id\":\"1604%07ld\",\"i_customer\":17,"
                 "\"i_product\":3,\"billing_model\":1,\"bill_status\":\"O\",\"blocked\":\"N\","
                 "\"activation_date\":\"2026-01-01\",\"h323_password\":\"p%ldx\"},"
                 "\"generate_web_password\":1}}",
                 i, i);
    else
        snprintf(s->body, sizeof s->body, "{\"params\":{\"i_customer\":17}}");
    s->received = 0;
    curl_easy_setopt(s->easy, CURLOPT_POSTFIELDSIZE, (long)strlen(s->body));
    curl_easy_setopt(s->easy, CURLOPT_POSTFIELDS, s->body);
    curl_multi_add_handle(multi, s->easy);
}

static void judge(CURLMsg *msg, struct slot *s)
{
    long status = 0;
    curl_easy_getinfo(msg->easy_handle, CURLINFO_RESPONSE_CODE, &status);
    if (msg->data.result != CURLE_OK)
        fail(curl_easy_strerror(msg->data.result));
    if (status != 200 || s->received == 0)
        fail("the server did not answer with 200 and a body");
    done++;
}

static void run(CURLM *multi, struct slot *slots, long total, int in_flight)
{
    long next = 0, finished = 0;
    int running;
    for (int i = 0; i < in_flight && next < total; i++)
        start(multi, &slots[i], next++);
    while (finished < total) {
        int left;
        CURLMsg *msg;
        curl_multi_perform(multi, &running);
        while ((msg = curl_multi_info_read(multi, &left)) != NULL) {
            struct slot *s;
            CURL *easy = msg->easy_handle;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &s);
            judge(msg, s);
            finished++;
            curl_multi_remove_handle(multi, easy);
            if (next < total)
                start(multi, s, next++);
        }
        if (finished < total)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
}

static void log_in(CURLM *multi)
{
    struct slot s = {0};
    const char *wanted = job;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    set_url("Session/login");
    s.easy = open_easy(&s, headers);
    job = "login";
    run(multi, &s, 1, 1);
    job = wanted;
    curl_easy_cleanup(s.easy);
    curl_slist_free_all(headers);
}

int main(int argc, char **argv)
{
    struct slot slots[MOST] = {0};
    int in_flight = argc > 3 ? atoi(argv[3]) : 1;
    ca_file = getenv("BENCH_CA_FILE");
    if (argc < 3 || !getenv("BENCH_URL") || !ca_file || in_flight < 1 || in_flight > MOST)
        fail("usage: BENCH_URL=... BENCH_CA_FILE=... floor call|create|list COUNT [IN_FLIGHT]");
    job = argv[1];
    count = atol(argv[2]);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    log_in(multi);
    done = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Authorization: Bearer benchmark-access-token");
    set_url(strcmp(job, "list") == 0     ? "Customer/get_customer_list"
            : strcmp(job, "create") == 0 ? "Account/add_account"
                                         : "Customer/get_customer_info");
    for (int i = 0; i < in_flight; i++)
        slots[i].easy = open_easy(&slots[i], headers);
    run(multi, slots, count, in_flight);
    printf("ok %ld\n", strcmp(job, "list") == 0 ? done * PAGE : done);
    for (int i = 0; i < in_flight; i++)
        curl_easy_cleanup(slots[i].easy);
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    return 0;
}
