package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

var codecs = map[string]kgo.CompressionCodec{
	"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
	"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
}

var acknowledgements = map[int]kgo.Acks{-1: kgo.AllISRAcks(), 0: kgo.NoAck(), 1: kgo.LeaderAck()}

type produceArguments struct {
	Topic      string        `json:"topic"`
	Partition  int32         `json:"partition"`
	Codec      string        `json:"codec"`
	Acks       int           `json:"acks"`
	Idempotent bool          `json:"idempotent"`
	Records    []givenRecord `json:"records"`
}

func (d *driver) produce(given produceArguments) (any, error) {
	options := []kgo.Opt{
		kgo.RequiredAcks(acknowledgements[given.Acks]),
		kgo.ProducerBatchCompression(codecs[given.Codec]),
		kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.ProducerBatchMaxBytes(8 << 20),
	}
	if !given.Idempotent {
		options = append(options, kgo.DisableIdempotentWrite())
	}
	client, err := d.client(options...)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	records := make([]*kgo.Record, len(given.Records))
	for index, each := range given.Records {
		if records[index], err = each.record(given.Topic, given.Partition); err != nil {
			return nil, err
		}
	}
	// Not a delivery timeout: that would count from the records' own times.
	ctx, cancel := within()
	defer cancel()
	if err := client.ProduceSync(ctx, records...).FirstErr(); err != nil {
		return nil, err
	}
	if given.Acks == 0 {
		return map[string]any{"offsets": nil}, nil
	}
	offsets := make([]int64, len(records))
	for index, record := range records {
		offsets[index] = record.Offset
	}
	return map[string]any{"offsets": offsets}, nil
}

// transacting is a transactional producer, kept from call to call with its open transaction.
type transacting struct {
	client *kgo.Client
	isOpen bool
}

type transactArguments struct {
	TransactionalID string `json:"transactionalId"`
	Writes          []struct {
		Topic     string `json:"topic"`
		Partition int32  `json:"partition"`
		Values    []text `json:"values"`
	} `json:"writes"`
	Offset *struct{} `json:"offset"`
	End    string    `json:"end"`
}

func (d *driver) transact(given transactArguments) (nothing, error) {
	if given.Offset != nil {
		return nothing{}, fmt.Errorf("this client moves offsets only of what it has consumed itself")
	}
	producer, err := d.transacting(given.TransactionalID)
	if err != nil {
		return nothing{}, err
	}
	if err := producer.write(given); err != nil {
		return nothing{}, err
	}
	return nothing{}, producer.end(given.End)
}

func (d *driver) transacting(id string) (*transacting, error) {
	if known, ok := d.transacted[id]; ok {
		return known, nil
	}
	client, err := d.client(
		kgo.TransactionalID(id),
		kgo.TransactionTimeout(30e9),
		kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.RecordDeliveryTimeout(patience),
	)
	if err != nil {
		return nil, err
	}
	// The producer before is fenced now, not with the first record.
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, _, err := client.ProducerID(ctx); err != nil {
		client.Close()
		return nil, err
	}
	d.transacted[id] = &transacting{client: client}
	return d.transacted[id], nil
}

func (t *transacting) write(given transactArguments) error {
	if !t.isOpen {
		if err := t.client.BeginTransaction(); err != nil {
			return err
		}
		t.isOpen = true
	}
	var lock sync.Mutex
	var first error
	for _, write := range given.Writes {
		for _, value := range write.Values {
			record := &kgo.Record{Topic: write.Topic, Partition: write.Partition, Value: value}
			t.client.Produce(context.Background(), record, func(_ *kgo.Record, err error) {
				lock.Lock()
				defer lock.Unlock()
				if first == nil {
					first = err
				}
			})
		}
	}
	if err := t.client.Flush(context.Background()); err != nil {
		return err
	}
	lock.Lock()
	defer lock.Unlock()
	return first
}

func (t *transacting) end(how string) error {
	if how == "none" {
		return nil
	}
	t.isOpen = false
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return t.client.EndTransaction(ctx, kgo.TransactionEndTry(how == "commit"))
}
