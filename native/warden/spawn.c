// The child shares our memory until it execs (as posix_spawn does it), so a start costs no page tables,
// and what failed in the child stands in `attempt` without a pipe.
#include "spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "children.h"
#include "clock.h"

enum { STACK = 64 << 10, PMI_CHILD_FD = 3, MAX_ENDS = 4 };

struct attempt {
    const char *program, *cwd, *paths[3];
    char **argv, **envp;
    int io[3];       // descriptors for 0, 1, 2; -1: open the path
    int pmi;         // -1: none
    cpu_set_t *cores;
    size_t cores_size;
    const struct limit *limits;
    uint32_t limit_count;
    bool inherit;    // descriptors beside ours that were not made to close: what a launcher gave
    pid_t warden;
    uint32_t stage;
    int error;
};

static char *stack;
static int null_fd = -1;

bool spawn_init(void)
{
    stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    return stack != MAP_FAILED && null_fd >= 0;
}

static _Noreturn void fail(struct attempt *a, uint32_t stage)
{
    a->stage = stage;
    a->error = errno;
    _exit(127);
}

// Runs in the child, on its own stack, in our memory: only system calls, nothing that allocates.
static int become_rank(void *arg)
{
    struct attempt *a = arg;
    // exec puts handled signals back by itself; this is the only one we ignore.
    struct sigaction dfl = {.sa_handler = SIG_DFL};
    sigaction(SIGPIPE, &dfl, NULL);
    // The rank dies with the warden; if the warden died before the call, nobody will tell us, so look.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != a->warden)
        fail(a, AT_PARENT);
    // A session of its own, which is a process group of its own too: the kernel shares cores fairly among sessions (autogroup), so a
    // rank is worth as much as any other program, as it is under other launchers.
    if (setsid() < 0)
        fail(a, AT_GROUP);
    if (a->cores && sched_setaffinity(0, a->cores_size, a->cores))
        fail(a, AT_AFFINITY);
    for (uint32_t i = 0; i < a->limit_count; i++) {
        struct limit l;
        memcpy(&l, &a->limits[i], sizeof l);
        struct rlimit r = {l.soft, l.hard};
        if (setrlimit((__rlimit_resource_t)l.resource, &r))
            fail(a, AT_LIMIT);
    }
    if (a->cwd[0] && chdir(a->cwd))
        fail(a, AT_CWD);
    for (int i = 0; i < 3; i++) {
        int fd = a->io[i];
        if (fd < 0)
            fd = open(a->paths[i], i == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND, 0666);
        if (fd < 0 || dup2(fd, i) < 0)
            fail(a, (uint32_t)(AT_STDIN + i));
    }
    unsigned keep = 2;
    if (a->pmi >= 0) {
        if (dup2(a->pmi, PMI_CHILD_FD) < 0)
            fail(a, AT_PIPE);
        keep = PMI_CHILD_FD;
    }
    if (!a->inherit && syscall(SYS_close_range, keep + 1, ~0u, 0)) {
        struct rlimit r;
        getrlimit(RLIMIT_NOFILE, &r);
        for (int fd = (int)keep + 1; fd < (int)r.rlim_cur; fd++)
            close(fd);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(a->program, a->argv, a->envp);
    fail(a, AT_EXEC);
}

static struct spawned refuse(uint32_t id, enum stage stage, int error)
{
    return (struct spawned){.id = id, .stage = stage, .error = error};
}

// Takes `count` strings from the body; NULL when one has no end.
static bool take_strings(const uint8_t **at, const uint8_t *end, char **into, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *nul = memchr(*at, 0, (size_t)(end - *at));
        if (!nul)
            return false;
        into[i] = (char *)*at;
        *at = nul + 1;
    }
    into[count] = NULL;
    return true;
}

// Our own environment below what is added: what has a name that is added is left out.
static char **inherit_environment(char **added, uint32_t count)
{
    size_t own = 0;
    while (environ[own])
        own++;
    char **all = calloc(count + own + 1, sizeof *all);
    if (!all)
        return NULL;
    size_t used = count;
    memcpy(all, added, count * sizeof *all);
    for (size_t i = 0; i < own; i++) {
        size_t name = strcspn(environ[i], "=") + 1;
        bool replaced = false;
        for (uint32_t j = 0; j < count && !replaced; j++)
            replaced = !strncmp(environ[i], added[j], name);
        if (!replaced)
            all[used++] = environ[i];
    }
    return all;
}

static void close_all(int *fds, int count)
{
    for (int i = 0; i < count; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

static int open_ends(const struct spawn *s, struct attempt *a, int *host_ends, int *host_count, int *child_ends, int *child_count)
{
    for (int i = 0; i < 3; i++) {
        if (s->io[i] == IO_NULL) {
            a->io[i] = null_fd;
        } else if (s->io[i] == IO_FILE) {
            a->io[i] = -1;
        } else {
            int p[2];
            if (pipe2(p, O_CLOEXEC))
                return errno;
            if (s->pipe_size)
                fcntl(p[0], F_SETPIPE_SZ, (int)s->pipe_size);  // a wish: beyond the user's limit the kernel's size stays
            int host = i == 0 ? p[1] : p[0];
            a->io[i] = i == 0 ? p[0] : p[1];
            fcntl(host, F_SETFL, O_NONBLOCK);  // the host's end alone: the rank's blocks, as programs expect
            host_ends[(*host_count)++] = host;
            child_ends[(*child_count)++] = a->io[i];
        }
    }
    if (s->flags & SPAWN_PMI) {
        int p[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, p))
            return errno;
        a->pmi = p[1];
        fcntl(p[0], F_SETFL, O_NONBLOCK);
        host_ends[(*host_count)++] = p[0];
        child_ends[(*child_count)++] = p[1];
    }
    return 0;
}

static struct spawned start(const struct spawn *s, struct attempt *a)
{
    struct spawned started = {.id = s->id};
    int child_ends[MAX_ENDS], child_count = 0;
    int error = open_ends(s, a, started.fds, &started.fd_count, child_ends, &child_count);
    if (error) {
        close_all(started.fds, started.fd_count);
        close_all(child_ends, child_count);
        return refuse(s->id, AT_PIPE, error);
    }
    sigset_t every, before;
    sigfillset(&every);
    sigprocmask(SIG_SETMASK, &every, &before);
    int64_t now = clock_us();
    pid_t pid = clone(become_rank, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, a);
    error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    close_all(child_ends, child_count);
    if (pid > 0 && !a->stage && child_add(s->group, s->id, pid, now)) {
        started.pid = pid;
        return started;
    }
    close_all(started.fds, started.fd_count);
    if (pid < 0)
        return refuse(s->id, AT_FORK, error);
    bool unknown = !a->stage;  // it runs, but there is no memory to know it by
    if (unknown)
        kill(-pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
    return unknown ? refuse(s->id, AT_FORK, ENOMEM) : refuse(s->id, a->stage, a->error);
}

struct spawned spawn_rank(const uint8_t *body, uint32_t length)
{
    struct spawn s;
    if (length < sizeof s)
        return refuse(0, AT_MESSAGE, EINVAL);
    memcpy(&s, body, sizeof s);
    const uint8_t *at = body + sizeof s, *end = body + length;
    size_t fixed = (size_t)s.cores * sizeof(uint32_t) + (size_t)s.rlimits * sizeof(struct limit);
    if (s.cores > MAX_CORES || s.rlimits > MAX_RLIMITS || s.argc == 0 || s.argc > MAX_STRINGS || s.envc > MAX_STRINGS ||
        fixed > (size_t)(end - at) || s.io[0] > IO_FILE || s.io[1] > IO_FILE || s.io[2] > IO_FILE || child_by_id(s.id))
        return refuse(s.id, AT_MESSAGE, EINVAL);
    struct attempt a = {.pmi = -1, .warden = getpid(), .limit_count = s.rlimits};
    cpu_set_t *cores = NULL;
    if (s.cores) {
        cores = CPU_ALLOC(MAX_CORES);
        a.cores_size = CPU_ALLOC_SIZE(MAX_CORES);
        if (cores)
            CPU_ZERO_S(a.cores_size, cores);
        for (uint32_t i = 0; i < s.cores && cores; i++) {
            uint32_t core;
            memcpy(&core, at + i * sizeof core, sizeof core);
            if (core < MAX_CORES)
                CPU_SET_S(core, a.cores_size, cores);
        }
        a.cores = cores;
    }
    at += (size_t)s.cores * sizeof(uint32_t);
    a.limits = (const struct limit *)at;
    at += (size_t)s.rlimits * sizeof(struct limit);
    char *head[6];
    char **argv = calloc(s.argc + 1u, sizeof *argv), **envp = calloc(s.envc + 1u, sizeof *envp);
    struct spawned outcome;
    if (!argv || !envp || (s.cores && !cores))
        outcome = refuse(s.id, AT_FORK, ENOMEM);
    else if (!take_strings(&at, end, head, 5) || !take_strings(&at, end, argv, s.argc) || !take_strings(&at, end, envp, s.envc))
        outcome = refuse(s.id, AT_MESSAGE, EINVAL);
    else {
        a.program = head[0];
        a.cwd = head[1];
        for (int i = 0; i < 3; i++)
            a.paths[i] = head[2 + i];
        a.argv = argv;
        a.envp = envp;
        if (s.flags & SPAWN_INHERIT) {
            a.inherit = true;
            a.envp = inherit_environment(envp, s.envc);
        }
        outcome = a.envp ? start(&s, &a) : refuse(s.id, AT_FORK, ENOMEM);
        if (a.envp != envp)
            free(a.envp);
    }
    free(argv);
    free(envp);
    if (cores)
        CPU_FREE(cores);
    return outcome;
}
