#include "keys.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAGIC = 0x31534b4d, HEAD = 12, ENTRY = 8 };

struct table {
    struct table *older;
    const uint8_t *bytes;
    uint32_t size, buckets;
};

static struct table *newest;

static uint32_t word_at(const struct table *t, uint32_t at)
{
    uint32_t word;
    memcpy(&word, t->bytes + at, sizeof word);
    return word;
}

void keys_take(int fd)
{
    struct stat s;
    struct table *t = calloc(1, sizeof *t);
    if (t && !fstat(fd, &s) && s.st_size >= HEAD && s.st_size <= UINT32_MAX) {
        t->size = (uint32_t)s.st_size;
        t->bytes = mmap(NULL, t->size, PROT_READ, MAP_SHARED, fd, 0);
        if (t->bytes != MAP_FAILED) {
            t->buckets = word_at(t, 8);
            int whole = word_at(t, 0) == MAGIC && word_at(t, 4) == t->size && t->buckets && !(t->buckets & (t->buckets - 1));
            if (whole && t->buckets <= (t->size - HEAD) / 4) {
                t->older = newest;
                newest = t;
                t = NULL;
            } else {
                munmap((void *)t->bytes, t->size);
            }
        }
    }
    free(t);
    close(fd);
}

static const char *find_in(const struct table *t, const char *key, size_t length, uint32_t hash)
{
    uint32_t at = word_at(t, HEAD + (hash & (t->buckets - 1)) * 4);
    while (at && at <= t->size - ENTRY) {
        uint16_t key_length, value_length;
        memcpy(&key_length, t->bytes + at + 4, 2);
        memcpy(&value_length, t->bytes + at + 6, 2);
        const char *name = (const char *)t->bytes + at + ENTRY;
        if ((uint64_t)at + ENTRY + key_length + value_length + 2 > t->size)
            return NULL;
        if (key_length == length && !memcmp(name, key, length))
            return name + length + 1;
        uint32_t next = word_at(t, at);
        if (next >= at)
            return NULL;  // entries point to earlier ones only, so every chain ends
        at = next;
    }
    return NULL;
}

const char *keys_find(const char *key)
{
    uint32_t hash = 2166136261u;
    for (const char *c = key; *c; c++)
        hash = (hash ^ (uint8_t)*c) * 16777619u;
    size_t length = strlen(key);
    for (const struct table *t = newest; t; t = t->older) {
        const char *value = find_in(t, key, length, hash);
        if (value)
            return value;
    }
    return NULL;
}

void keys_drop(void)
{
    while (newest) {
        struct table *t = newest;
        newest = t->older;
        munmap((void *)t->bytes, t->size);
        free(t);
    }
}
