// libsodium for Swift: nothing to add, every function used imports as it is.
#include <sodium.h>
