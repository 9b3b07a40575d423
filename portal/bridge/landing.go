package bridge

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// Landing implements portal.Links.
func (b *Bridge) Landing(ctx context.Context, code, lang string) (view.Landing, error) {
	to, err := b.app.Links.Landing(ctx, code)
	if err != nil {
		return view.Landing{}, err
	}
	return b.landing(ctx, to, lang)
}

// Visit implements portal.Links.
func (b *Bridge) Visit(ctx context.Context, code, lang string, v view.Visit) (view.Landing, error) {
	to, err := b.app.Links.Landing(ctx, code)
	if err != nil {
		return view.Landing{}, err
	}
	b.app.Visits.Record(to.Link, link.Request{Method: "GET", UserAgent: v.UserAgent, Purpose: v.Purpose})
	page, err := b.landing(ctx, to, lang)
	page.Memory, page.Keep = b.app.Links.Remember(to.Link.Code), int(to.AttributionLife().Seconds())
	return page, err
}

// Remembered implements portal.Links.
func (b *Bridge) Remembered(ctx context.Context, memory string) (string, error) {
	to, err := b.app.Links.Attributed(ctx, memory)
	if to == nil || err != nil {
		return "", err
	}
	return to.Link.Code, nil
}

func (b *Bridge) landing(ctx context.Context, to app.Landing, lang string) (view.Landing, error) {
	t := to.Revision.Terms
	names := promise.Names{Company: t.Team, Rep: t.Team, Referrer: to.Referrer.Personal.Name}
	in := t.PromiseText(promise.ReaderPerson, names, lang)
	in.ByLink = true
	p, err := wording.Promise(ctx, b.app, to.Program.ID, in)
	if err != nil {
		return view.Landing{}, err
	}
	p.Steps = wording.Steps(promise.Timeline(promise.TimelineInput{
		Promise: t.Promise, Calendar: t.Calendar, Names: names, Reader: promise.ReaderPerson,
		Facts: promise.Facts{ByPerson: true}, NowMS: b.app.Now().UnixMilli(),
	}))
	return view.Landing{
		Code: to.Link.Code, Referrer: names.Referrer, Promise: p, Form: wording.Form(b.words(lang), ownQuestions(to)),
	}, nil
}

// ownQuestions are what a person is asked about themself.
func ownQuestions(to app.Landing) []form.Question {
	t := to.Revision.Terms
	return t.Form.Questions(form.Asking{By: form.ByPerson, Consent: t.Promise.Consent})
}
