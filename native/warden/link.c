#include "link.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONGESTED = 1 << 20 };

struct out {
    struct out *next;
    int fds[MAX_FDS];
    int fd_count;
    uint32_t length, sent;
    uint8_t bytes[];
};

static int control = -1;
static uint8_t *in_buffer;
static size_t in_have, in_room, in_taken;  // bytes read, room for them, bytes of them that were handed out
static struct out *first, **last = &first;
static size_t queued;
static bool broken;

bool link_open(int fd)
{
    control = fd;
    in_room = 64 << 10;
    in_buffer = malloc(in_room);
    if (!in_buffer)
        return false;
    fcntl(control, F_SETFL, fcntl(control, F_GETFL) | O_NONBLOCK);
    fcntl(control, F_SETFD, FD_CLOEXEC);
    return true;
}

bool link_receive(void)
{
    memmove(in_buffer, in_buffer + in_taken, in_have - in_taken);
    in_have -= in_taken;
    in_taken = 0;
    if (in_have == in_room)
        return true;  // whole messages that wait until the host reads
    for (;;) {
        ssize_t n = recv(control, in_buffer + in_have, in_room - in_have, 0);
        if (n > 0) {
            in_have += (size_t)n;
            return true;
        }
        if (n == 0)
            return false;
        if (errno != EINTR)
            return errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM;
    }
}

int link_next(struct message *m)
{
    struct header h;
    size_t left = in_have - in_taken;
    if (left >= sizeof h) {
        memcpy(&h, in_buffer + in_taken, sizeof h);
        if (h.length > MAX_BODY || h.fds != 0)
            return -1;
        if (left - sizeof h >= h.length) {
            *m = (struct message){h.type, h.length, in_buffer + in_taken + sizeof h};
            in_taken += sizeof h + h.length;
            return 1;
        }
    }
    // What is left waits at the buffer's beginning, with room for the whole of it.
    memmove(in_buffer, in_buffer + in_taken, left);
    in_have = left;
    in_taken = 0;
    size_t need = left >= sizeof h ? sizeof h + h.length : 0;
    if (need > in_room) {
        uint8_t *bigger = realloc(in_buffer, need);
        if (!bigger)
            return -1;
        in_buffer = bigger;
        in_room = need;
    }
    return 0;
}

void link_send(uint16_t type, const void *body, uint32_t length, const int *fds, int count)
{
    struct out *o = malloc(sizeof *o + sizeof(struct header) + length);
    if (!o) {
        broken = true;
        for (int i = 0; i < count; i++)
            close(fds[i]);
        return;
    }
    struct header h = {length, type, (uint16_t)count};
    memcpy(o->bytes, &h, sizeof h);
    memcpy(o->bytes + sizeof h, body, length);
    o->length = (uint32_t)sizeof h + length;
    o->sent = 0;
    o->fd_count = count;
    for (int i = 0; i < count; i++)
        o->fds[i] = fds[i];
    o->next = NULL;
    *last = o;
    last = &o->next;
    queued += o->length;
}

bool link_flush(void)
{
    if (broken)
        return false;
    while (first) {
        struct out *o = first;
        struct iovec v = {o->bytes + o->sent, o->length - o->sent};
        struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
        union {
            char bytes[CMSG_SPACE(sizeof(int) * MAX_FDS)];
            struct cmsghdr align;
        } rights;
        if (o->fd_count && o->sent == 0) {
            memset(&rights, 0, sizeof rights);
            m.msg_control = rights.bytes;
            m.msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)o->fd_count);
            struct cmsghdr *c = CMSG_FIRSTHDR(&m);
            c->cmsg_level = SOL_SOCKET;
            c->cmsg_type = SCM_RIGHTS;
            c->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)o->fd_count);
            memcpy(CMSG_DATA(c), o->fds, sizeof(int) * (size_t)o->fd_count);
        }
        ssize_t n = sendmsg(control, &m, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            // ETOOMANYREFS: too many descriptors in flight; the host takes some out, then it goes on.
            return errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM || errno == ETOOMANYREFS;
        }
        if (o->sent == 0)
            for (int i = 0; i < o->fd_count; i++)
                close(o->fds[i]);
        o->sent += (uint32_t)n;
        if (o->sent < o->length)
            continue;
        first = o->next;
        if (!first)
            last = &first;
        queued -= o->length;
        free(o);
    }
    return true;
}

bool link_wants_write(void)
{
    return first != NULL;
}

bool link_congested(void)
{
    return queued > CONGESTED;
}
