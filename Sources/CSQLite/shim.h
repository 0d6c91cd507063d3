// SQLite for Swift: SQLITE_TRANSIENT is a cast macro, which Swift cannot import.
#include <sqlite3.h>

static inline int csqlite_bind_text(sqlite3_stmt *_Nonnull s, int i, const char *_Nonnull text, int length) {
    return sqlite3_bind_text(s, i, text, length, SQLITE_TRANSIENT);
}
static inline int csqlite_bind_blob(sqlite3_stmt *_Nonnull s, int i, const void *_Nullable bytes, int length) {
    return length == 0 ? sqlite3_bind_zeroblob(s, i, 0) : sqlite3_bind_blob(s, i, bytes, length, SQLITE_TRANSIENT);
}
