// What every program here needs: a clock, big-endian numbers, and a way to die with a reason.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000ull
#define FOREVER UINT64_MAX

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static inline uint64_t nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

// User and system time of this process.
static inline double cpuSeconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static inline uint16_t read16(const void *at) { uint16_t v; memcpy(&v, at, 2); return __builtin_bswap16(v); }
static inline uint32_t read32(const void *at) { uint32_t v; memcpy(&v, at, 4); return __builtin_bswap32(v); }
static inline uint64_t read64(const void *at) { uint64_t v; memcpy(&v, at, 8); return __builtin_bswap64(v); }
static inline void write16(void *at, uint16_t v) { v = __builtin_bswap16(v); memcpy(at, &v, 2); }
static inline void write32(void *at, uint32_t v) { v = __builtin_bswap32(v); memcpy(at, &v, 4); }
static inline void write64(void *at, uint64_t v) { v = __builtin_bswap64(v); memcpy(at, &v, 8); }

static inline uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }
static inline uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

// Waits till an event or till `deadline`, to the nanosecond (epoll_wait knows milliseconds only).
static inline int waitForEvents(int epoll, struct epoll_event *events, int capacity, uint64_t deadline) {
  struct timespec timeout, *limit = NULL;
  if (deadline != FOREVER) {
    uint64_t now = nanoseconds(), left = deadline > now ? deadline - now : 0;
    timeout = (struct timespec){.tv_sec = (time_t)(left / SECOND), .tv_nsec = (long)(left % SECOND)};
    limit = &timeout;
  }
  int count = (int)syscall(SYS_epoll_pwait2, epoll, events, capacity, limit, NULL, 0);
  if (count < 0 && errno != EINTR) die("epoll: %s", strerror(errno));
  return count < 0 ? 0 : count;
}

// Thousands of connections and files need as many descriptors; gets what is allowed if that is less.
static inline void allowDescriptors(uint64_t wanted) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  wanted += 64;
  if (limit.rlim_cur >= wanted) return;
  struct rlimit more = {wanted, larger(limit.rlim_max, wanted)};
  if (setrlimit(RLIMIT_NOFILE, &more) == 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}
