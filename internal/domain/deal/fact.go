package deal

import (
	"cmp"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/fault"
)

// Fact is a document that says which referral an outside fact belongs to. It is
// inserted before the referral changes: the same referral repeats it freely,
// another one meets a conflict.
type Fact struct {
	ID         string `json:"id"` // canonical, see StripeFact and ExternalFact
	Version    int64  `json:"version"`
	ReferralID string `json:"referral_id"`
	Source     Source `json:"source"`
	CreatedMS  int64  `json:"created_ms"`
}

// NewFact ties the fact with a canonical id to a referral.
func NewFact(id, referralID string, source Source, now time.Time) *Fact {
	return &Fact{ID: id, ReferralID: referralID, Source: source, CreatedMS: now.UnixMilli()}
}

// DocID, DocVersion and SetDocVersion let package store guard writes.
func (f *Fact) DocID() string { return f.ID }

// DocVersion returns the version that was read.
func (f *Fact) DocVersion() int64 { return f.Version }

// SetDocVersion is called by package store when a write took place.
func (f *Fact) SetDocVersion(v int64) { f.Version = v }

// Belongs returns a conflict when the fact is another referral's.
func (f *Fact) Belongs(referralID string) error {
	if f.ReferralID == referralID {
		return nil
	}
	return fault.New(fault.Conflict, "fact_used", "This fact closed another deal already. One fact closes one deal.")
}

// StripeFact is the canonical id of a Stripe payment: its invoice where there is
// one, else its payment intent, so that two events about one payment are one fact.
func StripeFact(invoice, paymentIntent string) string {
	return "stripe:" + cmp.Or(invoice, paymentIntent)
}

// ExternalFact is the canonical id of a fact that another system reports under an
// id of its own. A separator in the source can't make two facts look alike.
func ExternalFact(source, externalID string) string {
	return strings.NewReplacer("%", "%25", "|", "%7C").Replace(source) + "|" + externalID
}
