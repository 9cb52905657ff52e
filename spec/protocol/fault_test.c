/* What an answer means: verdict, fault code, field path, and how foreign bodies are quoted. */
#include "protocol/fault.h"

#include "support/check.h"

#define FAULT(code) "{\"faultcode\":\"" code "\",\"faultstring\":\"because\"}"
#define JSON "application/json; charset=UTF-8"

static int judge(struct flt_judgement *j, int status, const char *type, const char *disposition,
                 const char *body, size_t len)
{
    char *copy = exact_copy(body, len);
    struct flt_answer answer = {status, type, disposition, copy, len};
    int rc = flt_judge(j, &answer, "Customer", "add_customer");
    free(copy);
    return rc;
}

static enum flt_verdict verdict_of(int status, const char *type, const char *disposition,
                                   const char *body)
{
    struct flt_judgement j;
    flt_init(&j);
    int rc = judge(&j, status, type, disposition, body, strlen(body));
    enum flt_verdict verdict = j.verdict;
    flt_free(&j);
    return rc == 0 ? verdict : (enum flt_verdict) - 1;
}

static void test_success(void)
{
    check("200 with JSON is the method's answer",
          verdict_of(200, JSON, NULL, "{\"i_customer\":1}") == FLT_OK);
    check("200 with nothing is success",
          verdict_of(200, JSON, NULL, "") == FLT_OK && verdict_of(200, NULL, NULL, "") == FLT_OK);
    check("200 with white space only is success",
          verdict_of(200, JSON, NULL, " \t\r\n") == FLT_OK &&
              verdict_of(200, NULL, NULL, "\r\n") == FLT_OK);
    check("200 with nothing is success whatever its type",
          verdict_of(200, "text/html", NULL, "") == FLT_OK &&
              verdict_of(200, "application/pdf", NULL, "") == FLT_OK);
    check("an object without a content type is taken as JSON",
          verdict_of(200, NULL, NULL, " \n{\"a\":1}") == FLT_OK &&
              verdict_of(200, "", NULL, "{}") == FLT_OK);
    check("anything else without a content type is not",
          verdict_of(200, NULL, NULL, "hello") == FLT_HTTP &&
              verdict_of(200, NULL, NULL, "[1]") == FLT_HTTP &&
              verdict_of(200, "", NULL, "<html>") == FLT_HTTP);
    check("200 with HTML is a proxy's page",
          verdict_of(200, "text/html", NULL, "<html>") == FLT_HTTP &&
              verdict_of(200, "Text/HTML; charset=utf-8", NULL, "{\"a\":1}") == FLT_HTTP &&
              verdict_of(200, "application/xhtml+xml", NULL, "<html/>") == FLT_HTTP);
    check("other statuses of success are not PortaBilling's",
          verdict_of(201, JSON, NULL, "{}") == FLT_HTTP);
    check("but 204 is, with nothing to say", verdict_of(204, NULL, NULL, "") == FLT_OK);
    check("a redirect is not followed, with or without JSON",
          verdict_of(302, NULL, NULL, "") == FLT_HTTP &&
              verdict_of(302, JSON, NULL, "{\"a\":1}") == FLT_HTTP);
    check("a body with a faultcode is a fault, whatever the status",
          verdict_of(200, JSON, NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(200, NULL, NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(302, JSON, NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(503, JSON, NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(200, JSON, NULL, FAULT("Server.Session.check_auth.auth_failed")) ==
                  FLT_SESSION_LOST);
    check("whatever its content type, with a byte order mark or without",
          verdict_of(200, "text/plain", NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(200, "text/plain", NULL, "\xEF\xBB\xBF\n" FAULT("Server.X.y")) ==
                  FLT_FAULT &&
              verdict_of(200, "application/octet-stream", "inline", FAULT("Server.X.y")) ==
                  FLT_FAULT &&
              verdict_of(200, "text/html", NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(404, "text/plain", NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(200, "text/plain", NULL, FAULT("Server.Session.check_auth.auth_failed")) ==
                  FLT_SESSION_LOST);
    check("but not a file, nor a record that speaks of one",
          verdict_of(200, JSON, "attachment; filename=a.json", FAULT("Server.X.y")) == FLT_FILE &&
              verdict_of(200, JSON, NULL, "{\"note\":\"\\\"faultcode\\\"\"}") == FLT_OK &&
              verdict_of(200, JSON, NULL, "{\"a\":{\"faultcode\":\"x\"}}") == FLT_OK);
}

static void test_fault_codes_of_other_types(void)
{
    static const struct {
        const char *body, *code, *text;
    } rows[] = {
        {"{\"faultcode\":17,\"faultstring\":\"x\"}", "17", "x"},
        {"{\"faultstring\":0.5,\"faultcode\":-1e3}", "-1e3", "0.5"},
        {"{\"faultcode\":\"\",\"faultstring\":null}", "", ""},
        {"{\"faultcode\":false}", "", ""},
        {"{\"faultcode\":{\"faultcode\":\"Server.A.b\"},\"faultstring\":[1]}", "", ""},
        {"{\"faultcode\":[\"Server.A.b\"]}", "", ""},
        {"{\"faultcode\":null,\"faultcode\":7}", "7", ""},
    };
    static const int statuses[] = {200, 302, 500, 503};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int good = 1;
        for (size_t k = 0; k < sizeof statuses / sizeof *statuses; k++) {
            struct flt_judgement j;
            flt_init(&j);
            good &= judge(&j, statuses[k], JSON, NULL, rows[i].body, strlen(rows[i].body)) == 0 &&
                    j.verdict == FLT_FAULT && buf_is(&j.code, rows[i].code) &&
                    buf_is(&j.text, rows[i].text);
            flt_free(&j);
        }
        check_row("a fault whose code is no text", rows[i].body, good);
    }
    check("but null is none", verdict_of(200, JSON, NULL, "{\"faultcode\":null}") == FLT_OK);
}

static void test_beginnings(void)
{
    static const char *const may[] = {"",        "\xEF",           "\xEF\xBB",      "\xEF\xBB\xBF",
                                      " \r\n\t", "\xEF\xBB\xBF {", "{\"faultcode\""};
    static const char *const cannot[] = {"x", "[", "\"", "\xEF{", "\xEF\xBB\xBFx", " \f{", "%PDF"};
    char large[16385];
    memset(large, ' ', sizeof large);
    for (size_t i = 0; i < sizeof may / sizeof *may; i++)
        check_row("may be a fault's beginning", may[i], flt_may_begin(may[i], strlen(may[i])));
    for (size_t i = 0; i < sizeof cannot / sizeof *cannot; i++)
        check_row("is no fault's beginning", cannot[i],
                  !flt_may_begin(cannot[i], strlen(cannot[i])));
    check("a zero byte is none", !flt_may_begin("\0{", 2));
    check("a fault is not larger than 16 KB",
          flt_may_begin(large, sizeof large - 1) && !flt_may_begin(large, sizeof large));
}

static void test_files(void)
{
    check("a body of another type than JSON is a file",
          verdict_of(200, "application/pdf", NULL, "%PDF") == FLT_FILE &&
              verdict_of(200, "audio/mpeg", NULL, "ID3") == FLT_FILE &&
              verdict_of(200, "text/plain", NULL, "a transcript") == FLT_FILE);
    check("an attachment is a file whatever its type",
          verdict_of(200, JSON, "attachment; filename=\"a.json\"", "{}") == FLT_FILE &&
              verdict_of(200, "text/html", "Attachment", "<html>") == FLT_FILE &&
              verdict_of(200, NULL, "ATTACHMENT; filename=x", "x") == FLT_FILE);
    check("an attachment may be empty",
          verdict_of(200, "text/csv", "attachment; filename=empty.csv", "") == FLT_FILE);
    check("what is to be shown in place is judged by its type",
          verdict_of(200, JSON, "inline; filename=attachment", "{}") == FLT_OK);
    check("only 200 brings a file",
          verdict_of(500, "application/pdf", "attachment; filename=a.pdf", "%PDF") == FLT_HTTP &&
              verdict_of(503, "application/pdf", "attachment", "%PDF") == FLT_GATEWAY);
    check("the headers alone tell a file from an answer",
          flt_is_file(200, "application/zip", NULL) && flt_is_file(200, JSON, "attachment") &&
              !flt_is_file(200, JSON, NULL) && !flt_is_file(200, NULL, NULL) &&
              !flt_is_file(200, "", "") && !flt_is_file(200, "text/html", NULL) &&
              !flt_is_file(500, "application/zip", "attachment"));

    /* A streamed file is judged by its size: the bytes are gone, and must not be looked at. */
    struct flt_answer answer = {200, "audio/wav", NULL, NULL, 1000000};
    struct flt_judgement j;
    flt_init(&j);
    int rc = flt_judge(&j, &answer, "CDR", "get_call_recording");
    check("a streamed file is judged without its bytes", rc == 0 && j.verdict == FLT_FILE);
    flt_free(&j);
}

/* A fault quotes what was sent, which may be anything. */
static void test_faults_that_are_no_text(void)
{
#define R "\xEF\xBF\xBD"
    static const struct {
        int status;
        const char *body, *code, *text;
    } rows[] = {
        {500, "{\"faultcode\":\"Server.X.y\",\"faultstring\":\"M\xFCller\"}", "Server.X.y",
         "M" R "ller"},
        {500, "{\"faultstring\":\"tab\there \\ud800\",\"faultcode\":\"Server.X.\xC3\"}",
         "Server.X." R, "tab" R "here " R},
        {200, "{\"other\":[\"\xFF\"],\"faultcode\":\"Server.X.y\"}", "Server.X.y", ""},
        {502, "{\"faultcode\":\"Server.X.y\",\"faultstring\":\"\xFF\"}", "Server.X.y", R},
        {500, "\xEF\xBB\xBF" FAULT("Server.X.y"), "Server.X.y", "because"},
        {200, "\xEF\xBB\xBF{\"faultcode\":\"Server.X.y\",\"faultstring\":\"\xFF\"}", "Server.X.y",
         R},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct flt_judgement j;
        flt_init(&j);
        int good = judge(&j, rows[i].status, JSON, NULL, rows[i].body, strlen(rows[i].body)) == 0 &&
                   j.verdict == FLT_FAULT && buf_is(&j.code, rows[i].code) &&
                   buf_is(&j.text, rows[i].text);
        flt_free(&j);
        check_row("a fault that quotes what is no text", rows[i].body, good);
    }
    check("what is broken in other ways is no fault",
          verdict_of(500, JSON, NULL, "{\"faultcode\":\"X\",\"a\":\"\xFF\"") == FLT_HTTP &&
              verdict_of(500, JSON, NULL, "{\"faultcode\":\"X\xFF\",}") == FLT_HTTP &&
              verdict_of(500, JSON, NULL, "{\"a\":{\"faultcode\":\"X\xFF\"}}") == FLT_HTTP);
#undef R
}

static void test_codes(void)
{
    static const struct {
        const char *code, *body;
        enum flt_verdict verdict;
    } rows[] = {
#define ROW(code, verdict) {code, FAULT(code), verdict}
        ROW("Server.Session.check_auth.auth_failed", FLT_SESSION_LOST),
        ROW("Client.Session.check_auth.failed_to_process_access_token", FLT_SESSION_LOST),
        ROW("Client.Session.check_auth.failed_to_process_jwt", FLT_SESSION_LOST),
        ROW("Client.check_auth.envelope_missed", FLT_SESSION_LOST),
        ROW("Server.Session.auth_failed", FLT_REFUSED),
        ROW("Server.Session.cannot_login_brute_force_activity", FLT_REFUSED),
        ROW("Server.Session.alert_You_must_change_password", FLT_REFUSED),
        ROW("Server.Session.refresh_access_token.refresh_failed", FLT_REFUSED),
        ROW("Client.Session.ping.failed_to_process_access_token", FLT_FAULT),
        ROW("Client.Session.logout.failed_to_process_access_token", FLT_FAULT),
        ROW("Server.Session.check_auth.auth_failed.", FLT_FAULT),
        ROW("Server.Session.check_auth.auth_faile", FLT_FAULT),
        ROW("server.session.auth_failed", FLT_FAULT),
        ROW("Server.Account.duplicate_id", FLT_FAULT),
        ROW("read_only_mode", FLT_FAULT),
        ROW("", FLT_FAULT),
#undef ROW
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct flt_judgement j;
        flt_init(&j);
        int good = judge(&j, 500, JSON, NULL, rows[i].body, strlen(rows[i].body)) == 0 &&
                   j.verdict == rows[i].verdict && buf_is(&j.code, rows[i].code) &&
                   buf_is(&j.text, "because");
        flt_free(&j);
        check_row("the verdict on a fault code", rows[i].code, good);
    }
    check("a fault counts with any status of failure and any type",
          verdict_of(400, NULL, NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(503, "text/html", NULL, FAULT("Server.X.y")) == FLT_FAULT &&
              verdict_of(401, JSON, NULL, FAULT("Server.Session.check_auth.auth_failed")) ==
                  FLT_SESSION_LOST);
}

static void test_fault_shapes(void)
{
    struct flt_judgement j;
    flt_init(&j);
    static const char rich[] = " {\"detail\":{\"faultcode\":\"no\"},\"list\":[1,{\"a\":[]}],\n"
                               "\"faultstring\":\"a \\\"b\\\" \\u20ac\\n\",\"fault\\u0063ode\":"
                               "\"Server.A\\u002eb\",\"x\":null,\"y\":1.5} \n";
    int rc = judge(&j, 500, JSON, NULL, rich, strlen(rich));
    check("escapes are resolved and other members passed over",
          rc == 0 && j.verdict == FLT_FAULT && buf_is(&j.code, "Server.A.b") &&
              buf_is(&j.text, "a \"b\" \xE2\x82\xAC\n"));

    static const char bare[] = "{\"faultcode\":\"Server.A.b\"}";
    rc = judge(&j, 500, JSON, NULL, bare, strlen(bare));
    check("a judgement used again keeps nothing of the one before",
          rc == 0 && j.verdict == FLT_FAULT && buf_is(&j.code, "Server.A.b") && j.text.len == 0);
    rc = judge(&j, 200, JSON, NULL, "{}", 2);
    check("nor does a success after a fault",
          rc == 0 && j.verdict == FLT_OK && !j.code.len && !j.text.len && !j.path.len);
    flt_free(&j);
    check("a freed judgement holds nothing", !j.code.data && !j.text.data && !j.path.data);

    static const char *const no_faults[] = {
        "{}",
        "[]",
        "\"faultcode\"",
        "{\"faultstring\":\"no code\"}",
        "{\"faultcode\":null}",
        "{\"a\":{\"faultcode\":\"Server.A.b\"}}",
        "{\"faultcode\":\"Server.A.b\"} trailing",
        "{\"faultcode\":\"Server.A.b\"}{}",
        "{'faultcode':'Server.A.b'}",
    };
    for (size_t i = 0; i < sizeof no_faults / sizeof *no_faults; i++) {
        flt_init(&j);
        rc = judge(&j, 500, JSON, NULL, no_faults[i], strlen(no_faults[i]));
        check_row("no fault of PortaBilling's", no_faults[i],
                  rc == 0 && j.verdict == FLT_HTTP && j.code.len == 0 && j.path.len == 0);
        flt_free(&j);
    }

    /* A session that is gone allows a resend, so the proof of it must be whole. */
    static const char whole[] = "{\"faultcode\":\"Server.Session.check_auth.auth_failed\","
                                "\"faultstring\":\"x\",\"more\":[{}]}";
    int good = 1;
    for (size_t cut = 0; cut < sizeof whole - 1; cut++) {
        flt_init(&j);
        good &= judge(&j, 500, JSON, NULL, whole, cut) == 0 && j.verdict == FLT_HTTP;
        good &= j.code.len == 0;
        flt_free(&j);
    }
    check("a fault cut short anywhere is no fault", good);
    check("and the whole one is", verdict_of(500, JSON, NULL, whole) == FLT_SESSION_LOST);

    char deep[400] = "{\"a\":";
    memset(deep + 5, '[', 100);
    memset(deep + 105, ']', 100);
    strcpy(deep + 205, ",\"faultcode\":\"Server.A.b\"}");
    check("a fault nested without end is not followed",
          verdict_of(500, JSON, NULL, deep) == FLT_HTTP);
}

static void test_paths(void)
{
    static const struct {
        const char *service, *method, *body, *path;
    } rows[] = {
#define ROW(service, method, code, path) {service, method, FAULT(code), path}
        ROW("Customer", "add_customer", "Client.Customer.too_short.customer_info.login",
            "customer_info.login"),
        ROW("Account", "add_account", "Client.Account.missing_required.account_info.billing_model",
            "account_info.billing_model"),
        ROW("Account", "add_account",
            "Client.Account.add_account.missing_required.account_info.i_customer",
            "account_info.i_customer"),
        ROW("Customer", "get_customer_info", "Client.Customer.missing_required.i_customer",
            "i_customer"),
        ROW("Customer", "add_customer", "Server.Customer.weak_password.customer_info.password",
            "customer_info.password"),
        ROW("Customer", "x", "Server.Customer.bad.rate_list.3.price", "rate_list.3.price"),
        ROW("Account", "add_account", "Server.Account.duplicate_id", ""),
        ROW("Account", "add_account", "Client.Account.duplicate_id", ""),
        ROW("Account", "add_account", "Client.Account.duplicate_id.", ""),
        ROW("Account", "add_account", "Client.Account.add_account", ""),
        ROW("Account", "add_account", "Client.Account.add_account.", ""),
        ROW("Account", "add_account", "Client.Account.", ""),
        ROW("Account", "add_account", "Client.Account", ""),
        ROW("Account", "add_account", "Client", ""),
        ROW("Account", "add_account", "Client..x.y", ""),
        ROW("Account", "add_account", "Client.Accounts.too_short.account_info.id", ""),
        ROW("Account", "add_account", "client.Account.too_short.account_info.id", ""),
        ROW("Account", "add_account", "....", ""),
        ROW("Account", "add_account", "read_only_mode", ""),
        ROW("CallControl", "subscribe", "Server.CallControl.sip.disabled_api_notifications", ""),
        ROW("Session", "ping", "Client.Session.ping.failed_to_process_access_token", ""),
        ROW("Account", "get_account_info",
            "Client.Session.check_auth.failed_to_process_access_token", ""),
        ROW("Account", "get_account_info", "Server.Session.check_auth.auth_failed", ""),
        ROW("Session", "login", "Server.Session.check_auth.auth_failed", ""),
        ROW("Session", "refresh_access_token", "Server.Session.refresh_access_token.refresh_failed",
            ""),
        ROW("A", "b", "Server.A.e._info.x", ""),
#undef ROW
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct flt_answer answer = {500, JSON, NULL, rows[i].body, strlen(rows[i].body)};
        struct flt_judgement j;
        flt_init(&j);
        int good = flt_judge(&j, &answer, rows[i].service, rows[i].method) == 0 &&
                   buf_is(&j.path, rows[i].path);
        flt_free(&j);
        check_row("the field path in a fault", rows[i].body, good);
    }
}

static void test_gateways(void)
{
    check("502, 503 and 504 are a gateway's",
          verdict_of(502, "text/html", NULL, "<html>") == FLT_GATEWAY &&
              verdict_of(503, NULL, NULL, "") == FLT_GATEWAY &&
              verdict_of(504, JSON, NULL, "{\"error\":\"timeout\"}") == FLT_GATEWAY);
    check("408 and 429 may be another answer the next time",
          verdict_of(408, NULL, NULL, "") == FLT_GATEWAY &&
              verdict_of(429, "text/html", NULL, "slow down") == FLT_GATEWAY);
    check("a stand-alone site whose database is out of reach is an outage, other modes are faults",
          verdict_of(500, JSON, NULL, FAULT("pb_delta.connection_failed")) == FLT_OUTAGE &&
              verdict_of(500, JSON, NULL, FAULT("standalone_mode")) == FLT_FAULT);
    check("other failures that are no fault are not",
          verdict_of(500, "text/html", NULL, "<html>") == FLT_HTTP &&
              verdict_of(500, JSON, NULL, "{}") == FLT_HTTP &&
              verdict_of(404, NULL, NULL, "") == FLT_HTTP &&
              verdict_of(407, NULL, NULL, "") == FLT_HTTP &&
              verdict_of(505, NULL, NULL, "") == FLT_HTTP &&
              verdict_of(0, NULL, NULL, "") == FLT_HTTP);
}

static int quoted(const char *body, size_t len, const char *text)
{
    struct flt_judgement j;
    flt_init(&j);
    int good = judge(&j, 502, "text/html", NULL, body, len) == 0 && buf_is(&j.text, text);
    flt_free(&j);
    return good;
}

static void test_quoting(void)
{
    check("a foreign body is quoted as one line",
          quoted("\r\n <h1>\n\t 502 Bad\x7f\x1b Gateway </h1>", 33, "<h1> 502 Bad Gateway </h1>"));
    check("bytes that may garble a terminal are not shown",
          quoted("a\0b\x1b[31mc", 9, "a b [31mc") && quoted("\xff\xC3\xA9z", 4, "???z"));
    check("an empty body has nothing to quote", quoted("", 0, "") && quoted(" \n", 2, ""));
    char body[4000], text[161];
    memset(body, 'x', sizeof body);
    memset(text, 'x', 160);
    text[160] = 0;
    check("160 bytes of it are shown", quoted(body, sizeof body, text));
    check("and not one more is needed for that", quoted(body, 160, text));
    struct flt_judgement j;
    flt_init(&j);
    int good = judge(&j, 200, "text/html", NULL, "<b> hi", 6) == 0 && buf_is(&j.text, "<b> hi");
    check("HTML in place of JSON is quoted too", good);
    flt_free(&j);
}

int main(void)
{
    test_success();
    test_files();
    test_fault_codes_of_other_types();
    test_beginnings();
    test_faults_that_are_no_text();
    test_codes();
    test_fault_shapes();
    test_paths();
    test_gateways();
    test_quoting();
    return check_failures > 0;
}
