#include "stop.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "children.h"
#include "clock.h"
#include "descendants.h"

enum { KILL_AGAIN_MS = 20, LOOK_MS = 100, MOST_NAMED = 64 };

struct stopping {
    uint64_t group;
    int signal;          // the last one sent
    uint32_t patience_ms[3];
    uint32_t strays;     // named so far
    bool told;           // that it is gone, with some left
    int64_t escalate_us; // next signal
    int64_t give_up_us;  // SIGKILL was told long enough ago
    int64_t look_us;     // next look whether anybody is left
};

static struct stopping *all;
static size_t used, room;

static int next_signal(int signal)
{
    return signal == SIGINT ? SIGTERM : SIGKILL;
}

// Enters the patience of the signal that was just sent.
static void wait_for(struct stopping *s, int64_t now_us)
{
    if (s->signal == SIGKILL && !s->give_up_us)
        s->give_up_us = now_us + (int64_t)s->patience_ms[2] * 1000;
    s->escalate_us = now_us + (int64_t)(s->signal == SIGKILL ? KILL_AGAIN_MS : s->patience_ms[s->signal == SIGTERM]) * 1000;
}

static struct stop_news *news;
static size_t news_first, news_end, news_room;

static bool tell(struct stop_news n)
{
    if (news_end == news_room) {
        size_t more = news_room ? news_room * 2 : 64;
        struct stop_news *bigger = realloc(news, more * sizeof *news);
        if (!bigger)
            return false;
        news = bigger;
        news_room = more;
    }
    news[news_end++] = n;
    return true;
}

bool stop_next(struct stop_news *next)
{
    if (news_first == news_end) {
        news_first = news_end = 0;
        return false;
    }
    *next = news[news_first++];
    return true;
}

static void name_stray(struct stopping *s, const struct process *p)
{
    struct stop_news n = {.group = s->group, .stray = p->pid};
    memcpy(n.name, p->name, sizeof n.name);
    s->strays += tell(n);
}

// Sends the signal to every process of the group; returns how many there are. Strays are named when first found.
static int signal_group(struct stopping *s, int signal, bool name)
{
    // With all its ranks reaped, whoever is left of the group descends from a child of ours that is no rank. Mostly there is none: no look through /proc.
    if (!children_of(s->group) && !children_adopted())
        return 0;
    if (descendants_scan() < 0)
        return 1;
    size_t n;
    const struct process *p = descendants(&n);
    int living = 0;
    pid_t own = getpgrp();
    for (size_t i = 0; i < n; i++) {
        if (!p[i].ours || !process_has_group(&p[i], s->group))
            continue;
        living++;
        struct child *rank = child_by_pid(p[i].pid);
        if (name && !rank && s->strays < MOST_NAMED)
            name_stray(s, &p[i]);
        if (!signal)
            continue;
        if (rank)
            rank->stopped = true;
        // SIGKILL goes to the whole process group at once where it is theirs: nothing in it can fork past the signal.
        struct child *leader = child_by_pid(p[i].pgrp);
        bool theirs = p[i].pgrp > 1 && p[i].pgrp != own && (!leader || leader->group == s->group);
        if (signal != SIGKILL || !theirs || kill(-p[i].pgrp, signal))
            kill(p[i].pid, signal);
        if (signal != SIGKILL)
            kill(p[i].pid, SIGCONT);  // a stopped process would not see it
    }
    return living;
}

void stop_group(const struct stop *wanted, int64_t now_us)
{
    uint64_t group = wanted->group;
    int first = (int)wanted->first;
    if (first != SIGINT && first != SIGTERM)
        first = SIGKILL;
    for (size_t i = 0; i < used; i++)
        if (all[i].group == group) {
            // Already stopping: a sharper request moves it on, a milder one changes nothing.
            if (next_signal(all[i].signal) == SIGKILL && first == SIGKILL)
                all[i].escalate_us = now_us;
            return;
        }
    if (used == room) {
        size_t more = room ? room * 2 : 16;
        struct stopping *bigger = realloc(all, more * sizeof *all);
        if (!bigger) {
            // No memory to be patient with.
            struct stopping once = {.group = group};
            signal_group(&once, SIGKILL, false);
            return;
        }
        all = bigger;
        room = more;
    }
    struct stopping *s = &all[used++];
    *s = (struct stopping){.group = group, .signal = first};
    memcpy(s->patience_ms, wanted->patience_ms, sizeof s->patience_ms);
    signal_group(s, first, true);
    wait_for(s, now_us);
    s->look_us = now_us;
}

void stop_hint(void)
{
    for (size_t i = 0; i < used; i++)
        all[i].look_us = 0;
}

static bool finished(struct stopping *s, int64_t now_us)
{
    if (now_us < s->escalate_us && now_us < s->look_us)
        return false;
    int signal = 0;
    if (now_us >= s->escalate_us) {
        signal = s->signal = next_signal(s->signal);
        wait_for(s, now_us);
    }
    s->look_us = now_us + LOOK_MS * 1000;
    // A rank that is not reaped yet is not over, though /proc shows it as a zombie only.
    int living = signal_group(s, signal, false);
    size_t unreaped = children_of(s->group);
    if (living || unreaped) {
        if (s->signal == SIGKILL && !s->told && now_us >= s->give_up_us)
            s->told = tell((struct stop_news){.group = s->group, .strays = s->strays, .left = living ? (uint32_t)living : (uint32_t)unreaped});
        return false;
    }
    return s->told || tell((struct stop_news){.group = s->group, .strays = s->strays});  // without memory at the next look
}

int stop_advance(int64_t now_us)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < used;) {
        if (finished(&all[i], now_us)) {
            all[i] = all[--used];
            continue;
        }
        int64_t due = all[i].escalate_us < all[i].look_us ? all[i].escalate_us : all[i].look_us;
        next = due < next ? due : next;
        i++;
    }
    return next == INT64_MAX ? -1 : next <= now_us ? 0 : (int)((next - now_us + 999) / 1000);
}

static int signal_everything(int signal)
{
    int living = descendants_scan();
    size_t n;
    const struct process *p = descendants(&n);
    pid_t own = getpgrp();
    for (size_t i = 0; i < n; i++) {
        if (!p[i].ours)
            continue;
        if (p[i].pgrp == own || p[i].pgrp <= 1 || kill(-p[i].pgrp, signal))
            kill(p[i].pid, signal);
        if (signal != SIGKILL)
            kill(p[i].pid, SIGCONT);
    }
    return living;
}

static void reap_all(void)
{
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

void stop_everything(uint32_t patience_ms)
{
    int64_t end = clock_us() + (int64_t)patience_ms * 1000;
    int living = patience_ms ? signal_everything(SIGTERM) : 1;
    while (living && clock_us() < end) {
        poll(NULL, 0, 10);
        reap_all();
        living = descendants_scan();
    }
    // A process in an uninterruptible wait dies when its wait ends; look for it ever more seldom.
    for (int wait_ms = 5;; wait_ms = wait_ms < 500 ? wait_ms * 3 / 2 : 1000) {
        living = signal_everything(SIGKILL);
        reap_all();
        if (living == 0)
            return;
        poll(NULL, 0, wait_ms);
    }
}
