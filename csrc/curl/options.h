/* libcurl's options that stay on an easy handle from one request of a profile to the next. */
#ifndef PB_OPTIONS_H
#define PB_OPTIONS_H

#include "http_request.h"

/* Sets an option unless one before it failed: `rc` and `easy` are the caller's variables. */
#define SET_OPTION(option, value)                                                                  \
    do {                                                                                           \
        if (rc == CURLE_OK)                                                                        \
            rc = curl_easy_setopt(easy, option, value);                                            \
    } while (0)

/* Sets all of them, whatever the profile before this one had set. */
CURLcode options_set(CURL *easy, const struct http_options *options, bool stream);

#endif
