package approvals

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/ledger"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
)

// dossier is everything that we know of a reward.
type dossier struct {
	Reward   *reward.Reward
	Referral *referral.Referral // nil when there is none any more
	Program  string
	Names    map[string]string // of members, by id; only those who are there
	Payee    app.PayoutState
	PayeeIn  bool // the payee is there
	History  app.ReferrerHistory
	Entries  []*ledger.Entry
	Options  app.RewardOptions
	Reader   page.Reader
}

// dossier reads all of it. What was erased meanwhile is left out.
func (p *Pages) dossier(c *gin.Context, id string) (dossier, error) {
	ctx, reader := c.Request.Context(), page.ReaderOf(c)
	r, err := p.App.Rewards.Get(ctx, reader.Actor, id)
	if err != nil {
		return dossier{}, err
	}
	d := dossier{Reward: r, Names: map[string]string{}, Reader: reader}
	if d.Referral, err = gone(p.App.Referrals.Get(ctx, reader.Actor, r.ReferralID)); err != nil {
		return d, err
	}
	terms, err := p.App.Programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return d, err
	}
	d.Program = terms.Name
	if d.Payee, err = p.App.Payouts.State(ctx, reader.Actor, r.PayeeID); err != nil && !fault.Is(err, fault.NotFound) {
		return d, err
	}
	d.PayeeIn = err == nil
	if d.History, err = p.App.Rewards.History(ctx, reader.Actor, r.ReferrerID); err != nil {
		return d, err
	}
	if d.Entries, err = p.App.Ledger.OfReward(ctx, r.ID); err != nil {
		return d, err
	}
	if d.Options, err = p.App.Rewards.Options(ctx, reader.Actor, r); err != nil {
		return d, err
	}
	return d, p.readNames(c, &d)
}

// readNames reads the names of everybody whom the dossier mentions.
func (p *Pages) readNames(c *gin.Context, d *dossier) error {
	ids := append([]string{d.Reward.ReferrerID, d.Reward.PayeeID, d.Reward.HeldBy}, d.Reward.Involved...)
	for _, a := range d.Reward.Approvals {
		ids = append(ids, a.MemberID)
	}
	for _, e := range d.Reward.Events {
		ids = append(ids, e.Actor.ID)
	}
	if d.Reward.Set != nil {
		ids = append(ids, d.Reward.Set.By)
	}
	for _, id := range ids {
		if _, known := d.Names[id]; known {
			continue
		}
		name, err := p.name(c, id)
		if err != nil {
			return err
		}
		d.Names[id] = name
	}
	return nil
}

// name is a member's; "" for nobody, and for whoever isn't there any more.
func (p *Pages) name(c *gin.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	m, err := gone(p.App.Members.Get(c.Request.Context(), page.ReaderOf(c).Actor, id))
	if m == nil || err != nil {
		return "", err
	}
	return m.Personal.Name, nil
}

// gone takes what isn't there any more for nothing.
func gone[T any](doc *T, err error) (*T, error) {
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return doc, err
}

// row is the dossier in a line.
func (d dossier) row() row {
	return newRow(app.WaitingReward{
		Reward: d.Reward, Referral: d.Referral, Payee: d.Names[d.Reward.PayeeID], Referrer: d.Names[d.Reward.ReferrerID],
		Needed: max(d.Reward.Needed(), 1), Given: d.Reward.Given(),
	})
}

// Refusal is why the reader can't give their word, in words; empty when they can,
// or nobody's is asked.
func (d dossier) Refusal() message.Message {
	if d.Reward.Status != reward.AwaitingApproval {
		return message.Message{}
	}
	for _, a := range d.Reward.Approvals {
		if a.MemberID == d.Reader.Actor.ID {
			return message.Of("approvals.refused.already_given")
		}
	}
	if d.Options.Refused == nil {
		return message.Message{}
	}
	return message.Of(whyNot(d.Options.Refused))
}
