// The state of one run: its options, the counted window, what was counted in it, and the line of JSON at the end.
#pragma once
#include "../shared/dial.h"
#include "../shared/frames.h"
#include "../shared/histogram.h"
#include "../shared/options.h"

#define EVENTS 1024
#define RECEIVE_BYTES (512u << 10)

struct Totals {
  uint64_t requests, bytesOut, bytesIn, records, recordsBytes, errors;
  struct Histogram latency;
};

static struct {
  struct sockaddr_in address;
  struct Frames frames;
  uint32_t connections, active, depth;
  uint64_t requestsMax; // 0: no such end
  double rate;          // requests a second, for the open loops
  int64_t errorAt;      // see checkError
  bool marks;
  double ramp, seconds;

  int epoll;
  uint64_t windowStart, windowEnd;
  double cpuAtStart, cpu;
  bool counting, over;
  char firstError[64]; // as JSON: a number, or a string if the connection failed
  struct Totals totals;
} run;

static uint8_t received[RECEIVE_BYTES] __attribute__((aligned(4096)));

static void mark(const char *what) {
  if (!run.marks) return;
  fprintf(stderr, "%s\n", what);
  fflush(stderr);
}

static void countError(const char *asJson) {
  run.totals.errors++;
  if (run.firstError[0] == 0) snprintf(run.firstError, sizeof run.firstError, "%s", asJson);
}

// `errorAt`: position of the int16 error code in a response, or -1.
static void checkError(const uint8_t *response, uint64_t size, int64_t errorAt) {
  if (errorAt < 0) return;
  int16_t code = (uint64_t)errorAt + 2 <= size ? (int16_t)read16(response + errorAt) : -1;
  if (code == 0) return;
  char text[16];
  snprintf(text, sizeof text, "%d", code);
  countError(text);
}

static void setWindow(uint64_t now) {
  run.windowStart = now + (uint64_t)(run.ramp * 1e9);
  run.windowEnd = run.seconds > 0 ? run.windowStart + (uint64_t)(run.seconds * 1e9) : FOREVER;
}

// Moves from the ramp into the counted window; forgets what the ramp counted, except a first error.
static void startCounting(void) {
  run.counting = true;
  memset(&run.totals, 0, sizeof run.totals);
  run.cpuAtStart = cpuSeconds();
  mark("start");
}

static void stopCounting(uint64_t now) {
  if (!run.counting) startCounting();
  run.over = true;
  run.windowEnd = now > run.windowStart ? now : run.windowStart + 1;
  run.cpu = cpuSeconds() - run.cpuAtStart;
  mark("end");
}

// Called once a turn of the event loop.
static inline void followWindow(uint64_t now) {
  if (!run.counting && now >= run.windowStart) startCounting();
  if (!run.over && now >= run.windowEnd) stopCounting(now);
}

static inline uint64_t nextBoundary(void) { return run.counting ? run.windowEnd : run.windowStart; }

static double windowSeconds(void) { return (double)(run.windowEnd - run.windowStart) / 1e9; }

// `extra` continues the object: it is empty or starts with a comma.
static void printResult(const char *extra) {
  const struct Totals *totals = &run.totals;
  double seconds = windowSeconds();
  printf("{\"requests\":%llu,\"seconds\":%.6f,\"bytesOut\":%llu,\"bytesIn\":%llu,\"requestsPerSecond\":%.1f",
         (unsigned long long)totals->requests, seconds, (unsigned long long)totals->bytesOut,
         (unsigned long long)totals->bytesIn, (double)totals->requests / seconds);
  printf(",\"p50us\":%.1f,\"p99us\":%.1f,\"p999us\":%.1f,\"maxUs\":%.1f",
         quantileMicroseconds(&totals->latency, 0.5), quantileMicroseconds(&totals->latency, 0.99),
         quantileMicroseconds(&totals->latency, 0.999), (double)totals->latency.max / 1000);
  printf(",\"errors\":%llu,\"firstError\":%s,\"cpuSeconds\":%.4f%s}\n", (unsigned long long)totals->errors,
         run.firstError[0] ? run.firstError : "null", run.cpu, extra);
  fflush(stdout);
}
