/* libcurl's codes by name. */
#ifndef PB_CODES_H
#define PB_CODES_H

#include <curl/curl.h>

/* Without "CURLE_", such as "COULDNT_CONNECT". */
const char *code_name(CURLcode rc);

#endif
