/* An HTTP POST that is to be sent, or a GET. */
#ifndef PB_HTTP_REQUEST_H
#define PB_HTTP_REQUEST_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "libcurl 7.85.0 or newer is needed (CURLOPT_PROTOCOLS_STR)"
#endif

/* What all requests of a profile have in common. It stays as long as one of them runs. */
struct http_options {
    const char *user_agent;
    const char *ca_file;                           /* NULL: libcurl's default bundle */
    const char *proxy;                             /* NULL: from the environment; "": none */
    struct curl_slist *headers;                    /* complete lines, sent with every request */
    long stall_timeout_s, idle_limit_s, max_age_s; /* 0: libcurl's default */
    size_t max_header;                             /* bytes of the answer's header lines */
    bool insecure;                                 /* certificates are not verified */
    bool http;                                     /* http:// URLs are allowed */
};

/* The pointers are borrowed until pool_start returns, those of the profile for as long as the transfer runs. */
struct http_request {
    const struct http_options *options; /* the profile's */
    /* A number: an easy handle that served this one before needs no lasting option set anew. */
    unsigned long profile;
    const char *url;
    CURLU *parsed;             /* the same, as libcurl has parsed it, or NULL; the profile's */
    const char *authorization; /* a whole header line; NULL: none */
    const char *content_type;  /* NULL: the header is not sent */
    const char *body;
    size_t body_len;
    long timeout_ms, connect_timeout_ms; /* 0: libcurl's default */
    size_t max_body;                     /* bytes, after decompression */
    bool get;                            /* a GET: without the body */
    bool once;                           /* reaches a server at most once */
    bool stream;                         /* the body is taken in pieces, as it comes */
    bool identity;                       /* asks for an answer that is not compressed */
};

#endif
