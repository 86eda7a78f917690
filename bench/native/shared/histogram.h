// A log-linear histogram of nanoseconds: 128 buckets to each power of two, so a reading is at most 0.4 % off.
#pragma once
#include "basics.h"

#define BUCKET_BITS 7
#define BUCKETS ((64 - BUCKET_BITS + 1) << BUCKET_BITS)

struct Histogram {
  uint64_t counts[BUCKETS];
  uint64_t total;
  uint64_t max;
};

static inline uint32_t bucketOf(uint64_t value) {
  if (value < (1u << BUCKET_BITS)) return (uint32_t)value;
  uint32_t shift = 63u - (uint32_t)__builtin_clzll(value) - BUCKET_BITS;
  return (shift << BUCKET_BITS) + (uint32_t)(value >> shift);
}

static inline double middleOf(uint32_t bucket) {
  if (bucket < (2u << BUCKET_BITS)) return bucket;
  uint32_t shift = (bucket >> BUCKET_BITS) - 1;
  uint64_t low = (uint64_t)(bucket - (shift << BUCKET_BITS)) << shift;
  return (double)low + (double)(1ull << shift) / 2;
}

static inline void recordValue(struct Histogram *histogram, uint64_t value, uint64_t times) {
  histogram->counts[bucketOf(value)] += times;
  histogram->total += times;
  if (value > histogram->max) histogram->max = value;
}

// The value, in microseconds, that `quantile` of the recorded values do not exceed.
static inline double quantileMicroseconds(const struct Histogram *histogram, double quantile) {
  uint64_t rank = (uint64_t)(quantile * (double)histogram->total + 0.5), seen = 0;
  if (rank == 0) rank = 1;
  for (uint32_t bucket = 0; bucket < BUCKETS; bucket++) {
    seen += histogram->counts[bucket];
    if (seen >= rank) return middleOf(bucket) / 1000;
  }
  return 0;
}
