package main

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// text is bytes as base64, or null.
type text []byte

func (t *text) UnmarshalJSON(given []byte) error {
	var encoded *string
	if err := json.Unmarshal(given, &encoded); err != nil || encoded == nil {
		return err
	}
	decoded, err := base64.StdEncoding.DecodeString(*encoded)
	*t = append(text{}, decoded...)
	return err
}

func (t text) MarshalJSON() ([]byte, error) {
	if t == nil {
		return []byte("null"), nil
	}
	return json.Marshal(base64.StdEncoding.EncodeToString(t))
}

// header is a pair of its name and its value.
type header [2]any

type givenRecord struct {
	Key       text                 `json:"key"`
	Value     text                 `json:"value"`
	Headers   [][2]json.RawMessage `json:"headers"`
	Timestamp int64                `json:"timestamp"`
}

func (given givenRecord) record(topic string, partition int32) (*kgo.Record, error) {
	made := &kgo.Record{
		Topic: topic, Partition: partition, Key: given.Key, Value: given.Value,
		Timestamp: time.UnixMilli(given.Timestamp),
	}
	for _, pair := range given.Headers {
		var name string
		var value text
		if err := json.Unmarshal(pair[0], &name); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(pair[1], &value); err != nil {
			return nil, err
		}
		made.Headers = append(made.Headers, kgo.RecordHeader{Key: name, Value: value})
	}
	return made, nil
}

type consumedRecord struct {
	Partition int32    `json:"partition"`
	Offset    int64    `json:"offset"`
	Timestamp int64    `json:"timestamp"`
	Key       text     `json:"key"`
	Value     text     `json:"value"`
	Headers   []header `json:"headers"`
}

func consumed(record *kgo.Record) consumedRecord {
	headers := make([]header, 0, len(record.Headers))
	for _, each := range record.Headers {
		headers = append(headers, header{each.Key, text(each.Value)})
	}
	return consumedRecord{
		Partition: record.Partition, Offset: record.Offset, Timestamp: record.Timestamp.UnixMilli(),
		Key: record.Key, Value: record.Value, Headers: headers,
	}
}
