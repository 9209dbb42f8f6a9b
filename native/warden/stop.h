// Ending groups and ending everything. Each is SIGINT, SIGTERM, SIGKILL with patience between; SIGKILL is repeated until /proc
// shows nobody, because what forks may be born while we look.
#ifndef MUSTER_WARDEN_STOP_H
#define MUSTER_WARDEN_STOP_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "wire.h"

struct stop_news {
    uint64_t group;
    uint32_t strays;  // all that were named
    uint32_t left;    // what SIGKILL did not end
    pid_t stray;      // a process of the group that is not one of its ranks; 0: the group is gone
    char name[16];
};

void stop_group(const struct stop *wanted, int64_t now_us);
// Moves every stop that is due; returns the ms until the next, -1 for none.
int stop_advance(int64_t now_us);
// Somebody was reaped: whoever is being stopped may be gone.
void stop_hint(void);
// What happened since; false when nothing is left to tell.
bool stop_next(struct stop_news *news);
// The host is gone: ends all descendants and returns when none is left.
void stop_everything(uint32_t patience_ms);

#endif
