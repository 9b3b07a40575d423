package stripesandbox

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// event is a webhook event as Stripe shows it.
type event struct {
	ID              string    `json:"id"`
	Object          string    `json:"object"`
	Account         string    `json:"account,omitempty"`
	APIVersion      string    `json:"api_version"`
	Created         int64     `json:"created"`
	Data            eventData `json:"data"`
	Livemode        bool      `json:"livemode"`
	PendingWebhooks int       `json:"pending_webhooks"`
	Request         *struct{} `json:"request"`
	Type            string    `json:"type"`
}

type eventData struct {
	Object json.RawMessage `json:"object"`
}

// delivery is an event on its way to an endpoint: the outbox.
type delivery struct {
	Event    string `json:"event"`
	Type     string `json:"type"`
	Endpoint int    `json:"endpoint"` // index in Deps.Endpoints
	Attempts int    `json:"attempts"`
	SinceMS  int64  `json:"since_ms"`
	Outcome  string `json:"outcome,omitempty"` // "delivered" or "given_up"
	Delayed  bool   `json:"delayed,omitempty"` // by a fault, once
}

func eventRoutes() []route {
	return []route{
		{"GET", "/v1/events", append(pageParams(), param{name: "type"}), listAll("event", "/v1/events", "type")},
		{"GET", "/v1/events/{id}", []param{{name: "expand[*]"}}, show[event]("event")},
	}
}

// emit records an event with the object as it is now, and puts a delivery for each
// endpoint that wants it into the outbox. account is the connected account that it
// is about, or empty.
func (t *tx) emit(kind, account string, v any) error {
	e := event{ID: t.id("evt"), Object: "event", Account: account, APIVersion: APIVersion, Created: t.unix(), Data: eventData{Object: encode(v)}, Type: kind}
	wanted := t.s.wanted(kind, account)
	e.PendingWebhooks = len(wanted)
	if err := t.save("event", e.ID, &e, listName("event"), listName("event", "type", kind)); err != nil {
		return err
	}
	return t.deliverLater(&e, wanted)
}

func (t *tx) deliverLater(e *event, endpoints []int) error {
	for _, n := range endpoints {
		id := "dlv_" + strings.TrimPrefix(e.ID, "evt_") + "_" + strconv.Itoa(n)
		if err := t.schedule(id, delivery{Event: e.ID, Type: e.Type, Endpoint: n, SinceMS: t.now.UnixMilli()}, t.now.UnixMilli()); err != nil {
			return err
		}
	}
	t.events = t.events || len(endpoints) > 0
	return nil
}

// schedule puts a delivery into the outbox for a moment.
func (t *tx) schedule(id string, d delivery, dueMS int64) error {
	if err := t.save("delivery", id, &d); err != nil {
		return err
	}
	o, err := t.find(id)
	if err != nil {
		return err
	}
	if o.DueMS = &dueMS; d.Outcome != "" {
		o.DueMS = nil
	}
	t.put(*o)
	return nil
}

// wanted returns the endpoints that an event goes to.
func (s *Sandbox) wanted(kind, account string) []int {
	var out []int
	for n, e := range s.deps.Endpoints {
		if e.Connect == (account != "") && (len(e.Types) == 0 || slices.Contains(e.Types, kind)) {
			out = append(out, n)
		}
	}
	return out
}
