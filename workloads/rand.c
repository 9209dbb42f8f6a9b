// Prints one random number from 0 to 10, another one in each process.
#include <stdio.h>
#include <stdint.h>
#include <sys/random.h>

int main(void)
{
    uint32_t bits;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits)
        return 1;
    printf("%g\n", bits / 4294967296.0 * 10);
    return 0;
}
