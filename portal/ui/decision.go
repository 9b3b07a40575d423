package ui

import (
	"slices"

	"github.com/goodword/goodword/portal/view"
)

// Decision is a page on which the referrer decides one thing about an introduction.
type Decision struct {
	Introduction
	Action view.Action
	Typed  view.Answers
	Faults Faults
}

// Deeds are the actions with a page of their own.
func Deeds() []view.Action {
	return []view.Action{view.Confirm, view.GiveInfo, view.Correct, view.Appeal, view.Withdraw, view.ReportIt}
}

// AsksWords reports whether an action asks for words, and whether it can't go
// without.
func (v Decision) AsksWords() (asks, needs bool) {
	switch v.Action {
	case view.Appeal, view.ReportIt:
		return true, true
	case view.GiveInfo: // who is asked in words may answer so
		return v.Question != "", false
	}
	return false, false
}

// Controls are the names of the fields on the page.
func (v Decision) Controls() []string {
	names := []string{"words", "email"}
	for _, q := range v.Ask.Fields {
		names = append(names, q.Name)
	}
	return names
}

// Wrong reports whether something is to be mended in the form's own fields.
func (v Decision) Wrong() bool {
	return slices.ContainsFunc(v.Ask.Fields, func(q view.Field) bool { return v.Faults.Of(q.Name) != "" })
}

// Missing are the choices and words that the page asks for and didn't get; sure is
// the answer to its last question.
func (v Decision) Missing(f Frame, sure string) Faults {
	var out Faults
	if _, needs := v.AsksWords(); needs && v.Typed.One("words") == "" {
		out = append(out, Fault{Control: "words", Text: f.T("page.fault.required")})
	}
	if v.Action == view.Correct && v.Typed.One("email") == "" {
		out = append(out, Fault{Control: "email", Text: f.T("page.fault.required")})
	}
	if sure != "yes" {
		out = append(out, Fault{Control: "sure-0", Text: f.T("page.sure.missing")})
	}
	return out
}

// Deed is the action with what was typed.
func (v Decision) Deed() view.Deed {
	return view.Deed{Action: v.Action, Words: v.Typed.One("words"), Email: v.Typed.One("email"), Answers: v.Typed}
}
