/* The scanner without Lua: every document of spec/data/json/documents.txt, whole, cut and damaged. */
#include "json/fast.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void report(const char *name, int good)
{
    printf("%sok %s\n", good ? "" : "not ", name);
    failures += !good;
}

/* A copy that ends where the text ends, so that a sanitizer sees a read beyond it. */
static char *exact_copy(const char *text, size_t len)
{
    char *copy = malloc(len ? len : 1);
    if (!copy)
        abort();
    memcpy(copy, text, len);
    return copy;
}

static enum js_type run(struct js_scan *s, const char *text, size_t len, unsigned max_depth)
{
    struct js_token token;
    enum js_type type;
    js_init(s, text, len, max_depth);
    do {
        type = js_next(s, &token);
        if (type != token.type)
            abort();
        if (type == JS_STRING || type == JS_KEY) {
            char *out = malloc(token.len ? token.len : 1);
            if (!out || js_unescape(&token, out) > token.len)
                abort();
            free(out);
        }
    } while (type > JS_END);
    return type;
}

/* js_skip over the whole must judge as js_next does, reason and place included. */
static int skip_agrees(const char *text, size_t len)
{
    struct js_scan walked, skipped;
    struct js_token token;
    enum js_type type = run(&walked, text, len, 64);
    js_init(&skipped, text, len, 64);
    int bad = js_skip(&skipped) != 0 || js_next(&skipped, &token) != JS_END;
    if (type == JS_END)
        return !bad;
    return bad && walked.error_offset == skipped.error_offset && walked.reason == skipped.reason &&
           walked.error_offset <= len;
}

/* The short cuts look a few bytes ahead, so that only a text that goes on shows them all: the same with spaces at the
 * end, where a text that ends too early may fail in another way. */
static int skip_agrees_padded(const char *text, size_t len)
{
    size_t padded_len = len + 3 * JB_SIZE;
    char *padded = malloc(padded_len);
    if (!padded)
        abort();
    memcpy(padded, text, len);
    memset(padded + len, ' ', padded_len - len);
    int good = skip_agrees(text, len) && skip_agrees(padded, padded_len);
    struct js_scan bare, more;
    enum js_type type = run(&bare, text, len, 64);
    if (type == JS_END || bare.error_offset < len)
        good &= run(&more, padded, padded_len, 64) == type &&
                more.error_offset == bare.error_offset && more.reason == bare.reason;
    free(padded);
    return good;
}

static size_t unpercent(const char *line, char *out)
{
    char *to = out;
    while (*line && *line != '\n') {
        unsigned byte;
        if (*line == '%' && sscanf(line + 1, "%2x", &byte) == 1) {
            *to++ = (char)byte;
            line += 3;
        } else {
            *to++ = *line++;
        }
    }
    return (size_t)(to - out);
}

static void test_document(const char *name, const char *offset, const char *text, size_t len)
{
    struct js_scan s;
    char *copy = exact_copy(text, len);
    enum js_type type = run(&s, copy, len, 64);
    int good = skip_agrees_padded(copy, len);
    if (*name == 'y')
        good &= type == JS_END;
    else
        good &= type == JS_ERROR && s.reason && s.error_offset == strtoull(offset, NULL, 10);
    free(copy);
    for (size_t cut = 0; cut < len; cut++) {
        copy = exact_copy(text, cut);
        good &= skip_agrees_padded(copy, cut);
        /* A bracketed text must never pass for complete before its last byte. */
        if (*name == 'y' && (*text == '[' || *text == '{'))
            good &= run(&s, copy, cut, 64) == JS_ERROR;
        free(copy);
    }
    for (size_t at = 0; at < len; at++) {
        static const char damage[] = {'"', '\\', ',', ':',    '}',    ']',
                                      '{', '0',  'e', '\x01', '\xC3', 'u'};
        copy = exact_copy(text, len);
        for (size_t i = 0; i < sizeof damage; i++) {
            copy[at] = damage[i];
            good &= skip_agrees_padded(copy, len);
        }
        free(copy);
    }
    report(name, good);
}

static void test_documents(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[1024], name[128], offset[32], text[1024];
    int count = 0, skip;
    if (!file) {
        report("documents can be read", 0);
        return;
    }
    while (fgets(line, sizeof line, file)) {
        if (*line == '#' || sscanf(line, "%127s %31s%n", name, offset, &skip) != 2)
            continue;
        const char *document = line + skip + (line[skip] == ' ');
        test_document(name, offset, text, unpercent(document, text));
        count++;
    }
    fclose(file);
    report("there are at least 250 documents", count >= 250);
}

static void test_depth(void)
{
    char text[2 * JS_DEPTH_LIMIT + 2];
    struct js_scan s;
    memset(text, '[', JS_DEPTH_LIMIT + 1);
    memset(text + JS_DEPTH_LIMIT + 1, ']', JS_DEPTH_LIMIT + 1);
    int good = run(&s, text + 1, 2 * JS_DEPTH_LIMIT, JS_DEPTH_LIMIT) == JS_END;
    report("as deep as the limit", good);
    good = run(&s, text, sizeof text, JS_DEPTH_LIMIT) == JS_ERROR &&
           s.error_offset == JS_DEPTH_LIMIT && strcmp(s.reason, "nested too deeply") == 0;
    report("one deeper than the limit", good);
    good = run(&s, text, sizeof text, 5000) == JS_ERROR && s.error_offset == JS_DEPTH_LIMIT;
    report("a limit beyond the highest is the highest", good);
    good = run(&s, "[{}]", 4, 2) == JS_END && run(&s, "[{}]", 4, 1) == JS_ERROR;
    report("a small limit counts objects and arrays", good);
    good = run(&s, "1", 1, 0) == JS_END && run(&s, "[]", 2, 0) == JS_ERROR;
    report("limit 0 allows scalars only", good);
    /* The kind of each open bracket is remembered across the words of the bit set. */
    char mixed[900];
    size_t n = 0;
    for (int i = 0; i < 131; i++)
        n += (size_t)snprintf(mixed + n, sizeof mixed - n, "%s", i % 3 ? "[" : "{\"a\":");
    for (int i = 130; i >= 0; i--)
        mixed[n++] = i % 3 ? ']' : '}';
    report("mixed nesting", run(&s, mixed, n, 131) == JS_END);
    mixed[n - 64] = mixed[n - 64] == ']' ? '}' : ']';
    report("mixed nesting, one bracket wrong",
           run(&s, mixed, n, 131) == JS_ERROR && s.error_offset == n - 64);
}

static void test_error_stays(void)
{
    struct js_scan s;
    struct js_token token;
    js_init(&s, "[x]", 3, 64);
    js_next(&s, &token);
    int good = js_next(&s, &token) == JS_ERROR && js_next(&s, &token) == JS_ERROR &&
               js_skip(&s) == -1 && s.error_offset == 1;
    report("after an error there are only errors", good);
    js_init(&s, NULL, 0, 64);
    report("no text at all is an error", js_next(&s, &token) == JS_ERROR && s.error_offset == 0);
}

static void test_tokens(void)
{
    static const char text[] =
        " {\"a\\u00e9\" : [1, -2.5, \"x\", true,false,null, {}], \"b\":{} } ";
    static const enum js_type expected[] = {
        JS_OBJECT, JS_KEY,    JS_ARRAY,      JS_INTEGER,    JS_NUMBER,     JS_STRING,
        JS_TRUE,   JS_FALSE,  JS_NULL,       JS_OBJECT,     JS_OBJECT_END, JS_ARRAY_END,
        JS_KEY,    JS_OBJECT, JS_OBJECT_END, JS_OBJECT_END, JS_END};
    struct js_scan s;
    struct js_token token;
    int good = 1;
    js_init(&s, text, strlen(text), 64);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        good &= js_next(&s, &token) == expected[i];
        if (i == 1)
            good &= token.escaped && js_equals(&token, "a\xC3\xA9") && !js_equals(&token, "a") &&
                    !js_equals(&token, "a\xC3\xA9x") && !js_equals(&token, "");
        if (i == 3)
            good &= token.len == 1 && *token.text == '1';
        if (i == 5)
            good &= !token.escaped && js_equals(&token, "x") && !js_equals(&token, "xy");
    }
    report("tokens in order", good);
}

static void test_skip(void)
{
    static const char text[] = "{\"a\":[1,{\"b\":[]}],\"c\":{\"d\":1,\"e\":2},\"f\":3}";
    struct js_scan s;
    struct js_token token;
    js_init(&s, text, strlen(text), 64);
    js_next(&s, &token);
    js_next(&s, &token);
    int good = js_skip(&s) == 0 && js_next(&s, &token) == JS_KEY && js_equals(&token, "c");
    good &= js_next(&s, &token) == JS_OBJECT && js_skip(&s) == 0;
    good &= js_next(&s, &token) == JS_KEY && js_equals(&token, "f");
    good &= js_skip(&s) == 0 && js_next(&s, &token) == JS_OBJECT_END;
    good &= js_next(&s, &token) == JS_END;
    report("skip a value, and the rest of an object", good);
}

/* Takes the first member's key; then, is the second one taken as having the same head? The value must follow. */
static int takes(const char *first, const char *second, size_t room)
{
    struct js_scan s;
    struct js_token token;
    const char *head;
    size_t len = strlen(first) + strlen(second);
    char *text = malloc(len + room);
    if (!text)
        abort();
    memcpy(text, first, strlen(first));
    memcpy(text + strlen(first), second, strlen(second));
    memset(text + len, ' ', room);
    js_init(&s, text, len + room, 64);
    js_next(&s, &token);
    js_next(&s, &token);
    size_t n = js_head(&s, &token, &head);
    js_next(&s, &token);
    size_t before = s.pos;
    int taken = jf_take_head(&s, head, n);
    if (taken ? js_next(&s, &token) != JS_INTEGER : s.pos != before)
        taken = -1;
    free(text);
    return taken;
}

static void test_take_head(void)
{
    int good = takes("{\"i_customer\":1", ",\"i_customer\":1}", 16) == 1;
    good &= takes("{\"a\":1", ",\"a\":1}", 16) == 1 && takes("{\"\":1", ",\"\":1}", 16) == 1;
    good &= takes("{ \n \"i_customer\" : 1", ", \n \"i_customer\" : 1}", 16) == 1;
    good &= takes("{\"abcdefghijklmnopqrstuvwxyz012345\":1",
                  ",\"abcdefghijklmnopqrstuvwxyz012345\":1}", 16) == 1;
    for (size_t room = 0; room < 32; room++)
        good &= takes("{\"abcdefghijkl\":1", ",\"abcdefghijkl\":1}", room) >= 0;
    report("take a head that is written as before", good);
    good = takes("{\"i_customer\":1", ",\"i_customex\":1}", 16) == 0;
    good &= takes("{\"a\":1", ",\"ab\":1}", 16) == 0 && takes("{\"ab\":1", ",\"a\":1}", 16) == 0;
    good &= takes("{\"a\":1", ", \"a\":1}", 16) == 0 && takes("{\"a\":1", "\"a\":1}", 16) == 0;
    good &= takes("{\"a\":1", ",}", 16) == 0 && takes("{\"a\":1", "}", 16) == 0;
    good &= takes("{\"a\":1", ",\"a\" 1}", 16) == 0 && takes("{\"a\":1", ",\"a", 0) == 0;
    /* Each byte of a head counts. */
    char first[] = "{\"abcdefghijklmnopqrstuvwxyz012345\":1",
         second[] = ",\"abcdefghijklmnopqrstuvwxyz012345\":1}";
    for (size_t i = 2; i < 34; i++) {
        second[i] ^= 1;
        good &= takes(first, second, 16) == 0;
        second[i] ^= 1;
    }
    report("leave a head that is another", good);
}

static int integer_is(const char *text, int64_t expected)
{
    struct js_token token = {JS_INTEGER, text, strlen(text), 0};
    int64_t value = 12345;
    return js_integer(&token, &value) == 0 && value == expected;
}

static int integer_refused(const char *text)
{
    struct js_token token = {JS_INTEGER, text, strlen(text), 0};
    int64_t value;
    return js_integer(&token, &value) == -1;
}

static void test_integers(void)
{
    report("small integers", integer_is("0", 0) && integer_is("-0", 0) && integer_is("-1", -1) &&
                                 integer_is("42", 42));
    report("the largest integer", integer_is("9223372036854775807", INT64_MAX));
    report("the smallest integer", integer_is("-9223372036854775808", INT64_MIN));
    report("beyond 64 bits",
           integer_refused("9223372036854775808") && integer_refused("-9223372036854775809") &&
               integer_refused("9999999999999999999") && integer_refused("18446744073709551617") &&
               integer_refused("10000000000000000000000"));
}

static int double_is(const char *text, double expected)
{
    struct js_token token = {JS_NUMBER, text, strlen(text), 0};
    double value = 12345;
    return js_double(&token, &value) == 0 && memcmp(&value, &expected, sizeof value) == 0;
}

static int double_refused(const char *text)
{
    struct js_token token = {JS_NUMBER, text, strlen(text), 0};
    double value;
    return js_double(&token, &value) == -1;
}

static void test_doubles(void)
{
    report("plain doubles", double_is("0.1", 0.1) && double_is("-123.456", -123.456) &&
                                double_is("1e3", 1000) && double_is("-0.0", -0.0) &&
                                double_is("0e999999999999999999999", 0) && double_is("42", 42));
    report("limits of double", double_is("1.7976931348623157e308", 1.7976931348623157e308) &&
                                   double_is("5e-324", 5e-324) && double_is("1e-400", 0) &&
                                   double_is("-1e-99999999999999999999", -0.0) &&
                                   double_is("2.2250738585072011e-308", 2.2250738585072011e-308));
    report("out of range", double_refused("1e400") && double_refused("-1e400") &&
                               double_refused("1e99999999999999999999") &&
                               double_refused("1.7976931348623159e308"));
    /* Halfway between two doubles, and a hair above, 1000 digits behind the point. */
    char text[1100] = "9007199254740993.";
    memset(text + 17, '0', 1000);
    int good = double_is(text, 9007199254740992.0);
    text[1016] = '1';
    good &= double_is(text, 9007199254740994.0);
    report("the thousandth digit decides", good);
    memset(text, '0', 1000);
    memcpy(text, "0.", 2);
    strcpy(text + 1000, "25e1000");
    good = double_is(text, 25.0);
    memset(text, '0', 1000);
    text[0] = '1';
    strcpy(text + 1000, "e-1000");
    good &= double_is(text, 0.1);
    report("digits and exponent cancel", good);

    uint64_t seed = 42;
    good = 1;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        uint64_t bits = seed ^ seed >> 29;
        double value;
        memcpy(&value, &bits, sizeof value);
        if ((bits >> 52 & 0x7FF) == 0x7FF)
            continue;
        snprintf(text, sizeof text, "%.*e", (int)(seed >> 59), value);
        good &= double_is(text, strtod(text, NULL));
        snprintf(text, sizeof text, "%.*f", (int)(seed >> 60), (double)(int64_t)bits / 1e9);
        good &= double_is(text, strtod(text, NULL));
    }
    report("random doubles are read as strtod reads them", good);
}

int main(int argc, char **argv)
{
    test_documents(argc > 1 ? argv[1] : "spec/data/json/documents.txt");
    test_depth();
    test_error_stays();
    test_tokens();
    test_skip();
    test_take_head();
    test_integers();
    test_doubles();
    return failures > 0;
}
