// librdkafka as a load: what users of its many bindings get from a broker.
//
//   rdkafka-load produce  as fast as it goes, for --seconds after --warmup of them
//   rdkafka-load consume  --records of partition 0 from its beginning, the first --skip of them not counted
//   rdkafka-load endtoend --rate records a second, each stamped when it is due, till the consumer has it; producer and
//                         consumer are two threads of this process, so that they share a clock
//
// All take --brokers, --topic, and any number of --producer NAME=VALUE or --consumer NAME=VALUE with librdkafka's own
// settings. The topic has one partition, fresh for `endtoend`. One line of JSON on stdout at the end; what librdkafka complains of goes to stderr.
#include "../../native/shared/basics.h"
#include "../../native/shared/histogram.h"
#include "../../native/shared/options.h"
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/prctl.h>

#define MILLISECOND 1000000ull
#define BATCH 1000
// Nothing comes for so long: the broker is stuck.
#define PATIENCE_MS 10000

static _Atomic uint64_t errors;
static char firstError[256];

static void noteError(const char *reason) {
  if (atomic_fetch_add(&errors, 1) != 0) return;
  for (size_t i = 0; i < sizeof firstError - 1 && reason[i] != 0; i++) {
    firstError[i] = reason[i] == '"' || reason[i] == '\\' || reason[i] < ' ' ? ' ' : reason[i];
  }
}

static void printErrors(void) {
  printf(",\"errors\":%llu,\"firstError\":\"%s\"}\n", (unsigned long long)errors, firstError);
}

static void onError(rd_kafka_t *client, int code, const char *reason, void *opaque) {
  (void)client, (void)code, (void)opaque;
  noteError(reason);
}

// ---- clients ----

struct Setup {
  struct Options *options;
  const char *brokers, *topic;
};

static void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
  char reason[256];
  if (rd_kafka_conf_set(conf, name, value, reason, sizeof reason) != RD_KAFKA_CONF_OK) die("%s", reason);
}

// Every NAME=VALUE that follows `option` on the command line.
static void setAll(rd_kafka_conf_t *conf, struct Options *options, const char *option) {
  for (int i = 0; i + 1 < options->count; i++) {
    if (strcmp(options->words[i], option) != 0) continue;
    char name[128];
    const char *pair = options->words[i + 1], *equals = strchr(pair, '=');
    if (equals == NULL || (size_t)(equals - pair) >= sizeof name) die("%s %s: NAME=VALUE is wanted", option, pair);
    snprintf(name, sizeof name, "%.*s", (int)(equals - pair), pair);
    set(conf, name, equals + 1);
    options->used[i] = options->used[i + 1] = true;
  }
}

static rd_kafka_t *newClient(rd_kafka_type_t type, rd_kafka_conf_t *conf, const struct Setup *setup) {
  char reason[256];
  set(conf, "bootstrap.servers", setup->brokers);
  set(conf, "broker.address.family", "v4");
  rd_kafka_conf_set_error_cb(conf, onError);
  setAll(conf, setup->options, type == RD_KAFKA_PRODUCER ? "--producer" : "--consumer");
  rd_kafka_t *client = rd_kafka_new(type, conf, reason, sizeof reason);
  if (client == NULL) die("%s", reason);
  return client;
}

static rd_kafka_t *newConsumer(const struct Setup *setup) {
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  set(conf, "group.id", "rdkafka-load");
  set(conf, "enable.auto.commit", "false");
  rd_kafka_t *client = newClient(RD_KAFKA_CONSUMER, conf, setup);
  rd_kafka_poll_set_consumer(client);
  rd_kafka_topic_partition_list_t *partitions = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(partitions, setup->topic, 0)->offset = RD_KAFKA_OFFSET_BEGINNING;
  rd_kafka_resp_err_t error = rd_kafka_assign(client, partitions);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) die("assign: %s", rd_kafka_err2str(error));
  rd_kafka_topic_partition_list_destroy(partitions);
  return client;
}

// ---- produce ----

// Values of one size each, as lines of a file.
struct Payloads {
  char *bytes;
  size_t size, count;
};

static struct Payloads readPayloads(const char *path, size_t size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) die("%s: %s", path, strerror(errno));
  fseek(file, 0, SEEK_END);
  size_t bytes = (size_t)ftell(file);
  rewind(file);
  struct Payloads payloads = {malloc(bytes), size, bytes / (size + 1)};
  if (fread(payloads.bytes, 1, bytes, file) != bytes || payloads.count == 0) die("%s: too short", path);
  fclose(file);
  return payloads;
}

// Counts what is acknowledged between `from` and `to`.
struct Delivered {
  uint64_t from, to, counted, all;
  struct Histogram latencies;
};

static void onDelivery(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
  (void)client;
  struct Delivered *delivered = opaque;
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) return noteError(rd_kafka_err2str(message->err));
  uint64_t now = nanoseconds();
  delivered->all++;
  if (now < delivered->from || now >= delivered->to) return;
  delivered->counted++;
  recordValue(&delivered->latencies, (uint64_t)rd_kafka_message_latency(message) * 1000, 1);
}

static rd_kafka_t *newProducer(const struct Setup *setup, struct Delivered *delivered) {
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  rd_kafka_conf_set_dr_msg_cb(conf, onDelivery);
  rd_kafka_conf_set_opaque(conf, delivered);
  set(conf, "message.timeout.ms", "10000");
  return newClient(RD_KAFKA_PRODUCER, conf, setup);
}

// The value must stay as it is until it is delivered: librdkafka is told not to copy it. Waits while the queue is full.
static void produce(rd_kafka_t *client, rd_kafka_topic_t *topic, void *value, size_t size, int flags) {
  while (rd_kafka_produce(topic, 0, flags, value, size, NULL, 0, NULL) != 0) {
    if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) die("%s", rd_kafka_err2str(rd_kafka_last_error()));
    rd_kafka_poll(client, 10);
  }
}

static void runProduce(const struct Setup *setup) {
  struct Options *options = setup->options;
  size_t size = (size_t)optionNumber(options, "--size", 100);
  double seconds = optionNumber(options, "--seconds", 2), warmup = optionNumber(options, "--warmup", 1);
  struct Payloads payloads = readPayloads(requiredText(options, "--payloads"), size);
  struct Delivered *delivered = calloc(1, sizeof *delivered);
  delivered->from = nanoseconds() + (uint64_t)(warmup * 1e9);
  delivered->to = delivered->from + (uint64_t)(seconds * 1e9);
  rd_kafka_t *client = newProducer(setup, delivered);
  refuseUnknownOptions(options);
  rd_kafka_topic_t *topic = rd_kafka_topic_new(client, setup->topic, NULL);
  for (size_t i = 0; nanoseconds() < delivered->to;) {
    for (size_t end = i + BATCH; i < end; i++) {
      produce(client, topic, payloads.bytes + (i % payloads.count) * (size + 1), size, 0);
    }
    rd_kafka_poll(client, 0);
  }
  if (rd_kafka_flush(client, PATIENCE_MS) != RD_KAFKA_RESP_ERR_NO_ERROR) noteError("not all was acknowledged");
  printf("{\"records\":%llu,\"recordsInAll\":%llu,\"seconds\":%g,\"recordsPerSecond\":%.0f,\"megabytesPerSecond\":%.2f",
         (unsigned long long)delivered->counted, (unsigned long long)delivered->all, seconds,
         (double)delivered->counted / seconds, (double)(delivered->counted * size) / seconds / 1e6);
  printf(",\"p50us\":%.1f,\"p99us\":%.1f", quantileMicroseconds(&delivered->latencies, 0.5),
         quantileMicroseconds(&delivered->latencies, 0.99));
  printErrors();
}

// ---- consume ----

static void runConsume(const struct Setup *setup) {
  struct Options *options = setup->options;
  uint64_t wanted = (uint64_t)optionNumber(options, "--records", 100000);
  uint64_t skip = (uint64_t)optionNumber(options, "--skip", 0), seen = 0, bytes = 0, start = 0;
  rd_kafka_t *client = newConsumer(setup);
  refuseUnknownOptions(options);
  rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(client);
  rd_kafka_message_t *messages[BATCH];
  uint64_t lastArrival = nanoseconds();
  while (seen < wanted) {
    ssize_t count = rd_kafka_consume_batch_queue(queue, 100, messages, (size_t)smaller(BATCH, wanted - seen));
    uint64_t now = nanoseconds();
    if (count > 0) lastArrival = now;
    if (now - lastArrival > PATIENCE_MS * MILLISECOND) die("%llu of %llu records came", (unsigned long long)seen, (unsigned long long)wanted);
    for (ssize_t i = 0; i < count; i++) {
      if (messages[i]->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        noteError(rd_kafka_message_errstr(messages[i]));
      } else if (++seen == skip + 1) {
        start = now;
      } else if (seen > skip) {
        bytes += messages[i]->len;
      }
      rd_kafka_message_destroy(messages[i]);
    }
  }
  double seconds = (double)(nanoseconds() - start) / 1e9;
  printf("{\"records\":%llu,\"recordsInAll\":%llu,\"seconds\":%.4f,\"recordsPerSecond\":%.0f,\"megabytesPerSecond\":%.2f",
         (unsigned long long)(seen - skip), (unsigned long long)seen, seconds, (double)(seen - skip) / seconds,
         (double)bytes / seconds / 1e6);
  printErrors();
}

// ---- end to end ----

struct Paced {
  rd_kafka_t *client;
  const char *topic;
  size_t size;
  double rate;
  // When the schedule begins, and which records count by when they are due; known once the probe has arrived.
  uint64_t start, from, to;
  _Atomic bool consumerReady;
  // How many of those that count were sent; FOREVER until all were.
  _Atomic uint64_t sent;
};

static void sleepUntil(uint64_t time) {
  struct timespec at = {.tv_sec = (time_t)(time / SECOND), .tv_nsec = (long)(time % SECOND)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR) {}
}

// A value that says when it was due; the probe, which only wakes everything up, says 0.
static void sendStamped(rd_kafka_t *client, rd_kafka_topic_t *topic, size_t size, uint64_t due) {
  char value[size];
  memset(value, 'v', size);
  memcpy(value, &due, sizeof due);
  produce(client, topic, value, size, RD_KAFKA_MSG_F_COPY);
}

// On an absolute schedule. From 1,000 a second on, what a millisecond brings is due at its beginning: a thread that
// wakes for each of 20,000 would take its core from the broker.
static void *runProducer(void *opaque) {
  struct Paced *paced = opaque;
  prctl(PR_SET_TIMERSLACK, 1);
  rd_kafka_t *client = paced->client;
  rd_kafka_topic_t *topic = rd_kafka_topic_new(client, paced->topic, NULL);
  sendStamped(client, topic, paced->size, 0);
  while (!paced->consumerReady) rd_kafka_poll(client, 10);
  uint64_t burst = paced->rate > 1000 ? (uint64_t)(paced->rate / 1000 + 0.5) : 1;
  double interval = (double)burst * 1e9 / paced->rate;
  uint64_t sent = 0;
  for (uint64_t tick = 0;; tick++) {
    uint64_t due = paced->start + (uint64_t)((double)tick * interval);
    if (due >= paced->to) break;
    sleepUntil(due);
    for (uint64_t i = 0; i < burst; i++) sendStamped(client, topic, paced->size, due);
    if (due >= paced->from) sent += burst;
    rd_kafka_poll(client, 0);
  }
  paced->sent = sent;
  if (rd_kafka_flush(client, PATIENCE_MS) != RD_KAFKA_RESP_ERR_NO_ERROR) noteError("not all was acknowledged");
  return NULL;
}

// The next record's due time, if one comes by `deadline`.
static bool nextArrival(rd_kafka_t *client, uint64_t deadline, uint64_t *due) {
  for (uint64_t now; (now = nanoseconds()) < deadline;) {
    rd_kafka_message_t *message = rd_kafka_consumer_poll(client, (int)((deadline - now) / MILLISECOND) + 1);
    if (message == NULL) continue;
    bool good = message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
    if (good) memcpy(due, message->payload, sizeof *due);
    else noteError(rd_kafka_message_errstr(message));
    rd_kafka_message_destroy(message);
    if (good) return true;
  }
  return false;
}

static void receiveAll(rd_kafka_t *client, const struct Paced *paced, struct Histogram *latencies) {
  uint64_t due, last = 0, deadline = paced->to + PATIENCE_MS * MILLISECOND;
  while (latencies->total < paced->sent && nanoseconds() < deadline) {
    if (!nextArrival(client, nanoseconds() + 100 * MILLISECOND, &due)) continue;
    uint64_t now = nanoseconds();
    if (due < last) noteError("a record came out of order");
    last = due;
    if (due >= paced->from) recordValue(latencies, now - due, 1);
  }
}

static void runEndToEnd(const struct Setup *setup) {
  struct Options *options = setup->options;
  double seconds = optionNumber(options, "--seconds", 3), warmup = optionNumber(options, "--warmup", 1);
  struct Delivered *delivered = calloc(1, sizeof *delivered);
  struct Histogram *latencies = calloc(1, sizeof *latencies);
  struct Paced paced = {.client = newProducer(setup, delivered), .topic = setup->topic, .sent = FOREVER};
  paced.size = (size_t)larger(8, (uint64_t)optionNumber(options, "--size", 100));
  paced.rate = optionNumber(options, "--rate", 1000);
  if (paced.rate <= 0) die("--rate must be above 0");
  rd_kafka_t *client = newConsumer(setup);
  refuseUnknownOptions(options);
  pthread_t producer;
  pthread_create(&producer, NULL, runProducer, &paced);
  uint64_t due;
  if (!nextArrival(client, nanoseconds() + PATIENCE_MS * MILLISECOND, &due)) die("the first record never came");
  paced.start = nanoseconds() + 10 * MILLISECOND;
  paced.from = paced.start + (uint64_t)(warmup * 1e9);
  paced.to = paced.from + (uint64_t)(seconds * 1e9);
  paced.consumerReady = true;
  receiveAll(client, &paced, latencies);
  pthread_join(producer, NULL);
  if (latencies->total != paced.sent) noteError("records are missing");
  printf("{\"records\":%llu,\"recordsSent\":%llu,\"seconds\":%g,\"p50us\":%.1f,\"p99us\":%.1f,\"p999us\":%.1f,\"maxUs\":%.1f",
         (unsigned long long)latencies->total, (unsigned long long)paced.sent, seconds,
         quantileMicroseconds(latencies, 0.5), quantileMicroseconds(latencies, 0.99),
         quantileMicroseconds(latencies, 0.999), (double)latencies->max / 1000);
  printErrors();
}

int main(int count, char **words) {
  if (count < 2) die("rdkafka-load produce|consume|endtoend --brokers HOST:PORT --topic NAME …");
  struct Options options = optionsOf(count - 2, words + 2);
  struct Setup setup = {&options, requiredText(&options, "--brokers"), requiredText(&options, "--topic")};
  if (strcmp(words[1], "produce") == 0) runProduce(&setup);
  else if (strcmp(words[1], "consume") == 0) runConsume(&setup);
  else if (strcmp(words[1], "endtoend") == 0) runEndToEnd(&setup);
  else die("%s is none of produce, consume and endtoend", words[1]);
  return 0; // Leaving without rd_kafka_destroy, which waits for a broker that need not answer.
}
