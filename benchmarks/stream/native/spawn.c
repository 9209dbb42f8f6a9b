// spawn COUNT AT_ONCE PROGRAM: starts a program so often by posix_spawn, so many of them at once, and reaps each. Prints the microseconds it took.
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

int main(int argc, char **argv)
{
    int count = argc > 3 ? atoi(argv[1]) : 0, most = argc > 3 ? atoi(argv[2]) : 0, running = 0;
    if (count < 1 || most < 1)
        return 2;
    char *child[] = {argv[3], NULL};
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (int i = 0; i < count; i++) {
        pid_t pid;
        if (running == most && wait(NULL) > 0)
            running--;
        if (posix_spawn(&pid, child[0], NULL, NULL, child, environ))
            return 1;
        running++;
    }
    while (running-- > 0)
        wait(NULL);
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%ld\n", (b.tv_sec - a.tv_sec) * 1000000L + (b.tv_nsec - a.tv_nsec) / 1000);
    return 0;
}
