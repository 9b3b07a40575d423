package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

// FollowUp is one entry of the follow-up board.
//
//	@Description	What the team does next for an introduction, and by when. Ask contacts/check before contacting anybody.
type FollowUp struct {
	Referral ReferralSummary `json:"referral"`
	Next     string          `json:"next" enums:"first_contact,next_step,look_again,confirm_yes,confirm_win"` // first contact and the agreed next step are promised; look_again: nothing is agreed for a week; confirm: an answer or a win that waits for one of us
	DueAt    time.Time       `json:"due_at" format:"date-time"`
	Group    string          `json:"group" enums:"late,now,next"` // now: until the end of the program's next business day
}

type followUpQuery struct {
	Limit     int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor    string `form:"cursor" maxLength:"512"`                       // of the page before
	Search    string `form:"q" minLength:"1" maxLength:"120"`              // words that begin so in the person's name, company, e-mail address or phone number, or in the external id; two letters at least
	RepID     string `form:"rep_id" minLength:"1" maxLength:"64"`          // only those of this staff member
	ProgramID string `form:"program_id" minLength:"1" maxLength:"64"`      // only those of this program
	// when it is due
	Group string `form:"group" enums:"late,now,next"`
}

// listFollowUps pages through the follow-up board.
//
//	@ID				listFollowUps
//	@Summary		List what is to be followed up
//	@Description	What is due first comes first. With filters a page may be short, or empty, while there is a next one. For the team: a rep's or reviewer's key, or one of the installation.
//	@Tags			referrals
//	@Param			q	query		followUpQuery		false	"Which"
//	@Success		200	{object}	web.List[FollowUp]	"A page"
//	@Router			/v1/follow-ups [get]
func (a *API) listFollowUps(c *gin.Context) error {
	var q followUpQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	who := caller(c).Actor
	b, err := a.deps.App.Referrals.Board(c.Request.Context(), who, app.BoardFilter{Search: q.Search, RepID: q.RepID, ProgramID: q.ProgramID, Group: q.Group}, app.Page{Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return err
	}
	out := make([]FollowUp, len(b.Rows))
	for i, r := range b.Rows {
		out[i] = FollowUp{Referral: viewerOf(who).summary(r.Referral), Next: string(r.Due.Next), DueAt: timeOf(r.Due.ByMS), Group: string(r.Group)}
	}
	return web.Page(c, out, b.Next)
}
