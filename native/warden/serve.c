#include "serve.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include "commands.h"
#include "link.h"
#include "spawn.h"

static int signals = -1, control = -1, wait_ms = -1;

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

// The last signal that asks us to end, or 0.
static int drain_signals(void)
{
    struct signalfd_siginfo info;
    int end = 0;
    for (;;) {
        ssize_t n = read(signals, &info, sizeof info);
        if (n < 0 && errno == EINTR)
            continue;
        if (n != sizeof info)
            return end;
        if (info.ssi_signo != SIGCHLD)
            end = (int)info.ssi_signo;
    }
}

const char *serve_open(int fd)
{
    control = fd;
    if (prctl(PR_SET_CHILD_SUBREAPER, 1))
        return "cannot become subreaper";
    signals = take_signals();
    if (signals < 0)
        return "no signalfd";
    return link_open(fd) && spawn_init() ? NULL : "no memory to start with, or no /dev/null";
}

int serve_once(void)
{
    if (!link_flush())
        return HOST_GONE;
    struct pollfd p[2] = {{.fd = signals, .events = POLLIN},
                          {.fd = control, .events = (short)((link_congested() ? 0 : POLLIN) | (link_wants_write() ? POLLOUT : 0))}};
    if (poll(p, 2, wait_ms) < 0) {
        if (errno != EINTR)
            return HOST_GONE;
        p[0].revents = p[1].revents = 0;
    }
    int end = p[0].revents ? drain_signals() : 0;
    commands_reap();
    if ((p[1].revents & (POLLIN | POLLHUP | POLLERR)) && !link_receive())
        return HOST_GONE;
    if (!commands_run())
        return HOST_GONE;
    wait_ms = commands_advance();
    return end;
}
