#include "outcome.h"

#include "codes.h"
#include "shared/blank.h"

#include <stdio.h>
#include <string.h>

/* CURLE_TOO_LARGE, which the headers of libcurl 7 do not have. */
#define TOO_LARGE ((CURLcode)100)
/* X509_V_ERR_HOSTNAME_MISMATCH, for which libcurl has no number. */
#define OTHER_HOST 62L

/* An empty body means something ("done, nothing to say"), so it has to be certain that it was to be empty: a connection
 * that closes right behind the headers, or gzip of which nothing came out, may have been cut. libcurl 7.88 takes gzip
 * that ends early for complete. Text that came out is for its reader to judge: it cannot look complete when it is not. */
static bool is_doubtful(const struct transfer *t)
{
    if ((t->framed && (!t->packed || t->stream)) || t->status == 204 || t->status == 304)
        return false;
    if (t->stream)
        return t->body_bytes == 0;
    return is_blank(t->received.data, t->received.len);
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
        /* What libcurl 7 says of one header line above 100 KB, and what libcurl 8 does. */
        t->limit = "header";
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

void outcome_note(struct transfer *t, CURLcode rc)
{
    measure(t);
    explain(t, rc);
    t->state = TRANSFER_DONE;
}

void outcome_cancelled(struct transfer *t, bool ours)
{
    if (ours)
        measure(t);
    t->state = TRANSFER_CANCELLED;
    snprintf(t->message, sizeof t->message, "cancelled");
}

const char *outcome_name(const struct transfer *t)
{
    if (t->state == TRANSFER_CANCELLED)
        return "CANCELLED";
    if (t->proxy_status)
        return "PROXY";
    if (t->broken_off)
        return t->got_bytes ? "ANSWER_CUT" : "CONNECTION_LOST";
    return code_name(t->rc);
}
