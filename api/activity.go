package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/web"
)

// activityRoutes read the record of who did what.
func (a *API) activityRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/v1/activity", Scope: "activity:read", Handler: a.listActivity, Query: true},
	}
}

// Activity is one entry of the record of who did what.
//
//	@Description	Somebody did something to a document. It holds ids and codes only. The seal is a keyed hash over the document's history up to here; the operator's audit command checks it.
type Activity struct {
	ID         string    `json:"id"`
	At         time.Time `json:"at" format:"date-time"`
	Noun       string    `json:"noun" enums:"referral,reward,member,program,link,company,suppression,key,import,session,passkey"`
	DocumentID string    `json:"document_id"`                        // of that noun
	ProgramID  *string   `json:"program_id" extensions:"x-nullable"` // of the program that it belongs to
	Verb       string    `json:"verb" example:"accept"`              // a stable word; further ones may come
	From       *string   `json:"from" extensions:"x-nullable"`       // status before, where the verb changed one
	To         *string   `json:"to" extensions:"x-nullable"`         // status after
	Reason     *string   `json:"reason" extensions:"x-nullable"`     // a code
	Actor      Who       `json:"actor"`
	Seal       string    `json:"seal"`
}

// Who is who did something.
//
//	@Description	Who did something. For a person who was referred, the id is the referral's.
type Who struct {
	Kind string  `json:"kind" enums:"staff,referrer,person,partner_key,installation_key,stripe,clock,mail_server,operator"`
	ID   *string `json:"id" extensions:"x-nullable"`
	Via  *string `json:"via" extensions:"x-nullable"` // the key that acted for them
}

func activityOf(e *activity.Entry) Activity {
	return Activity{
		ID: e.ID, At: timeOf(e.AtMS), Noun: string(e.Noun), DocumentID: e.DocumentID, ProgramID: orNull(e.ProgramID),
		Verb: e.Verb, From: orNull(e.From), To: orNull(e.To), Reason: orNull(e.Reason),
		Actor: Who{Kind: string(e.Kind), ID: orNull(e.ActorID), Via: orNull(e.Via)}, Seal: e.Seal,
	}
}

type activityQuery struct {
	Limit      int    `form:"limit" default:"25" minimum:"1" maximum:"100"`                                                    // entries of a page
	Cursor     string `form:"cursor" maxLength:"512"`                                                                          // of the page before
	ActorID    string `form:"actor_id" minLength:"1" maxLength:"64"`                                                           // of a member, referral or key; or a kind that has no ids, such as clock
	Noun       string `form:"noun" enums:"referral,reward,member,program,link,company,suppression,key,import,session,passkey"` // kind of the document
	Verb       string `form:"verb" minLength:"1" maxLength:"64"`                                                               // what was done
	Order      string `form:"order" default:"newest" enums:"newest,oldest"`                                                    // by when it was done
	DocumentID string `form:"document_id" minLength:"1" maxLength:"64"`                                                        // the history of one document
	From       string `form:"from" format:"date-time"`                                                                         // the first moment
	To         string `form:"to" format:"date-time"`                                                                           // the moment after the last
}

// filter is what the query asks for.
func (q activityQuery) filter() app.ActivityFilter {
	f := app.ActivityFilter{Actor: q.ActorID, Noun: q.Noun, Verb: q.Verb, DocumentID: q.DocumentID}
	if at, err := time.Parse(time.RFC3339, q.From); err == nil { // its form has been checked
		f.From = at
	}
	if at, err := time.Parse(time.RFC3339, q.To); err == nil {
		f.To = at
	}
	return f
}

// listActivity pages through the record.
//
//	@ID				listActivity
//	@Summary		List activity
//	@Description	Who did what, newest first. Filters go together; with several of them a page may be short while there is a next one. Not for partners.
//	@Tags			activity
//	@Param			q	query		activityQuery		false	"Which part"
//	@Success		200	{object}	web.List[Activity]	"A page"
//	@Router			/v1/activity [get]
func (a *API) listActivity(c *gin.Context) error {
	var q activityQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	l, err := a.deps.App.Activity.List(c.Request.Context(), caller(c).Actor, q.filter(), app.Page{Cursor: q.Cursor, Limit: q.Limit, Oldest: q.Order == oldest})
	if err != nil {
		return err
	}
	return page(c, l, activityOf)
}

// activityExamples tell of a reviewer who accepted an introduction.
func activityExamples() []any {
	return []any{
		Activity{
			ID: "ref_01jwq4x8n2b7d9f1h3k5m7p9r1|0002", At: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), Noun: "referral",
			DocumentID: "ref_01jwq4x8n2b7d9f1h3k5m7p9r1", ProgramID: new("prg_01jwq4x8n2b7d9f1h3k5m7p9r1"), Verb: "accept",
			From: new("in_review"), To: new("awaiting_yes"), Actor: Who{Kind: "staff", ID: new("mbr_01jwq4x8n2rob00000000000aa")},
			Seal: "4Kc0H5m7C1vGm3lq0bZ0y2mQm5m6pJ8r1XnX0w6m3tE",
		},
	}
}
