package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// confirmProof takes the choice on the page behind our mail's link.
func (p *Portal) confirmProof(c *gin.Context) error {
	at := "/c/" + c.Param("token")
	f := p.FrameAt(c, at)
	v, err := p.ports.Services.ProofPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	if err := p.Stamps.Check(form.One("stamp"), at, ""); err != nil {
		return err
	}
	sure := form.One("sure")
	if sure != "yes" && sure != "no" {
		faults := ui.Faults{page.Missing(f, "sure-0", "page.sure.missing")}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, proofPage(f, proofView{Proof: v, Page: at, Stamp: p.Stamps.Make(at, ""), Faults: faults}))
	}
	if err := p.ports.Services.Prove(c.Request.Context(), c.Param("token"), sure == "yes"); err != nil {
		return err
	}
	return p.Go(c, page.OwnPath(v.PageURL))
}
