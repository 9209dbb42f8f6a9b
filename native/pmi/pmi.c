// The PMI-1 C API over the PMI-1 wire protocol on the descriptor PMI_FD names. Open MPI 4.1 loads it (its flux component, by
// FLUX_PMI_LIBRARY_PATH), and so joins a group whose rank host speaks PMI-1.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "keys.h"

enum { PMI_SUCCESS = 0, PMI_FAIL = -1, PMI_ERR_INIT = 1, PMI_ERR_INVALID_ARG = 3, PMI_ERR_INVALID_KEY = 4, PMI_ERR_INVALID_LENGTH = 7 };
enum { NAME_MAX_LENGTH = 256, KEY_MAX_LENGTH = 64, VALUE_MAX_LENGTH = 1024, LINE_MAX_LENGTH = 4096, RANKS_MAX = 1 << 20 };

static int fd = -1, rank, size = 1, universe = 1, appnum, initialized;
static int *clique, clique_size;
static char kvs_name[NAME_MAX_LENGTH], line[LINE_MAX_LENGTH];

static char have[LINE_MAX_LENGTH];
static size_t have_length;

static int send_line(const char *text)
{
    size_t left = strlen(text);
    while (left) {
        ssize_t n = send(fd, text, left, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return PMI_FAIL;
        text += n;
        left -= (size_t)n;
    }
    return PMI_SUCCESS;
}

// Reads what is there. A table of keys may come along.
static ssize_t receive(void *into, size_t room)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec v = {into, room};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(fd, &m, MSG_CMSG_CLOEXEC);
    struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof(int))) {
        int table;
        memcpy(&table, CMSG_DATA(c), sizeof table);
        keys_take(table);
    }
    return n;
}

static int read_line(void)
{
    for (;;) {
        char *end = memchr(have, '\n', have_length);
        if (end) {
            size_t length = (size_t)(end - have);
            memcpy(line, have, length);
            line[length] = 0;
            have_length -= length + 1;
            memmove(have, end + 1, have_length);
            return PMI_SUCCESS;
        }
        if (have_length == sizeof have)
            return PMI_FAIL;
        ssize_t n = receive(have + have_length, sizeof have - have_length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return PMI_FAIL;
        have_length += (size_t)n;
    }
}

static int ask(const char *question)
{
    return send_line(question) || read_line() ? PMI_FAIL : PMI_SUCCESS;
}

// Copies the value of a word `key=` of the last line; values other than `value=` hold no blank.
static int word(const char *key, char *into, size_t room)
{
    size_t length = strlen(key);
    for (const char *at = line; at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncmp(at, key, length) || at[length] != '=')
            continue;
        at += length + 1;
        size_t n = strcspn(at, " ");
        if (n >= room)
            return PMI_FAIL;
        memcpy(into, at, n);
        into[n] = 0;
        return PMI_SUCCESS;
    }
    return PMI_FAIL;
}

static int number(const char *key, int *into)
{
    char text[16], *end;
    if (word(key, text, sizeof text))
        return PMI_FAIL;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < INT_MIN || value > INT_MAX)
        return PMI_FAIL;
    *into = (int)value;
    return PMI_SUCCESS;
}

static int environment(const char *name, int *into, int least, int most)
{
    const char *text = getenv(name);
    if (!text)
        return PMI_FAIL;
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < least || value > most)
        return PMI_FAIL;
    *into = (int)value;
    return PMI_SUCCESS;
}

// Reads (vector,(first node,nodes,ranks per node),...) and keeps the ranks of our node. The list is repeated until every rank has one.
static void read_mapping(const char *mapping)
{
    int *node = calloc((size_t)size, sizeof *node);
    clique = calloc((size_t)size, sizeof *clique);
    if (!node || !clique) {
        free(node);
        return;
    }
    const char *blocks = strstr(mapping, "(vector,");
    int placed = 0;
    while (blocks && placed < size) {
        const char *at = blocks + strlen("(vector,");
        int before = placed, first, nodes, each, used;
        while (placed < size && sscanf(at, "(%d,%d,%d)%n", &first, &nodes, &each, &used) == 3) {
            for (int i = 0; i < nodes && placed < size; i++)
                for (int j = 0; j < each && placed < size; j++)
                    node[placed++] = first + i;
            at += used;
            at += *at == ',';
        }
        if (placed == before)
            break;
    }
    for (int i = 0; i < size; i++)
        if (i == rank || (placed == size && node[i] == node[rank]))
            clique[clique_size++] = i;
    free(node);
}

int PMI_Init(int *spawned)
{
    if (spawned)
        *spawned = 0;
    if (initialized)
        return PMI_SUCCESS;
    if (environment("PMI_FD", &fd, 0, INT_MAX) || environment("PMI_SIZE", &size, 1, RANKS_MAX) || environment("PMI_RANK", &rank, 0, size - 1))
        return PMI_ERR_INIT;
    if (ask("cmd=init pmi_version=1 pmi_subversion=1 segments=1\n") || ask("cmd=get_maxes\n") || ask("cmd=get_my_kvsname\n") ||
        word("kvsname", kvs_name, sizeof kvs_name) || ask("cmd=get_universe_size\n") || number("size", &universe))
        return PMI_ERR_INIT;
    char question[NAME_MAX_LENGTH + KEY_MAX_LENGTH + 32];
    snprintf(question, sizeof question, "cmd=get kvsname=%s key=PMI_process_mapping\n", kvs_name);
    if (ask(question))
        return PMI_ERR_INIT;
    read_mapping(line);
    initialized = 1;
    return PMI_SUCCESS;
}

int PMI_Initialized(int *answer)
{
    *answer = initialized;
    return PMI_SUCCESS;
}

int PMI_Finalize(void)
{
    if (!initialized)
        return PMI_SUCCESS;
    initialized = 0;
    int rc = ask("cmd=finalize\n");
    close(fd);
    fd = -1;
    keys_drop();
    free(clique);
    clique = NULL;
    clique_size = 0;
    return rc;
}

static int answer(int *into, int value)
{
    if (!into)
        return PMI_ERR_INVALID_ARG;
    *into = value;
    return initialized ? PMI_SUCCESS : PMI_ERR_INIT;
}

int PMI_Get_size(int *x) { return answer(x, size); }
int PMI_Get_rank(int *x) { return answer(x, rank); }
int PMI_Get_universe_size(int *x) { return answer(x, universe); }
int PMI_Get_appnum(int *x) { return answer(x, appnum); }
int PMI_KVS_Get_name_length_max(int *x) { return answer(x, NAME_MAX_LENGTH); }
int PMI_KVS_Get_key_length_max(int *x) { return answer(x, KEY_MAX_LENGTH); }
int PMI_KVS_Get_value_length_max(int *x) { return answer(x, VALUE_MAX_LENGTH); }
int PMI_Get_id_length_max(int *x) { return answer(x, NAME_MAX_LENGTH); }
int PMI_Get_clique_size(int *x) { return answer(x, clique_size ? clique_size : 1); }

int PMI_Get_clique_ranks(int *ranks, int length)
{
    if (!ranks || length < clique_size)
        return PMI_ERR_INVALID_ARG;
    for (int i = 0; i < clique_size; i++)
        ranks[i] = clique[i];
    return PMI_SUCCESS;
}

int PMI_KVS_Get_my_name(char *name, int length)
{
    if (!name || length <= (int)strlen(kvs_name))
        return PMI_ERR_INVALID_LENGTH;
    strcpy(name, kvs_name);
    return PMI_SUCCESS;
}

int PMI_KVS_Put(const char *kvs, const char *key, const char *value)
{
    char question[LINE_MAX_LENGTH];
    int rc;
    if (strlen(key) > KEY_MAX_LENGTH || strlen(value) > VALUE_MAX_LENGTH)
        return PMI_ERR_INVALID_LENGTH;
    int n = snprintf(question, sizeof question, "cmd=put kvsname=%s key=%s value=%s\n", kvs, key, value);
    if (n < 0 || n >= (int)sizeof question)
        return PMI_ERR_INVALID_LENGTH;
    return ask(question) || number("rc", &rc) || rc ? PMI_FAIL : PMI_SUCCESS;
}

int PMI_KVS_Commit(const char *kvs)
{
    (void)kvs;  // a put is the server's at once
    return PMI_SUCCESS;
}

int PMI_KVS_Get(const char *kvs, const char *key, char *value, int length)
{
    const char *shared = strcmp(kvs, kvs_name) ? NULL : keys_find(key);
    if (shared) {
        if (length <= (int)strlen(shared))
            return PMI_ERR_INVALID_LENGTH;
        strcpy(value, shared);
        return PMI_SUCCESS;
    }
    char question[LINE_MAX_LENGTH];
    int rc;
    int n = snprintf(question, sizeof question, "cmd=get kvsname=%s key=%s\n", kvs, key);
    if (n < 0 || n >= (int)sizeof question)
        return PMI_ERR_INVALID_LENGTH;
    if (ask(question) || number("rc", &rc))
        return PMI_FAIL;
    const char *found = strstr(line, " value=");
    if (rc || !found)
        return PMI_ERR_INVALID_KEY;
    found += strlen(" value=");
    if (length <= (int)strlen(found))
        return PMI_ERR_INVALID_LENGTH;
    strcpy(value, found);
    return PMI_SUCCESS;
}

// `port=` ends the line there, so a port may hold blanks.
static int ask_name(const char *command, const char *service, const char *port)
{
    char question[LINE_MAX_LENGTH];
    int rc, n = snprintf(question, sizeof question, "cmd=%s service=%s%s%s\n", command, service, port ? " port=" : "", port ? port : "");
    if (n < 0 || n >= (int)sizeof question)
        return PMI_ERR_INVALID_LENGTH;
    return ask(question) || number("rc", &rc) || rc ? PMI_FAIL : PMI_SUCCESS;
}

int PMI_Publish_name(const char *service, const char *port) { return ask_name("publish_name", service, port); }
int PMI_Unpublish_name(const char *service) { return ask_name("unpublish_name", service, NULL); }

// The caller's buffer is as long as MPI_MAX_PORT_NAME and so as the longest value.
int PMI_Lookup_name(const char *service, char *port)
{
    if (ask_name("lookup_name", service, NULL))
        return PMI_FAIL;
    const char *found = strstr(line, " port=");
    if (!found || strlen(found) > VALUE_MAX_LENGTH)
        return PMI_FAIL;
    strcpy(port, found + strlen(" port="));
    return PMI_SUCCESS;
}

int PMI_Barrier(void)
{
    return ask("cmd=barrier_in\n");
}

int PMI_Abort(int code, const char *message)
{
    char question[64];
    (void)message;
    snprintf(question, sizeof question, "cmd=abort exitcode=%d\n", code);
    send_line(question);
    _exit(code);
}
