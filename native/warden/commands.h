// What the host asks for and hears of: between its messages and those who do the work.
#ifndef MUSTER_WARDEN_COMMANDS_H
#define MUSTER_WARDEN_COMMANDS_H
#include <stdbool.h>

// Does what stands in the messages read so far; false when one is not in the grammar.
bool commands_run(void);
// Reaps whoever ended, and tells the host of ranks.
void commands_reap(void);
// Goes on with the stops under way, and tells of them; returns the ms until there is more to do, -1 for never.
int commands_advance(void);

// What a shell would call the end of the rank reaped last; -1 when there was none.
int commands_code(void);

#endif
