#!/bin/sh
# Stands where the suite looks for Kafka's script of this name ($KAFKA_PATH/bin).
exec node "$(dirname "$(readlink -f "$0")")/../kafka-topics.ts" "$@"
