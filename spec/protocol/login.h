/* Answers to a log-in, for the tests of session. */
#ifndef PB_LOGIN_H
#define PB_LOGIN_H

#include "protocol/session.h"

#include "support/check.h"

#define NOW 1000.0        /* monotonic */
#define WALL 1750000000.0 /* Unix time: 2025-06-15 15:06:40 */
#define TOKENS "\"access_token\":\"a.b.c\",\"refresh_token\":\"r1\""

static inline void set(struct buf *b, const char *text)
{
    if (buf_set(b, text, strlen(text)) != 0)
        abort();
}

static inline void with_password(struct ses_session *s)
{
    ses_init(s);
    set(&s->login, "api");
    set(&s->password, "secret");
}

static inline int answer_at(struct ses_session *s, const char *body, double wall,
                            const char **reason)
{
    size_t len = strlen(body);
    char *copy = exact_copy(body, len);
    int rc = ses_answer(s, copy, len, NOW, wall, reason);
    free(copy);
    return rc;
}

static inline int answer(struct ses_session *s, const char *body)
{
    const char *reason = NULL;
    return answer_at(s, body, WALL, &reason);
}

#endif
