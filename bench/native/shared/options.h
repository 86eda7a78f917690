// `--name value` and `--flag` arguments. Each is looked up by name; what nobody looked up is an error.
#pragma once
#include "basics.h"

struct Options {
  int count;
  char **words;
  bool *used;
};

static inline struct Options optionsOf(int count, char **words) {
  return (struct Options){count, words, calloc((size_t)count + 1, sizeof(bool))};
}

static inline bool optionFlag(struct Options *options, const char *name) {
  for (int i = 0; i < options->count; i++) {
    if (strcmp(options->words[i], name) == 0) return options->used[i] = true;
  }
  return false;
}

static inline const char *optionText(struct Options *options, const char *name, const char *otherwise) {
  for (int i = 0; i < options->count; i++) {
    if (strcmp(options->words[i], name) != 0) continue;
    if (i + 1 == options->count) die("%s needs a value", name);
    options->used[i] = options->used[i + 1] = true;
    return options->words[i + 1];
  }
  return otherwise;
}

static inline const char *requiredText(struct Options *options, const char *name) {
  const char *text = optionText(options, name, NULL);
  if (text == NULL) die("%s is missing", name);
  return text;
}

static inline double optionNumber(struct Options *options, const char *name, double otherwise) {
  const char *text = optionText(options, name, NULL);
  if (text == NULL) return otherwise;
  char *end;
  double number = strtod(text, &end);
  if (end == text || *end != 0) die("%s: %s is not a number", name, text);
  return number;
}

static inline double requiredNumber(struct Options *options, const char *name) {
  requiredText(options, name);
  return optionNumber(options, name, 0);
}

static inline void refuseUnknownOptions(struct Options *options) {
  for (int i = 0; i < options->count; i++) {
    if (!options->used[i]) die("unknown option %s", options->words[i]);
  }
}
