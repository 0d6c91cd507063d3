// Starting child processes: the one call that the Glibc module hides because it is not in POSIX. Declared by hand,
// since a feature macro here would change structures that other C modules share.
#include <spawn.h>

extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *_Nonnull, int);
