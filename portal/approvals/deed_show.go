package approvals

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// deedPage is the page that asks before something is done.
type deedPage struct {
	Deed    deed
	Dossier dossier
	Fields  []view.Field
	Typed   view.Answers
	Faults  ui.Faults
	Refused string      // why it wasn't done just now; "" before it is tried
	Kept    []view.Fact // what was typed for it, where it can't be done any more
}

// showDeed says what a deed would do. Whoever has to prove themself does it before
// they type anything.
func (p *Pages) showDeed(d deed) web.Handler {
	return func(c *gin.Context) error {
		v, err := p.dossier(c, c.Param("id"))
		if err != nil {
			return err
		}
		if !slices.Contains(v.Options.Verbs, d.verb) {
			key := whyNot(nil)
			if refusal := v.Refusal(); d.verb == reward.Approve && refusal.Key != "" {
				key = refusal.Key
			}
			return p.SayNot(c, rewardPath(v.Reward.ID), key)
		}
		if unproved(c) {
			return p.prove(c, here(c), nil)
		}
		f := p.Frame(c)
		return p.Show(c, deedView(f, deedPage{Deed: d, Dossier: v, Fields: d.fields(f, v), Typed: p.typed(c, here(c))}))
	}
}
