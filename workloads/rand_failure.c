// rand_failure SECONDS: sleeps, then prints a random number from 0 to 10. Below 8 is success; else the number's whole part is the exit code.
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: rand_failure SECONDS\n");
        return 1;
    }
    uint32_t bits;
    int seconds = atoi(argv[1]);
    printf("Sleeping for %d seconds...\n", seconds);
    fflush(stdout);
    if (seconds > 0)
        sleep((unsigned)seconds);
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits)
        return 1;
    double value = bits / 4294967296.0 * 10;
    printf("%g\n", value);
    return value < 8 ? 0 : (int)value;
}
