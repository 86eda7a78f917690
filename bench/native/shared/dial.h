// Opens TCP connections to the broker under load.
#pragma once
#include "basics.h"
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define DIALS_IN_A_ROW 32 // fewer than the shortest accept queue (Kafka's default is 50)

static inline struct sockaddr_in addressOf(const char *host, int port) {
  struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
  int failure = getaddrinfo(host, NULL, &hints, &found);
  if (failure != 0) die("%s: %s", host, gai_strerror(failure));
  struct sockaddr_in address = *(struct sockaddr_in *)(void *)found->ai_addr;
  address.sin_port = htons((uint16_t)port);
  freeaddrinfo(found);
  return address;
}

// A connected, non-blocking socket without Nagle's delay.
static inline int dial(const struct sockaddr_in *address) {
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) die("socket: %s", strerror(errno));
  if (connect(fd, (const struct sockaddr *)address, sizeof *address) < 0) die("connect: %s", strerror(errno));
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

static inline void dialMany(const struct sockaddr_in *address, int *fds, uint32_t count) {
  allowDescriptors(count);
  for (uint32_t i = 0; i < count; i++) {
    fds[i] = dial(address);
    if (i % DIALS_IN_A_ROW == DIALS_IN_A_ROW - 1) usleep(1000);
  }
}

#define CONNECTION_ENDS (EPOLLRDHUP | EPOLLHUP | EPOLLERR)

// Edge-triggered both ways: no epoll_ctl call is ever needed again.
static inline void watch(int epoll, int fd, void *owner) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = owner};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl: %s", strerror(errno));
}
