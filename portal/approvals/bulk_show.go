package approvals

import (
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// Bounds of a bulk approval: so many at once, and from so many on the total has to
// be typed.
const (
	maxBulk   = 50
	typedFrom = 5
)

// bulkPage is what will be approved together.
type bulkPage struct {
	Rows     []row
	Sums     []money.Money
	Left     int // ticked, and not the reader's to approve, or not any more
	AskTotal bool
	Typed    view.Answers
	Faults   ui.Faults
}

// showBulk lists what was ticked.
func (p *Pages) showBulk(c *gin.Context) error {
	ids := c.QueryArray("id")
	if len(ids) > maxBulk {
		return fault.Newf(fault.Invalid, "too_many", "Approve at most %d rewards at once.", maxBulk)
	}
	if len(ids) > 0 && unproved(c) {
		return p.prove(c, here(c), nil)
	}
	v, err := p.bulk(c, ids)
	if err != nil {
		return err
	}
	return p.Show(c, bulkView(p.Frame(c), v))
}

// bulk reads what was ticked and adds it up.
func (p *Pages) bulk(c *gin.Context, ids []string) (bulkPage, error) {
	var v bulkPage
	slices.Sort(ids)
	var docs []*reward.Reward
	for _, id := range slices.Compact(ids) {
		w, mine, err := p.waiting(c, id)
		switch {
		case fault.Is(err, fault.NotFound):
			v.Left++
		case err != nil:
			return v, err
		case !mine:
			v.Left++
		default:
			docs = append(docs, w.Reward)
			v.Rows = append(v.Rows, newRow(w))
		}
	}
	var err error
	v.Sums, v.AskTotal, err = total(docs)
	return v, err
}

// waiting reads one reward for a list, and whether it waits for the reader's word.
func (p *Pages) waiting(c *gin.Context, id string) (app.WaitingReward, bool, error) {
	ctx, actor := c.Request.Context(), page.ReaderOf(c).Actor
	r, err := p.App.Rewards.Get(ctx, actor, id)
	if err != nil {
		return app.WaitingReward{}, false, err
	}
	w := app.WaitingReward{Reward: r, Needed: max(r.Needed(), 1), Given: r.Given()}
	if w.Referral, err = gone(p.App.Referrals.Get(ctx, actor, r.ReferralID)); err != nil {
		return w, false, err
	}
	if w.Referrer, err = p.name(c, r.ReferrerID); err != nil {
		return w, false, err
	}
	o, err := p.App.Rewards.Options(ctx, actor, r)
	return w, slices.Contains(o.Verbs, reward.Approve), err
}

// total adds rewards up by currency, and says whether that is so many, or so much
// by one of their own rules, that it has to be typed.
func total(docs []*reward.Reward) (sums []money.Money, typed bool, err error) {
	typed = len(docs) >= typedFrom
	for _, r := range docs {
		i := slices.IndexFunc(sums, func(m money.Money) bool { return m.Currency == r.Amount.Currency })
		if i < 0 {
			sums = append(sums, r.Amount)
			continue
		}
		if sums[i], err = sums[i].Add(r.Amount); err != nil {
			return nil, false, err
		}
	}
	for _, r := range docs {
		for _, m := range sums {
			limit, row := r.Terms.Approval.TwoFrom[m.Currency]
			typed = typed || m.Currency == r.Amount.Currency && (!row || m.Amount >= limit)
		}
	}
	return sums, typed && len(docs) > 1, nil
}

// totalField asks for a total.
func totalField(f ui.Frame, m money.Money) view.Field {
	return view.Field{
		Name: "total_" + m.Currency, Type: view.Number, Required: true, MaxLength: 30,
		Label: f.T("approvals.bulk.type", "currency", upper(m.Currency)), Help: f.T("approvals.bulk.type_help", "amount", f.Money(m)),
	}
}

// pick is a reward with the revision that the reader saw.
func pick(r row) string { return r.ID + "@" + strconv.FormatInt(r.Revision, 10) }
