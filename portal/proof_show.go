package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// proofView is the page behind the link that confirms a yes.
type proofView struct {
	view.Proof
	Page   string
	Stamp  string
	Faults ui.Faults
}

// showProof asks whether the yes was theirs. Opening it confirms nothing: mail
// scanners open it too.
func (p *Portal) showProof(c *gin.Context) error {
	page := "/c/" + c.Param("token")
	v, err := p.deps.Services.ProofPage(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	if v.Over {
		return leave(c, ownPath(v.PageURL))
	}
	return p.show(c, proofPage(p.frame(c, page), proofView{Proof: v, Page: page, Stamp: p.stamps.make(page, "")}))
}
