// MPI_Init and MPI_Finalize and nothing between: the cost of coming together.
#include <mpi.h>

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Finalize();
    return 0;
}
