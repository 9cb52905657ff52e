#include "transfer.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* A kept header longer than this is treated as absent. */
#define HEADER_VALUE_MAX 4096
#define IDLE_LIMIT_DEFAULT 118L /* libcurl's own */
/* A body that is announced as larger grows as it comes. */
#define EXPECT_MAX ((size_t)16 * 1024 * 1024)
/* From here on libcurl would ask with "Expect" whether the body is wanted, which costs a round trip: from 1 MiB. */
#define EXPECT_BODY ((size_t)1000000)
/* CURLE_TOO_LARGE, which the headers of libcurl 7 do not have. */
#define TOO_LARGE ((CURLcode)100)
/* X509_V_ERR_HOSTNAME_MISMATCH, for which libcurl has no number. */
#define OTHER_HOST 62L
/* Memory that a transfer keeps for the one after it. */
#define KEPT_MAX ((size_t)32 * 1024)
/* libcurl takes and frees such a buffer in every request. Its own 64 KiB are enough for glibc to give the heap's end
 * back to the system each time, and then ask for it again. */
#define UPLOAD_BUFFER 16384L

static const char *const header_names[HEADER_COUNT] = {
    "content-type", "content-disposition", "retry-after", "date", "location",
};

void transfer_wipe_headers(struct curl_slist *headers)
{
    for (struct curl_slist *h = headers; h; h = h->next)
        explicit_bzero(h->data, strlen(h->data));
    curl_slist_free_all(headers);
}

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
    if (t->stream && !t->told)
        pool_note(t);
    return n;
}

/* Programs that this one starts must not inherit its connections: they would keep them open, and could use them. */
static int on_socket(void *data, curl_socket_t fd, curlsocktype purpose)
{
    (void)data, (void)purpose;
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

/* ---- the life of a transfer ---- */

static void drop_request(struct transfer *t)
{
    buf_clear(&t->sent, KEPT_MAX);
}

/* Takes the easy handle out of the multi handle and gives it back. */
static void detach(struct transfer *t)
{
    struct pool *pool = t->pool;
    if (t->easy && pool_ours(pool)) {
        curl_multi_remove_handle(pool->multi, t->easy);
        pool_give_easy(pool, t->easy, t->profile);
    }
    t->easy = NULL;
    drop_request(t);
}

/* libcurl would look for each request. */
static bool proxy_in_environment(void)
{
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]))
            return true;
    return false;
}

#define SET(option, value)                                                                         \
    do {                                                                                           \
        if (rc == CURLE_OK)                                                                        \
            rc = curl_easy_setopt(easy, option, value);                                            \
    } while (0)

/* The options that are the same for all requests of a profile. Every one is set that a transfer before this one may
 * have set, because curl_easy_reset is no help: when memory runs out in it, it says nothing and leaves a handle that
 * fails for ever. */
static CURLcode configure_lasting(CURL *easy, const struct request *r)
{
    CURLcode rc = CURLE_OK;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PROTOCOLS_STR, r->http ? "http,https" : "https");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_UPLOAD_BUFFERSIZE, UPLOAD_BUFFER);
    /* libcurl takes gzip that ends early for complete. A record page cut short does not parse, but
     * in a file nobody would notice. What asks for none (see prepare) is unpacked all the same if the
     * server does not listen. */
    SET(CURLOPT_ACCEPT_ENCODING, r->stream ? NULL : "gzip");
    SET(CURLOPT_TCP_KEEPALIVE, 1L);
    SET(CURLOPT_SOCKOPTFUNCTION, on_socket);
    SET(CURLOPT_SSL_VERIFYPEER, r->insecure ? 0L : 1L);
    SET(CURLOPT_SSL_VERIFYHOST, r->insecure ? 0L : 2L);
    /* With a certificate directory set, libcurl parses the whole CA store for every connection;
     * with a bundle alone, it is parsed once per multi handle. */
    const curl_version_info_data *built = curl_version_info(CURLVERSION_NOW);
    const char *bundle = built->age >= CURLVERSION_SEVENTH ? built->cainfo : NULL;
    const char *directory = built->age >= CURLVERSION_SEVENTH ? built->capath : NULL;
    if (r->ca_file)
        bundle = r->ca_file;
    SET(CURLOPT_CAINFO, bundle);
    SET(CURLOPT_CAPATH, bundle ? NULL : directory);
    /* A proxy that was named is meant, whatever the environment's NO_PROXY says. */
    SET(CURLOPT_NOPROXY, r->proxy ? "" : NULL);
    SET(CURLOPT_PROXY, r->proxy || proxy_in_environment() ? r->proxy : "");
    SET(CURLOPT_USERAGENT, r->user_agent);
    SET(CURLOPT_LOW_SPEED_LIMIT, r->stall_timeout_s ? 1L : 0L);
    SET(CURLOPT_LOW_SPEED_TIME, r->stall_timeout_s);
    SET(CURLOPT_MAXAGE_CONN, r->idle_limit_s ? r->idle_limit_s : IDLE_LIMIT_DEFAULT);
    SET(CURLOPT_MAXLIFETIME_CONN, r->max_age_s); /* 0: any */
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_PREREQFUNCTION, on_request);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    return rc;
}

static CURLcode configure(struct transfer *t, const struct request *r)
{
    CURL *easy = t->easy;
    CURLcode rc = CURLE_OK;
    if (t->profile == 0 || t->profile != r->profile) {
        t->profile = 0; /* until all is set */
        rc = configure_lasting(easy, r);
        if (rc == CURLE_OK && t->pool->loop)
            rc = loop_configure(t->pool, easy);
        if (rc == CURLE_OK)
            t->profile = r->profile;
    }
    /* With the text libcurl would parse it anew each time. Not both: setting one unsets the other in libcurl 8. */
    SET(CURLOPT_CURLU, r->parsed);
    if (!r->parsed)
        SET(CURLOPT_URL, r->url);
    SET(CURLOPT_PRIVATE, (void *)t);
    SET(CURLOPT_ERRORBUFFER, t->message);
    SET(CURLOPT_TIMEOUT_MS, r->timeout_ms);
    SET(CURLOPT_CONNECTTIMEOUT_MS, r->connect_timeout_ms);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body_len);
    SET(CURLOPT_POSTFIELDS, t->sent.data + t->sent.len - r->body_len);
    SET(CURLOPT_HTTPHEADER, &t->line[0]);
    SET(CURLOPT_PREREQDATA, (void *)t);
    SET(CURLOPT_HEADERDATA, (void *)t);
    SET(CURLOPT_WRITEDATA, (void *)t);
    return rc;
}
#undef SET

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

static struct curl_slist *add_line(struct curl_slist *line, char *text, struct curl_slist *next,
                                   bool wanted)
{
    *line = (struct curl_slist){text, next};
    return wanted ? line : next;
}

/* Copies what is to be sent: the header lines, each with its end, then the body. */
static int prepare(struct transfer *t, const struct request *r)
{
    struct buf *b = &t->sent;
    b->len = 0;
    /* Without a value: removes the header that libcurl would add. */
    int failed = buf_adds(b, r->content_type ? "Content-Type: " : "Content-Type:") ||
                 buf_adds(b, r->content_type ? r->content_type : "") || buf_addc(b, '\0');
    size_t own = b->len;
    if (failed || (r->header && buf_add(b, r->header, strlen(r->header) + 1) != 0) ||
        buf_add(b, r->body, r->body_len) != 0)
        return -1;
    static char no_expect[] = "Expect:", no_packing[] = "Accept-Encoding: identity";
    struct curl_slist *next = r->more_headers;
    next = add_line(&t->line[3], no_expect, next, r->body_len >= EXPECT_BODY);
    next = add_line(&t->line[2], no_packing, next, r->identity);
    next = add_line(&t->line[1], b->data + own, next, r->header != NULL);
    add_line(&t->line[0], b->data, next, true);
    return 0;
}

CURLcode transfer_start(struct pool *pool, struct transfer *t, const struct request *request)
{
    CURLcode rc = CURLE_OUT_OF_MEMORY;
    t->once = request->once;
    t->stream = request->stream;
    t->max_body = request->max_body;
    t->max_header = request->max_header;
    t->pool = pool;
    if ((!pool->loop || loop_usable(pool)) && prepare(t, request) == 0 &&
        (t->easy = pool_take_easy(pool, &t->profile)) != NULL) {
        rc = configure(t, request);
        if (rc == CURLE_OK && curl_multi_add_handle(pool->multi, t->easy) != CURLM_OK)
            rc = CURLE_OUT_OF_MEMORY;
    }
    t->pool = NULL;
    if (rc != CURLE_OK) {
        if (t->easy)
            pool_give_easy(pool, t->easy, 0);
        t->easy = NULL;
        drop_request(t);
        return rc;
    }
    t->state = TRANSFER_RUNNING;
    pool_list(pool, t);
    if (pool->loop)
        loop_kick(pool);
    return CURLE_OK;
}

void transfer_reset(struct transfer *t)
{
    t->state = TRANSFER_NEW;
    t->event = t->told = t->paused = t->taking = t->answered = t->out_of_memory = false;
    t->rc = CURLE_OK;
    t->handed = 0;
    t->resend_refused = t->got_bytes = t->headers_complete = t->reused = false;
    t->framed = t->packed = t->doubtful = t->broken_off = false;
    t->proxy_status = 0;
    t->certificate = 0;
    t->limit = NULL;
    t->status = 0;
    t->elapsed = 0;
    t->header_bytes = t->body_bytes = 0;
    t->message[0] = '\0';
    buf_clear(&t->received, KEPT_MAX);
    for (int i = 0; i < HEADER_COUNT; i++)
        t->header[i].len = 0;
}

/* An empty body means something ("done, nothing to say"), so it has to be certain that it was to be empty: a connection
 * that closes right behind the headers, or gzip of which nothing came out, may have been cut. libcurl 7.88 takes gzip
 * that ends early for complete. Text that came out is for its reader to judge: it cannot look complete when it is not. */
static bool is_doubtful(const struct transfer *t)
{
    if ((t->framed && (!t->packed || t->stream)) || t->status == 204 || t->status == 304)
        return false;
    if (t->stream)
        return t->body_bytes == 0;
    for (size_t i = 0; i < t->received.len; i++)
        switch (t->received.data[i]) {
        case ' ':
        case '\t':
        case '\r':
        case '\n':
            break;
        default:
            return false;
        }
    return true;
}

/* Which of these libcurl says when a connection ends too early depends on the moment and on libcurl's release; and so
 * does whether the end of a TLS connection without a good-bye is one. */
static bool is_broken_off(CURLcode rc)
{
    return rc == CURLE_GOT_NOTHING || rc == CURLE_PARTIAL_FILE || rc == CURLE_RECV_ERROR ||
           rc == CURLE_SEND_ERROR;
}

/* Says what of the exchange is missing, before what libcurl said. */
static void prefix_message(struct transfer *t)
{
    static const char before[] = "the connection ended before the request was sent";
    static const char unanswered[] = "the server closed the connection before it answered";
    static const char within[] = "the answer did not come whole";
    const char *text = t->handed == 0 ? before : t->got_bytes ? within : unanswered;
    char said[CURL_ERROR_SIZE];
    memcpy(said, t->message, sizeof said);
    snprintf(t->message, sizeof t->message, "%s%s%.*s", text, said[0] ? ": " : "", 160, said);
}

/* The status with which a proxy refused to open a way to the server; 0: it did not. */
static long proxy_refusal(const struct transfer *t)
{
    long status = 0;
    curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return t->handed == 0 && status >= 300 ? status : 0;
}

/* libcurl has OpenSSL's verdict on the chain; 1 (unspecified) is what it starts with. Where the chain is good, it was the name. */
static void note_certificate(struct transfer *t)
{
    struct curl_tlssessioninfo *tls = NULL;
    long verdict = 0, proxy = 0, tunnel = 0;
    curl_easy_getinfo(t->easy, CURLINFO_PROXY_SSL_VERIFYRESULT, &proxy);
    curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
    if (proxy != 0 && tunnel == 0)
        return; /* it may be the proxy's: the other number is then that of an earlier transfer */
    if (curl_easy_getinfo(t->easy, CURLINFO_TLS_SSL_PTR, &tls) != CURLE_OK || !tls ||
        tls->backend != CURLSSLBACKEND_OPENSSL ||
        curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &verdict) != CURLE_OK)
        return;
    t->certificate = verdict > 1 ? verdict : OTHER_HOST;
}

static void explain(struct transfer *t, CURLcode rc)
{
    const char *text = NULL;
    if (rc == CURLE_OK && is_doubtful(t)) {
        rc = CURLE_PARTIAL_FILE;
        t->doubtful = true;
        text = "the answer has no body, and may have been cut before it";
    } else if (t->resend_refused) {
        rc = CURLE_GOT_NOTHING;
        text = "the server closed the connection before it answered";
    } else if (rc == CURLE_PEER_FAILED_VERIFICATION) {
        note_certificate(t);
    } else if (t->out_of_memory) {
        rc = CURLE_OUT_OF_MEMORY;
        text = t->handed > 0 ? "out of memory while receiving the answer"
                             : "out of memory before the request was sent";
    } else if (rc == CURLE_UNSUPPORTED_PROTOCOL && t->handed == 0) {
        text = "only https:// URLs are allowed here (http:// needs http = true)";
    } else if (rc == CURLE_WRITE_ERROR && t->packed && !t->limit) {
        rc = CURLE_BAD_CONTENT_ENCODING; /* nothing else fails to be written here */
        text = "the answer could not be unpacked: its gzip is damaged, or something follows it";
    } else if (rc == CURLE_LOGIN_DENIED && t->handed == 0) {
        text = "the URL contains a user name or password, which do not belong there";
    } else if (rc == CURLE_UNSUPPORTED_PROTOCOL) {
        rc = CURLE_WEIRD_SERVER_REPLY; /* libcurl means HTTP/0.9 */
        t->got_bytes = true;
        text = "the answer is not HTTP";
    } else if ((rc == CURLE_OUT_OF_MEMORY && t->status != 0 && !t->headers_complete) ||
               rc == TOO_LARGE) {
        t->limit =
            "header"; /* what libcurl 7 says of one header line above 100 KB, and what libcurl 8 does */
        text = "a header line of the answer is larger than allowed (or memory ran out)";
    }
    if (t->limit)
        rc = CURLE_WRITE_ERROR;
    if (t->limit && !text)
        text = strcmp(t->limit, "body") == 0 ? "the answer's body is larger than allowed"
                                             : "the answer's headers are larger than allowed";
    t->rc = rc;
    t->proxy_status = rc == CURLE_OK ? 0 : proxy_refusal(t);
    t->broken_off = !t->proxy_status && is_broken_off(rc);
    if (rc == CURLE_OK)
        t->message[0] = '\0';
    else if (t->proxy_status)
        snprintf(t->message, sizeof t->message, "the proxy refused to connect (HTTP %ld)",
                 t->proxy_status);
    else if (text || (!t->message[0] && !t->broken_off))
        snprintf(t->message, sizeof t->message, "%s", text ? text : curl_easy_strerror(rc));
    else if (t->broken_off)
        prefix_message(t);
}

static void measure(struct transfer *t)
{
    curl_off_t micros = 0;
    long connects = 0;
    curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &micros);
    curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connects);
    t->elapsed = (double)micros / 1e6;
    t->reused = t->handed > 0 && connects == 0;
}

void transfer_finish(struct transfer *t, CURLcode rc)
{
    measure(t);
    explain(t, rc);
    detach(t);
    t->state = TRANSFER_DONE;
    pool_note(t);
}

void transfer_cancel(struct transfer *t)
{
    if (t->state == TRANSFER_RUNNING) {
        if (pool_ours(t->pool))
            measure(t);
        detach(t);
        t->state = TRANSFER_CANCELLED;
        snprintf(t->message, sizeof t->message, "cancelled");
    }
    pool_unlist(t); /* what was done already keeps its result */
}

void transfer_release(struct transfer *t)
{
    transfer_cancel(t);
    buf_wipe(&t->received);
    buf_wipe(&t->sent);
    for (int i = 0; i < HEADER_COUNT; i++)
        buf_wipe(&t->header[i]);
}

void transfer_taken(struct transfer *t)
{
    struct pool *pool = t->pool;
    buf_wipe(&t->received);
    t->taking = false;
    if (t->state != TRANSFER_RUNNING)
        return; /* a done event stays */
    pool_told(t);
    t->told = false;
    if (t->paused) {
        t->paused = false;
        /* Hands over what libcurl held back; a failure in that is not reported any other way. */
        CURLcode rc = curl_easy_pause(t->easy, CURLPAUSE_CONT);
        /* That is what it says when it has no memory to note the socket. */
        if (rc == CURLE_ABORTED_BY_CALLBACK) {
            t->out_of_memory = true;
            if (pool->loop)
                loop_fail(pool); /* see loop_usable */
        }
        if (rc != CURLE_OK)
            transfer_finish(t, rc);
    }
    if (pool->loop)
        loop_kick(pool);
}
