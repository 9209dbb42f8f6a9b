// warden: the only parent of a host's ranks. It starts them, reaps them, tells the host on descriptor 3, and when the host is gone,
// for whatever reason, it ends everything that descends from it before it ends itself. See native/README.md.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "link.h"
#include "serve.h"
#include "stop.h"

enum { CONTROL_FD = 3 };

static void settle_descriptors(void)
{
    // 0 to 2 stay taken, so that no pipe ever lands on a number a rank needs.
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
            _exit(71);
    if (fcntl(CONTROL_FD, F_GETFD) < 0) {
        fprintf(stderr, "warden: descriptor 3 is not open; the host starts this program, it is of no use by hand\n");
        _exit(64);
    }
}

int main(int argc, char **argv)
{
    uint32_t patience_ms = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 500;
    settle_descriptors();
    // Whatever else the host had open when it started us is not ours.
    syscall(SYS_close_range, CONTROL_FD + 1, ~0u, 0);
    setsid();
    prctl(PR_SET_NAME, "muster-warden");
    const char *fault = serve_open(CONTROL_FD);
    if (fault) {
        fprintf(stderr, "warden: %s: %s\n", fault, strerror(errno));
        return 71;
    }
    struct hello hello = {WIRE_VERSION, (uint32_t)getpid()};
    link_send(EVT_HELLO, &hello, sizeof hello, NULL, 0);
    // Any of the signals that end a program ends us, and all ranks with us.
    while (serve_once() == 0)
        ;
    stop_everything(patience_ms);
    return 0;
}
