/* What became of a transfer, in words that mean the same under every release of libcurl. */
#ifndef PB_OUTCOME_H
#define PB_OUTCOME_H

#include "transfer.h"

/* libcurl has ended it with this code: notes all that is to be told, while it has its easy handle still. */
void outcome_note(struct transfer *t, CURLcode rc);
/* The same of one that is stopped; is its easy handle ours to ask? */
void outcome_cancelled(struct transfer *t, bool ours);
/* libcurl's name for it, CONNECTION_LOST or ANSWER_CUT where it broke off, PROXY, or CANCELLED. */
const char *outcome_name(const struct transfer *t);

#endif
