#include "transfer.h"

#include "options.h"
#include "shared/clock.h"

#include <math.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* A kept header longer than this is treated as absent. */
#define HEADER_VALUE_MAX 4096
/* A body that is announced as larger grows as it comes. */
#define EXPECT_MAX ((size_t)16 * 1024 * 1024)
/* From here on libcurl would ask with "Expect" whether the body is wanted, which costs a round trip: from 1 MiB. */
#define EXPECT_BODY ((size_t)1000000)
/* Memory that a transfer keeps for the one after it. */
#define KEPT_MAX ((size_t)32 * 1024)

static const char *const header_names[HEADER_COUNT] = {
    "content-type", "content-disposition", "retry-after", "date", "location",
};

/* ---- callbacks ---- */

/* Called when a connection (new or reused) is ready and the request is about to be written. libcurl
 * repeats a request by itself when a reused connection dies before the answer's first byte, up to
 * five times and without an option against it; the second call here is that repetition. */
static int on_request(void *data, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
    struct transfer *t = data;
    (void)remote_ip, (void)local_ip, (void)remote_port, (void)local_port;
    if (t->once && t->handed > 0) {
        t->resend_refused = true;
        return CURL_PREREQFUNC_ABORT;
    }
    t->handed++;
    return CURL_PREREQFUNC_OK;
}

static void begin_response(struct transfer *t, const char *line, size_t n)
{
    const char *space = memchr(line, ' ', n);
    for (int i = 0; i < HEADER_COUNT; i++)
        t->header[i].len = 0;
    t->status = 0;
    t->framed = t->packed = false;
    if (!space)
        return;
    const char *end = line + n;
    for (space++; space < end && *space >= '0' && *space <= '9' && t->status < 1000; space++)
        t->status = t->status * 10 + (*space - '0');
}

static bool is_word(const char *text, size_t n, const char *word)
{
    return n == strlen(word) && strncasecmp(text, word, n) == 0;
}

/* What the header says of the body's end. */
static void note_framing(struct transfer *t, const char *name, size_t name_len, const char *value,
                         size_t len)
{
    if (is_word(name, name_len, "content-length"))
        t->framed = true;
    else if (is_word(name, name_len, "transfer-encoding"))
        t->framed |= len >= 7 && is_word(value + len - 7, 7, "chunked");
    else if (is_word(name, name_len, "content-encoding"))
        t->packed |= !is_word(value, len, "identity");
}

static int keep_header(struct transfer *t, const char *line, size_t n)
{
    const char *colon = memchr(line, ':', n);
    if (!colon)
        return 0;
    size_t name = (size_t)(colon - line);
    const char *value = colon + 1, *end = line + n;
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    note_framing(t, line, name, value, (size_t)(end - value));
    for (int i = 0; i < HEADER_COUNT; i++) {
        if (!is_word(line, name, header_names[i]))
            continue;
        if (end - value > HEADER_VALUE_MAX)
            return 0;
        t->header[i].len = 0;
        return buf_add(&t->header[i], value, (size_t)(end - value));
    }
    return 0;
}

/* One complete header line per call. Interim responses (1xx) come first, trailers after the body. */
static size_t on_header(char *line, size_t size, size_t count, void *data)
{
    struct transfer *t = data;
    size_t n = size * count, text = n;
    t->got_bytes = true;
    t->header_bytes += n;
    if (t->header_bytes > t->max_header) {
        t->limit = "header";
        return 0;
    }
    if (t->headers_complete)
        return n; /* a trailer */
    while (text > 0 && (line[text - 1] == '\n' || line[text - 1] == '\r'))
        text--;
    if (text >= 5 && strncasecmp(line, "HTTP/", 5) == 0) {
        begin_response(t, line, text);
    } else if (text == 0) {
        t->headers_complete = t->status >= 200;
    } else if (keep_header(t, line, text) != 0) {
        t->out_of_memory = true;
        return 0;
    }
    return n;
}

/* Makes room for the body at once where its length is known, instead of growing and copying it: within
 * reason, for a server can say what it likes. */
static bool expect(struct transfer *t, size_t n)
{
    curl_off_t length = -1;
    if (t->stream ||
        curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length) != CURLE_OK)
        return true;
    size_t most = t->max_body < EXPECT_MAX ? t->max_body : EXPECT_MAX;
    return length <= (curl_off_t)n || (uint64_t)length > most ||
           buf_reserve(&t->received, (size_t)length) == 0;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data)
{
    struct transfer *t = data;
    size_t n = size * count;
    t->got_bytes = true;
    if (t->stream && (t->taking || t->received.len >= TRANSFER_HIGH_WATER)) {
        t->paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    if (n > t->max_body - t->body_bytes) {
        t->limit = "body";
        return 0;
    }
    if ((t->body_bytes == 0 && !expect(t, n)) || buf_add(&t->received, bytes, n) != 0) {
        t->out_of_memory = true;
        return 0;
    }
    t->body_bytes += n;
    if (t->stream)
        t->on_data(t);
    return n;
}

/* ---- the request ---- */

static struct curl_slist *add_line(struct curl_slist *line, char *text, struct curl_slist *next,
                                   bool wanted)
{
    *line = (struct curl_slist){text, next};
    return wanted ? line : next;
}

/* Copies what is to be sent: the header lines, each with its end, then the body. */
static int copy_request(struct transfer *t, const struct http_request *r)
{
    struct buf *b = &t->sent;
    b->len = 0;
    /* Without a value: removes the header that libcurl would add. */
    int failed = buf_adds(b, r->content_type ? "Content-Type: " : "Content-Type:") ||
                 buf_adds(b, r->content_type ? r->content_type : "") || buf_addc(b, '\0');
    size_t own = b->len;
    if (failed ||
        (r->authorization && buf_add(b, r->authorization, strlen(r->authorization) + 1) != 0) ||
        buf_add(b, r->body, r->body_len) != 0)
        return -1;
    static char no_expect[] = "Expect:", no_packing[] = "Accept-Encoding: identity";
    struct curl_slist *next = r->options->headers;
    next = add_line(&t->line[3], no_expect, next, r->body_len >= EXPECT_BODY);
    next = add_line(&t->line[2], no_packing, next, r->identity);
    next = add_line(&t->line[1], b->data + own, next, r->authorization != NULL);
    add_line(&t->line[0], b->data, next, true);
    return 0;
}

/* With the URL as text libcurl would parse it anew each time. Not both: setting one unsets the other in libcurl 8. */
static CURLcode set_url(CURL *easy, const struct http_request *r)
{
    CURLcode rc = CURLE_OK;
    SET_OPTION(CURLOPT_CURLU, r->parsed);
    if (!r->parsed)
        SET_OPTION(CURLOPT_URL, r->url);
    return rc;
}

static CURLcode set_lasting(struct transfer *t, const struct http_request *r)
{
    CURL *easy = t->easy;
    t->profile = 0; /* until all is set */
    CURLcode rc = options_set(easy, r->options, r->stream);
    SET_OPTION(CURLOPT_PREREQFUNCTION, on_request);
    SET_OPTION(CURLOPT_HEADERFUNCTION, on_header);
    SET_OPTION(CURLOPT_WRITEFUNCTION, on_body);
    if (rc == CURLE_OK)
        t->profile = r->profile;
    return rc;
}

static CURLcode configure(struct transfer *t, const struct http_request *r)
{
    CURL *easy = t->easy;
    CURLcode rc = CURLE_OK;
    if (t->profile == 0 || t->profile != r->profile)
        rc = set_lasting(t, r);
    if (rc == CURLE_OK)
        rc = set_url(easy, r);
    SET_OPTION(CURLOPT_PRIVATE, (void *)t);
    SET_OPTION(CURLOPT_ERRORBUFFER, t->message);
    SET_OPTION(CURLOPT_TIMEOUT_MS, r->timeout_ms);
    SET_OPTION(CURLOPT_CONNECTTIMEOUT_MS, r->connect_timeout_ms);
    SET_OPTION(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body_len);
    SET_OPTION(CURLOPT_POSTFIELDS, t->sent.data + t->sent.len - r->body_len); /* makes it a POST */
    if (r->get)
        SET_OPTION(CURLOPT_HTTPGET, 1L);
    SET_OPTION(CURLOPT_HTTPHEADER, &t->line[0]);
    SET_OPTION(CURLOPT_PREREQDATA, (void *)t);
    SET_OPTION(CURLOPT_HEADERDATA, (void *)t);
    SET_OPTION(CURLOPT_WRITEDATA, (void *)t);
    return rc;
}

CURLcode transfer_prepare(struct transfer *t, const struct http_request *r)
{
    t->once = r->once;
    t->stream = r->stream;
    t->max_body = r->max_body;
    t->max_header = r->options->max_header;
    t->timeout_ms = r->timeout_ms;
    t->deadline = r->timeout_ms > 0 ? clock_seconds() + (double)r->timeout_ms / 1000 : INFINITY;
    return copy_request(t, r) == 0 ? configure(t, r) : CURLE_OUT_OF_MEMORY;
}

void transfer_allow_late(struct transfer *t, bool allowed)
{
    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, allowed ? 0L : t->timeout_ms);
}

void transfer_drop_request(struct transfer *t)
{
    buf_clear(&t->sent, KEPT_MAX);
}

void transfer_unset(CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, NULL);
    curl_easy_setopt(easy, CURLOPT_CURLU, NULL);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, NULL);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, NULL);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, NULL);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, NULL);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, NULL);
}

/* ---- its life ---- */

CURLcode transfer_taken(struct transfer *t)
{
    buf_wipe(&t->received);
    t->taking = false;
    if (t->state != TRANSFER_RUNNING || !t->paused)
        return CURLE_OK;
    t->paused = false;
    return curl_easy_pause(t->easy, CURLPAUSE_CONT);
}

void transfer_reset(struct transfer *t)
{
    struct transfer fresh = {.received = t->received, .sent = t->sent};
    buf_clear(&fresh.received, KEPT_MAX);
    for (int i = 0; i < HEADER_COUNT; i++) {
        fresh.header[i] = t->header[i];
        fresh.header[i].len = 0;
    }
    *t = fresh;
}

void transfer_free(struct transfer *t)
{
    buf_wipe(&t->received);
    buf_wipe(&t->sent);
    for (int i = 0; i < HEADER_COUNT; i++)
        buf_wipe(&t->header[i]);
}
