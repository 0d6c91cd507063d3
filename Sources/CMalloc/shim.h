// The settings of glibc's allocator, which the Glibc module lacks because they are not in POSIX.
#include <malloc.h>
