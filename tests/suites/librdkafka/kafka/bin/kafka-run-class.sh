#!/bin/sh
# Stands where the suite looks for Kafka's script of this name: runs a Java class with Kafka's client at hand.
exec java -Xmx128m -XX:TieredStopAtLevel=1 -cp "$CLASSPATH:$KAFKA_PATH/libs/*" "$@"
