package wording

import (
	"slices"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// toldOf are the mails that a referrer hears of. Those that would tell more of the
// person's answer than the promise allows aren't here.
var toldOf = []string{"letter", "remind_referrer", "ask_first", "remind_person", "first_message"}

// mailed lists what was sent to the person and, to be sent on, to the referrer.
func mailed(p app.Progress) []view.Mailed {
	var out []view.Mailed
	for _, m := range p.Referral.Mailed.Sent {
		if slices.Contains(toldOf, m.Template) {
			out = append(out, view.Mailed{What: message.Of("introduction.sent."+m.Template, "person", named(p)), AtMS: m.AtMS})
		}
	}
	return out
}

// evidence says how we know of the yes, once the referrer knows of it.
func evidence(p app.Progress) []message.Message {
	r := p.Referral
	after := []referral.Status{referral.Agreed, referral.InContact, referral.Met, referral.Won, referral.Lost}
	if !r.HasYes() || !slices.Contains(after, r.Status) {
		return nil
	}
	key := "introduction.evidence.staff"
	switch r.YesBy {
	case "person":
		key = "introduction.evidence.person"
	case "referrer":
		key = "introduction.evidence.referrer"
	}
	out := []message.Message{message.Of(key, "person", named(p), "date", message.Day{MS: r.YesMS, Zone: p.Zone})}
	if r.Class == referral.Introduced {
		out = append(out, message.Of("introduction.evidence.proven", "person", named(p)))
	}
	return out
}
