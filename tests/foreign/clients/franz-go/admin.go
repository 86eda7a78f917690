package main

import (
	"context"
	"encoding/json"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

type topicArguments struct {
	Topic      string            `json:"topic"`
	Partitions int               `json:"partitions"`
	Configs    map[string]string `json:"configs"`
	Name       string            `json:"name"`
	Value      string            `json:"value"`
}

type groupArguments struct {
	Group      string  `json:"group"`
	Topic      string  `json:"topic"`
	Partitions []int32 `json:"partitions"`
}

type committedOffset struct {
	Partition int32   `json:"partition"`
	Offset    int64   `json:"offset"`
	Metadata  *string `json:"metadata"`
}

func within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), patience)
}

func (d *driver) createTopic(given topicArguments) (nothing, error) {
	ctx, cancel := within()
	defer cancel()
	configs := map[string]*string{}
	for name, value := range given.Configs {
		configs[name] = &value
	}
	_, err := d.admin.CreateTopic(ctx, int32(given.Partitions), 1, configs, given.Topic)
	return nothing{}, err
}

func (d *driver) createPartitions(given topicArguments) (nothing, error) {
	ctx, cancel := within()
	defer cancel()
	made, err := d.admin.UpdatePartitions(ctx, given.Partitions, given.Topic)
	if err == nil {
		err = made.Error()
	}
	return nothing{}, err
}

func (d *driver) deleteTopic(given topicArguments) (nothing, error) {
	ctx, cancel := within()
	defer cancel()
	_, err := d.admin.DeleteTopic(ctx, given.Topic)
	return nothing{}, err
}

func (d *driver) listTopics(nothing) (any, error) {
	ctx, cancel := within()
	defer cancel()
	listed, err := d.admin.ListTopicsWithInternal(ctx)
	return map[string]any{"topics": listed.Names()}, err
}

func (d *driver) describeTopic(given topicArguments) (any, error) {
	ctx, cancel := within()
	defer cancel()
	listed, err := d.admin.ListTopics(ctx, given.Topic)
	if err == nil {
		err = listed.Error()
	}
	return map[string]any{"partitions": len(listed[given.Topic].Partitions)}, err
}

func (d *driver) describeConfigs(given topicArguments) (any, error) {
	ctx, cancel := within()
	defer cancel()
	found, err := d.admin.DescribeTopicConfigs(ctx, given.Topic)
	configs := map[string]*string{}
	for _, resource := range found {
		if err == nil {
			err = resource.Err
		}
		for _, config := range resource.Configs {
			configs[config.Key] = config.Value
		}
	}
	return map[string]any{"configs": configs}, err
}

func (d *driver) alterConfig(given topicArguments) (nothing, error) {
	ctx, cancel := within()
	defer cancel()
	change := []kadm.AlterConfig{{Op: kadm.SetConfig, Name: given.Name, Value: &given.Value}}
	answers, err := d.admin.AlterTopicConfigs(ctx, change, given.Topic)
	for _, each := range answers {
		if err == nil {
			err = each.Err
		}
	}
	return nothing{}, err
}

type offsetArguments struct {
	Topic     string          `json:"topic"`
	Partition int32           `json:"partition"`
	At        json.RawMessage `json:"at"`
}

func (d *driver) offset(given offsetArguments) (any, error) {
	at, err := d.offsetAt(given.Topic, given.Partition, given.At)
	return map[string]any{"offset": at}, err
}

// offsetAt asks for "earliest", "latest" or a time; -1 when nothing is that late.
func (d *driver) offsetAt(topic string, partition int32, at json.RawMessage) (int64, error) {
	asked := kmsg.NewListOffsetsRequestTopicPartition()
	asked.Partition = partition
	switch string(at) {
	case `"earliest"`:
		asked.Timestamp = -2
	case `"latest"`:
		asked.Timestamp = -1
	default:
		if err := json.Unmarshal(at, &asked.Timestamp); err != nil {
			return 0, err
		}
	}
	request := kmsg.NewPtrListOffsetsRequest()
	request.ReplicaID = -1
	request.Topics = []kmsg.ListOffsetsRequestTopic{{Topic: topic, Partitions: []kmsg.ListOffsetsRequestTopicPartition{asked}}}
	client, err := d.client()
	if err != nil {
		return 0, err
	}
	defer client.Close()
	ctx, cancel := within()
	defer cancel()
	response, err := request.RequestWith(ctx, client)
	if err != nil {
		return 0, err
	}
	found := response.Topics[0].Partitions[0]
	return found.Offset, kerr.ErrorForCode(found.ErrorCode)
}

func (d *driver) listGroups(nothing) (any, error) {
	ctx, cancel := within()
	defer cancel()
	listed, err := d.admin.ListGroups(ctx)
	return map[string]any{"groups": listed.Groups()}, err
}

func (d *driver) describeGroup(given groupArguments) (any, error) {
	ctx, cancel := within()
	defer cancel()
	described, err := d.admin.DescribeGroups(ctx, given.Group)
	if err != nil {
		return nil, err
	}
	group := described[given.Group]
	return map[string]any{"state": group.State, "members": len(group.Members)}, group.Err
}

func (d *driver) deleteGroup(given groupArguments) (nothing, error) {
	ctx, cancel := within()
	defer cancel()
	_, err := d.admin.DeleteGroup(ctx, given.Group)
	return nothing{}, err
}

func (d *driver) committed(given groupArguments) (any, error) {
	ctx, cancel := within()
	defer cancel()
	offsets := []committedOffset{}
	found, err := d.admin.FetchOffsets(ctx, given.Group)
	if err != nil {
		return nil, err
	}
	for _, partition := range given.Partitions {
		if at, known := found.Lookup(given.Topic, partition); known && at.At >= 0 {
			offsets = append(offsets, committedOffset{partition, at.At, &at.Metadata})
		}
	}
	return map[string]any{"offsets": offsets}, nil
}
