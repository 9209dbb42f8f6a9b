#include "children.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "wire.h"

static struct child *all;
static size_t used, room;

struct child *child_by_id(uint32_t id)
{
    for (size_t i = 0; i < used; i++)
        if (all[i].id == id)
            return &all[i];
    return NULL;
}

struct child *child_by_pid(pid_t pid)
{
    for (size_t i = 0; i < used; i++)
        if (all[i].pid == pid)
            return &all[i];
    return NULL;
}

bool child_add(uint64_t group, uint32_t id, pid_t pid, int64_t now_us)
{
    if (used == room) {
        size_t more = room ? room * 2 : 64;
        struct child *bigger = more > MAX_CHILDREN ? NULL : realloc(all, more * sizeof *all);
        if (!bigger)
            return false;
        all = bigger;
        room = more;
    }
    all[used++] = (struct child){group, id, pid, now_us, false};
    return true;
}

size_t children_of(uint64_t group)
{
    size_t n = 0;
    for (size_t i = 0; i < used; i++)
        n += all[i].group == group;
    return n;
}

bool children_adopted(void)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return true;
    bool adopted = false;
    size_t have = 0;
    for (ssize_t n; !adopted && (n = read(fd, text + have, sizeof text - 1 - have)) != 0;) {
        if (n < 0) {
            adopted = errno != EINTR;
            continue;
        }
        have += (size_t)n;
        text[have] = 0;
        // Each number is followed by a space; one that is not yet waits for the rest of it.
        char *at = text, *space;
        while (!adopted && (space = strchr(at, ' '))) {
            adopted = !child_by_pid(atoi(at));
            at = space + 1;
        }
        have = (size_t)(text + have - at);
        memmove(text, at, have);
    }
    close(fd);
    return adopted;
}

bool children_reap(struct reaped *r)
{
    for (;;) {
        pid_t pid = wait4(-1, &r->status, WNOHANG, &r->use);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid <= 0)
            return false;
        struct child *c = child_by_pid(pid);
        r->rank = c != NULL;
        if (c) {
            r->child = *c;
            *c = all[--used];
        }
        return true;
    }
}

int child_signal(uint32_t id, int signal)
{
    struct child *c = child_by_id(id);
    // Not yet reaped, so the number is still this rank's own, and its process group's.
    return !c ? ESRCH : kill(-c->pid, signal) ? errno : 0;
}

bool children_signal(int signal)
{
    for (size_t i = 0; i < used; i++)
        kill(-all[i].pid, signal);
    return used > 0;
}
