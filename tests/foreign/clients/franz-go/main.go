// franz-go behind the line-JSON interface of tests/foreign/README.md.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

const patience = 20 * time.Second

type request struct {
	ID        int             `json:"id"`
	Command   string          `json:"command"`
	Arguments json.RawMessage `json:"arguments"`
}

type failure struct {
	Code    int16  `json:"code"`
	Name    string `json:"name"`
	Message string `json:"message"`
}

type answer struct {
	ID     int      `json:"id"`
	Result any      `json:"result,omitempty"`
	Error  *failure `json:"error,omitempty"`
}

type nothing struct{}

// driver holds what lives from one command to the next.
type driver struct {
	address    string
	admin      *kadm.Client
	members    map[string]*member
	transacted map[string]*transacting
}

// handler decodes a command's arguments and carries it out.
type handler func(*driver, json.RawMessage) (any, error)

func handle[Arguments any, Result any](act func(*driver, Arguments) (Result, error)) handler {
	return func(d *driver, given json.RawMessage) (any, error) {
		var arguments Arguments
		if err := json.Unmarshal(given, &arguments); err != nil {
			return nil, err
		}
		return act(d, arguments)
	}
}

var handlers = map[string]handler{
	"createTopic":      handle((*driver).createTopic),
	"createPartitions": handle((*driver).createPartitions),
	"deleteTopic":      handle((*driver).deleteTopic),
	"listTopics":       handle((*driver).listTopics),
	"describeTopic":    handle((*driver).describeTopic),
	"describeConfigs":  handle((*driver).describeConfigs),
	"alterConfig":      handle((*driver).alterConfig),
	"offset":           handle((*driver).offset),
	"listGroups":       handle((*driver).listGroups),
	"describeGroup":    handle((*driver).describeGroup),
	"deleteGroup":      handle((*driver).deleteGroup),
	"committed":        handle((*driver).committed),
	"produce":          handle((*driver).produce),
	"transact":         handle((*driver).transact),
	"assign":           handle((*driver).assign),
	"join":             handle((*driver).join),
	"assignment":       handle((*driver).assignment),
	"drain":            handle((*driver).drain),
	"commit":           handle((*driver).commit),
	"leave":            handle((*driver).leave),
}

func (d *driver) answer(line []byte) answer {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: failed(err)}
	}
	act, known := handlers[asked.Command]
	if !known {
		return answer{ID: asked.ID, Error: failed(fmt.Errorf("this client has no %s", asked.Command))}
	}
	result, err := act(d, asked.Arguments)
	if err != nil {
		return answer{ID: asked.ID, Error: failed(err)}
	}
	return answer{ID: asked.ID, Result: result}
}

func failed(err error) *failure {
	var kafka *kerr.Error
	if errors.As(err, &kafka) {
		return &failure{Code: kafka.Code, Name: kafka.Message, Message: err.Error()}
	}
	return &failure{Code: -1, Name: "unknown", Message: err.Error()}
}

func (d *driver) client(options ...kgo.Opt) (*kgo.Client, error) {
	common := []kgo.Opt{
		kgo.SeedBrokers(d.address),
		kgo.ClientID("franz-go"),
		// Topics come and go between commands, and the driver is asked soon after.
		kgo.MetadataMinAge(50 * time.Millisecond),
		kgo.MetadataMaxAge(time.Second),
	}
	return kgo.NewClient(append(common, options...)...)
}

func main() {
	d := &driver{address: os.Args[1], members: map[string]*member{}, transacted: map[string]*transacting{}}
	client, err := d.client()
	if err != nil {
		panic(err)
	}
	d.admin = kadm.NewClient(client)
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		if err := answers.Encode(d.answer(line)); err != nil {
			return
		}
	}
}
