/* Sessions: what renews a token, what is sent for it, what an answer to a log-in is worth. */
#include "json/scan.h"
#include "login.h"

static void test_plans(void)
{
    struct ses_session s;
    ses_init(&s);
    check("nothing at hand, nothing to do", ses_plan(&s, NOW) == SES_NOTHING && !ses_usable(&s));
    set(&s.login, "api");
    check("a login name alone opens nothing", ses_plan(&s, NOW) == SES_NOTHING);
    set(&s.password, "secret");
    check("credentials log in", ses_plan(&s, NOW) == SES_LOGIN);
    buf_wipe(&s.password);
    set(&s.api_token, "0123");
    check("an API token does as well as a password", ses_plan(&s, NOW) == SES_LOGIN);
    buf_wipe(&s.login);
    check("but not without a login name", ses_plan(&s, NOW) == SES_NOTHING);
    ses_wipe(&s);

    with_password(&s);
    answer(&s, "{\"session_id\":\"abc\"}");
    check("a session id without a token is a session",
          ses_plan(&s, NOW) == SES_READY && ses_usable(&s));
    ses_lost(&s, s.generation);
    check("when it is lost, the credentials log in",
          ses_plan(&s, NOW) == SES_LOGIN && !ses_usable(&s));
    answer(&s, "{" TOKENS ",\"session_id\":\"abc\",\"expires_in\":900}");
    ses_lost(&s, s.generation);
    check("a refresh token is used before the credentials", ses_plan(&s, NOW) == SES_REFRESH);
    s.prefer_login = 1;
    check("unless a session id is needed, which refresh does not give",
          ses_plan(&s, NOW) == SES_LOGIN);
    buf_wipe(&s.password);
    check("a refresh token is better than nothing", ses_plan(&s, NOW) == SES_REFRESH);
    ses_forget(&s);
    check("after forgetting there is nothing left to refresh", ses_plan(&s, NOW) == SES_NOTHING);
    check("but the login name stays", buf_is(&s.login, "api"));
    ses_wipe(&s);
    check("a wiped session holds nothing", !s.login.data && !s.password.data && !s.api_token.data &&
                                               !s.access_token.data && !s.refresh_token.data &&
                                               !s.session_id.data);
}

static void test_generations(void)
{
    struct ses_session s;
    with_password(&s);
    answer(&s, "{" TOKENS "}");
    unsigned long first = s.generation;
    answer(&s, "{\"access_token\":\"d.e.f\",\"expires_in\":900}");
    check("each new token is a new generation", s.generation == first + 1);
    check("nothing of the old session stays with the new one",
          buf_is(&s.access_token, "d.e.f") && s.refresh_token.len == 0);
    ses_lost(&s, first);
    check("the loss of an older token does not touch the newer one",
          ses_plan(&s, NOW) == SES_READY);
    ses_lost(&s, first + 1);
    check("the loss of the newest does", ses_plan(&s, NOW) == SES_LOGIN);
    int rc = ses_adopt(&s, "g.h.i", 5, "r2", 2, NULL, 0, 450, 900, NOW);
    check("tokens from elsewhere end the loss",
          rc == 0 && ses_plan(&s, NOW) == SES_READY && s.generation == first + 2);
    check("they are renewed by their whole lifetime, not by what was left of it",
          ses_plan(&s, NOW + 389) == SES_READY && ses_plan(&s, NOW + 390) == SES_REFRESH);
    rc = ses_adopt(&s, NULL, 0, NULL, 0, "id", 2, 0, 0, NOW);
    check("a session id alone can be taken over", rc == 0 && ses_plan(&s, 1e12) == SES_READY &&
                                                      !s.access_token.len &&
                                                      buf_is(&s.session_id, "id"));
    rc = ses_adopt(&s, "g.h.i", 5, "r2", 2, NULL, 0, -5, 900, NOW);
    check("tokens that expired elsewhere are not used, but can be refreshed",
          rc == 0 && ses_plan(&s, NOW) == SES_REFRESH);
    rc = ses_adopt(&s, "g.h.i", 5, NULL, 0, NULL, 0, 10, 0, NOW);
    check("a lifetime that is not told is what is left",
          rc == 0 && s.lifetime == 10 && s.expires == NOW + 10);
    ses_wipe(&s);
}

/* Reads params back: the string under `key` is `text`. */
static int param_is(const struct buf *params, const char *key, const char *text, size_t len)
{
    struct js_scan scan;
    struct js_token token;
    int found = 0;
    js_init(&scan, params->data, params->len, 8);
    if (js_next(&scan, &token) != JS_OBJECT)
        return 0;
    while (js_next(&scan, &token) == JS_KEY) {
        int wanted = js_equals(&token, key);
        if (js_next(&scan, &token) != JS_STRING)
            return 0;
        char out[600];
        if (wanted && token.len <= sizeof out)
            found = js_unescape(&token, out) == len && memcmp(out, text, len) == 0;
    }
    return token.type == JS_OBJECT_END && js_next(&scan, &token) == JS_END && found;
}

static void test_params(void)
{
    struct ses_session s;
    struct buf b;
    buf_init(&b);
    with_password(&s);
    int rc = ses_params(&s, SES_LOGIN, &b);
    check("log-in by password",
          rc == 0 && buf_is(&b, "{\"login\":\"api\",\"password\":\"secret\"}"));
    set(&s.api_token, "0123-4567");
    b.len = 0;
    rc = ses_params(&s, SES_LOGIN, &b);
    check("an API token counts before a password",
          rc == 0 && buf_is(&b, "{\"login\":\"api\",\"token\":\"0123-4567\"}"));
    answer(&s, "{" TOKENS "}");
    b.len = 0;
    rc = ses_params(&s, SES_REFRESH, &b);
    check("a refresh sends the refresh token and no credential",
          rc == 0 && buf_is(&b, "{\"refresh_token\":\"r1\"}"));

    static const char hostile[] = "q\"b\\s/\b\t\r\n\x01\x1f\x7f\xC3\xA9\0end\",\"x\":\"";
    buf_wipe(&s.api_token);
    buf_set(&s.password, hostile, sizeof hostile - 1);
    b.len = 0;
    rc = ses_params(&s, SES_LOGIN, &b);
    check("a password of any bytes arrives as it is",
          rc == 0 && param_is(&b, "password", hostile, sizeof hostile - 1) &&
              param_is(&b, "login", "api", 3));
    b.len = 0;
    set(&s.login, "\x1f\"\\");
    set(&s.password, "\n");
    rc = ses_params(&s, SES_LOGIN, &b);
    check("escapes are written in the right order",
          rc == 0 && buf_is(&b, "{\"login\":\"\\u001f\\\"\\\\\",\"password\":\"\\u000a\"}"));
    char all[255];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)(i % 127 + 1);
    buf_set(&s.refresh_token, all, sizeof all);
    b.len = 0;
    rc = ses_params(&s, SES_REFRESH, &b);
    check("so does a refresh token of any bytes",
          rc == 0 && param_is(&b, "refresh_token", all, sizeof all));
    buf_wipe(&b);
    ses_wipe(&s);
}

static void test_hostile_answers(void)
{
    static const struct {
        const char *body, *reason;
    } rows[] = {
        {"", "the answer is not a JSON object"},
        {"null", "the answer is not a JSON object"},
        {"[]", "the answer is not a JSON object"},
        {"<html>", "the answer is not a JSON object"},
        {"\"a.b.c\"", "the answer is not a JSON object"},
        {"{" TOKENS "", "the answer is not valid JSON"},
        {"{" TOKENS "} x", "the answer is not valid JSON"},
        {"{" TOKENS ",}", "the answer is not valid JSON"},
        {"{" TOKENS ",\"x\":[1,}", "the answer is not valid JSON"},
        {"{\"access_token\":\"a\r\nX: y\"}", "the answer is not valid JSON"},
        {"{\"access_token\":\"a\xff\"}", "the answer is not valid JSON"},
        {"{}", "the answer holds neither access_token nor session_id"},
        {"{\"access_token\":\"\",\"session_id\":\"\"}",
         "the answer holds neither access_token nor session_id"},
        {"{\"refresh_token\":\"r1\",\"expires_in\":900}",
         "the answer holds neither access_token nor session_id"},
        {"{\"access_token\":5,\"session_id\":null}",
         "the answer holds neither access_token nor session_id"},
        {"{\"access_token\":{\"access_token\":\"x\"},\"session_id\":[\"y\"]}",
         "the answer holds neither access_token nor session_id"},
        {"{\"access_token\":\"a\\r\\nX: y\"}", "the tokens hold unexpected characters"},
        {"{\"session_id\":\"a\\u000d\\u000aX: y\"}", "the tokens hold unexpected characters"},
        {"{\"session_id\":\"a\\\"b\"}", "the tokens hold unexpected characters"},
        {"{\"access_token\":\"a b\"}", "the tokens hold unexpected characters"},
        {"{\"access_token\":\"a\x7f\"}", "the tokens hold unexpected characters"},
        {"{\"access_token\":\"\xC3\xA9\"}", "the tokens hold unexpected characters"},
        {"{\"access_token\":\"a.b.c\",\"refresh_token\":\"\\u0000\"}",
         "the tokens hold unexpected characters"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ses_session s;
        const char *reason = NULL;
        with_password(&s);
        answer(&s, "{" TOKENS ",\"session_id\":\"id\",\"expires_in\":900}");
        int good = answer_at(&s, rows[i].body, WALL, &reason) == -1 && reason &&
                   strcmp(reason, rows[i].reason) == 0;
        good &= s.generation == 1 && buf_is(&s.access_token, "a.b.c") && s.expires == NOW + 900;
        good &= buf_is(&s.refresh_token, "r1") && buf_is(&s.session_id, "id");
        ses_wipe(&s);
        check_row("a hostile answer is refused and the session kept", rows[i].body, good);
    }

    static const char whole[] = "{" TOKENS ",\"session_id\":\"id\",\"x\":{\"y\":[true]}}";
    int good = 1;
    for (size_t cut = 0; cut < sizeof whole - 1; cut++) {
        struct ses_session s;
        const char *reason = NULL;
        char *copy = exact_copy(whole, cut);
        ses_init(&s);
        good &= ses_answer(&s, copy, cut, NOW, WALL, &reason) == -1 && reason && !s.generation;
        free(copy);
        ses_wipe(&s);
    }
    check("an answer cut short anywhere is refused", good);
}

static void test_odd_answers(void)
{
    struct ses_session s;
    ses_init(&s);
    answer(&s, "{\"access_token\":\"a\",\"session_id\":\"i\",\"access_token\":\"b\","
               "\"session_id\":null,\"access_token\":7}");
    check("of a key given more than once, the last text counts",
          buf_is(&s.access_token, "b") && buf_is(&s.session_id, "i"));
    answer(&s, "{\"\\u0061ccess_token\":\"c\",\"refresh_token\":5,\"mfa_enabled\":0}");
    check("keys may be written with escapes", buf_is(&s.access_token, "c"));
    check("a refresh token of another type is none", s.refresh_token.len == 0);
    ses_wipe(&s);
}

static void test_token_safety(void)
{
    int good = 1;
    for (int c = -128; c < 128; c++) {
        char text[1] = {(char)c};
        int safe = c > ' ' && c < 0x7f && c != '"' && c != '\\';
        good &= ses_token_safe(text, 1) == safe;
    }
    check("only visible ASCII without quote and backslash goes out as a token", good);
    check("wherever it stands", !ses_token_safe("abc\n", 4) && !ses_token_safe("\rabc", 4) &&
                                    ses_token_safe("abc", 3) && ses_token_safe(NULL, 0));
}

int main(void)
{
    test_plans();
    test_generations();
    test_params();
    test_hostile_answers();
    test_odd_answers();
    test_token_safety();
    return check_failures > 0;
}
