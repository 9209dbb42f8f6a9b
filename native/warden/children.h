// The ranks: found by the host's number and by pid, reaped here and nowhere else.
#ifndef MUSTER_WARDEN_CHILDREN_H
#define MUSTER_WARDEN_CHILDREN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

struct child {
    uint64_t group;
    uint32_t id;
    pid_t pid;
    int64_t started_us;
    bool stopped;  // a stop of its group signalled it while it lived
};

struct reaped {
    bool rank;  // else somebody's orphan that came to us as subreaper
    struct child child;
    int status;
    struct rusage use;
};

struct child *child_by_id(uint32_t id);
struct child *child_by_pid(pid_t pid);
bool child_add(uint64_t group, uint32_t id, pid_t pid, int64_t now_us);
size_t children_of(uint64_t group);
// Whether we may be the parent of a process that is no rank: what a rank leaves behind when it ends comes to us, as subreaper.
bool children_adopted(void);
// The next process that ended; false when there is none.
bool children_reap(struct reaped *r);
// A signal to the rank's process group; 0 or what went wrong.
int child_signal(uint32_t id, int signal);

// Signals every rank and its process group; false when there is none.
bool children_signal(int signal);

#endif
