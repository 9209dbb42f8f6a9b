// The control socket: a stream of length-bounded messages; descriptors travel by SCM_RIGHTS with the first byte of their message.
#ifndef MUSTER_WARDEN_LINK_H
#define MUSTER_WARDEN_LINK_H
#include <stdbool.h>
#include <stdint.h>
#include "wire.h"

enum { MAX_FDS = 4 };

struct message {
    uint16_t type;
    uint32_t length;
    const uint8_t *body;  // valid until the next link_next
};

// The socket is this descriptor. False without memory.
bool link_open(int fd);
// Reads what the socket has; false when the host is gone.
bool link_receive(void);
// Takes the next whole message out of what was read: 1, 0 when there is none, -1 when the host broke the grammar.
int link_next(struct message *m);
// Queues an event. The descriptors are the link's from here on: it closes them once sent. Without memory for it no promise to the host can be kept:
// then the link is broken, which link_flush tells.
void link_send(uint16_t type, const void *body, uint32_t length, const int *fds, int count);
// Writes what is queued; false when the host is gone or the link is broken.
bool link_flush(void);
bool link_wants_write(void);
// Too much unread by the host: take no commands until it reads.
bool link_congested(void);

#endif
