// Tables of keys that the rank host shares with its ranks after a fence. src/Actors/Ranks/Pmi/KeySegment.cs writes them and says how they look.
#ifndef MUSTER_PMI_KEYS_H
#define MUSTER_PMI_KEYS_H

// Maps a table; the descriptor is taken. One that is none is ignored: the server still answers every get.
void keys_take(int fd);
// The value of a key, or NULL when no table has it. It stays valid until keys_drop.
const char *keys_find(const char *key);
void keys_drop(void);

#endif
