/* Answers to a log-in or a refresh: one is taken in whole, or the session stays as it was. Whatever was taken
 * in can stand in a header, and the next renewal's parameters are JSON. Input: a byte of settings, the answer. */
#include "json/scan.h"
#include "protocol/session.h"

#include "fuzz.h"

#include <math.h>

#define NOW 1000.0
#define WALL 1750000000.0

static void set(struct buf *b, const char *text)
{
    PROMISE(buf_set(b, text, strlen(text)) == 0);
}

static int is(const struct buf *b, const char *text)
{
    return b->len == strlen(text) && (b->len == 0 || memcmp(b->data, text, b->len) == 0);
}

/* The parameters are an object of strings; one of them means the secret that was put in. */
static void check_params(const struct ses_session *s, enum ses_plan plan)
{
    const char *name = plan == SES_REFRESH ? "refresh_token" : "password";
    const struct buf *secret = plan == SES_REFRESH ? &s->refresh_token : &s->password;
    struct js_scan scan;
    struct js_token key, value;
    struct buf params;
    int found = 0;

    buf_init(&params);
    PROMISE(ses_params(s, plan, &params) == 0);
    js_init(&scan, params.data, params.len, 1);
    PROMISE(js_next(&scan, &key) == JS_OBJECT);
    while (js_next(&scan, &key) == JS_KEY) {
        PROMISE(js_next(&scan, &value) == JS_STRING);
        if (js_equals(&key, name)) {
            char *meaning = malloc(value.len + 1);
            PROMISE(meaning && js_unescape(&value, meaning) == secret->len);
            PROMISE(memcmp(meaning, secret->data, secret->len) == 0);
            free(meaning);
            found++;
        }
    }
    PROMISE(key.type == JS_OBJECT_END && js_next(&scan, &value) == JS_END && found == 1);
    buf_wipe(&params);
}

static void check_taken(const struct ses_session *s, unsigned long generation)
{
    PROMISE(s->generation == generation + 1 && !s->lost && !s->borrowed && ses_usable(s));
    PROMISE(!ses_unusable(s->access_token.data, s->access_token.len, s->refresh_token.len,
                          s->session_id.data, s->session_id.len));
    PROMISE(!s->refresh_token.len || !memchr(s->refresh_token.data, '\\', s->refresh_token.len));
    PROMISE(isfinite(s->expires) && isfinite(s->lifetime) && s->lifetime >= 0);
    PROMISE(s->expires == 0 || s->expires >= NOW);
    if (s->expires !=
        NOW) /* a lifetime of next to nothing: the exchange tries such a token all the same */
        PROMISE(ses_plan(s, NOW) == SES_READY);
    if (s->expires > 0) {
        enum ses_plan later = ses_plan(s, s->expires);
        PROMISE(later == (s->refresh_token.len && !s->prefer_login ? SES_REFRESH : SES_LOGIN));
        check_params(s, later);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size};
    unsigned settings = take_byte(&in);
    struct ses_session s;
    const char *reason = NULL;

    ses_init(&s);
    set(&s.login, "a\"p\\i\n");
    set(&s.password, "p\"w\\\x01");
    s.prefer_login = settings & 1;
    if (settings & 2) {
        PROMISE(ses_adopt(&s, "old", 3, "older", 5, "id", 2, 0, 0, NOW) == 0);
        if (settings & 4)
            ses_lost(&s, s.generation);
    }
    struct ses_session before = s;
    if (ses_answer(&s, (const char *)in.at, in.left, NOW, settings & 8 ? 0 : WALL, &reason) == 0) {
        PROMISE(reason == NULL && is_object((const char *)in.at, in.left));
        check_taken(&s, before.generation);
    } else {
        PROMISE(reason && *reason);
        PROMISE(memcmp(&s, &before, sizeof s) == 0);
        PROMISE(!(settings & 2) || (is(&s.access_token, "old") && is(&s.refresh_token, "older")));
    }
    ses_wipe(&s);
    PROMISE(!s.access_token.data && !s.refresh_token.data && !s.session_id.data &&
            !s.password.data);
    return 0;
}
