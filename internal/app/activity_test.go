package app

import (
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
)

// acts lists all entries of a filter, page by page.
func (w *treasury) acts(f ActivityFilter, limit int) []*activity.Entry {
	w.t.Helper()
	var all []*activity.Entry
	for p := (Page{Limit: limit}); ; {
		l, err := w.app.Activity.List(w.t.Context(), operator, f, p)
		w.must(err)
		all = append(all, l.Docs...)
		if p.Cursor = l.Next; p.Cursor == "" {
			return all
		}
	}
}

// Whoever did something finds it at once, under each filter, newest first.
func TestActivityList(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.clock.advance(time.Hour)
	began := w.clock.Now()
	p := w.published("Friends")
	w.clock.advance(time.Hour)
	done, err := w.app.Keys.IssueService(t.Context(), Call{Actor: operator}, apikey.Scopes(), ServiceKeyInput{Name: "crm", Scopes: []string{"members:read"}})
	w.must(err)

	all := w.acts(ActivityFilter{}, 3)
	if !slices.IsSortedFunc(all, func(a, b *activity.Entry) int { return int(b.AtMS - a.AtMS) }) {
		t.Error("not newest first")
	}
	turned, err := w.app.Activity.List(t.Context(), operator, ActivityFilter{}, Page{Oldest: true, Limit: 100})
	w.must(err)
	if n := len(turned.Docs); n < len(all) || turned.Docs[n-1].ID != all[0].ID {
		t.Errorf("the oldest first ends with %+v", turned.Docs[n-1])
	}
	newest := all[0]
	if newest.DocumentID != done.Doc.ID || newest.Verb != "issued" || newest.Noun != activity.Key || newest.Kind != aggregate.Operator || newest.Seal == "" {
		t.Errorf("the newest is %+v", newest)
	}
	for name, c := range map[string]struct {
		f    ActivityFilter
		want []string
	}{
		"document": {ActivityFilter{DocumentID: p.ID}, []string{"published", "created"}},
		"noun":     {ActivityFilter{Noun: "program"}, []string{"published", "created"}},
		"both":     {ActivityFilter{Noun: "program", Verb: "created"}, []string{"created"}},
		"verb":     {ActivityFilter{Verb: "issued"}, []string{"issued"}},
		"nobody":   {ActivityFilter{Actor: "mem_nobody"}, nil},
		"operator": {ActivityFilter{Actor: "operator", From: began}, []string{"issued"}},
		"key":      {ActivityFilter{Actor: installation.ID, From: began}, []string{"published", "created"}},
		"who what": {ActivityFilter{Actor: installation.ID, Noun: "program", Verb: "created", From: began}, []string{"created"}},
		"who not":  {ActivityFilter{Actor: installation.ID, Noun: "key", From: began}, nil},
		"his part": {ActivityFilter{DocumentID: p.ID, Actor: "operator"}, nil},
		"until":    {ActivityFilter{Noun: "program", To: began}, nil},
		"span":     {ActivityFilter{From: began, To: began.Add(time.Minute)}, []string{"published", "created"}},
	} {
		var got []string
		for _, e := range w.acts(c.f, 1) {
			got = append(got, e.Verb)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if e := w.acts(ActivityFilter{DocumentID: p.ID}, 1)[0]; e.ProgramID != p.ID {
		t.Errorf("of program %q", e.ProgramID)
	}
}

func TestActivityRefuses(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	for name, c := range map[string]struct {
		by     aggregate.Actor
		f      ActivityFilter
		p      Page
		reason string
	}{
		"approver":  {w.anna, ActivityFilter{}, Page{}, "role_missing"},
		"partner":   {partner, ActivityFilter{}, Page{}, "role_missing"},
		"noun":      {operator, ActivityFilter{Noun: "ghost"}, Page{}, "not_one_of"},
		"backwards": {operator, ActivityFilter{From: monday(), To: monday()}, Page{}, "out_of_range"},
		"cursor":    {operator, ActivityFilter{}, Page{Cursor: "x"}, "bad_cursor"},
		"limit":     {operator, ActivityFilter{}, Page{Limit: 101}, "out_of_range"},
	} {
		_, err := w.app.Activity.List(t.Context(), c.by, c.f, c.p)
		t.Run(name, func(t *testing.T) { (&registers{t: t}).refused(err, c.reason) })
	}
	l, err := w.app.Activity.List(t.Context(), operator, ActivityFilter{}, Page{Limit: 1})
	w.must(err)
	_, err = w.app.Activity.List(t.Context(), operator, ActivityFilter{Noun: "member"}, Page{Cursor: l.Next})
	w.refused(err, "bad_cursor")
	if _, err := w.app.Activity.List(t.Context(), installation, ActivityFilter{}, Page{}); err != nil {
		t.Error(err)
	}
}

// What is found under a key is what came through it, whoever it acted for.
func TestActivityThroughKey(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	boss := w.person("boss", aggregate.Admin)
	boss.Via = "key_bosses"
	c, err := w.app.Companies.Upsert(t.Context(), Call{Actor: boss}, CompanyInput{Name: "Acme", State: "customer"})
	w.must(err)
	for _, who := range []string{boss.ID, boss.Via} {
		if got := w.acts(ActivityFilter{Actor: who}, 10); len(got) != 1 || got[0].DocumentID != c.Doc.ID || got[0].Via != boss.Via {
			t.Errorf("%s: %+v", who, got)
		}
	}
}
