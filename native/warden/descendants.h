// Who lives below us. As subreaper we stay an ancestor of everything a rank ever started, whatever it forked, however it detached.
#ifndef MUSTER_WARDEN_DESCENDANTS_H
#define MUSTER_WARDEN_DESCENDANTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process {
    pid_t pid, parent, pgrp;
    char state;
    bool ours;   // a descendant of the warden that is not a zombie
    char name[16];
};

// A fresh look; returns the number of living descendants, -1 when /proc cannot be read.
int descendants_scan(void);
const struct process *descendants(size_t *count);
// A process belongs to the group of the rank it descends from, or whose process group it is in; one that detached from both still
// carries the group's number in the environment it was given.
bool process_has_group(const struct process *p, uint64_t group);

#endif
