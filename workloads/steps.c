// A program that takes its time: steps [COUNT [MS]] does COUNT steps (50) of MS milliseconds (100); all ranks meet after each, then the head rank prints it.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 50, ms = argc > 2 ? atoi(argv[2]) : 100, rank;
    if (count < 1 || ms < 0) {
        fprintf(stderr, "usage: steps [COUNT [MS]]\n");
        return 2;
    }
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int step = 1; step <= count; step++) {
        struct timespec pause = {ms / 1000, ms % 1000 * 1000000L};
        nanosleep(&pause, NULL);
        MPI_Barrier(MPI_COMM_WORLD);
        if (rank == 0) {
            printf("step %d\n", step);
            fflush(stdout);
        }
    }
    MPI_Finalize();
    return 0;
}
