#include "options.h"

#include <stdlib.h>

#define IDLE_LIMIT_DEFAULT 118L /* libcurl's own */
/* libcurl takes and frees such a buffer in every request. Its own 64 KiB are enough for glibc to give the heap's end
 * back to the system each time, and then ask for it again. */
#define UPLOAD_BUFFER 16384L

static CURLcode set_trust(CURL *easy, const struct http_options *o)
{
    CURLcode rc = CURLE_OK;
    SET_OPTION(CURLOPT_SSL_VERIFYPEER, o->insecure ? 0L : 1L);
    SET_OPTION(CURLOPT_SSL_VERIFYHOST, o->insecure ? 0L : 2L);
    /* With a certificate directory set, libcurl parses the whole CA store for every connection;
     * with a bundle alone, it is parsed once per multi handle. */
    const curl_version_info_data *built = curl_version_info(CURLVERSION_NOW);
    const char *bundle = built->age >= CURLVERSION_SEVENTH ? built->cainfo : NULL;
    const char *directory = built->age >= CURLVERSION_SEVENTH ? built->capath : NULL;
    if (o->ca_file)
        bundle = o->ca_file;
    SET_OPTION(CURLOPT_CAINFO, bundle);
    SET_OPTION(CURLOPT_CAPATH, bundle ? NULL : directory);
    return rc;
}

/* Asked here once, for libcurl would look for each request. */
static bool proxy_in_environment(void)
{
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]))
            return true;
    return false;
}

static CURLcode set_proxy(CURL *easy, const struct http_options *o)
{
    CURLcode rc = CURLE_OK;
    /* A proxy that was named is meant, whatever the environment's NO_PROXY says. */
    SET_OPTION(CURLOPT_NOPROXY, o->proxy ? "" : NULL);
    SET_OPTION(CURLOPT_PROXY, o->proxy || proxy_in_environment() ? o->proxy : "");
    return rc;
}

/* Every option is set that another profile may have set, instead of calling curl_easy_reset: when memory runs out in that,
 * it says nothing and leaves a handle that fails for ever. */
CURLcode options_set(CURL *easy, const struct http_options *o, bool stream)
{
    CURLcode rc = CURLE_OK;
    SET_OPTION(CURLOPT_NOSIGNAL, 1L);
    SET_OPTION(CURLOPT_PROTOCOLS_STR, o->http ? "http,https" : "https");
    SET_OPTION(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET_OPTION(CURLOPT_FOLLOWLOCATION, 0L);
    SET_OPTION(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    SET_OPTION(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET_OPTION(CURLOPT_UPLOAD_BUFFERSIZE, UPLOAD_BUFFER);
    /* libcurl takes gzip that ends early for complete. A record page cut short does not parse, but
     * in a file nobody would notice. What asks for none (`identity`) is unpacked all the same if the
     * server does not listen. */
    SET_OPTION(CURLOPT_ACCEPT_ENCODING, stream ? NULL : "gzip");
    SET_OPTION(CURLOPT_TCP_KEEPALIVE, 1L);
    if (rc == CURLE_OK)
        rc = set_trust(easy, o);
    if (rc == CURLE_OK)
        rc = set_proxy(easy, o);
    SET_OPTION(CURLOPT_USERAGENT, o->user_agent);
    SET_OPTION(CURLOPT_LOW_SPEED_LIMIT, o->stall_timeout_s ? 1L : 0L);
    SET_OPTION(CURLOPT_LOW_SPEED_TIME, o->stall_timeout_s);
    SET_OPTION(CURLOPT_MAXAGE_CONN, o->idle_limit_s ? o->idle_limit_s : IDLE_LIMIT_DEFAULT);
    SET_OPTION(CURLOPT_MAXLIFETIME_CONN, o->max_age_s); /* 0: any */
    SET_OPTION(CURLOPT_POST, 1L);
    return rc;
}
