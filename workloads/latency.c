// Ping-pong latency between the first and the last rank by message size, printed as the OSU micro-benchmark prints it; the ranks between wait.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int max = argc > 1 ? atoi(argv[1]) : 4096, count = argc > 2 ? atoi(argv[2]) : 1000, rank, size;
    if (max < 1 || max > 1 << 28 || count < 1) {
        fprintf(stderr, "usage: latency [LARGEST_MESSAGE [ITERATIONS]]\n");
        return 2;
    }
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    char *bytes = calloc(1, (size_t)max);
    if (!bytes || size < 2) {
        fprintf(stderr, size < 2 ? "latency: needs at least two ranks\n" : "latency: no memory\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    if (rank == 0) {
        printf("# MPI Latency Test\n# Ranks: 0 and %d\n# Size          Latency (us)\n", size - 1);
        fflush(stdout);
    }
    for (int n = 1; n <= max; n *= 2) {
        double start = 0;
        MPI_Barrier(MPI_COMM_WORLD);
        for (int i = -count / 10; i < count; i++) {
            if (i == 0)
                start = MPI_Wtime();
            if (rank == 0) {
                MPI_Send(bytes, n, MPI_CHAR, size - 1, 1, MPI_COMM_WORLD);
                MPI_Recv(bytes, n, MPI_CHAR, size - 1, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            } else if (rank == size - 1) {
                MPI_Recv(bytes, n, MPI_CHAR, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
                MPI_Send(bytes, n, MPI_CHAR, 0, 2, MPI_COMM_WORLD);
            }
        }
        if (rank == 0) {
            printf("%-12d%18.2f\n", n, (MPI_Wtime() - start) * 1e6 / (2.0 * count));
            fflush(stdout);
        }
    }
    free(bytes);
    MPI_Finalize();
    return 0;
}
