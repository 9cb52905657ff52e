#include "transfer.h"

const char *transfer_code_name(CURLcode rc)
{
    switch (rc) {
#define NAME(name)                                                                                 \
    case CURLE_##name:                                                                             \
        return #name;
        NAME(OK)
        NAME(UNSUPPORTED_PROTOCOL)
        NAME(FAILED_INIT)
        NAME(URL_MALFORMAT)
        NAME(NOT_BUILT_IN)
        NAME(COULDNT_RESOLVE_PROXY)
        NAME(COULDNT_RESOLVE_HOST)
        NAME(COULDNT_CONNECT)
        NAME(WEIRD_SERVER_REPLY)
        NAME(REMOTE_ACCESS_DENIED)
        NAME(HTTP2)
        NAME(PARTIAL_FILE)
        NAME(HTTP_RETURNED_ERROR)
        NAME(WRITE_ERROR)
        NAME(READ_ERROR)
        NAME(OUT_OF_MEMORY)
        NAME(OPERATION_TIMEDOUT)
        NAME(RANGE_ERROR)
        NAME(HTTP_POST_ERROR)
        NAME(SSL_CONNECT_ERROR)
        NAME(ABORTED_BY_CALLBACK)
        NAME(BAD_FUNCTION_ARGUMENT)
        NAME(INTERFACE_FAILED)
        NAME(TOO_MANY_REDIRECTS)
        NAME(UNKNOWN_OPTION)
        NAME(GOT_NOTHING)
        NAME(SSL_ENGINE_NOTFOUND)
        NAME(SSL_ENGINE_SETFAILED)
        NAME(SEND_ERROR)
        NAME(RECV_ERROR)
        NAME(SSL_CERTPROBLEM)
        NAME(SSL_CIPHER)
        NAME(PEER_FAILED_VERIFICATION)
        NAME(BAD_CONTENT_ENCODING)
        NAME(FILESIZE_EXCEEDED)
        NAME(USE_SSL_FAILED)
        NAME(SEND_FAIL_REWIND)
        NAME(SSL_ENGINE_INITFAILED)
        NAME(LOGIN_DENIED)
        NAME(SSL_CACERT_BADFILE)
        NAME(SSL_SHUTDOWN_FAILED)
        NAME(AGAIN)
        NAME(SSL_CRL_BADFILE)
        NAME(SSL_ISSUER_ERROR)
        NAME(NO_CONNECTION_AVAILABLE)
        NAME(SSL_PINNEDPUBKEYNOTMATCH)
        NAME(SSL_INVALIDCERTSTATUS)
        NAME(HTTP2_STREAM)
        NAME(RECURSIVE_API_CALL)
        NAME(AUTH_ERROR)
        NAME(PROXY)
        NAME(SSL_CLIENTCERT)
        NAME(UNRECOVERABLE_POLL)
#undef NAME
    default:
        return "OTHER";
    }
}

const char *transfer_outcome(const struct transfer *t)
{
    if (t->state == TRANSFER_CANCELLED)
        return "CANCELLED";
    if (t->proxy_status)
        return "PROXY";
    if (t->broken_off)
        return t->got_bytes ? "ANSWER_CUT" : "CONNECTION_LOST";
    return transfer_code_name(t->rc);
}
