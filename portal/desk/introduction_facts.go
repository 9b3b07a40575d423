package desk

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// said is what the person told us: the answer that stands, and their own words about
// how and when.
func (i *item) said(f ui.Frame) ([]view.Fact, error) {
	r := i.Referral
	var out []view.Fact
	add := func(label string, value string) { out = append(out, view.Fact{Label: f.T(label), Value: value}) }
	if r.YesMS != 0 {
		by, err := i.yesBy(f)
		if err != nil {
			return nil, err
		}
		add("desk.said.yes", f.T("desk.said.on", "date", i.moment(f, r.YesMS), "by", by))
	}
	if r.Pending != nil {
		add("desk.said.pending", f.T("desk.said.pending_text", "date", i.moment(f, r.Pending.AtMS)))
		if r.Pending.ByPhone {
			add("desk.said.pending_phone", r.Pending.Details.Phone)
		}
	}
	if r.Deferral.UntilMS != 0 && r.Status == referral.Deferred {
		add("desk.said.not_now", f.T("desk.said.until", "date", i.day(f, r.Deferral.UntilMS)))
	}
	if at := max(r.NoMS, r.NeverMS); at != 0 {
		add("desk.said.no", i.moment(f, at))
	}
	w := r.Wish()
	if len(w.Channels) > 0 {
		add("desk.said.channel", channelWords(f, w.Channels))
	}
	switch {
	case w.AtMS != 0:
		add("desk.said.when", f.Moment(w.AtMS, r.Zone(i.Terms)))
	case w.Window != nil:
		add("desk.said.when", f.T("desk.said.hours", "from", string(w.Window.From), "to", string(w.Window.To)))
	}
	if r.NextMS != 0 && r.Personal.NextDo != "" {
		add("desk.said.next", f.T("desk.said.next_text", "what", r.Personal.NextDo, "date", i.moment(f, r.NextMS)))
	}
	return out, nil
}

func channelWords(f ui.Frame, channels []promise.Channel) string {
	words := make([]string, len(channels))
	for n, ch := range channels {
		words[n] = f.T("page.channel." + string(ch))
	}
	return strings.Join(words, ", ")
}

// yesBy is who said the yes, or wrote it down.
func (i *item) yesBy(f ui.Frame) (string, error) {
	switch i.Referral.YesBy {
	case "person":
		return i.person(f), nil
	case "referrer":
		return i.referrer(f), nil
	}
	return i.people.name(f, i.Referral.YesBy)
}

// proof is what the introduction is worth as evidence, who vouched how, and what it
// protects.
func (i *item) proof(f ui.Frame) []view.Fact {
	r := i.Referral
	out := []view.Fact{
		{Label: f.T("desk.proof.class"), Value: f.T("desk.class." + string(r.Class))},
		{Label: f.T("desk.proof.entry"), Value: f.T("desk.entry." + string(r.Entry))},
		{Label: f.T("desk.proof.consent"), Value: f.T("desk.consent." + string(i.Terms.Promise.Consent))},
		{Label: f.T("desk.proof.claim"), Value: i.claimWords(f)},
		{Label: f.T("desk.rep"), Value: i.rep(f)},
	}
	for _, e := range r.Events {
		if words := r.Reason(e.Seq); words != "" && (e.Verb == string(referral.Prove) || e.Verb == string(referral.Yes) || e.Verb == string(referral.ConfirmYes)) {
			out = append(out, view.Fact{Label: f.T("desk.event." + e.Verb), Value: words})
		}
	}
	if r.ExternalID != "" {
		out = append(out, view.Fact{Label: f.T("desk.csv.external_id"), Value: r.ExternalID})
	}
	return out
}

// claimWords say whether somebody else's introduction of the person has to wait.
func (i *item) claimWords(f ui.Frame) string {
	c := i.Referral.Claim
	switch {
	case c.TakenMS == 0:
		return f.T("desk.claim.none")
	case c.Ended != "" || c.EndsMS <= i.NowMS:
		return f.T("desk.claim.ended")
	}
	return f.T("desk.claim.until", "date", i.day(f, c.EndsMS))
}

// dealFacts are what became of it in money.
func (i *item) dealFacts(f ui.Frame) []view.Fact {
	d := i.Referral.Deal
	if !d.Closed() {
		return nil
	}
	out := []view.Fact{
		{Label: f.T("desk.deal.amount"), Value: f.Money(d.Amount)},
		{Label: f.T("desk.deal.won"), Value: i.day(f, d.WonMS)},
		{Label: f.T("desk.deal.source"), Value: f.T("desk.source." + string(d.Source))},
	}
	if e := d.Evidence; e != nil {
		out = append(out, view.Fact{Label: f.T("desk.document." + e.Kind), Value: e.Reference})
	}
	if d.Stage != "" {
		out = append(out, view.Fact{Label: f.T("desk.deal.stage"), Value: d.Stage})
	}
	for _, p := range d.Payments {
		words := f.Money(p.Amount)
		if p.Refunded > 0 {
			back := p.Amount
			back.Amount = p.Refunded
			words = f.T("desk.deal.refunded", "amount", p.Amount, "back", back)
		}
		out = append(out, view.Fact{Label: f.T("desk.deal.paid", "date", i.day(f, p.PaidMS)), Value: words})
	}
	return out
}
