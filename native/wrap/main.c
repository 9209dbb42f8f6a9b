// rank-wrap NAME: what a site's launcher (srun, mpirun) starts in the place of a rank. It finds the door that the rank host of its node opened for this rank, and
// from there on is the warden of this one rank: the host tells it what to start and gets its pipes, its end and its strays as from its own warden. The rank keeps
// what the launcher gave it (environment and descriptors), so that its MPI meets the others by the launcher's own PMI. See native/README.md.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "../warden/children.h"
#include "../warden/clock.h"
#include "../warden/commands.h"
#include "../warden/link.h"
#include "../warden/serve.h"
#include "../warden/stop.h"

enum { PATIENCE_MS = 60000, STOP_MS = 500, LONGEST_PAUSE_MS = 200 };

// The launcher's own word for the rank; a launcher below another one (orted below srun) is asked first.
static const char *rank_of_launcher(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *rank = getenv(names[i]);
        if (rank && *rank && strspn(rank, "0123456789") == strlen(rank))
            return rank;
    }
    return NULL;
}

static uint32_t what_launcher_speaks(void)
{
    return (getenv("PMI_FD") || getenv("PMI_PORT") ? SPEAKS_PMI : 0) | (getenv("PMIX_RANK") ? SPEAKS_PMIX : 0) | (getenv("OMPI_COMM_WORLD_RANK") ? SPEAKS_OMPI : 0);
}

// Connects to the rank's door in the abstract namespace, which has no permissions: so whoever opened it must be this user.
static int knock(const char *name, const char *rank)
{
    struct sockaddr_un door = {.sun_family = AF_UNIX};
    int length = snprintf(door.sun_path + 1, sizeof door.sun_path - 1, "%s.%s", name, rank);
    if (length < 0 || (size_t)length >= sizeof door.sun_path - 1) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    // The host of this node may hear of the run later than its launcher does.
    int64_t end = clock_us() + (int64_t)PATIENCE_MS * 1000;
    for (int pause = 5; connect(fd, (struct sockaddr *)&door, (socklen_t)(sizeof door.sun_family + 1 + (size_t)length)); pause = pause * 2 < LONGEST_PAUSE_MS ? pause * 2 : LONGEST_PAUSE_MS) {
        if ((errno != ECONNREFUSED && errno != EINTR && errno != EAGAIN) || clock_us() > end)
            return -1;
        poll(NULL, 0, pause);
    }
    struct ucred host;
    socklen_t size = sizeof host;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &host, &size) || host.uid != geteuid()) {
        errno = EPERM;
        return -1;
    }
    return fd;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "rank-wrap: a rank host has a launcher start this program; it is of no use by hand\n");
        return 64;
    }
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
            return 71;
    const char *rank = rank_of_launcher();
    if (!rank) {
        fprintf(stderr, "rank-wrap: the launcher told no rank (OMPI_COMM_WORLD_RANK, PMIX_RANK, PMI_RANK or SLURM_PROCID)\n");
        return 64;
    }
    int control = knock(argv[1], rank);
    if (control < 0) {
        char node[65] = "this node";
        gethostname(node, sizeof node - 1);
        fprintf(stderr, "rank-wrap: no host on %s takes rank %s (%s): the launcher put it where the run has no such rank, or the run is over\n", node, rank, strerror(errno));
        return 69;
    }
    const char *fault = serve_open(control);
    if (fault) {
        fprintf(stderr, "rank-wrap: %s: %s\n", fault, strerror(errno));
        return 71;
    }
    struct joined joined = {WIRE_VERSION, (uint32_t)getpid(), what_launcher_speaks()};
    link_send(EVT_JOINED, &joined, sizeof joined, NULL, 0);
    // A signal of the launcher is the rank's; before and after its life it ends us. The host closes the link when it knows the rank's end.
    int code = 69;
    for (int signal; (signal = serve_once()) != HOST_GONE;)
        if (signal && !children_signal(signal)) {
            code = 128 + signal;
            break;
        }
    stop_everything(STOP_MS);
    return commands_code() < 0 ? code : commands_code();
}
