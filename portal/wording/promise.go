package wording

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// stepStates names the states of a step as pages draw them.
var stepStates = map[promise.State]view.StepState{
	promise.StateNext: view.StepLater, promise.StateNow: view.StepNow, promise.StateLate: view.StepLate,
	promise.StatePaused: view.StepPaused, promise.StateDone: view.StepDone, promise.StateKept: view.StepDone,
	promise.StateKeptLate: view.StepKeptLate, promise.StateBroken: view.StepBroken, promise.StateSkipped: view.StepSkipped,
}

// Steps draws a timeline. The detail of a step says when, in the reader's zone.
func Steps(list []promise.Step) []view.Step {
	out := make([]view.Step, len(list))
	for i, s := range list {
		out[i] = view.Step{State: stepStates[s.State], Title: s.Title, Detail: s.Detail}
	}
	return out
}

// Promise is a program's promise in words, without its steps.
func Promise(ctx context.Context, a *app.App, programID string, in promise.TextInput) (view.Promise, error) {
	p := view.Promise{Lines: promise.FiveLines(in), Never: promise.NeverLines(in)}
	for _, c := range promise.WholeText(in) {
		p.Whole = append(p.Whole, view.Clause{Title: c.Heading, Text: c.Lines})
	}
	tally, err := a.Referrals.Kept(ctx, programID)
	if decided := tally.Kept + tally.KeptLate + tally.Broken + tally.Breaches; decided > 0 {
		p.Kept = &view.KeptRate{Kept: tally.Kept, Decided: decided}
	}
	return p, err
}

// PromiseOf is the promise of a referral as far as it was kept.
func PromiseOf(ctx context.Context, a *app.App, p app.Progress, reader promise.Reader, lang string) (view.Promise, error) {
	in := p.Terms.PromiseText(reader, p.Names, lang)
	in.ByLink = p.Referral.Entry == referral.ByLink
	v, err := Promise(ctx, a, p.Referral.ProgramID, in)
	v.Steps = Steps(p.Steps)
	return v, err
}
