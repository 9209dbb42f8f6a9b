// The control socket: a stream of length-bounded messages; descriptors travel by SCM_RIGHTS with the first byte of their message.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "warden.h"

enum { CONGESTED = 1 << 20 };

struct out {
    struct out *next;
    int fds[MAX_FDS];
    int fd_count;
    uint32_t length, sent;
    uint8_t bytes[];
};

static uint8_t *in_buffer;
static size_t in_have, in_room;
static struct out *first, **last = &first;
static size_t queued;

void link_open(void)
{
    in_room = 64 << 10;
    in_buffer = malloc(in_room);
    if (!in_buffer)
        _exit(71);
    fcntl(CONTROL_FD, F_SETFL, fcntl(CONTROL_FD, F_GETFL) | O_NONBLOCK);
    fcntl(CONTROL_FD, F_SETFD, FD_CLOEXEC);
}

bool link_receive(void (*command)(uint16_t, const uint8_t *, uint32_t))
{
    while (!link_congested()) {
        ssize_t n = recv(CONTROL_FD, in_buffer + in_have, in_room - in_have, 0);
        if (n == 0)
            return false;
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM;
        }
        in_have += (size_t)n;
        size_t at = 0;
        size_t need = 0;
        while (in_have - at >= sizeof(struct header)) {
            struct header h;
            memcpy(&h, in_buffer + at, sizeof h);
            if (h.length > MAX_BODY || h.fds != 0)
                return false;
            if (in_have - at - sizeof h < h.length) {
                need = sizeof h + h.length;
                break;
            }
            command(h.type, in_buffer + at + sizeof h, h.length);
            at += sizeof h + h.length;
        }
        memmove(in_buffer, in_buffer + at, in_have - at);
        in_have -= at;
        if (need > in_room) {
            uint8_t *bigger = realloc(in_buffer, need);
            if (!bigger)
                return false;
            in_buffer = bigger;
            in_room = need;
        }
    }
    return true;
}

void link_send(uint16_t type, const void *body, uint32_t length, const int *fds, int count)
{
    struct out *o = malloc(sizeof *o + sizeof(struct header) + length);
    if (!o) {
        // Without memory for 100 bytes no promise to the host can be kept; it sees the socket close and knows.
        stop_everything(0);
        _exit(71);
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
    while (first) {
        struct out *o = first;
        struct iovec v = {o->bytes + o->sent, o->length - o->sent};
        struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
        union {
            char bytes[CMSG_SPACE(sizeof(int) * MAX_FDS)];
            struct cmsghdr align;
        } control;
        if (o->fd_count && o->sent == 0) {
            memset(&control, 0, sizeof control);
            m.msg_control = control.bytes;
            m.msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)o->fd_count);
            struct cmsghdr *c = CMSG_FIRSTHDR(&m);
            c->cmsg_level = SOL_SOCKET;
            c->cmsg_type = SCM_RIGHTS;
            c->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)o->fd_count);
            memcpy(CMSG_DATA(c), o->fds, sizeof(int) * (size_t)o->fd_count);
        }
        ssize_t n = sendmsg(CONTROL_FD, &m, MSG_NOSIGNAL);
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
