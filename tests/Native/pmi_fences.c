// A rank without MPI: N fences over PMI-1, at each of which every rank puts a key of its own and then reads everybody's.
//   pmi_fences [fences] [names]     with `names`: rank 0 publishes a name before the first fence, all look it up, the last one withdraws it
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int PMI_Init(int *), PMI_Finalize(void), PMI_Get_rank(int *), PMI_Get_size(int *), PMI_Barrier(void);
int PMI_KVS_Get_my_name(char *, int), PMI_KVS_Put(const char *, const char *, const char *), PMI_KVS_Get(const char *, const char *, char *, int);
int PMI_Publish_name(const char *, const char *), PMI_Lookup_name(const char *, char *), PMI_Unpublish_name(const char *);

static int fault(const char *what, int rank)
{
    fprintf(stderr, "rank %d: %s\n", rank, what);
    return 1;
}

int main(int argc, char **argv)
{
    int fences = argc > 1 ? atoi(argv[1]) : 1, names = argc > 2 && !strcmp(argv[2], "names");
    int spawned, rank, size;
    char kvs[256], key[64], value[1024], expected[64];
    if (PMI_Init(&spawned) || PMI_Get_rank(&rank) || PMI_Get_size(&size) || PMI_KVS_Get_my_name(kvs, sizeof kvs))
        return fault("init", rank);
    for (int fence = 0; fence < fences; fence++) {
        snprintf(key, sizeof key, "key-%d-%d", fence, rank);
        snprintf(expected, sizeof expected, "value %d of %d", fence, rank);
        if (PMI_KVS_Put(kvs, key, expected))
            return fault("put", rank);
        if (names && fence == 0 && rank == 0 && PMI_Publish_name("ocean", "port with blanks"))
            return fault("publish", rank);
        if (PMI_Barrier())
            return fault("barrier", rank);
        for (int other = 0; other < size; other++) {
            snprintf(key, sizeof key, "key-%d-%d", fence, other);
            snprintf(expected, sizeof expected, "value %d of %d", fence, other);
            if (PMI_KVS_Get(kvs, key, value, sizeof value) || strcmp(value, expected))
                return fault(key, rank);
        }
        if (names && fence == 0 && (PMI_Lookup_name("ocean", value) || strcmp(value, "port with blanks")))
            return fault("lookup", rank);
    }
    if (names) {
        if (PMI_Barrier() || (rank == size - 1 && PMI_Unpublish_name("ocean")) || PMI_Barrier())
            return fault("unpublish", rank);
        if (!PMI_Lookup_name("ocean", value))
            return fault("a withdrawn name is still known", rank);
    }
    if (rank == 0)
        printf("%d ranks, %d fences\n", size, fences);
    return PMI_Finalize() ? fault("finalize", rank) : 0;
}
