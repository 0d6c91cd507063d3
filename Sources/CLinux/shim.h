// Linux calls that the Glibc module lacks. Never define _GNU_SOURCE here: it renames a member of fd_set, and every
// other C module then fails to merge; that is why accept4 is declared by hand.
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

extern int accept4(int, struct sockaddr *_Nullable, socklen_t *_Nullable, int);
