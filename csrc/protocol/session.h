/* Credentials and tokens: how to log in, when a token is stale, what renews it.
 * Plain C, no Lua, no I/O, no clock: `now` is monotonic seconds, given by the caller. */
#ifndef PB_SESSION_H
#define PB_SESSION_H

#include "shared/buffer.h"

enum ses_plan {
    SES_READY,   /* the token at hand can be used */
    SES_REFRESH, /* Session/refresh_access_token */
    SES_LOGIN,   /* Session/login */
    SES_NOTHING  /* no token and nothing to get one with */
};

struct ses_session {
    struct buf login, password, api_token; /* credentials; password or api_token */
    struct buf access_token, refresh_token, session_id;
    double expires, lifetime; /* of the access token; 0 = not known */
    unsigned long generation; /* goes up with every new token */
    int lost;                 /* the server no longer takes the token at hand */
    int borrowed;             /* it was adopted: somebody else obtained it, perhaps long ago */
    int prefer_login;         /* refresh gives no session_id, which form requests need */
};

void ses_init(struct ses_session *s);
void ses_wipe(struct ses_session *s);
/* Is there a token that the server did not refuse, expired or not? */
int ses_usable(const struct ses_session *s);
/* The same, and not expired. */
int ses_valid(const struct ses_session *s, double now);
/* What must happen before the next call. Refreshes ahead of expiry by min(60 s, 10 % of the lifetime). */
enum ses_plan ses_plan(const struct ses_session *s, double now);
/* Appends the JSON params of a log-in or refresh. 0 or -1 (out of memory). */
int ses_params(const struct ses_session *s, enum ses_plan plan, struct buf *params);
/* Takes in the JSON answer to a log-in, refresh or login_to_realm. wall is Unix time by the local clock,
 * used only when the answer tells the expiry date but no lifetime. 0; -1 and *reason; -2 (and *reason)
 * when out of memory. Unless 0, nothing has changed. */
int ses_answer(struct ses_session *s, const char *body, size_t len, double now, double wall,
               const char **reason);
/* Takes over tokens that were obtained elsewhere. expires_in and lifetime in seconds, 0 = not known;
 * expires_in < 0: expired. 0, or -1 (out of memory; nothing has changed). */
int ses_adopt(struct ses_session *s, const char *access, size_t access_len, const char *refresh,
              size_t refresh_len, const char *id, size_t id_len, double expires_in, double lifetime,
              double now);
/* The server refused the token of that generation: a newer one, obtained meanwhile, is not touched. */
void ses_lost(struct ses_session *s, unsigned long generation);
/* The server refused the refresh token; the access token may still work. */
void ses_drop_refresh(struct ses_session *s);
/* Forgets all tokens (log-out); credentials stay. */
void ses_forget(struct ses_session *s);
/* Why these tokens cannot be used; NULL when they can: one of access token and session id is there, their
 * bytes are safe, and none is longer than any server's header may be. */
const char *ses_unusable(const char *access, size_t access_len, size_t refresh_len, const char *id,
                         size_t id_len);

#endif
