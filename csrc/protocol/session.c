#include "session.h"

#include "date.h"
#include "json/scan.h"
#include "json/write.h"
#include "jwt.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ANSWER_DEPTH 64
#define MARGIN_SECONDS 60.0
#define MARGIN_SHARE 0.1
#define TOKEN_MAX 16384

void ses_init(struct ses_session *s)
{
    memset(s, 0, sizeof *s);
}

void ses_wipe(struct ses_session *s)
{
    buf_wipe(&s->login);
    buf_wipe(&s->password);
    buf_wipe(&s->api_token);
    ses_forget(s);
}

void ses_forget(struct ses_session *s)
{
    buf_wipe(&s->access_token);
    buf_wipe(&s->refresh_token);
    buf_wipe(&s->session_id);
    s->expires = s->lifetime = 0;
    s->lost = 0;
}

void ses_lost(struct ses_session *s, unsigned long generation)
{
    if (generation == s->generation)
        s->lost = 1;
}

int ses_usable(const struct ses_session *s)
{
    return !s->lost && (s->access_token.len || s->session_id.len);
}

int ses_valid(const struct ses_session *s, double now)
{
    return ses_usable(s) && (s->expires <= 0 || now < s->expires);
}

void ses_drop_refresh(struct ses_session *s)
{
    buf_wipe(&s->refresh_token);
}

static int stale(const struct ses_session *s, double now)
{
    if (!ses_usable(s))
        return 1;
    if (s->expires <= 0)
        return 0;
    /* A fixed margin above the lifetime would renew before every call (seen with 900 s lifetimes). */
    double margin = fmin(MARGIN_SECONDS, s->lifetime * MARGIN_SHARE);
    return now >= s->expires - margin;
}

enum ses_plan ses_plan(const struct ses_session *s, double now)
{
    if (!stale(s, now))
        return SES_READY;
    int can_login = s->login.len && (s->password.len || s->api_token.len);
    if (s->refresh_token.len && !(s->prefer_login && can_login))
        return SES_REFRESH;
    return can_login ? SES_LOGIN : SES_NOTHING;
}

/* What is no UTF-8 is for the server to refuse: credentials are the user's. */
static int add_string(struct buf *b, const struct buf *text)
{
    return jw_string(b, text->data, text->len, NULL);
}

int ses_params(const struct ses_session *s, enum ses_plan plan, struct buf *b)
{
    int failed;
    if (plan == SES_REFRESH) {
        failed = buf_adds(b, "{\"refresh_token\":") || add_string(b, &s->refresh_token);
    } else {
        int token = s->api_token.len != 0;
        failed = buf_adds(b, "{\"login\":") || add_string(b, &s->login) ||
                 buf_adds(b, token ? ",\"token\":" : ",\"password\":") ||
                 add_string(b, token ? &s->api_token : &s->password);
    }
    return failed || buf_addc(b, '}') ? -1 : 0;
}

/* May these bytes stand as they are in a header and in a JSON string? (visible ASCII, so no CR/LF,
 * without quote and backslash) */
static int is_safe(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] <= ' ' || text[i] >= 0x7f || text[i] == '"' || text[i] == '\\')
            return 0;
    return 1;
}

#define UNEXPECTED_BYTES "the tokens hold unexpected characters"

const char *ses_unusable(const char *access, size_t access_len, size_t refresh_len, const char *id,
                         size_t id_len)
{
    if (!is_safe(access, access_len) || !is_safe(id, id_len))
        return UNEXPECTED_BYTES;
    if (access_len > TOKEN_MAX || refresh_len > TOKEN_MAX || id_len > TOKEN_MAX)
        return "a token is longer than 16 KiB";
    if (!access_len && !id_len)
        return "the answer holds neither access_token nor session_id";
    return NULL;
}

int ses_adopt(struct ses_session *s, const char *access, size_t access_len, const char *refresh,
              size_t refresh_len, const char *id, size_t id_len, double expires_in, double lifetime,
              double now)
{
    struct buf a, r, i;
    buf_init(&a), buf_init(&r), buf_init(&i);
    if (buf_add(&a, access, access_len) || buf_add(&r, refresh, refresh_len) ||
        buf_add(&i, id, id_len)) {
        buf_wipe(&a), buf_wipe(&r), buf_wipe(&i);
        return -1;
    }
    ses_forget(s);
    s->access_token = a;
    s->refresh_token = r;
    s->session_id = i;
    s->expires = expires_in > 0 ? now + expires_in : 0;
    s->lifetime = lifetime > 0 ? lifetime : expires_in;
    s->borrowed = 1;
    s->lost = expires_in < 0; /* over already; its refresh token may still be good */
    s->generation++;
    return 0;
}

struct answer {
    struct js_token access, refresh, id, expires_at;
    double expires_in;
};

static const char *read_answer(struct answer *a, const char *body, size_t len)
{
    struct js_scan scan;
    struct js_token key, value;
    int more;

    memset(a, 0, sizeof *a);
    js_init(&scan, body, len, ANSWER_DEPTH);
    if (js_next(&scan, &key) != JS_OBJECT)
        return "the answer is not a JSON object";
    while ((more = js_next_member(&scan, &key, &value)) > 0) {
        struct js_token *into = js_equals(&key, "access_token")    ? &a->access
                                : js_equals(&key, "refresh_token") ? &a->refresh
                                : js_equals(&key, "session_id")    ? &a->id
                                : js_equals(&key, "expires_at")    ? &a->expires_at
                                                                   : NULL;
        if (into && value.type == JS_STRING)
            *into = value;
        else if ((value.type == JS_INTEGER || value.type == JS_NUMBER) &&
                 js_equals(&key, "expires_in") && js_double(&value, &a->expires_in) != 0)
            a->expires_in = 0;
    }
    if (more < 0 || js_next(&scan, &value) != JS_END)
        return "the answer is not valid JSON";
    if (a->access.escaped || a->refresh.escaped || a->id.escaped)
        return UNEXPECTED_BYTES;
    return ses_unusable(a->access.text, a->access.len, a->refresh.len, a->id.text, a->id.len);
}

int ses_answer(struct ses_session *s, const char *body, size_t len, double now, double wall,
               const char **reason)
{
    struct answer a;
    *reason = read_answer(&a, body, len);
    if (*reason)
        return -1;
    /* What states a span needs no agreement between the two clocks; a date does. */
    double lifetime = a.expires_in > 0 ? a.expires_in : jwt_lifetime(a.access.text, a.access.len);
    if (lifetime <= 0) {
        double at = date_portabilling(a.expires_at.text, a.expires_at.len);
        lifetime = at > wall ? at - wall : 0;
    }
    if (ses_adopt(s, a.access.text, a.access.len, a.refresh.text, a.refresh.len, a.id.text,
                  a.id.len, lifetime, lifetime, now) != 0) {
        *reason = NO_MEMORY;
        return -2;
    }
    s->borrowed = 0;
    return 0;
}
