/* How long a token is taken to live: from spans, claims and dates, whatever the clocks say. */
#include "login.h"

#define HOUR 3600.0

/* A JWT with these claims; into out, which is large enough. */
static const char *jwt(char *out, const char *claims)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t n = strlen(claims);
    char *p = out + sprintf(out, "eyJhbGciOiJSUzI1NiJ9.");
    for (size_t i = 0; i < n; i += 3) {
        unsigned bits = (unsigned)(unsigned char)claims[i] << 16;
        if (i + 1 < n)
            bits |= (unsigned)(unsigned char)claims[i + 1] << 8;
        if (i + 2 < n)
            bits |= (unsigned char)claims[i + 2];
        *p++ = alphabet[bits >> 18];
        *p++ = alphabet[bits >> 12 & 63];
        if (i + 1 < n)
            *p++ = alphabet[bits >> 6 & 63];
        if (i + 2 < n)
            *p++ = alphabet[bits & 63];
    }
    strcpy(p, ".c2lnbmF0dXJl");
    return out;
}

/* The lifetime that a session takes from a token with these claims; 0 = not known, -1 = refused. */
static double claimed_lifetime(const char *claims)
{
    struct ses_session s;
    char token[1024], body[1200];
    snprintf(body, sizeof body, "{\"access_token\":\"%s\"}", jwt(token, claims));
    ses_init(&s);
    double lifetime = answer(&s, body) == 0 ? s.lifetime : -1;
    ses_wipe(&s);
    return lifetime;
}

/* Ready until `margin` seconds before the end, and from then on not. */
static int renewed_ahead(const char *body, double lifetime, double margin)
{
    struct ses_session s;
    with_password(&s);
    int good = answer(&s, body) == 0 && s.lifetime == lifetime;
    double turn = NOW + lifetime - margin;
    good &= ses_plan(&s, NOW) == SES_READY && ses_plan(&s, turn - 0.01) == SES_READY;
    good &= ses_plan(&s, turn) == SES_REFRESH && ses_plan(&s, turn + 1e9) == SES_REFRESH;
    ses_wipe(&s);
    return good;
}

static void test_lifetimes(void)
{
    char token[1024], body[1200];
    check("a token of 48 h is renewed 60 s ahead",
          renewed_ahead("{" TOKENS ",\"expires_in\":172800}", 172800, 60));
    check("a token of 900 s is renewed 60 s ahead, not at every call",
          renewed_ahead("{" TOKENS ",\"expires_in\":900}", 900, 60));
    check("a token of 300 s is renewed a tenth of that ahead",
          renewed_ahead("{" TOKENS ",\"expires_in\":300}", 300, 30));
    check("a token of 5 s is renewed half a second ahead",
          renewed_ahead("{" TOKENS ",\"expires_in\":5}", 5, 0.5));
    snprintf(body, sizeof body, "{\"access_token\":\"%s\",\"refresh_token\":\"r\"}",
             jwt(token, "{\"login\":\"api\",\"iat\":1600000000,\"exp\":1600172800,\"aud\":[1]}"));
    check("without expires_in the token's own claims tell, whatever the clocks say",
          renewed_ahead(body, 172800, 60));
    snprintf(body, sizeof body,
             "{\"access_token\":\"%s\",\"refresh_token\":\"r\",\"expires_in\":900}", token);
    check("expires_in counts before the claims", renewed_ahead(body, 900, 60));
    snprintf(body, sizeof body,
             "{\"access_token\":\"%s\",\"refresh_token\":\"r\","
             "\"expires_at\":\"2025-06-15 16:06:40\"}",
             token);
    check("the claims count before expires_at", renewed_ahead(body, 172800, 60));
    check("expires_at is the last resort",
          renewed_ahead("{" TOKENS ",\"expires_at\":\"2025-06-15 15:21:40\"}", 900, 60));

    struct ses_session s;
    with_password(&s);
    check("a token of unknown lifetime is used until the server refuses it",
          answer(&s, "{" TOKENS "}") == 0 && s.expires == 0 && ses_plan(&s, 1e12) == SES_READY);
    ses_wipe(&s);
}

static double dated_lifetime(const char *expires_at, double wall)
{
    struct ses_session s;
    const char *reason;
    char body[200];
    snprintf(body, sizeof body, "{" TOKENS ",\"expires_at\":\"%s\"}", expires_at);
    ses_init(&s);
    double lifetime = answer_at(&s, body, wall, &reason) == 0 ? s.lifetime : -1;
    ses_wipe(&s);
    return lifetime;
}

static void test_clock_skew(void)
{
    static const double skews[] = {-HOUR, 0, HOUR};
    char token[1024], bodies[2][1200];
    snprintf(bodies[0], sizeof *bodies,
             "{" TOKENS ",\"expires_in\":900,\"expires_at\":\"2025-06-15 15:21:40\"}");
    snprintf(bodies[1], sizeof *bodies,
             "{\"access_token\":\"%s\",\"refresh_token\":\"r\","
             "\"expires_at\":\"2025-06-15 15:21:40\"}",
             jwt(token, "{\"iat\":1750000000,\"exp\":1750000900}"));
    int good = 1;
    for (size_t i = 0; i < 6; i++) {
        struct ses_session s;
        const char *reason;
        with_password(&s);
        good &= answer_at(&s, bodies[i % 2], WALL + skews[i / 2], &reason) == 0;
        good &= s.lifetime == 900 && s.expires == NOW + 900;
        ses_wipe(&s);
    }
    check("an hour of clock skew either way does not touch a stated span", good);
    check("with a date alone, a clock an hour ahead leaves the lifetime unknown, not over",
          dated_lifetime("2025-06-15 15:21:40", WALL + HOUR) == 0);
    check("and a clock an hour behind makes it an hour too long, which the server then corrects",
          dated_lifetime("2025-06-15 15:21:40", WALL - HOUR) == 900 + HOUR);
}

static void test_dates(void)
{
    check("dates are read as UTC, leap years included",
          dated_lifetime("2024-02-29 00:00:10", 1709164800) == 10 &&
              dated_lifetime("2024-03-01 00:00:10", 1709251200) == 10 &&
              dated_lifetime("2000-03-01 00:00:10", 951868800) == 10 &&
              dated_lifetime("2100-03-01 00:00:10", 4107542400) == 10 &&
              dated_lifetime("2025-12-31 23:59:59", 1767225589) == 10 &&
              dated_lifetime("1970-01-01 00:00:10", 0) == 10);
    static const char *const odd[] = {
        "",
        "2099-06-15",
        "2099-06-15T15:21:40",
        "2099-13-15 15:21:40",
        "2099-00-15 15:21:40",
        "2099-06-15 15:21:4",
        "2099-06-15 15:21:40Z",
        "2099/06/15 15:21:40",
        "xxxx-xx-xx xx:xx:xx",
        "9999999999999999999",
        "2099-06-15\\n15:21:40",
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        check_row("a date of another form leaves the lifetime unknown", odd[i],
                  dated_lifetime(odd[i], WALL) == 0);
}

static void test_claims(void)
{
    check("claims of any order and company are found",
          claimed_lifetime("{\"exp\":1600000900.0,\"x\":{\"iat\":5,\"y\":[]},\"iat\":16e8}") ==
              900);
    static const char padded[] = /* {"iat":100,"exp":1000} */
        "{\"access_token\":\"a.eyJpYXQiOjEwMCwiZXhwIjoxMDAwfQ==.c\"}";
    struct ses_session s;
    ses_init(&s);
    check("claims may be padded", answer(&s, padded) == 0 && s.lifetime == 900);
    ses_wipe(&s);
    static const char *const odd[] = {
        "",
        "{}",
        "[1600000000,1600000900]",
        "not JSON at all",
        "{\"exp\":1600000900}",
        "{\"iat\":1600000000}",
        "{\"iat\":\"1600000000\",\"exp\":1600000900}",
        "{\"iat\":1600000900,\"exp\":1600000000}",
        "{\"iat\":1600000000,\"exp\":1600000000}",
        "{\"iat\":-900,\"exp\":0}",
        "{\"iat\":1e999,\"exp\":1e999}",
        "{\"iat\":1,\"exp\":1e999}",
        "{\"iat\":{},\"exp\":900}",
        "{\"iat\":1600000000,\"x\":\"\xff\",\"exp\":1600000900}",
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        check_row("claims that state no span", odd[i], claimed_lifetime(odd[i]) == 0);

    static const char *const garbage[] = {"x",     ".",        "..",        "...",     "a.b",
                                          "a.!.c", "a.e30.c",  "a.====.c",  "a.e.c",   "a.e30=.c",
                                          ".e30.", "a.+/+/.c", "a.b.c.d.e", "a.[]{}.c"};
    for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
        char body[100];
        snprintf(body, sizeof body, "{\"access_token\":\"%s\"}", garbage[i]);
        ses_init(&s);
        check_row("a token that is no JWT is taken as it is", garbage[i],
                  answer(&s, body) == 0 && s.lifetime == 0 && buf_is(&s.access_token, garbage[i]));
        ses_wipe(&s);
    }
}

static double stated_lifetime(const char *expires_in)
{
    struct ses_session s;
    char body[200];
    snprintf(body, sizeof body, "{" TOKENS ",\"expires_in\":%s}", expires_in);
    ses_init(&s);
    double lifetime = answer(&s, body) == 0 ? s.lifetime : -1;
    ses_wipe(&s);
    return lifetime;
}

static void test_odd_spans(void)
{
    static const char *const odd[] = {"0",       "-900", "1e999", "null",
                                      "\"900\"", "{}",   "[900]", "true"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        check_row("a lifetime that is none leaves it unknown", odd[i],
                  stated_lifetime(odd[i]) == 0);
    check("fractions of a second count", stated_lifetime("0.5") == 0.5);
}

int main(void)
{
    test_lifetimes();
    test_clock_skew();
    test_dates();
    test_claims();
    test_odd_spans();
    return check_failures > 0;
}
