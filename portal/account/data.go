package account

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// showData offers a copy of one's own data, and its erasure.
func (p *Pages) showData(c *gin.Context) error { return p.Show(c, dataPage(p.Frame(c))) }

// exportData hands a copy of the reader's data over.
func (p *Pages) exportData(c *gin.Context) error {
	data, err := p.App.Own.Export(c.Request.Context(), page.ReaderOf(c).Actor)
	if err != nil {
		return err
	}
	body, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="my-data.json"`)
	c.Data(http.StatusOK, "application/json; charset=utf-8", append(body, '\n'))
	return nil
}

// eraseView is the page that says what erasure does, and asks once more.
type eraseView struct {
	Staff  bool
	Held   string // why it can't be now
	Typed  view.Answers
	Faults ui.Faults
}

// held are the reasons for which erasure waits.
var held = []string{heldByReward, "work_assigned", "last_admin"}

const heldByReward = "rewards_open"

// askErase says what erasure does, or why it has to wait.
func (p *Pages) askErase(c *gin.Context) error {
	v, err := p.erasable(c)
	if err != nil {
		return err
	}
	return p.Show(c, erasePage(p.Frame(c), v))
}

func (p *Pages) erasable(c *gin.Context) (eraseView, error) {
	r := page.ReaderOf(c)
	v := eraseView{Staff: r.Staff()}
	err := p.App.Own.MayErase(c.Request.Context(), r.Actor)
	for _, reason := range held {
		if fault.Because(err, reason) {
			v.Held = reason
			return v, nil
		}
	}
	return v, err
}

// erase erases the reader's data, if they chose it.
func (p *Pages) erase(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	f := p.FrameAt(c, "/settings/data/erase")
	switch form.One("sure") {
	case "no":
		return p.Go(c, "/settings/data")
	case "yes":
	default:
		v, err := p.erasable(c)
		if err != nil {
			return err
		}
		v.Faults = ui.Faults{page.Missing(f, "sure-0", "page.sure.missing")}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, erasePage(f, v))
	}
	err = p.App.Own.Erase(c.Request.Context(), app.Call{Actor: page.ReaderOf(c).Actor})
	if err == nil {
		p.DropSession(c)
		return p.Show(c, erasedPage(p.nobody(f)))
	}
	v, again := p.erasable(c)
	if again != nil || v.Held == "" {
		return err
	}
	return p.ShowStatus(c, http.StatusConflict, erasePage(f, v))
}

// nobody is the frame of a page whose reader is not there any more.
func (p *Pages) nobody(f ui.Frame) ui.Frame {
	f.Reader, f.Nav, f.Back = "", nil, "/sign-in"
	return f
}
