// Preloaded into ranks of MPICH over UCX (ch4:ucx), against two faults of builds that ship with distributions:
//  1. MUSTER_MPICH_YIELD=1: the progress loop never gives up the core, so ranks that share one wait for a whole time slice each.
//     Give it up when a progress call found nothing.
//  2. MUSTER_MPICH_FINALIZE=1: in MPI_Finalize a rank that waits for its PMI server stops driving UCX, and a peer whose endpoint
//     flush needs it waits for ever. Keep UCX going while the PMI read waits.
// Symbols are looked up when first used: in a program without MPI this library does nothing.
#include <dlfcn.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static unsigned (*next_progress)(void *);
static void (*next_destroy)(void *);
static ssize_t (*next_read)(int, void *, size_t);
static int yields, finalize_cure, pmi_fd = -1;
static __thread void *worker;  // the one this thread drives; another thread's is not ours to touch

__attribute__((constructor)) static void read_switches(void)
{
    const char *yield = getenv("MUSTER_MPICH_YIELD"), *cure = getenv("MUSTER_MPICH_FINALIZE"), *fd = getenv("PMI_FD");
    yields = yield && yield[0] == '1';
    finalize_cure = cure && cure[0] == '1';
    if (fd)
        pmi_fd = atoi(fd);
    next_read = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
}

unsigned ucp_worker_progress(void *w)
{
    if (!next_progress)
        next_progress = (unsigned (*)(void *))dlsym(RTLD_NEXT, "ucp_worker_progress");
    worker = w;
    unsigned done = next_progress(w);
    if (!done && yields)
        sched_yield();
    return done;
}

void ucp_worker_destroy(void *w)
{
    if (!next_destroy)
        next_destroy = (void (*)(void *))dlsym(RTLD_NEXT, "ucp_worker_destroy");
    if (worker == w)
        worker = NULL;
    next_destroy(w);
}

ssize_t read(int fd, void *buffer, size_t size)
{
    if (finalize_cure && fd == pmi_fd && worker) {
        struct pollfd p = {fd, POLLIN, 0};
        while (worker && poll(&p, 1, 1) == 0)
            while (next_progress(worker))
                ;
    }
    if (!next_read)
        next_read = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
    return next_read(fd, buffer, size);
}
