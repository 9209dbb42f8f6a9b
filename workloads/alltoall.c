// MPI_Alltoall latency by message size, printed as the OSU micro-benchmark prints it: comment lines, then "size  latency".
#include <getopt.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void usage(FILE *to)
{
    fprintf(to,
            "usage: alltoall [-m MAX] [-x N | --warmup N] [-i N]\n"
            "  -m, --message-size MAX  largest message in bytes (1 MiB)\n"
            "  -x, --warmup N          iterations before the clock runs (200; 20 above 8 KiB)\n"
            "  -i, --iterations N      iterations measured (1000; 100 above 8 KiB)\n");
}

static long number(const char *text, const char *option, long least, long most)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < least || n > most) {
        fprintf(stderr, "alltoall: %s wants a number from %ld to %ld, not \"%s\"\n", option, least, most, text);
        exit(2);
    }
    return n;
}

int main(int argc, char **argv)
{
    enum { LARGE = 8192 };
    static const struct option options[] = {
        {"message-size", required_argument, NULL, 'm'}, {"warmup", required_argument, NULL, 'x'},
        {"iterations", required_argument, NULL, 'i'},   {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    long max = 1 << 20, warmup = -1, iterations = -1;
    for (int o; (o = getopt_long(argc, argv, "m:x:i:h", options, NULL)) != -1;) {
        if (o == 'm')
            max = number(optarg, "-m", 1, 1 << 28);
        else if (o == 'x')
            warmup = number(optarg, "--warmup", 0, 1000000);
        else if (o == 'i')
            iterations = number(optarg, "-i", 1, 100000000);
        else {
            usage(o == 'h' ? stdout : stderr);
            return o == 'h' ? 0 : 2;
        }
    }

    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    char *out = malloc((size_t)max * (size_t)size), *in = malloc((size_t)max * (size_t)size);
    if (!out || !in) {
        fprintf(stderr, "alltoall: rank %d has no memory for 2 x %d x %ld bytes\n", rank, size, max);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    memset(out, 'a', (size_t)max * (size_t)size);
    memset(in, 'b', (size_t)max * (size_t)size);
    if (rank == 0) {
        printf("# MPI All-to-All Personalized Exchange Latency\n# Ranks: %d\n# Size       Avg Latency(us)\n", size);
        fflush(stdout);
    }
    for (long bytes = 1; bytes <= max; bytes *= 2) {
        long skip = warmup >= 0 ? warmup : bytes > LARGE ? 20 : 200;
        long count = iterations > 0 ? iterations : bytes > LARGE ? 100 : 1000;
        double spent = 0;
        MPI_Barrier(MPI_COMM_WORLD);
        for (long i = 0; i < skip + count; i++) {
            double start = MPI_Wtime();
            MPI_Alltoall(out, (int)bytes, MPI_CHAR, in, (int)bytes, MPI_CHAR, MPI_COMM_WORLD);
            if (i >= skip)
                spent += MPI_Wtime() - start;
            MPI_Barrier(MPI_COMM_WORLD);
        }
        double mine = spent * 1e6 / (double)count, sum = 0;
        MPI_Reduce(&mine, &sum, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
        if (rank == 0) {
            printf("%-12ld%18.2f\n", bytes, sum / size);
            fflush(stdout);
        }
    }
    free(out);
    free(in);
    MPI_Finalize();
    return 0;
}
