package reward

import (
	"slices"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Approval is one person's word. It binds amount, currency and payee: if one of
// them changes it is gone.
type Approval struct {
	MemberID string      `json:"member_id"`
	AtMS     int64       `json:"at_ms"`
	Amount   money.Money `json:"amount"`
	PayeeID  string      `json:"payee_id"`
}

// Needed is how many distinct people the frozen rule demands; 0 when it may
// approve by itself.
func (r *Reward) Needed() int { return r.Terms.Approval.Needed(r.Amount, r.Clean && r.Set == nil) }

// binding counts the approvals that bind what would be paid now.
func (r *Reward) binding() int {
	n := 0
	for _, a := range r.Approvals {
		if a.Amount == r.Amount && a.PayeeID == r.PayeeID {
			n++
		}
	}
	return n
}

func (r *Reward) approvedBy(memberID string) bool {
	return slices.ContainsFunc(r.Approvals, func(a Approval) bool { return a.MemberID == memberID })
}

// Approve gives one person's word. Giving it twice changes nothing.
func (r *Reward) Approve(act Act) error {
	if r.approvedBy(act.By.ID) && act.By.ID != "" && (r.Status == AwaitingApproval || r.Status == Approved) {
		return nil
	}
	if err := r.may(Approve, act.By); err != nil {
		return err
	}
	if err := r.mayApprove(act.By); err != nil {
		return err
	}
	r.Approvals = append(r.Approvals, Approval{act.By.ID, act.Now.UnixMilli(), r.Amount, r.PayeeID})
	data := amountData(r.Amount)
	data["payee"] = r.PayeeID
	if r.binding() < max(r.Needed(), 1) {
		r.move(act, Approve, AwaitingApproval, "", data)
		return nil
	}
	r.move(act, Approve, Approved, "", data)
	r.approved(act.Now)
	return nil
}

// approved follows every way into Approved.
func (r *Reward) approved(now time.Time) {
	r.decided(now)
	r.Reason = ""
	if r.Booked == 0 {
		r.owe(now)
	}
	r.Unschedule(TaskRecheck)
	r.Clearance = Clearance{SinceMS: now.UnixMilli()}
	if r.Rule.Kind == Cash {
		due := now
		if hold := time.UnixMilli(r.HoldUntilMS); hold.After(due) {
			due = hold
		}
		r.Reschedule(TaskPay, due, nil)
	}
	r.quota(now)
	r.tell(now)
	r.index()
}

// void takes all approvals back, and what they made us owe.
func (r *Reward) void(now time.Time) {
	r.Approvals = nil
	r.undecided()
	r.release(now)
}

// Reject refuses the reward for good. reason is a code, the note is in act.
func (r *Reward) Reject(act Act, reason string) error {
	if r.Status == Rejected && r.Reason == reason {
		return nil
	}
	if err := r.may(Reject, act.By); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.OfField("/reason", "required", "Say why: the referrer sees it.")
	}
	r.decided(act.Now)
	r.end(act, Reject, Rejected, reason)
	return nil
}

// Escalate marks the decision as late, so that admins and the referrer hear of it.
func (r *Reward) Escalate(act Act) error {
	if err := r.may(Escalate, act.By); err != nil {
		return err
	}
	if r.LateMS != 0 || act.Now.UnixMilli() < r.DecideMS {
		return nil
	}
	r.LateMS = act.Now.UnixMilli()
	r.move(act, Escalate, AwaitingApproval, "", nil)
	r.tellNews(act.Now, NewsLate)
	return nil
}

// Involve adds people who turn out to have worked the deal. If one of them
// approved, all approvals are void.
func (r *Reward) Involve(act Act, members []string) error {
	all := involved(r.Involved, members...)
	if slices.Equal(all, r.Involved) {
		return nil
	}
	r.Involved = all
	if !slices.ContainsFunc(r.Approvals, func(a Approval) bool { return slices.Contains(all, a.MemberID) }) {
		return nil
	}
	if r.may(Involve, act.By) != nil {
		return nil // it is on its way or paid: the event of the approval stays as evidence
	}
	r.void(act.Now)
	if r.Status == Approved {
		r.Unschedule(TaskPay)
		r.await(act, Involve)
		r.quota(act.Now)
		return nil
	}
	r.move(act, Involve, r.Status, "", nil)
	return nil
}
