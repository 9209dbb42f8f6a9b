// Stands in for a host that is killed: starts the warden given, has it start `count` ranks of a program, prints their pids, and waits to die.
//   hostlike WARDEN COUNT PROGRAM [ARGUMENT...]
// With HOSTLIKE_PIPES set the ranks' stdout and stderr are pipes, whose ends it closes unread.
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "../../native/warden/wire.h"

static uint8_t message[1 << 16];
static size_t used;

static void text(const char *s)
{
    size_t n = strlen(s) + 1;
    if (used + n > sizeof message)
        exit(3);
    memcpy(message + used, s, n);
    used += n;
}

int main(int argc, char **argv)
{
    int pair[2];
    if (argc < 4 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
        return 2;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pair[1], 3);
    char *warden[] = {argv[1], "500", NULL}, *none[] = {NULL};
    pid_t pid;
    if (posix_spawn(&pid, argv[1], &actions, NULL, warden, none))
        return 2;
    close(pair[1]);
    int count = atoi(argv[2]);
    uint8_t streams = getenv("HOSTLIKE_PIPES") ? IO_PIPE : IO_NULL;
    for (int i = 0; i < count; i++) {
        struct header h = {0, CMD_SPAWN, 0};
        struct spawn s = {.group = 1, .id = (uint32_t)i + 1, .io = {IO_NULL, streams, streams}, .argc = (uint32_t)argc - 3, .envc = 1};
        used = sizeof h + sizeof s;
        text(argv[3]);
        text("/");
        for (int empty = 0; empty < 3; empty++)
            text("");
        for (int a = 3; a < argc; a++)
            text(argv[a]);
        char token[64];
        snprintf(token, sizeof token, "MUSTER_HOST_TOKEN=hostlike-%d", getpid());
        text(token);
        h.length = (uint32_t)(used - sizeof h);
        memcpy(message, &h, sizeof h);
        memcpy(message + sizeof h, &s, sizeof s);
        if (send(pair[0], message, used, 0) != (ssize_t)used)
            return 2;
    }
    int refused = 0;
    for (int heard = 0; heard < count;) {
        struct header h;
        if (recv(pair[0], &h, sizeof h, MSG_WAITALL) != sizeof h || recv(pair[0], message, h.length, MSG_WAITALL) != (ssize_t)h.length)
            return 2;
        if (h.type == EVT_REFUSED) {
            struct refused r;
            memcpy(&r, message, sizeof r);
            if (!refused++)
                printf("refused at stage %u: %s\n", r.stage, strerror((int)r.error));
        }
        heard += h.type == EVT_STARTED || h.type == EVT_REFUSED;
    }
    printf("%d started, %d refused, warden %d\n", count - refused, refused, pid);
    fflush(stdout);
    pause();
    return 0;
}
