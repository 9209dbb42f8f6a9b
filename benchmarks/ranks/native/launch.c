// What starting ranks costs at least: launch COUNT PROGRAM does per child the steps the warden does for a rank without MPI, and has no host to talk to: a pipe for
// stderr, a child that shares memory until exec, a death signal, a session of its own, a directory, three dup2, close_range; then reaps all.
// Prints the microseconds from the first start to the last reap.
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char stack[64 << 10] __attribute__((aligned(16)));
static char *program;
static int null, err;
static pid_t parent;

static int child(void *unused)
{
    char *argv[] = {program, NULL};
    struct sigaction dfl = {.sa_handler = SIG_DFL};
    sigset_t none;
    (void)unused;
    sigaction(SIGPIPE, &dfl, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent || setsid() < 0 || chdir("/"))
        _exit(127);
    dup2(null, 0);
    dup2(null, 1);
    dup2(err, 2);
    syscall(SYS_close_range, 3, ~0u, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program, argv, environ);
    _exit(127);
}

int main(int argc, char **argv)
{
    int count = argc > 2 ? atoi(argv[1]) : 0, p[2];
    if (count < 1)
        return 2;
    int *ends = calloc((size_t)count, sizeof *ends);
    if (!ends)
        return 1;
    program = argv[2];
    parent = getpid();
    null = open("/dev/null", O_RDWR | O_CLOEXEC);
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (int i = 0; i < count; i++) {
        sigset_t every, before;
        if (pipe2(p, O_CLOEXEC))
            return 1;
        ends[i] = p[0];
        err = p[1];
        sigfillset(&every);
        sigprocmask(SIG_SETMASK, &every, &before);
        if (clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL) < 0)
            return 1;
        sigprocmask(SIG_SETMASK, &before, NULL);
        close(p[1]);
    }
    for (int i = 0; i < count; i++)
        if (wait(NULL) < 0)
            return 1;
    for (int i = 0; i < count; i++)
        close(ends[i]);
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%ld\n", (b.tv_sec - a.tv_sec) * 1000000L + (b.tv_nsec - a.tv_nsec) / 1000);
    return 0;
}
