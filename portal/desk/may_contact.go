package desk

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// contactLine answers "may I contact this person now, by this channel?".
type contactLine struct {
	Channel string // one or several
	Allowed bool
	Words   string // what to say first, in the person's language, where it is allowed
	Why     string // the clause, where it isn't
	From    string // when it will be; "" where waiting alone never allows it
}

// mayContact answers for each channel that the promise and the person leave open;
// channels with the same answer share a line.
func (p *Pages) mayContact(ctx context.Context, f ui.Frame, i *item) ([]contactLine, error) {
	channels := i.Terms.Promise.Channels
	var out []contactLine
	for n := 0; n < len(channels); n++ {
		v, err := p.App.Referrals.MayContact(ctx, i.Me, i.Referral.ID, app.CheckContact{Channel: channels[n]})
		if err != nil {
			return nil, err
		}
		if n == 0 && len(v.Channels) > 0 && !slices.Equal(v.Channels, channels) {
			channels, n = v.Channels, -1 // the person named their own
			continue
		}
		line := contactLine{Channel: f.T("page.channel." + string(channels[n])), Allowed: v.Allowed}
		if v.Allowed && i.Referral.TwoWayMS == 0 { // afterwards they know each other
			line.Words = p.Words(v.Language).Text(v.Words)
		}
		if !v.Allowed {
			line.Why = f.Text(v.Detail)
			if v.AllowedFromMS != 0 {
				line.From = f.Moment(v.AllowedFromMS, v.Zone)
			}
		}
		out = append(out, line)
	}
	return grouped(out), nil
}

// grouped joins the lines that say the same.
func grouped(lines []contactLine) []contactLine {
	var out []contactLine
	for _, l := range lines {
		n := slices.IndexFunc(out, func(o contactLine) bool {
			return o.Allowed == l.Allowed && o.Words == l.Words && o.Why == l.Why && o.From == l.From
		})
		if n < 0 {
			out = append(out, l)
			continue
		}
		out[n].Channel += ", " + l.Channel
	}
	return out
}

// What a line says in a word.
var (
	allowedChip = view.Status{Tone: view.Good, Word: message.Of("desk.may.yes")}
	refusedChip = view.Status{Tone: view.Stop, Word: message.Of("desk.may.no")}
)
