package approvals

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// done is what a decision answers.
type done = app.Done[reward.Reward]

// deed is one thing that a person can do to a reward: a page of its own that says
// what will happen, and what is sent from there.
type deed struct {
	verb reward.Verb
	name string // the last part of its path, as the API has it, and of its words' keys
	icon string
	stop bool // it can't be undone
	// fields are what it asks.
	fields func(f ui.Frame, d dossier) []view.Field
	// do does it with what was typed.
	do func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error)
}

// deedOn is what a deed is done with.
type deedOn struct {
	id   string
	form view.Answers
	seen *reward.Reward // for its zone and currency; the verb reads it anew
}

func (d deed) path(id string) string { return rewardPath(id) + "/" + d.name }

// leads reports whether it is what a page wants first: holding a reward and what
// can't be undone aren't.
func (d deed) leads() bool { return !d.stop && d.verb != reward.HoldUntil }

// key is where the words of a deed stand: approvals.deed.approve.title.
func (d deed) key(part string) string { return "approvals.deed." + d.name + "." + part }

// deeds are the table of what approvers do, in the order in which a page offers
// them.
var deeds = []deed{
	{verb: reward.Approve, name: "approve", icon: "check", fields: nothing, do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.Approve(ctx, call, on.id)
	}},
	{verb: reward.MarkPaid, name: "mark-paid", icon: "gift", stop: true, fields: receipt, do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.MarkPaid(ctx, call, on.id, app.SettleByHand{Reference: on.form.One("reference"), Note: on.form.One("note")})
	}},
	{verb: reward.Mend, name: "mend", icon: "play", fields: mending, do: mend},
	{verb: reward.SendAgain, name: "send-again", icon: "refresh-cw", stop: true, fields: nothing, do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.SendAgain(ctx, call, on.id)
	}},
	{verb: reward.ClawBack, name: "claw-back", icon: "undo-2", stop: true, fields: receipt, do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.ClawBack(ctx, call, on.id, app.SettleByHand{Reference: on.form.One("reference"), Note: on.form.One("note")})
	}},
	{verb: reward.Release, name: "release", icon: "play", fields: nothing, do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.Release(ctx, call, on.id)
	}},
	{verb: reward.HoldUntil, name: "hold", icon: "circle-pause", fields: holding, do: holdUntil},
	{verb: reward.Reject, name: "reject", icon: "circle-x", stop: true, fields: because(reward.RejectReasons, true), do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.Reject(ctx, call, on.id, app.RejectReward{Reason: on.form.One("reason"), Note: on.form.One("note")})
	}},
	{verb: reward.Fail, name: "fail", icon: "circle-slash", stop: true, fields: because(reward.FailReasons, true), do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.Fail(ctx, call, on.id, app.FailReward{Reason: on.form.One("reason"), Note: on.form.One("note")})
	}},
	{verb: reward.WriteOff, name: "write-off", icon: "circle-slash", stop: true, fields: because(reward.WaiveReasons, false), do: func(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
		return to.Rewards.WriteOff(ctx, call, on.id, app.WriteOffReward{Reason: on.form.One("reason"), Note: on.form.One("note")})
	}},
}

func holdUntil(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
	until, err := day(on.form.One("until"), on.seen.Calendar.Zone)
	if err != nil {
		return done{}, err
	}
	return to.Rewards.HoldUntil(ctx, call, on.id, app.HoldReward{Until: until, Reason: on.form.One("reason"), Note: on.form.One("note")})
}

// day is when a day begins where the program is; the zero time for none.
func day(typed, zone string) (time.Time, error) {
	if typed == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, typed, location(zone))
	if err != nil {
		return t, fault.OfField("/until", "invalid_date", "Use a day such as 2026-07-31.")
	}
	return t, nil
}

// location is where the program is.
func location(zone string) *time.Location {
	at, err := time.LoadLocation(zone)
	if err != nil {
		return time.UTC
	}
	return at
}

func mend(ctx context.Context, to *app.App, call app.Call, on deedOn) (done, error) {
	in := app.MendReward{Note: on.form.One("note")}
	if typed := on.form.One("amount"); typed != "" {
		m, err := wording.Amount("/amount", typed, on.seen.Rule.Currency)
		if err != nil {
			return done{}, err
		}
		in.Amount = &m
	}
	return to.Rewards.Mend(ctx, call, on.id, in)
}
