package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
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
	at := "/c/" + c.Param("token")
	v, err := p.ports.Services.ProofPage(c.Request.Context(), c.Param("token"), p.FrameAt(c, at).Lang())
	if err != nil {
		return err
	}
	if v.Over {
		return p.Go(c, page.OwnPath(v.PageURL))
	}
	return p.Show(c, proofPage(p.FrameAt(c, at), proofView{Proof: v, Page: at, Stamp: p.Stamps.Make(at, "")}))
}
