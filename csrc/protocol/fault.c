#include "fault.h"

#include "json/mend.h"
#include "json/scan.h"
#include "json/text.h"
#include "shared/blank.h"

#include <string.h>
#include <strings.h>

#define QUOTED_BYTES 160 /* how much of a foreign body an error shows */
#define FAULT_DEPTH 64
/* What is larger, and comes with a status of success, is not searched for a fault. */
#define FAULT_MAX 16384

void flt_init(struct flt_judgement *j)
{
    j->verdict = FLT_HTTP;
    buf_init(&j->code);
    buf_init(&j->text);
    buf_init(&j->path);
}

void flt_free(struct flt_judgement *j)
{
    buf_wipe(&j->code);
    buf_wipe(&j->text);
    buf_wipe(&j->path);
}

static int is_json_type(const char *type)
{
    return type && strcasestr(type, "json") != NULL;
}

static int is_attachment(const char *disposition)
{
    return disposition && strncasecmp(disposition, "attachment", 10) == 0;
}

int flt_is_file(int status, const char *type, const char *disposition)
{
    if (status != 200)
        return 0;
    if (is_attachment(disposition))
        return 1;
    /* Transcripts come as text without an attachment header; a page of HTML is a proxy's. */
    return type && *type && !is_json_type(type) && !strcasestr(type, "html");
}

/* Copies the meaning of a string token. */
static int take_string(struct buf *out, const struct js_token *token)
{
    out->len = 0;
    if (buf_reserve(out, token->len + 1) != 0)
        return -1;
    out->len = js_unescape(token, out->data);
    return 0;
}

/* Finds faultcode (of any type but null) and faultstring at the top level. 1 found, 0 not a fault, -1 out of memory. */
static int find_fault(struct flt_judgement *j, const char *body, size_t len)
{
    struct js_scan scan;
    struct js_token key, value;
    int found = 0, more;

    js_init(&scan, body, len, FAULT_DEPTH);
    if (js_next(&scan, &key) != JS_OBJECT)
        return 0;
    while ((more = js_next_member(&scan, &key, &value)) > 0) {
        int is_code = js_equals(&key, "faultcode");
        if (!is_code && !js_equals(&key, "faultstring"))
            continue;
        struct buf *into = is_code ? &j->code : &j->text;
        if (value.type == JS_STRING && take_string(into, &value) != 0)
            return -1;
        if ((value.type == JS_INTEGER || value.type == JS_NUMBER) &&
            buf_set(into, value.text, value.len) != 0)
            return -1;
        found |= is_code && value.type != JS_NULL;
    }
    /* A fault cut short is no fault: what the rest would have said is unknown. */
    return found && more == 0 && js_next(&scan, &value) == JS_END;
}

static int has_fault_word(const char *body, size_t len)
{
    static const char word[] = "\"faultcode\"";
    return memmem(body, len, word, sizeof word - 1) != NULL;
}

/* The same for a body as it came. That the server refused must be known, also when it says so with a byte order mark or
 * quotes what is no text. */
static int read_fault(struct flt_judgement *j, const char *body, size_t len)
{
    size_t mark = jt_mark(body, len);
    body += mark;
    len -= mark;
    int fault = find_fault(j, body, len);
    if (fault != 0 || !has_fault_word(body, len))
        return fault;
    struct buf mended;
    size_t count;
    buf_init(&mended);
    fault = jm_mend(&mended, body, len, &count);
    if (fault == 0 && count > 0)
        fault = find_fault(j, mended.data, mended.len);
    buf_wipe(&mended);
    return fault;
}

static int code_is(const struct flt_judgement *j, const char *code)
{
    return j->code.len == strlen(code) && memcmp(j->code.data, code, j->code.len) == 0;
}

static enum flt_verdict classify(const struct flt_judgement *j)
{
    /* Seen in the vendor's documentation and in public clients; the older names belong to releases
     * around MR96 to MR101. */
    static const char *const lost[] = {
        "Server.Session.check_auth.auth_failed",
        "Client.Session.check_auth.failed_to_process_access_token",
        "Client.Session.check_auth.failed_to_process_jwt",
        "Client.check_auth.envelope_missed",
    };
    static const char *const refused[] = {
        "Server.Session.auth_failed",
        "Server.Session.cannot_login_brute_force_activity",
        "Server.Session.alert_You_must_change_password",
        "Server.Session.refresh_access_token.refresh_failed",
    };
    if (code_is(j, "pb_delta.connection_failed"))
        return FLT_OUTAGE; /* a stand-alone site's database is out of reach */
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
        if (code_is(j, lost[i]))
            return FLT_SESSION_LOST;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (code_is(j, refused[i]))
            return FLT_REFUSED;
    return FLT_FAULT;
}

/* Takes the next dot-separated word off a fault code if it is `word` (NULL: any). */
static int take_word(const char **p, const char *end, const char *word)
{
    const char *dot = memchr(*p, '.', (size_t)(end - *p));
    size_t n = (size_t)((dot ? dot : end) - *p);
    if (n == 0 || (word && (n != strlen(word) || memcmp(*p, word, n) != 0)))
        return 0;
    *p += n + (dot != NULL);
    return 1;
}

/* Fault codes read (Server|Client) . Service [. method] . error-name [. field path]. */
static int find_path(struct flt_judgement *j, const char *service, const char *method)
{
    if (j->code.len == 0)
        return 0;
    const char *p = j->code.data, *end = p + j->code.len;
    int client = take_word(&p, end, "Client");

    if ((!client && !take_word(&p, end, "Server")) || !take_word(&p, end, service))
        return 0;
    take_word(&p, end, method);
    if (!take_word(&p, end, NULL) || p == end)
        return 0;
    /* A server-side code may go on with words that are no field: trust wrappers only. */
    const char *dot = memchr(p, '.', (size_t)(end - p));
    size_t n = (size_t)((dot ? dot : end) - p);
    int wrapper =
        n > 5 && (memcmp(p + n - 5, "_info", 5) == 0 || memcmp(p + n - 5, "_list", 5) == 0);
    return client || wrapper ? buf_add(&j->path, p, (size_t)(end - p)) : 0;
}

/* The first bytes of a foreign body as one readable line. */
static int quote_body(struct buf *out, const char *body, size_t len)
{
    int blank = 1;
    size_t limit = out->len + QUOTED_BYTES;
    for (size_t i = 0; i < len && out->len < limit; i++) {
        unsigned char c = (unsigned char)body[i];
        if (c <= ' ' || c == 0x7f) {
            if (!blank && buf_addc(out, ' ') != 0)
                return -1;
            blank = 1;
            continue;
        }
        blank = 0;
        if (buf_addc(out, c < 0x80 ? (char)c : '?') != 0)
            return -1;
    }
    return 0;
}

static int looks_like_json(const struct flt_answer *a)
{
    if (is_json_type(a->content_type))
        return 1;
    const char *end = a->body + a->len, *p = blank_end(a->body, end);
    return (!a->content_type || !*a->content_type) && p < end && *p == '{';
}

/* Statuses that come from a proxy, or from a connection that was given up, and may be others the next time. */
static int is_temporary(int status)
{
    return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
}

int flt_may_begin(const char *text, size_t len)
{
    size_t mark = len < JT_MARK_LEN ? len : JT_MARK_LEN; /* more of it may come */
    const char *end = text + len;
    if (len > FAULT_MAX)
        return 0;
    if (memcmp(text, JT_MARK, mark) == 0)
        text += mark;
    text = blank_end(text, end);
    return text == end || *text == '{';
}

/* May this be a fault's body? What calls itself an attachment is none; of a file that went on to its sink only the length
 * is here. */
static int may_be_fault(const struct flt_answer *a)
{
    if (!a->body)
        return 0;
    return a->status >= 400 || (!(a->status == 200 && is_attachment(a->disposition)) &&
                                flt_may_begin(a->body, a->len) && has_fault_word(a->body, a->len));
}

int flt_judge(struct flt_judgement *j, const struct flt_answer *a, const char *service,
              const char *method)
{
    j->code.len = j->text.len = j->path.len = 0;
    int fault = may_be_fault(a) ? read_fault(j, a->body, a->len) : 0;
    if (fault < 0)
        return -1;
    if (fault) {
        j->verdict = classify(j);
        return find_path(j, service, method);
    }
    j->code.len = j->text.len = 0;
    if (a->status == 200) {
        if (flt_is_file(a->status, a->content_type, a->disposition) &&
            (a->len || is_attachment(a->disposition)))
            j->verdict = FLT_FILE;
        else if (is_blank(a->body, a->len) || looks_like_json(a))
            j->verdict = FLT_OK; /* an empty 200 is success; JSON is proved by its decoder */
        else
            j->verdict = FLT_HTTP;
        return j->verdict == FLT_HTTP ? quote_body(&j->text, a->body, a->len) : 0;
    }
    if (a->status == 204) {
        j->verdict = FLT_OK; /* nothing to say, in HTTP's own way */
        return 0;
    }
    j->verdict = is_temporary(a->status) ? FLT_GATEWAY : FLT_HTTP;
    return quote_body(&j->text, a->body, a->len);
}
