package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// referralView is the referrer's page for one referral.
type referralView struct {
	view.Referral
	Page string // its path
}

// showReferral shows one referral to the customer who made it. It changes nothing.
func (p *Portal) showReferral(c *gin.Context) error {
	at := "/m/" + c.Param("token")
	f := p.FrameAt(c, at)
	v, err := p.ports.Services.ReferralPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return err
	}
	return p.Show(c, referralPage(f, referralView{Referral: v, Page: at}))
}

// task is something that the referrer may do now, with the words of its card.
type task struct {
	Action view.Action
	Text   []any // arguments of its text
}

// urgent are the tasks that wait for the referrer, in the order to show.
func (v referralView) urgent() []task {
	var out []task
	for _, t := range []task{
		{view.Confirm, []any{"person", v.Person}},
		{view.GiveInfo, nil},
		{view.Correct, []any{"address", v.Bounced}},
	} {
		if v.May(t.Action) {
			out = append(out, t)
		}
	}
	return out
}

// links are the quieter things that the referrer may do.
func (v referralView) links() []view.Action {
	var out []view.Action
	for _, a := range []view.Action{view.Appeal, view.ReportIt, view.Withdraw} {
		if v.May(a) {
			out = append(out, a)
		}
	}
	return out
}

// word is the last part of an action's key: after a yes, withdrawing ends only
// the claim.
func (v referralView) word(a view.Action) string {
	if a == view.Withdraw && v.Claim {
		return "claim"
	}
	return string(a)
}

// whom names the person, or says that the details are deleted.
func (v referralView) whom(f ui.Frame) string {
	switch {
	case v.Person == "":
		return f.T("page.referral.erased")
	case v.Company == "":
		return v.Person
	}
	return v.Person + ", " + v.Company
}
