// Starts ranks.
#ifndef MUSTER_WARDEN_SPAWN_H
#define MUSTER_WARDEN_SPAWN_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "wire.h"

struct spawned {
    uint32_t id;
    pid_t pid;
    enum stage stage;  // where it failed; 0: the rank runs
    int error;
    int fds[4];        // the host's ends of pipes and PMI socket, for whoever asked
    int fd_count;
};

// False without memory or /dev/null.
bool spawn_init(void);
// Starts the rank a message asks for, and adds it to the children.
struct spawned spawn_rank(const uint8_t *body, uint32_t length);

#endif
