// warden: the only parent of a host's ranks. It starts them, reaps them, tells the host on descriptor 3, and when the host is gone,
// for whatever reason, it ends everything that descends from it before it ends itself. See native/README.md.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "commands.h"
#include "link.h"
#include "spawn.h"
#include "stop.h"

// Whatever we inherited, ignored signals and masks among it, must not reach a rank or blind us.
static int take_signals(void)
{
    struct sigaction dfl = {.sa_handler = SIG_DFL}, ign = {.sa_handler = SIG_IGN};
    for (int s = 1; s < _NSIG; s++)
        sigaction(s, &dfl, NULL);
    sigaction(SIGPIPE, &ign, NULL);
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGCHLD);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGHUP);
    sigaddset(&wanted, SIGQUIT);
    sigprocmask(SIG_SETMASK, &wanted, NULL);
    return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

// True when one of the signals asks us to end.
static bool drain_signals(int fd)
{
    struct signalfd_siginfo info;
    bool end = false;
    for (;;) {
        ssize_t n = read(fd, &info, sizeof info);
        if (n < 0 && errno == EINTR)
            continue;
        if (n != sizeof info)
            return end;
        end |= info.ssi_signo != SIGCHLD;
    }
}

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
    if (prctl(PR_SET_CHILD_SUBREAPER, 1)) {
        fprintf(stderr, "warden: cannot become subreaper: %s\n", strerror(errno));
        return 71;
    }
    int signals = take_signals();
    if (signals < 0) {
        fprintf(stderr, "warden: no signalfd: %s\n", strerror(errno));
        return 71;
    }
    if (!link_open() || !spawn_init()) {
        fprintf(stderr, "warden: no memory to start with, or no /dev/null\n");
        return 71;
    }
    struct hello hello = {WIRE_VERSION, (uint32_t)getpid()};
    link_send(EVT_HELLO, &hello, sizeof hello, NULL, 0);

    int wait_ms = -1;
    while (link_flush()) {
        struct pollfd p[2] = {{.fd = signals, .events = POLLIN},
                              {.fd = CONTROL_FD, .events = (short)((link_congested() ? 0 : POLLIN) | (link_wants_write() ? POLLOUT : 0))}};
        if (poll(p, 2, wait_ms) < 0 && errno != EINTR)
            break;
        if (p[0].revents && drain_signals(signals))
            break;
        commands_reap();
        if ((p[1].revents & (POLLIN | POLLHUP | POLLERR)) && !link_receive())
            break;
        if (!commands_run())
            break;
        wait_ms = commands_advance();
    }
    stop_everything(patience_ms);
    return 0;
}
