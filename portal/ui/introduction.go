package ui

import (
	"slices"

	"github.com/goodword/goodword/portal/view"
)

// Introduction is an introduction as its referrer sees it, at the addresses where
// they see it: by a mailed link, or signed in.
type Introduction struct {
	view.Referral
	Page       string // its path; actions are below it
	PayoutPage string // the path on which being paid is set up
}

// task is something that waits for the referrer, with the arguments of its card's
// words.
type task struct {
	Action view.Action
	Text   []any
}

// urgent are the tasks that wait for the referrer, in the order to show.
func (v Introduction) urgent() []task {
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

// links are the quieter things that the referrer may do; a second look is asked for
// beside the reason of the decline.
func (v Introduction) links() []view.Action {
	return slices.DeleteFunc([]view.Action{view.ReportIt, view.Withdraw}, func(a view.Action) bool { return !v.May(a) })
}

// declinedTitle is the key of what the notice about a decline is called: the reason
// where it can be told, else what can be done; "" where there is neither.
func (v Introduction) declinedTitle() string {
	switch {
	case v.Reason.Key != "", v.Because != "":
		return "page.referral.reason"
	case v.May(view.Appeal):
		return "page.referral.no_reason"
	}
	return ""
}

// Word is the last part of an action's key: after a yes, withdrawing ends only
// the claim.
func (v Introduction) Word(a view.Action) string {
	if a == view.Withdraw && v.Claim {
		return "claim"
	}
	return string(a)
}

// Whom names the person, or says that the details are deleted.
func (v Introduction) Whom(f Frame) string {
	switch {
	case v.Person == "":
		return f.T("page.referral.erased")
	case v.Company == "":
		return v.Person
	}
	return v.Person + ", " + v.Company
}

// PathTitle names a timeline: what will happen, or how far it has come.
func PathTitle(f Frame, p view.Promise) string {
	if slices.ContainsFunc(p.Steps, func(s view.Step) bool { return s.State == view.StepDone }) {
		return f.T("page.promise.way")
	}
	return f.T("page.promise.path")
}
