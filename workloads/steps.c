// A program that takes its time: steps [--until FILE] [COUNT [MS]] does COUNT steps (50) of MS milliseconds (100); all ranks meet after each, then the head
// rank prints it. With --until it ends after the first step that finds FILE, however many steps that takes.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const char *until = NULL;
    if (argc > 2 && !strcmp(argv[1], "--until")) {
        until = argv[2];
        argc -= 2;
        argv += 2;
    }
    int count = argc > 1 ? atoi(argv[1]) : 50, ms = argc > 2 ? atoi(argv[2]) : 100, rank, over = 0;
    if (count < 1 || ms < 0) {
        fprintf(stderr, "usage: steps [--until FILE] [COUNT [MS]]\n");
        return 2;
    }
    MPI_Init(NULL, NULL);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int step = 1; !over; step++) {
        struct timespec pause = {ms / 1000, ms % 1000 * 1000000L};
        nanosleep(&pause, NULL);
        over = until ? rank == 0 && access(until, F_OK) == 0 : step == count;
        MPI_Bcast(&over, 1, MPI_INT, 0, MPI_COMM_WORLD);
        MPI_Barrier(MPI_COMM_WORLD);
        if (rank == 0) {
            printf("step %d\n", step);
            fflush(stdout);
        }
    }
    MPI_Finalize();
    return 0;
}
