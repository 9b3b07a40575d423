package people

import (
	"context"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// How much of a member's own lists their page shows.
const (
	shownReferrals = 10
	shownEvents    = 20
)

// memberPage is one member.
type memberPage struct {
	Member    *member.Member
	Name      string
	State     view.Status
	Facts     []view.Fact
	Referrals []referralRow
	More      bool // there are more introductions
	Totals    reward.Totals
	Next      string // when the next payout may come, in words; "" for none
	Payout    view.Status
	Events    []eventRow
	Zone      string
	Admin     bool
	Self      bool // the reader's own page: nobody changes their own part
	Refers    bool
	Lead      string // names
	Delegate  string
}

// referralRow is one introduction by the member.
type referralRow struct {
	ID, Person, Company string
	Status              view.Status
	AtMS                int64
}

// eventRow is one entry of the member's history.
type eventRow struct {
	AtMS int64
	What string
	Who  string
}

func (p *Pages) showMember(c *gin.Context) error {
	f, ctx, reader := p.Frame(c), c.Request.Context(), page.ReaderOf(c)
	m, err := p.App.Members.Get(ctx, reader.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	v := memberPage{
		Member: m, Name: nameOf(f, m), State: stateOf(m), Facts: memberFacts(f, m, zone(c)), Zone: zone(c), Admin: isAdmin(c),
		Self: reader.Member.ID == m.ID, Refers: m.Kind != member.Staff,
	}
	names := namesOf{p: p, actor: reader.Actor, known: map[string]string{}}
	if v.Refers {
		err = p.referrer(ctx, f, reader.Actor, m, &v)
	} else {
		v.Lead, v.Delegate, err = names.two(ctx, m.Lead, m.Delegate)
	}
	if err != nil {
		return err
	}
	if v.Events, err = memberEvents(ctx, f, m, names); err != nil {
		return err
	}
	return p.Show(c, memberView(f, v))
}

// referrer fills what a page shows of somebody who refers.
func (p *Pages) referrer(ctx context.Context, f ui.Frame, actor aggregate.Actor, m *member.Member, v *memberPage) error {
	list, err := p.App.Referrals.List(ctx, actor, app.ReferralFilter{ReferrerID: m.ID}, app.Page{Limit: shownReferrals})
	if err != nil {
		return err
	}
	v.More = list.Next != ""
	for _, r := range list.Docs {
		v.Referrals = append(v.Referrals, newReferralRow(f, r))
	}
	if v.Totals, err = p.App.Rewards.Totals(ctx, actor, m.ID); err != nil {
		return err
	}
	if next := v.Totals.Next; next != nil {
		key, args := "people.money.next_waits", []any{"amount", f.Money(next.Amount)}
		if from := next.PayableFromMS(); from > p.App.Now().UnixMilli() { // a day that has passed promises nothing
			key, args = "people.money.next", append(args, "date", f.Day(from, v.Zone))
		}
		v.Next = f.T(key, args...)
	}
	st, err := p.App.Payouts.State(ctx, actor, m.ID)
	v.Payout = payoutStatus(st)
	return err
}

func newReferralRow(f ui.Frame, r *referral.Referral) referralRow {
	row := referralRow{ID: r.ID, Person: r.Personal.Name, Company: r.Personal.Company, AtMS: r.CreatedMS}
	if row.Person == "" {
		row.Person = f.T("people.erased")
	}
	tone := view.Quiet
	switch {
	case r.Status == referral.Won:
		tone = view.Good
	case r.Status.Open():
		tone = view.Now
	}
	row.Status = view.Status{Tone: tone, Word: message.Of("people.introduction." + string(r.Status))}
	return row
}

// payoutStatus is how a member is paid, in a word and a sentence.
func payoutStatus(st app.PayoutState) view.Status {
	s := view.Status{Tone: view.Quiet}
	word := "none"
	switch st.Standing {
	case transfer.Ready:
		s.Tone, word = view.Good, "ready"
	case transfer.Incomplete:
		s.Tone, word = view.Wait, "incomplete"
	case transfer.Checking:
		s.Tone, word = view.Wait, "checking"
	case transfer.Restricted:
		s.Tone, word = view.Stop, "restricted"
	}
	s.Word, s.Text = message.Of("people.payout."+word), message.Of("people.payout_text."+word)
	return s
}

// toldVerbs are the events of a member for which there are words.
var toldVerbs = []string{
	"created", "updated", "deactivated", "reactivated", "staff_changed", "invited", "payout_invited", "payout_account_asked",
	"payout_account_refused", "payout_account_opened", "payout_account_changed", "tokens_revoked", "notices_set", "language_set", "erased",
}

// memberEvents are the newest entries of a member's history.
func memberEvents(ctx context.Context, f ui.Frame, m *member.Member, names namesOf) ([]eventRow, error) {
	var rows []eventRow
	for _, e := range slices.Backward(m.Events) {
		if len(rows) == shownEvents {
			break
		}
		verb := e.Verb
		if !slices.Contains(toldVerbs, verb) {
			verb = "other"
		}
		who, err := names.of(ctx, f, e.Actor)
		if err != nil {
			return nil, err
		}
		rows = append(rows, eventRow{AtMS: e.AtMS, What: f.T("people.event." + verb), Who: who})
	}
	return rows, nil
}
