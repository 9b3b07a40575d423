package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
)

// confirmProof takes the choice on the page behind our mail's link.
func (p *Portal) confirmProof(c *gin.Context) error {
	page := "/c/" + c.Param("token")
	f := p.frame(c, page)
	v, err := p.deps.Services.ProofPage(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if err := p.stamps.check(form.One("stamp"), page, ""); err != nil {
		return err
	}
	sure := form.One("sure")
	if sure != "yes" && sure != "no" {
		faults := ui.Faults{missing(f, "sure-0", "page.sure.missing")}
		return p.render(c, http.StatusUnprocessableEntity, proofPage(f, proofView{Proof: v, Page: page, Stamp: p.stamps.make(page, ""), Faults: faults}))
	}
	if err := p.deps.Services.Prove(c.Request.Context(), c.Param("token"), sure == "yes"); err != nil {
		return err
	}
	return leave(c, ownPath(v.PageURL))
}
