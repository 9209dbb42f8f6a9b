#ifndef MUSTER_WARDEN_CLOCK_H
#define MUSTER_WARDEN_CLOCK_H
#include <stdint.h>

// Microseconds of a clock that only goes on.
int64_t clock_us(void);

#endif
