// The warden's own state. One thread, no locks.
#ifndef MUSTER_WARDEN_H
#define MUSTER_WARDEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>
#include "wire.h"

enum { CONTROL_FD = 3, PMI_CHILD_FD = 3, MAX_FDS = 4 };

// ---- link.c: the control socket ----
struct link;
void link_open(void);
// Takes what the socket has; false when the host is gone or broke the grammar.
bool link_receive(void (*command)(uint16_t type, const uint8_t *body, uint32_t length));
// Queues an event. The descriptors are the link's from here on: it closes them once sent.
void link_send(uint16_t type, const void *body, uint32_t length, const int *fds, int count);
// Writes what is queued; false when the host is gone.
bool link_flush(void);
bool link_wants_write(void);
// Too much unread by the host: take no commands until it reads.
bool link_congested(void);

// ---- children.c: the ranks ----
struct child {
    uint64_t group;
    uint32_t id;
    pid_t pid;
    int64_t started_us;
};
struct child *child_by_id(uint32_t id);
struct child *child_by_pid(pid_t pid);
bool child_add(uint64_t group, uint32_t id, pid_t pid, int64_t now_us);
void child_remove(struct child *c);
size_t children_of(uint64_t group);
void children_reap(int64_t now_us);
void child_signal(uint32_t id, int signal);

// ---- spawn.c ----
void spawn_init(void);
void spawn_rank(const uint8_t *body, uint32_t length);

// ---- descendants.c: what /proc knows below us ----
struct process {
    pid_t pid, parent, pgrp;
    char state;
    bool ours;   // a descendant of the warden that is not a zombie
    char name[16];
};
// A fresh look; returns the number of living descendants, -1 when /proc cannot be read.
int descendants_scan(void);
const struct process *descendants(size_t *count);
bool process_has_group(const struct process *p, uint64_t group);

// ---- stop.c: ending groups and everything ----
void stop_group(uint64_t group, int first, uint32_t patience_ms, int64_t now_us);
// Moves every stop that is due; returns the ms until the next, -1 for none.
int stop_advance(int64_t now_us);
// Somebody was reaped: whoever is being stopped may be gone.
void stop_hint(void);
// The host is gone: ends all descendants and returns when none is left.
void stop_everything(uint32_t patience_ms);

int64_t clock_us(void);
#endif
