// Package company holds the companies that we know: customers and open deals,
// which vetting compares a referral with (PRODUCT.md §4).
//
// Neighbours: app.Companies keeps them; vetting gets what it found as plain
// values. Invariants: a company is unique by source and external id; Domains are
// registrable, lower-case and without repeats; NameKey is the folded name.
package company

import (
	"maps"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Prefix starts the id of every company.
const Prefix = "cmp_"

// State says how we know a company.
type State string

// The states of a company.
const (
	Customer State = "customer"
	OpenDeal State = "open_deal"
	Former   State = "former" // neither any more; vetting lets it pass
)

// States lists the states in the order of the documentation.
func States() []State { return []State{Customer, OpenDeal, Former} }

// Company is one company that we know.
type Company struct {
	aggregate.Meta
	Source     string             `json:"source"`
	ExternalID string             `json:"external_id,omitempty"`
	SourceKey  string             `json:"source_key,omitempty"` // unique: source|external id
	Name       string             `json:"name"`
	NameKey    string             `json:"name_key,omitempty"` // folded name, for comparing
	Search     []string           `json:"search,omitempty"`   // keyed hashes of the beginnings of words; app sets them before each write
	Domains    []string           `json:"domains,omitempty"`
	State      State              `json:"state"`
	SinceMS    int64              `json:"since_ms,omitempty"` // since when it is in this state, 0 when unknown
	Metadata   aggregate.Metadata `json:"metadata,omitempty"`
}

// Facts are what whoever keeps the companies says about one of them; checked and
// normalised by app.
type Facts struct {
	Name     string
	NameKey  string
	Domains  []string
	State    State
	SinceMS  int64
	Metadata aggregate.Metadata
}

// New returns a company. sourceKey is empty without an external id.
func New(id, source, externalID, sourceKey string, f Facts, by aggregate.Actor, replay *aggregate.Replay, now time.Time) *Company {
	c := &Company{Meta: aggregate.NewMeta(id, now), Source: source, ExternalID: externalID, SourceKey: sourceKey}
	c.apply(f)
	c.Record(now, aggregate.Event{Actor: by, Verb: "created", To: string(f.State), Replay: replay})
	return c
}

// Update takes other facts; the same ones again change nothing.
func (c *Company) Update(f Facts, by aggregate.Actor, replay *aggregate.Replay, now time.Time) {
	if c.same(f) {
		return
	}
	from := c.State
	c.apply(f)
	c.Record(now, aggregate.Event{Actor: by, Verb: "updated", From: string(from), To: string(c.State), Replay: replay})
}

// Known reports whether the company is a customer or an open deal.
func (c *Company) Known() bool { return c.State == Customer || c.State == OpenDeal }

func (c *Company) same(f Facts) bool {
	return c.Name == f.Name && c.NameKey == f.NameKey && c.State == f.State && c.SinceMS == f.SinceMS &&
		slices.Equal(c.Domains, f.Domains) && maps.Equal(c.Metadata, f.Metadata)
}

func (c *Company) apply(f Facts) {
	c.Name, c.NameKey, c.State, c.SinceMS = f.Name, f.NameKey, f.State, f.SinceMS
	c.Domains, c.Metadata = slices.Clone(f.Domains), maps.Clone(f.Metadata)
}
