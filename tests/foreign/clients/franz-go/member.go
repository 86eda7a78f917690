package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// member is a consumer that is polled in the background, so that it takes part in every rebalance.
type member struct {
	topic   string
	client  *kgo.Client
	stop    context.CancelFunc
	stopped chan struct{}

	lock       sync.Mutex
	partitions map[int32]bool
	failure    error
	records    chan *kgo.Record
}

type memberArguments struct {
	Member string `json:"member"`
}

type joinArguments struct {
	Member    string `json:"member"`
	Topic     string `json:"topic"`
	Group     string `json:"group"`
	Protocol  string `json:"protocol"`
	Instance  string `json:"instance"`
	IsPattern bool   `json:"isPattern"`
}

func (d *driver) join(given joinArguments) (nothing, error) {
	m := newMember(given.Topic)
	options := []kgo.Opt{
		kgo.ClientID("franz-" + given.Member),
		kgo.ConsumerGroup(given.Group),
		kgo.ConsumeTopics(given.Topic),
		kgo.DisableAutoCommit(),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()),
		kgo.FetchMaxWait(100 * time.Millisecond),
		kgo.OnPartitionsAssigned(m.assigned),
		kgo.OnPartitionsRevoked(m.revoked),
		kgo.OnPartitionsLost(m.revoked),
	}
	if given.Protocol == "consumer" {
		options = append(options, kgo.ServerSideBalancer())
	} else {
		options = append(options,
			kgo.Balancers(kgo.RangeBalancer(), kgo.RoundRobinBalancer()),
			kgo.SessionTimeout(10*time.Second),
			kgo.HeartbeatInterval(300*time.Millisecond))
	}
	if given.Instance != "" {
		options = append(options, kgo.InstanceID(given.Instance))
	}
	if given.IsPattern {
		options = append(options, kgo.ConsumeRegex())
	}
	return nothing{}, d.start(given.Member, m, options)
}

type assignArguments struct {
	Member        string          `json:"member"`
	Topic         string          `json:"topic"`
	Partitions    []int32         `json:"partitions"`
	From          json.RawMessage `json:"from"`
	ReadCommitted *bool           `json:"readCommitted"`
}

// assign begins at offsets that it has looked up itself, so that it has its position when it returns.
func (d *driver) assign(given assignArguments) (nothing, error) {
	offsets := map[int32]kgo.Offset{}
	for _, partition := range given.Partitions {
		at, err := d.startOf(given.Topic, partition, given.From)
		if err != nil {
			return nothing{}, err
		}
		offsets[partition] = kgo.NewOffset().At(at)
	}
	isolation := kgo.ReadCommitted()
	if given.ReadCommitted != nil && !*given.ReadCommitted {
		isolation = kgo.ReadUncommitted()
	}
	m := newMember(given.Topic)
	for _, partition := range given.Partitions {
		m.partitions[partition] = true
	}
	return nothing{}, d.start(given.Member, m, []kgo.Opt{
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{given.Topic: offsets}),
		kgo.FetchMaxWait(100 * time.Millisecond),
		kgo.FetchIsolationLevel(isolation),
	})
}

func (d *driver) startOf(topic string, partition int32, from json.RawMessage) (int64, error) {
	if bytes.HasPrefix(from, []byte(`"`)) {
		return d.offsetAt(topic, partition, from)
	}
	var start struct {
		Offset    *int64 `json:"offset"`
		Timestamp *int64 `json:"timestamp"`
	}
	if err := json.Unmarshal(from, &start); err != nil {
		return 0, err
	}
	if start.Offset != nil {
		return *start.Offset, nil
	}
	return d.offsetAt(topic, partition, fmt.Appendf(nil, "%d", *start.Timestamp))
}

func newMember(topic string) *member {
	return &member{
		topic: topic, stopped: make(chan struct{}), partitions: map[int32]bool{}, records: make(chan *kgo.Record, 1_000_000),
	}
}

func (d *driver) start(name string, m *member, options []kgo.Opt) error {
	client, err := d.client(options...)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	m.client, m.stop = client, stop
	d.members[name] = m
	go m.poll(ctx)
	return nil
}

func (m *member) poll(ctx context.Context) {
	defer close(m.stopped)
	for ctx.Err() == nil {
		fetches := m.client.PollFetches(ctx)
		fetches.EachError(func(_ string, _ int32, err error) {
			m.lock.Lock()
			defer m.lock.Unlock()
			m.failure = err
		})
		fetches.EachRecord(func(record *kgo.Record) { m.records <- record })
	}
}

func (m *member) assigned(_ context.Context, _ *kgo.Client, assigned map[string][]int32) {
	m.owns(assigned, true)
}

func (m *member) revoked(_ context.Context, _ *kgo.Client, revoked map[string][]int32) {
	m.owns(revoked, false)
}

func (m *member) owns(topics map[string][]int32, isOwned bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, partitions := range topics {
		for _, partition := range partitions {
			if isOwned {
				m.partitions[partition] = true
			} else {
				delete(m.partitions, partition)
			}
		}
	}
}

func (d *driver) member(name string) (*member, error) {
	m, known := d.members[name]
	if !known {
		return nil, fmt.Errorf("no member %s", name)
	}
	return m, nil
}

func (d *driver) assignment(given memberArguments) (any, error) {
	m, err := d.member(given.Member)
	if err != nil {
		return nil, err
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	partitions := make([]int32, 0, len(m.partitions))
	for partition := range m.partitions {
		partitions = append(partitions, partition)
	}
	slices.Sort(partitions)
	return map[string][]int32{"partitions": partitions}, nil
}

type drainArguments struct {
	Member    string `json:"member"`
	Count     int    `json:"count"`
	TimeoutMs int64  `json:"timeoutMs"`
}

func (d *driver) drain(given drainArguments) (any, error) {
	m, err := d.member(given.Member)
	if err != nil {
		return nil, err
	}
	records := []consumedRecord{}
	overdue := time.After(time.Duration(given.TimeoutMs) * time.Millisecond)
	for len(records) < given.Count {
		select {
		case record := <-m.records:
			records = append(records, consumed(record))
			continue
		case <-overdue:
		}
		break
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if len(records) == 0 && m.failure != nil {
		return nil, m.failure
	}
	return map[string]any{"records": records}, nil
}

type commitArguments struct {
	Member  string            `json:"member"`
	Offsets []committedOffset `json:"offsets"`
}

func (d *driver) commit(given commitArguments) (nothing, error) {
	m, err := d.member(given.Member)
	if err != nil {
		return nothing{}, err
	}
	offsets := map[int32]kgo.EpochOffset{}
	metadata := map[int32]*string{}
	for _, each := range given.Offsets {
		offsets[each.Partition] = kgo.EpochOffset{Epoch: -1, Offset: each.Offset}
		metadata[each.Partition] = each.Metadata
	}
	ctx, cancel := within()
	defer cancel()
	ctx = kgo.PreCommitFnContext(ctx, func(request *kmsg.OffsetCommitRequest) error {
		for at := range request.Topics[0].Partitions {
			partition := &request.Topics[0].Partitions[at]
			partition.Metadata = metadata[partition.Partition]
		}
		return nil
	})
	return nothing{}, m.commit(ctx, offsets)
}

func (m *member) commit(ctx context.Context, offsets map[int32]kgo.EpochOffset) error {
	var failure error
	m.client.CommitOffsetsSync(ctx, map[string]map[int32]kgo.EpochOffset{m.topic: offsets},
		func(_ *kgo.Client, _ *kmsg.OffsetCommitRequest, answered *kmsg.OffsetCommitResponse, err error) {
			failure = err
			if err != nil {
				return
			}
			for _, partition := range answered.Topics[0].Partitions {
				if failure == nil {
					failure = kerr.ErrorForCode(partition.ErrorCode)
				}
			}
		})
	return failure
}

func (d *driver) leave(given memberArguments) (nothing, error) {
	m, err := d.member(given.Member)
	if err != nil {
		return nothing{}, err
	}
	delete(d.members, given.Member)
	m.stop()
	<-m.stopped
	m.client.CloseAllowingRebalance()
	return nothing{}, nil
}
