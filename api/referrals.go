package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/web"
)

// referralRoutes are what partners and referrers do.
func (a *API) referralRoutes() []Route {
	verb := func(path string, h web.Handler) Route {
		return Route{Method: http.MethodPost, Path: path, Scope: "referrals:submit", Handler: h, Body: JSON, IfMatch: Optional, ETag: true}
	}
	return []Route{
		{Method: http.MethodPost, Path: "/v1/referrals", Scope: "referrals:submit", Handler: a.submitReferral, Body: JSON, Idempotency: Required, ETag: true},
		{Method: http.MethodPost, Path: "/v1/referrals/preview", Scope: "referrals:submit", Handler: a.previewReferral, Body: JSON},
		{Method: http.MethodGet, Path: "/v1/referrals", Scope: "referrals:read", Handler: a.listReferrals, Query: true},
		{Method: http.MethodGet, Path: "/v1/follow-ups", Scope: "referrals:read", Handler: a.listFollowUps, Query: true},
		{Method: http.MethodGet, Path: "/v1/referrals/:id", Scope: "referrals:read", Handler: a.getReferral, ETag: true},
		verb("/v1/referrals/:id/answer", a.answerReferral),
		verb("/v1/referrals/:id/appeal", a.appealReferral),
		verb("/v1/referrals/:id/withdraw", a.withdrawReferral),
		verb("/v1/referrals/:id/breaches", a.reportBreach),
	}
}

type referralInput struct {
	ProgramID  string            `json:"program_id" minLength:"1" maxLength:"64"`
	ReferrerID string            `json:"referrer_id" minLength:"1" maxLength:"64"`         // the member who puts the person forward
	Revision   int64             `json:"revision,omitempty" minimum:"1"`                   // of the program, whose promise the referrer accepted
	AcceptedAt *time.Time        `json:"accepted_at,omitempty" format:"date-time"`         // when they accepted it; within the last 30 days
	Answers    map[string]any    `json:"answers" maxItems:"100"`                           // to the program's form, by field key
	ExternalID string            `json:"external_id,omitempty" maxLength:"128"`            // your own id, unique among what you submitted
	Metadata   map[string]string `json:"metadata,omitempty" maxItems:"20" maxLength:"500"` // keys of up to 40 of a-z, 0-9, _ and -
	ParentID   string            `json:"parent_id,omitempty" maxLength:"64"`               // the won referral that made this referrer a customer
}

func (in referralInput) app() app.SubmitReferral {
	return app.SubmitReferral{
		ProgramID: in.ProgramID, ReferrerID: in.ReferrerID, Revision: in.Revision, AcceptedAt: in.AcceptedAt, Answers: in.Answers,
		ExternalID: in.ExternalID, Metadata: in.Metadata, ParentID: in.ParentID,
	}
}

// submitReferral takes an introduction.
//
//	@ID				submitReferral
//	@Summary		Submit a referral
//	@Description	With `revision` and `accepted_at` (the referrer has read the promise of that revision and accepted it) the referral is vetted at once, and the answer holds the verdict. Without them, and always for a staff member's key, the referrer is mailed the promise first and confirms.
//	@Tags			referrals
//	@Param			body	body		referralInput	true	"The introduction"
//	@Success		201		{object}	Referral		"It is taken; see its status and verdict"
//	@Router			/v1/referrals [post]
func (a *API) submitReferral(c *gin.Context) error {
	var in referralInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/referrals", in)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Referrals.Submit(c.Request.Context(), call, in.app())
	if err != nil {
		return err
	}
	out, err := a.shown(c, call.Actor, done)
	if err != nil {
		return err
	}
	return web.Created(c, "/v1/referrals/"+out.ID, out)
}

// ReferralPreview says what would come of a submission.
//
//	@Description	What would come of a submission.
type ReferralPreview struct {
	Status          string           `json:"status" example:"awaiting_yes"` // the one it would start in
	ProgramRevision int64            `json:"program_revision"`              // whose promise would hold
	Verdict         *ReferralVerdict `json:"verdict"`
	Timeline        []ReferralStep   `json:"timeline"`
	Zone            string           `json:"zone" example:"Europe/Berlin"` // in which the hours of contact would count
}

// previewReferral answers what would come of a submission.
//
//	@ID				previewReferral
//	@Summary		Preview a referral
//	@Description	Creates nothing and contacts nobody. It counts towards the referrer's pace.
//	@Tags			referrals
//	@Param			body	body		referralInput	true	"The introduction"
//	@Success		200		{object}	ReferralPreview	"What would come of it"
//	@Router			/v1/referrals/preview [post]
func (a *API) previewReferral(c *gin.Context) error {
	var in referralInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/referrals/preview", in)
	if err != nil {
		return err
	}
	p, err := a.deps.App.Referrals.Preview(c.Request.Context(), call, in.app())
	if err != nil {
		return err
	}
	texts := a.texts(c)
	return web.OK(c, ReferralPreview{
		Status: string(p.Status), ProgramRevision: p.Revision, Verdict: viewerOf(call.Actor).verdict(&p.Verdict, texts),
		Timeline: stepsOf(p.Steps, texts), Zone: p.Zone,
	})
}

type referralQuery struct {
	Limit      int    `form:"limit" default:"25" minimum:"1" maximum:"100"`                                                                                                         // entries of a page
	Cursor     string `form:"cursor" maxLength:"512"`                                                                                                                               // of the page before
	Order      string `form:"order" default:"newest" enums:"newest,oldest"`                                                                                                         // by when they were made
	Search     string `form:"q" minLength:"1" maxLength:"120"`                                                                                                                      // words that begin so in the person's name, company, e-mail address or phone number, or in the external id; two letters at least
	Reported   bool   `form:"reported"`                                                                                                                                             // only those with a reported breach that nobody has answered
	Stage      string `form:"stage" enums:"open,closed,referrer,person,in_follow_up"`                                                                                               // only those in the states of this stage: open, closed, or the referrer, the person or a rep is to act
	Status     string `form:"status" enums:"to_confirm,in_review,needs_info,declined,queued,awaiting_yes,deferred,agreed,in_contact,met,won,lost,refused,lapsed,withdrawn,stopped"` // only those in this status
	ProgramID  string `form:"program_id" minLength:"1" maxLength:"64"`                                                                                                              // only those of this program
	ReferrerID string `form:"referrer_id" minLength:"1" maxLength:"64"`                                                                                                             // only those that this member put forward
	RepID      string `form:"rep_id" minLength:"1" maxLength:"64"`                                                                                                                  // only those that this staff member follows up
	ExternalID string `form:"external_id" minLength:"1" maxLength:"128"`                                                                                                            // yours
}

// listReferrals pages through the referrals.
//
//	@ID				listReferrals
//	@Summary		List referrals
//	@Description	One filter at a time, or a status or stage together with a program, referrer or rep; a partner has status, stage, program, referrer and external id, one at a time. `q` and `reported` go with all others; then a page may be short, or empty, while there is a next one.
//	@Tags			referrals
//	@Param			q	query		referralQuery				false	"Which"
//	@Success		200	{object}	web.List[ReferralSummary]	"A page"
//	@Router			/v1/referrals [get]
func (a *API) listReferrals(c *gin.Context) error {
	var q referralQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	who := caller(c).Actor
	page, err := a.deps.App.Referrals.List(c.Request.Context(), who, app.ReferralFilter{
		Search: q.Search, Reported: q.Reported, Stage: q.Stage, Status: q.Status, ProgramID: q.ProgramID, ReferrerID: q.ReferrerID, RepID: q.RepID, ExternalID: q.ExternalID,
	}, app.Page{Cursor: q.Cursor, Limit: q.Limit, Oldest: q.Order == oldest})
	if err != nil {
		return err
	}
	out := make([]ReferralSummary, len(page.Docs))
	for i, r := range page.Docs {
		out[i] = viewerOf(who).summary(r)
	}
	return web.Page(c, out, page.Next)
}

// getReferral reads one referral with its timeline.
//
//	@ID			getReferral
//	@Summary	Read a referral
//	@Tags		referrals
//	@Success	200	{object}	Referral	"The referral"
//	@Router		/v1/referrals/{id} [get]
func (a *API) getReferral(c *gin.Context) error {
	who := caller(c).Actor
	r, err := a.deps.App.Referrals.Get(c.Request.Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	out, err := a.shown(c, who, doneReferral{Doc: r})
	if err != nil {
		return err
	}
	return web.OK(c, out)
}

// shown is a referral as a key may see it, with the headers that go with it.
func (a *API) shown(c *gin.Context, who aggregate.Actor, done doneReferral) (Referral, error) {
	v := viewerOf(who)
	p, err := a.deps.App.Referrals.Progress(c.Request.Context(), done.Doc, v.reader())
	if err != nil {
		return Referral{}, err
	}
	if done.Replayed {
		web.Replayed(c)
	}
	web.SetRevision(c, done.Doc.Revision)
	return v.referral(p, a.texts(c)), nil
}

// acting is a body that may name for whom a service key acts.
type acting struct {
	// The member for whom a service key acts; a personal key acts for its person.
	OnBehalfOf string `json:"on_behalf_of,omitempty" minLength:"1" maxLength:"64"`
}

func (in acting) forWhom() string { return in.OnBehalfOf }

type doneReferral = app.Done[referral.Referral]

// referralVerb is an action on one referral.
type referralVerb func(ctx context.Context, call app.Call, id string) (doneReferral, error)

// doReferral runs a verb for the party that the body names, and answers with the
// referral as it is then. in has been decoded. A repeat is answered before anything
// is asked that may have changed since.
func (a *API) doReferral(c *gin.Context, action string, in any, as func(aggregate.Actor) (aggregate.Actor, error), verb referralVerb) error {
	ctx, id := c.Request.Context(), c.Param("id")
	call, err := a.call(c, "/v1/referrals/"+id+"/"+action, in)
	if err != nil {
		return err
	}
	who := call.Actor
	done, err := a.deps.App.Referrals.Repeated(ctx, call, id)
	if err != nil {
		return err
	}
	if !done.Replayed {
		if call.Actor, err = as(who); err != nil {
			return err
		}
		if done, err = verb(ctx, call, id); err != nil {
			return err
		}
	}
	out, err := a.shown(c, who, done)
	if err != nil {
		return err
	}
	return web.OK(c, out)
}

// referralFor runs a verb whose body names a party.
func (a *API) referralFor(c *gin.Context, p party, action string, in interface{ forWhom() string }, verb referralVerb) error {
	return a.doReferral(c, action, in, func(by aggregate.Actor) (aggregate.Actor, error) {
		return a.actAs(c, by, in.forWhom(), p)
	}, verb)
}
