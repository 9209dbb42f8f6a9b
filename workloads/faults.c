// Programs that go wrong, one for each way: faults [--rank N] [--no-mpi] KIND [NUMBER]
// The fault happens on rank N only (default 0; -1: on every rank); the others wait in a barrier as a real program would.
#include <errno.h>
#include <fcntl.h>
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void sleep_on(void)
{
    for (;;)
        pause();
}

static int fault_exit(long n) { return (int)n; }

static int fault_signal(long n)
{
    signal((int)n, SIG_DFL);
    raise((int)n);
    return 0;
}

static int fault_hang(long n)
{
    (void)n;
    sleep_on();
    return 0;
}

static int fault_deaf(long n)
{
    (void)n;
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    puts("deaf");
    fflush(stdout);
    sleep_on();
    return 0;
}

// NUMBER MiB as fast as the pipe takes it, in lines of 64 bytes.
static int fault_flood(long n)
{
    char block[4096];
    for (long at = 0; at < n * 256; at++) {
        for (int i = 0; i < 64; i++) {
            char text[65];
            snprintf(text, sizeof text, "%063ld\n", at * 64 + i);
            memcpy(block + i * 64, text, 64);
        }
        if (fwrite(block, 1, sizeof block, stdout) != sizeof block)
            return 1;
    }
    return 0;
}

// Prints and hangs without ever flushing: what is in the buffer is lost when it is killed.
static int fault_noflush(long n)
{
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    printf("never seen %ld\n", n);
    sleep_on();
    return 0;
}

static int fault_hugeline(long n)
{
    for (long i = 0; i < n; i++)
        putchar('a' + (int)(i % 26));
    putchar('\n');
    puts("after");
    return 0;
}

static int fault_nonewline(long n)
{
    printf("%ld 1.50", n);
    return 0;
}

// A child keeps stdout open after the rank has ended.
static int fault_child(long n)
{
    puts("parent");
    fflush(stdout);
    prctl(PR_SET_NAME, "keeps-stdout");
    if (fork() == 0) {
        signal(SIGINT, SIG_IGN);
        sleep((unsigned)n);
        _exit(0);
    }
    return 0;
}

// Forks twice, own session, own process group: what a daemon does.
static int fault_daemon(long n)
{
    puts("parent");
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        setsid();
        prctl(PR_SET_NAME, "daemonised");
        if (fork() == 0) {
            int null = open("/dev/null", O_RDWR);
            for (int fd = 0; fd < 3; fd++)
                dup2(null, fd);
            sleep((unsigned)n);
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return 0;
}

// A child in a session of its own, with its own streams, while the rank lives on.
static int fault_detach(long n)
{
    if (fork() == 0) {
        setsid();
        prctl(PR_SET_NAME, "detached");
        int null = open("/dev/null", O_RDWR);
        for (int fd = 0; fd < 3; fd++)
            dup2(null, fd);
        sleep((unsigned)n);
        _exit(0);
    }
    sleep((unsigned)n);
    return 0;
}

static int fault_sleep(long n)
{
    for (unsigned left = (unsigned)n; left;)
        left = sleep(left);
    return 0;
}

// Forks for ever, each child a session of its own that lives for a second.
static int fault_forks(long n)
{
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        if (fork() == 0) {
            setsid();
            sleep(1);
            _exit(0);
        }
        usleep((useconds_t)(n * 1000));
    }
}

static int fault_nofinalize(long n)
{
    fflush(stdout);
    _exit((int)n);
}

static int fault_memory(long n)
{
    for (long i = 0; i < n; i++) {
        char *p = malloc(1 << 20);
        if (!p) {
            fprintf(stderr, "out of memory after %ld MiB\n", i);
            return 12;
        }
        memset(p, 1, 1 << 20);
    }
    printf("ate %ld MiB\n", n);
    return 0;
}

static int fault_abort(long n)
{
    fprintf(stderr, "giving up\n");
    MPI_Abort(MPI_COMM_WORLD, (int)n);
    return 1;
}

static int fault_stderr(long n)
{
    for (long i = 1; i <= n; i++)
        fprintf(stderr, "complaint %ld\n", i);
    return 3;
}

static int fault_environment(long n)
{
    (void)n;
    for (char **e = environ; *e; e++)
        puts(*e);
    return 0;
}

static const struct {
    const char *name;
    int (*run)(long);
    long number;
    const char *what;
} kinds[] = {
    {"exit", fault_exit, 3, "ends with code NUMBER"},
    {"signal", fault_signal, SIGSEGV, "dies by signal NUMBER"},
    {"hang", fault_hang, 0, "never ends"},
    {"deaf", fault_deaf, 0, "never ends, ignores SIGINT and SIGTERM"},
    {"flood", fault_flood, 64, "prints NUMBER MiB"},
    {"noflush", fault_noflush, 0, "prints, never flushes, never ends"},
    {"hugeline", fault_hugeline, 3 << 20, "prints a line of NUMBER bytes"},
    {"nonewline", fault_nonewline, 7, "its last line has no newline"},
    {"child", fault_child, 600, "leaves a child that keeps stdout for NUMBER seconds"},
    {"daemon", fault_daemon, 600, "leaves a daemon for NUMBER seconds"},
    {"detach", fault_detach, 600, "detaches a child, both live for NUMBER seconds"},
    {"sleep", fault_sleep, 10, "ends well after NUMBER seconds"},
    {"forks", fault_forks, 100, "forks a session every NUMBER ms"},
    {"nofinalize", fault_nofinalize, 0, "ends with code NUMBER while others wait, no MPI_Finalize"},
    {"memory", fault_memory, 1024, "eats NUMBER MiB"},
    {"abort", fault_abort, 5, "calls MPI_Abort(NUMBER)"},
    {"stderr", fault_stderr, 100, "complains NUMBER times on stderr, ends with code 3"},
    {"environment", fault_environment, 0, "prints its environment"},
};

int main(int argc, char **argv)
{
    int at = 1, where = 0, mpi = 1;
    while (at < argc && argv[at][0] == '-') {
        if (!strcmp(argv[at], "--rank") && at + 1 < argc)
            where = atoi(argv[++at]);
        else if (!strcmp(argv[at], "--no-mpi"))
            mpi = 0;
        else
            break;
        at++;
    }
    for (size_t k = 0; at < argc && k < sizeof kinds / sizeof *kinds; k++) {
        if (strcmp(argv[at], kinds[k].name))
            continue;
        long n = at + 1 < argc ? atol(argv[at + 1]) : kinds[k].number;
        int rank = 0, code = 0;
        if (mpi) {
            MPI_Init(&argc, &argv);
            MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        }
        if (rank == where || where < 0) {
            code = kinds[k].run(n);
            if (code)
                exit(code);
        }
        if (mpi) {
            MPI_Barrier(MPI_COMM_WORLD);
            MPI_Finalize();
        }
        return 0;
    }
    fprintf(stderr, "usage: faults [--rank N] [--no-mpi] KIND [NUMBER]\n");
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        fprintf(stderr, "  %-12s %s (%ld)\n", kinds[k].name, kinds[k].what, kinds[k].number);
    return 2;
}
