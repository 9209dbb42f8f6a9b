#include "commands.h"
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include "children.h"
#include "clock.h"
#include "link.h"
#include "spawn.h"
#include "stop.h"

static void spawn(const struct message *m)
{
    struct spawned s = spawn_rank(m->body, m->length);
    if (s.stage) {
        struct refused r = {s.id, s.stage, (uint32_t)s.error};
        link_send(EVT_REFUSED, &r, sizeof r, NULL, 0);
    } else {
        struct started e = {s.id, (uint32_t)s.pid};
        link_send(EVT_STARTED, &e, sizeof e, s.fds, s.fd_count);
    }
}

static void signal_rank(const struct message *m)
{
    struct signal_child s;
    memcpy(&s, m->body, sizeof s);
    int error = child_signal(s.id, (int)s.signal);
    if (error) {
        struct signal_failed f = {s.id, s.signal, (uint32_t)error};
        link_send(EVT_SIGNAL_FAILED, &f, sizeof f, NULL, 0);
    }
}

bool commands_run(void)
{
    struct message m;
    int more = 0;
    while (!link_congested() && (more = link_next(&m)) > 0) {
        if (m.type == CMD_SPAWN) {
            spawn(&m);
        } else if (m.type == CMD_SIGNAL && m.length == sizeof(struct signal_child)) {
            signal_rank(&m);
        } else if (m.type == CMD_STOP && m.length == sizeof(struct stop)) {
            struct stop s;
            memcpy(&s, m.body, sizeof s);
            stop_group(&s, clock_us());
        } else {
            fprintf(stderr, "warden: command %u of %u bytes is not in the grammar\n", m.type, m.length);
            return false;
        }
    }
    return more >= 0;
}

static uint64_t micros(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_usec;
}

static int code = -1;

int commands_code(void)
{
    return code;
}

void commands_reap(void)
{
    struct reaped r;
    while (children_reap(&r)) {
        stop_hint();
        if (!r.rank)
            continue;
        code = WIFEXITED(r.status) ? WEXITSTATUS(r.status) : 128 + WTERMSIG(r.status);
        struct exited e = {
            .id = r.child.id,
            .pid = (uint32_t)r.child.pid,
            .code = WIFEXITED(r.status) ? (uint32_t)WEXITSTATUS(r.status) : 0,
            .signal = WIFSIGNALED(r.status) ? (uint32_t)WTERMSIG(r.status) : 0,
            .stopped = r.child.stopped,
            .runtime_us = (uint64_t)(clock_us() - r.child.started_us),
            .user_us = micros(r.use.ru_utime),
            .system_us = micros(r.use.ru_stime),
            .max_rss_kib = (uint64_t)r.use.ru_maxrss,
        };
        link_send(EVT_EXITED, &e, sizeof e, NULL, 0);
    }
}

int commands_advance(void)
{
    int wait_ms = stop_advance(clock_us());
    struct stop_news n;
    while (stop_next(&n)) {
        if (n.stray) {
            struct stray e = {.group = n.group, .pid = (uint32_t)n.stray};
            memcpy(e.name, n.name, sizeof e.name);
            link_send(EVT_STRAY, &e, sizeof e, NULL, 0);
        } else {
            struct group_gone e = {n.group, n.strays, n.left};
            link_send(EVT_GROUP_GONE, &e, sizeof e, NULL, 0);
        }
    }
    return wait_ms;
}
