package approvals

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// row is a reward in a list.
type row struct {
	ID, Person, Company      string
	Referrer, ReferrerID     string
	Payee                    string // where it is somebody else
	Amount                   money.Money
	Evidence                 []view.Status
	Status                   view.Status
	Waits                    []message.Message
	DueMS, LateMS, CreatedMS int64
	Zone                     string
	Given, Needed            int
	Unblocks                 message.Message // what has to be done, for one that waits for a person
	Revision                 int64
}

func newRow(w app.WaitingReward) row {
	r := w.Reward
	out := row{
		ID: r.ID, Referrer: w.Referrer, ReferrerID: r.ReferrerID, Amount: r.Amount, Evidence: evidence(w), Status: statusOf(r),
		DueMS: r.DecideMS, LateMS: r.LateMS, CreatedMS: r.CreatedMS, Zone: r.Calendar.Zone, Given: w.Given, Needed: w.Needed,
		Unblocks: unblocks(r), Revision: r.Revision,
	}
	if w.Referral != nil {
		out.Person, out.Company = w.Referral.Personal.Name, w.Referral.Personal.Company
	}
	if r.PayeeID != r.ReferrerID {
		out.Payee = w.Payee
	}
	for _, wait := range r.WaitsFor() {
		out.Waits = append(out.Waits, staffWait(r, wait))
	}
	return out
}

// tones colour the states of a reward; what isn't here is quiet.
var tones = map[reward.Status]view.Tone{
	reward.Held: view.Wait, reward.AwaitingApproval: view.Now, reward.Approved: view.Good, reward.Paying: view.Now,
	reward.Paid: view.Good, reward.Blocked: view.Stop, reward.Failed: view.Stop, reward.ClawbackDue: view.Stop,
}

func statusOf(r *reward.Reward) view.Status {
	return view.Status{Tone: tones[r.Status], Word: message.Of("approvals.status." + string(r.Status))}
}

// unblocks says what somebody of ours has to do; it is empty where nothing is.
func unblocks(r *reward.Reward) message.Message {
	switch reward.Code(r.Waiting) {
	case reward.WaitCheck:
		return message.Of("approvals.unblocks.check", "why", wording.StaffReason(r.Reason))
	case reward.WaitHand, reward.WaitReview, reward.WaitPayee:
		return message.Of("approvals.unblocks." + r.Waiting)
	}
	return message.Message{}
}

// staffWait says to staff what a reward waits for. The domain's own words are the
// referrer's.
func staffWait(r *reward.Reward, w reward.Wait) message.Message {
	key := "approvals.wait." + string(w.Code)
	day := func(ms int64) message.Day { return message.Day{MS: ms, Zone: r.Calendar.Zone} }
	switch w.Code {
	case reward.WaitHold, reward.WaitBankPause:
		return message.Of(key, "date", day(w.FromMS))
	case reward.WaitApproval, reward.WaitMinimum:
		return message.Of(key, "date", day(w.ByMS))
	case reward.WaitCheck:
		return message.Of(key, "why", wording.StaffReason(r.Reason))
	case reward.WaitPayee:
		return message.Of(key, "amount", r.Reclaimed)
	}
	return message.Of(key)
}
