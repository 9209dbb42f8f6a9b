// The loop of a warden, and of a rank-wrap, which is the warden of one rank.
#ifndef MUSTER_WARDEN_SERVE_H
#define MUSTER_WARDEN_SERVE_H

enum { HOST_GONE = -1 };

// Takes the signals, becomes subreaper, opens the link over this descriptor. NULL, or what failed (errno says why).
const char *serve_open(int control);
// Waits for something to happen and does what it asks for: 0, the number of a signal that should end us, or HOST_GONE.
int serve_once(void);

#endif
