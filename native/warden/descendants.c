#include "descendants.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "children.h"

static struct process *found;
static size_t count, room;

static bool read_stat(const char *pid, struct process *p)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return false;
    text[n] = 0;
    // "pid (name) state parent pgrp ...": a name may hold anything, also parentheses, so take the last one.
    char *open_at = strchr(text, '('), *close_at = strrchr(text, ')');
    if (!open_at || !close_at || close_at < open_at)
        return false;
    memset(p, 0, sizeof *p);
    p->pid = atoi(pid);
    size_t length = (size_t)(close_at - open_at - 1);
    memcpy(p->name, open_at + 1, length < sizeof p->name - 1 ? length : sizeof p->name - 1);
    int parent, pgrp;
    if (sscanf(close_at + 1, " %c %d %d", &p->state, &parent, &pgrp) != 3)
        return false;
    p->parent = parent;
    p->pgrp = pgrp;
    return true;
}

static int by_pid(const void *x, const void *y)
{
    pid_t a = ((const struct process *)x)->pid, b = ((const struct process *)y)->pid;
    return (a > b) - (a < b);
}

static const struct process *lookup(pid_t pid)
{
    struct process key = {.pid = pid};
    return count ? bsearch(&key, found, count, sizeof *found, by_pid) : NULL;
}

int descendants_scan(void)
{
    DIR *proc = opendir("/proc");
    if (!proc)
        return -1;
    count = 0;
    for (struct dirent *d; (d = readdir(proc));) {
        if (d->d_name[0] < '1' || d->d_name[0] > '9')
            continue;
        if (count == room) {
            size_t more = room ? room * 2 : 256;
            struct process *bigger = realloc(found, more * sizeof *found);
            if (!bigger)
                break;
            found = bigger;
            room = more;
        }
        if (read_stat(d->d_name, &found[count]))
            count++;
    }
    closedir(proc);
    qsort(found, count, sizeof *found, by_pid);
    pid_t self = getpid();
    int living = 0;
    for (size_t i = 0; i < count; i++) {
        struct process *p = &found[i];
        if (p->state == 'Z' || p->state == 'X' || p->pid == self)
            continue;
        const struct process *up = p;
        for (int depth = 0; up && up->parent > 1 && depth < 1024; depth++) {
            if (up->parent == self) {
                p->ours = true;
                living++;
                break;
            }
            up = lookup(up->parent);
        }
    }
    return living;
}

const struct process *descendants(size_t *n)
{
    *n = count;
    return found;
}

static bool environment_names(pid_t pid, uint64_t group)
{
    char path[64], wanted[64];
    snprintf(path, sizeof path, "/proc/%d/environ", pid);
    int length = snprintf(wanted, sizeof wanted, "MUSTER_WARDEN_GROUP=%llu", (unsigned long long)group);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    static char text[256 << 10];
    size_t have = 0;
    for (ssize_t n; have < sizeof text - 1 && (n = read(fd, text + have, sizeof text - 1 - have)) != 0;) {
        if (n < 0 && errno != EINTR)
            break;
        if (n > 0)
            have += (size_t)n;
    }
    close(fd);
    text[have] = 0;
    for (char *at = text; at < text + have; at += strlen(at) + 1)
        if (!strncmp(at, wanted, (size_t)length + 1))
            return true;
    return false;
}

bool process_has_group(const struct process *p, uint64_t group)
{
    const struct process *up = p;
    for (int depth = 0; up && depth < 1024; depth++) {
        struct child *c = child_by_pid(up->pid);
        if (c)
            return c->group == group;
        up = up->parent > 1 ? lookup(up->parent) : NULL;
    }
    struct child *leader = child_by_pid(p->pgrp);
    if (leader)
        return leader->group == group;
    return environment_names(p->pid, group);
}
