package wording

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// wordsControl is where a reason stands on the page.
var wordsControl = map[string]string{"/reason": "/words"}

// Act does what the referrer decided about an introduction. Faults of single values
// point at /words, /email and /answers/{name}.
func Act(ctx context.Context, a *app.App, call app.Call, p app.ReferrerView, d view.Deed) (err error) {
	refs, id := a.Referrals, p.Referral.ID
	switch d.Action {
	case view.Confirm:
		_, err = refs.Confirm(ctx, call, id)
	case view.GiveInfo:
		var answers map[string]any
		if answers, err = Retyped(open(p.Progress), d.Answers); err == nil {
			_, err = refs.Answer(ctx, call, id, app.AnswerReferral{Answers: answers, Words: d.Words})
		}
	case view.Correct:
		_, err = refs.Correct(ctx, call, id, app.CorrectReferral{Email: d.Email})
	case view.Appeal:
		_, err = refs.Appeal(ctx, call, id, app.Reasoned{Reason: d.Words})
	case view.Withdraw:
		_, err = refs.Withdraw(ctx, call, id, app.Remarked{})
	case view.ReportIt:
		_, err = refs.Report(ctx, call, id, app.ReportBreach{Kind: string(view.NotAsPromised), Words: d.Words})
	default:
		err = fault.New(fault.NotFound, "no_such_page", "There is no such page.")
	}
	return Repoint(err, wordsControl)
}
