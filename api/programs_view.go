package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// Program is a referral program.
//
//	@Description	A referral program: its draft, and how it has kept its promise.
type Program struct {
	ID          string            `json:"id"`
	ExternalID  *string           `json:"external_id" extensions:"x-nullable"`
	Name        string            `json:"name"`
	State       string            `json:"state" enums:"draft,published,archived"`
	Revision    *int64            `json:"revision" extensions:"x-nullable" minimum:"1"` // the published one
	PublishedAt *time.Time        `json:"published_at" format:"date-time" extensions:"x-nullable"`
	Draft       *ProgramTerms     `json:"draft" extensions:"x-nullable"` // what is published next; null for partners
	Kept        KeptRate          `json:"kept"`
	Metadata    map[string]string `json:"metadata"`
	CreatedAt   time.Time         `json:"created_at" format:"date-time"`
	UpdatedAt   time.Time         `json:"updated_at" format:"date-time"`
}

// KeptRate counts how a program kept its promises.
//
//	@Description	How the program kept its promises: steps that were decided in the last 12 months, and breaches.
type KeptRate struct {
	Percent  *int `json:"percent" minimum:"0" maximum:"100" extensions:"x-nullable"` // kept of all, rounded down; null while nothing is decided
	Kept     int  `json:"kept"`
	KeptLate int  `json:"kept_late"`
	Broken   int  `json:"broken"`
	Breaches int  `json:"breaches"`
}

// ProgramSummary is a program in a list.
//
//	@Description	A program in a list.
type ProgramSummary struct {
	ID          string            `json:"id"`
	ExternalID  *string           `json:"external_id" extensions:"x-nullable"`
	Name        string            `json:"name"`
	State       string            `json:"state" enums:"draft,published,archived"`
	Revision    *int64            `json:"revision" extensions:"x-nullable" minimum:"1"` // the published one
	PublishedAt *time.Time        `json:"published_at" format:"date-time" extensions:"x-nullable"`
	Metadata    map[string]string `json:"metadata"`
	CreatedAt   time.Time         `json:"created_at" format:"date-time"`
	UpdatedAt   time.Time         `json:"updated_at" format:"date-time"`
}

// ProgramRevision is what was published once.
//
//	@Description	What was published once. It never changes.
type ProgramRevision struct {
	ProgramID   string           `json:"program_id"`
	Revision    int64            `json:"revision" minimum:"1"`
	PublishedAt time.Time        `json:"published_at" format:"date-time"`
	Terms       ProgramTerms     `json:"terms"`
	Warnings    []ProgramWarning `json:"warnings"` // what was thin when it was published
}

// ProgramWarning is something thin about a revision.
//
//	@Description	Something that can be published, and that somebody should look at.
type ProgramWarning struct {
	Code   string `json:"code" example:"too_few_approvers"`
	Detail string `json:"detail"` // in words, in English
}

// Publication is the outcome of publishing.
//
//	@Description	The outcome of publishing.
type Publication struct {
	Program  Program         `json:"program"`
	Revision ProgramRevision `json:"revision"`
}

func programSummaryOf(p *program.Program) ProgramSummary {
	return ProgramSummary{
		ID: p.ID, ExternalID: orNull(p.ExternalID), Name: p.Name, State: string(p.State), Revision: numberOrNull(p.Published),
		PublishedAt: timeOrNull(p.PublishedMS), Metadata: metadataOf(p.Metadata), CreatedAt: p.CreatedAt(), UpdatedAt: p.UpdatedAt(),
	}
}

// programOf shows a program with its kept rate.
func (a *API) programOf(c *gin.Context, p *program.Program) (Program, error) {
	tally, err := a.deps.App.Referrals.Kept(c.Request.Context(), p.ID)
	if err != nil {
		return Program{}, err
	}
	s := programSummaryOf(p)
	out := Program{
		ID: s.ID, ExternalID: s.ExternalID, Name: s.Name, State: s.State, Revision: s.Revision, PublishedAt: s.PublishedAt,
		Kept: keptOf(tally), Metadata: s.Metadata, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt,
	}
	if p.Draft.Name != "" { // partners see none
		out.Draft = new(termsOf(p.Draft))
	}
	return out, nil
}

func keptOf(t promise.Tally) KeptRate {
	out := KeptRate{Kept: t.Kept, KeptLate: t.KeptLate, Broken: t.Broken, Breaches: t.Breaches}
	if percent, decided := t.Rate(); decided {
		out.Percent = &percent
	}
	return out
}

// revisionOf shows a revision. Its warnings are for who works with the API, so that
// they are in English like every refusal, and the revision is the same for all.
func (a *API) revisionOf(r *program.Revision) ProgramRevision {
	texts := a.deps.Texts.For("en")
	out := ProgramRevision{
		ProgramID: r.ProgramID, Revision: r.N, PublishedAt: timeOf(r.PublishedMS), Terms: termsOf(r.Terms),
		Warnings: make([]ProgramWarning, len(r.Warnings)),
	}
	for i, w := range r.Warnings {
		out.Warnings[i] = ProgramWarning{Code: w.Code, Detail: texts.Text(w.Message())}
	}
	return out
}

// numberOrNull is null for 0: there is none.
func numberOrNull(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}
