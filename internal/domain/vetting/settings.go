package vetting

import (
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/fault"
)

// Policy is what to do with something that a program may see either way.
type Policy string

// The policies.
const (
	Allow   Policy = "allow"
	Review  Policy = "review"
	Decline Policy = "decline"
)

// Settings are a program's choices; they are frozen with its revision.
type Settings struct {
	Expansion     Policy `json:"expansion"`      // a person at a company that is a customer already
	OpenDeal      Policy `json:"open_deal"`      // a person at a company that we are talking with
	OwnDomain     Policy `json:"own_domain"`     // a person at the referrer's own company; allow for consumer programs
	MinWhy        int    `json:"min_why"`        // characters of a long answer, below which it says too little
	PerHour       int64  `json:"per_hour"`       // submissions and previews; above it the answer waits
	PerDay        int64  `json:"per_day"`        // the same
	PerMonth      int64  `json:"per_month"`      // submitted referrals: the quota
	HistoryFrom   int64  `json:"history_from"`   // decided referrals from which a pattern is looked for
	NothingReview int64  `json:"nothing_review"` // percent of them that came to nothing: review from here
	AcceptFrom    int    `json:"accept_from"`    // a lower score is looked at by a reviewer
}

// Default returns the settings that a new program starts with.
func Default() Settings {
	return Settings{
		Expansion: Review, OpenDeal: Review, OwnDomain: Review,
		MinWhy: 25, PerHour: 10, PerDay: 30, PerMonth: 100,
		HistoryFrom: 5, NothingReview: 80, AcceptFrom: 70,
	}
}

// Check returns a fault with every setting that is wrong, by pointers below pointer.
func (s Settings) Check(pointer string) *fault.Error {
	var wrong []fault.Field
	policy := func(name string, p Policy) {
		if !slices.Contains([]Policy{Allow, Review, Decline}, p) {
			wrong = append(wrong, fault.Field{Pointer: pointer + "/" + name, Code: "unknown_value", Detail: "Use allow, review or decline."})
		}
	}
	within := func(name string, n, lowest, most int64) {
		if n < lowest || n > most {
			detail := "Use " + strconv.FormatInt(lowest, 10) + " to " + strconv.FormatInt(most, 10) + "."
			wrong = append(wrong, fault.Field{Pointer: pointer + "/" + name, Code: "out_of_range", Detail: detail})
		}
	}
	policy("expansion", s.Expansion)
	policy("open_deal", s.OpenDeal)
	policy("own_domain", s.OwnDomain)
	within("min_why", int64(s.MinWhy), 0, 500)
	within("per_hour", s.PerHour, 1, 1000)
	within("per_day", s.PerDay, s.PerHour, 10_000)
	within("per_month", s.PerMonth, 1, 100_000)
	within("history_from", s.HistoryFrom, 1, 1000)
	within("nothing_review", s.NothingReview, 1, 100)
	within("accept_from", int64(s.AcceptFrom), 0, 100)
	if len(wrong) > 0 {
		return fault.OfFields(wrong...)
	}
	return nil
}
