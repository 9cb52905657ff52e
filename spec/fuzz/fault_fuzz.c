/* Answers of any kind, judged: a verdict never claims more than the answer says, and what an error shows of
 * it is one printable line. Input: status, content type, disposition and method as a byte each, then the body. */
#include "json/mend.h"
#include "json/scan.h"
#include "json/text.h"
#include "protocol/fault.h"

#include "fuzz.h"

static const int statuses[] = {200, 500, 502, 503, 504, 400, 404, 201,
                               302, 0,   999, 204, 408, 429, 407};
static const char *const types[] = {"application/json", NULL,        "", "text/html; charset=utf-8",
                                    "application/pdf",  "text/plain"};
static const char *const dispositions[] = {NULL, "attachment; filename=\"a.pdf\"", "inline", ""};
static const char *const services[] = {"Account", "Session", "Customer"};
static const char *const methods[] = {"add_account", "login", "check_auth"};

#define PICK(list, n) ((list)[(n) % (sizeof(list) / sizeof *(list))])

/* The same for a body as it came: a byte order mark and what is no text do not count. */
static int is_object_to_read(const char *text, size_t len)
{
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        len -= 3;
    }
    struct buf mended;
    size_t count;
    buf_init(&mended);
    PROMISE(jm_mend(&mended, text, len, &count) == 0);
    int object = count ? is_object(mended.data, mended.len) : is_object(text, len);
    buf_wipe(&mended);
    return object;
}

static int is_blank(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && (text[n] == ' ' || text[n] == '\t' || text[n] == '\r' || text[n] == '\n'))
        n++;
    return n == len;
}

static int is_utf8(const struct buf *b)
{
    for (size_t i = 0, step; i < b->len; i += step)
        if ((step = jt_utf8(b->data + i, b->len - i)) == 0)
            return 0;
    return 1;
}

static int is_quotation(const struct buf *b)
{
    for (size_t i = 0; i < b->len; i++)
        if (b->data[i] < ' ' || b->data[i] > '~')
            return 0;
    return b->len <= 160;
}

/* Is it kept back from a download's target for as long as it comes? */
static int is_kept_back(const struct flt_answer *a)
{
    for (size_t n = 0; n < a->len && n < 32; n++)
        if (!flt_may_begin(a->body, n))
            return 0;
    return flt_may_begin(a->body, a->len);
}

static int begins(const struct buf *b, const char *with)
{
    return b->len >= strlen(with) && memcmp(b->data, with, strlen(with)) == 0;
}

static int ends(const struct buf *b, const struct buf *with)
{
    return b->len >= with->len && memcmp(b->data + b->len - with->len, with->data, with->len) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size};
    struct flt_answer a = {.status = PICK(statuses, take_byte(&in))};
    a.content_type = PICK(types, take_byte(&in));
    a.disposition = PICK(dispositions, take_byte(&in));
    unsigned name = take_byte(&in);
    a.body = (const char *)in.at;
    a.len = in.left;

    struct flt_judgement j;
    flt_init(&j);
    PROMISE(flt_judge(&j, &a, PICK(services, name), PICK(methods, name)) == 0);
    int fault = j.verdict == FLT_SESSION_LOST || j.verdict == FLT_REFUSED ||
                j.verdict == FLT_FAULT || j.verdict == FLT_OUTAGE;
    if (fault) {
        PROMISE(is_object_to_read(a.body, a.len));
        PROMISE(!flt_is_file(a.status, NULL, a.disposition)); /* no attachment */
        PROMISE(!flt_is_file(a.status, a.content_type, a.disposition) || is_kept_back(&a));
        PROMISE(is_utf8(&j.code) && is_utf8(&j.text));
    } else {
        PROMISE(j.code.len == 0 && j.path.len == 0 && is_quotation(&j.text));
    }
    if (j.path.len) {
        PROMISE(ends(&j.code, &j.path) &&
                (begins(&j.code, "Client.") || begins(&j.code, "Server.")));
        PROMISE(j.code.data[j.code.len - j.path.len - 1] == '.');
    }
    switch (j.verdict) {
    case FLT_OK:
        PROMISE(a.status == 200 || a.status == 204);
        PROMISE(a.status == 204 || is_blank(a.body, a.len) || !a.content_type || !*a.content_type ||
                strstr(a.content_type, "json"));
        break;
    case FLT_FILE:
        PROMISE(flt_is_file(a.status, a.content_type, a.disposition));
        break;
    case FLT_SESSION_LOST: /* the one verdict after which a change goes out again */
        PROMISE(j.code.len > 30 || begins(&j.code, "Client.check_auth.envelope_missed"));
        PROMISE(memmem(j.code.data, j.code.len, ".check_auth.", 12));
        break;
    case FLT_GATEWAY:
        PROMISE((a.status >= 502 && a.status <= 504) || a.status == 408 || a.status == 429);
        break;
    default:
        break;
    }
    flt_free(&j);
    PROMISE(!j.code.data && !j.text.data && !j.path.data);
    return 0;
}
