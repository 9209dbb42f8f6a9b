// What host and warden say to each other over the control socket. native/README.md has the grammar; WardenWire.cs is the host's half.
#ifndef MUSTER_WARDEN_WIRE_H
#define MUSTER_WARDEN_WIRE_H
#include <stdint.h>

enum {
    WIRE_VERSION = 3,
    MAX_BODY = 4 << 20,     // bytes of one message's body
    MAX_STRINGS = 1 << 16,  // arguments or environment entries of one rank
    MAX_CORES = 4096,
    MAX_RLIMITS = 16,
    MAX_CHILDREN = 1 << 16,
};

// host -> warden
enum { CMD_SPAWN = 1, CMD_SIGNAL = 2, CMD_STOP = 3 };
// warden -> host
enum { EVT_HELLO = 65, EVT_STARTED = 66, EVT_REFUSED = 67, EVT_EXITED = 68, EVT_STRAY = 69, EVT_GROUP_GONE = 70, EVT_SIGNAL_FAILED = 71, EVT_JOINED = 72 };

struct header {
    uint32_t length;  // of the body
    uint16_t type;
    uint16_t fds;     // descriptors that travel with this message
};

enum { IO_NULL = 0, IO_PIPE = 1, IO_FILE = 2 };
enum { SPAWN_PMI = 1, SPAWN_INHERIT = 2 };

struct spawn {
    uint64_t group;
    uint32_t id;         // the host's number for this rank, unique among living ones
    uint32_t flags;
    uint32_t pipe_size;  // 0: leave the kernel's
    uint8_t io[3];       // stdin, stdout, stderr
    uint8_t reserved;
    uint32_t cores;
    uint32_t rlimits;
    uint32_t argc;
    uint32_t envc;
    // cores * uint32_t, rlimits * struct limit, then NUL-ended strings: program, cwd, three paths (empty unless IO_FILE), argv, env
} __attribute__((packed));

struct limit {
    uint32_t resource;
    uint32_t reserved;
    uint64_t soft, hard;
} __attribute__((packed));

struct signal_child {
    uint32_t id;
    uint32_t signal;
} __attribute__((packed));

// Ends a group: SIGINT, SIGTERM, SIGKILL, from `first` on, each the patience of the one before after it, until no process of it is left, or for the patience of
// SIGKILL, which then goes on unsaid.
struct stop {
    uint64_t group;
    uint32_t first;
    uint32_t patience_ms[3];  // after SIGINT, SIGTERM, SIGKILL
} __attribute__((packed));

struct hello {
    uint32_t version;
    uint32_t pid;
} __attribute__((packed));

// A rank-wrap's hello: what its launcher gave it to meet the other ranks by.
enum { SPEAKS_PMI = 1, SPEAKS_PMIX = 2, SPEAKS_OMPI = 4 };

struct joined {
    uint32_t version;
    uint32_t pid;
    uint32_t speaks;
} __attribute__((packed));

struct started {
    uint32_t id;
    uint32_t pid;
} __attribute__((packed));

// Where a spawn failed.
enum stage { AT_MESSAGE = 1, AT_PIPE, AT_FORK, AT_PARENT, AT_GROUP, AT_AFFINITY, AT_LIMIT, AT_CWD, AT_STDIN, AT_STDOUT, AT_STDERR, AT_EXEC };

struct refused {
    uint32_t id;
    uint32_t stage;
    uint32_t error;
} __attribute__((packed));

struct exited {
    uint32_t id;
    uint32_t pid;
    uint32_t code;    // valid when signal is 0
    uint32_t signal;
    uint32_t stopped; // 1: a stop of its group signalled it while it lived
    uint32_t reserved;
    uint64_t runtime_us, user_us, system_us, max_rss_kib;
} __attribute__((packed));

// A process of the group that is not one of its ranks, found when the group was told to stop.
struct stray {
    uint64_t group;
    uint32_t pid;
    char name[16];
} __attribute__((packed));

struct group_gone {
    uint64_t group;
    uint32_t strays;
    uint32_t left;  // processes that SIGKILL did not end within its patience
} __attribute__((packed));

struct signal_failed {
    uint32_t id;
    uint32_t signal;
    uint32_t error;
} __attribute__((packed));

#endif
