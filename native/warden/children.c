// The ranks: found by the host's number and by pid, reaped here and nowhere else.
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include "warden.h"

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
    all[used++] = (struct child){group, id, pid, now_us};
    return true;
}

void child_remove(struct child *c)
{
    *c = all[--used];
}

size_t children_of(uint64_t group)
{
    size_t n = 0;
    for (size_t i = 0; i < used; i++)
        n += all[i].group == group;
    return n;
}

static uint64_t micros(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_usec;
}

void children_reap(int64_t now_us)
{
    for (;;) {
        int status;
        struct rusage use;
        pid_t pid = wait4(-1, &status, WNOHANG, &use);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid <= 0)
            return;
        struct child *c = child_by_pid(pid);
        stop_hint();
        if (!c)
            continue;  // somebody's orphan that came to us as subreaper
        struct exited e = {
            .id = c->id,
            .pid = (uint32_t)pid,
            .code = WIFEXITED(status) ? (uint32_t)WEXITSTATUS(status) : 0,
            .signal = WIFSIGNALED(status) ? (uint32_t)WTERMSIG(status) : 0,
            .runtime_us = (uint64_t)(now_us - c->started_us),
            .user_us = micros(use.ru_utime),
            .system_us = micros(use.ru_stime),
            .max_rss_kib = (uint64_t)use.ru_maxrss,
        };
        child_remove(c);
        link_send(EVT_EXITED, &e, sizeof e, NULL, 0);
    }
}

void child_signal(uint32_t id, int signal)
{
    struct child *c = child_by_id(id);
    // Not yet reaped, so the number is still this rank's own, and its process group's.
    int error = !c ? ESRCH : kill(-c->pid, signal) ? errno : 0;
    if (error) {
        struct signal_failed f = {id, (uint32_t)signal, (uint32_t)error};
        link_send(EVT_SIGNAL_FAILED, &f, sizeof f, NULL, 0);
    }
}
