package approvals

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// transferFacts are how far sending the money has come, with Stripe's ids.
func transferFacts(f ui.Frame, d dossier) []view.Fact {
	p, zone := d.Reward.Payout, d.Reward.Calendar.Zone
	var out []view.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, view.Fact{Label: f.T("approvals.transfer." + key), Value: value})
		}
	}
	at := func(ms int64) string {
		if ms == 0 {
			return ""
		}
		return f.Moment(ms, zone)
	}
	if p.Attempt > 0 {
		add("attempt", strconv.Itoa(p.Attempt))
	}
	add("destination", p.Destination)
	add("first", at(p.FirstSentMS))
	if p.LastSentMS != p.FirstSentMS {
		add("last", at(p.LastSentMS))
	}
	add("refused", p.Refused)
	add("review", p.Review)
	add("parked", at(p.ParkedMS))
	add("id", p.TransferID)
	add("reference", d.Reward.Reference)
	add("paid", at(d.Reward.PaidMS))
	return out
}

// payeeFacts are who is paid, and whether they can be.
func payeeFacts(f ui.Frame, d dossier) []view.Fact {
	standing := string(d.Payee.Standing)
	if standing == "" {
		standing = "none"
	}
	out := []view.Fact{{Label: f.T("approvals.payee.name"), Value: nameOr(f, d.Names[d.Reward.PayeeID])}}
	if d.Reward.Rule.Kind != reward.Cash || !d.PayeeIn {
		return out
	}
	out = append(out, view.Fact{Label: f.T("approvals.payee.account"), Value: f.T("approvals.payee." + standing)})
	if d.Payee.Country != "" {
		out = append(out, view.Fact{Label: f.T("approvals.payee.country"), Value: ui.CountryName(f.Lang(), d.Payee.Country)})
	}
	if len(d.Payee.Missing) > 0 {
		out = append(out, view.Fact{Label: f.T("approvals.payee.missing"), Value: strings.Join(d.Payee.Missing, ", ")})
	}
	return out
}
