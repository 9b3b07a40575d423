package reward

import "github.com/goodword/goodword/internal/domain/message"

// Status is where a reward stands (PRODUCT.md §9).
type Status string

// The states, each with who moves it on.
const (
	Held             Status = "held"              // the clock, when the hold is over
	AwaitingApproval Status = "awaiting_approval" // approvers
	Approved         Status = "approved"          // the worker pays, or a person marks it paid
	Paying           Status = "paying"            // the worker; with a review mark a person
	Paid             Status = "paid"              // final, unless the customer gets money back
	Blocked          Status = "blocked"           // a definite no: the worker's check or an approver
	Rejected         Status = "rejected"          // final, with a reason
	Cancelled        Status = "cancelled"         // final: what it was for fell away
	Failed           Status = "failed"            // final, by a person
	ClawbackDue      Status = "clawback_due"      // paid, but not earned any more: an approver
	ClawedBack       Status = "clawed_back"       // final
	WrittenOff       Status = "written_off"       // final
)

// Statuses lists all states in the order of a reward's life.
var Statuses = []Status{Held, AwaitingApproval, Approved, Paying, Paid, Blocked, Rejected, Cancelled, Failed, ClawbackDue, ClawedBack, WrittenOff}

// Word is the status's name in the reader's language.
func (s Status) Word() message.Word { return message.Word{Kind: "reward.status", Value: string(s)} }

// Final reports whether nothing can move the reward any more.
func (s Status) Final() bool {
	switch s {
	case Rejected, Cancelled, Failed, ClawedBack, WrittenOff:
		return true
	}
	return false
}

// Unpaid reports whether the reward can still be changed without anybody having
// to give money back.
func (s Status) Unpaid() bool {
	return s == Held || s == AwaitingApproval || s == Approved || s == Blocked
}

// Verb names what is done to a reward. The same word stands in events, in the API
// and in docs/states.md.
type Verb string

// The verbs.
const (
	Create    Verb = "create"
	HoldUntil Verb = "hold_until"
	Release   Verb = "release"
	Approve   Verb = "approve"
	Reject    Verb = "reject"
	Claim     Verb = "claim"
	Unknown   Verb = "unknown"
	Refuse    Verb = "refuse"
	Pay       Verb = "pay"
	MarkPaid  Verb = "mark_paid"
	SendAgain Verb = "send_again"
	Fail      Verb = "fail"
	Block     Verb = "block"
	Mend      Verb = "mend"
	Adjust    Verb = "adjust"
	Cancel    Verb = "cancel"
	Freeze    Verb = "freeze"
	Unfreeze  Verb = "unfreeze"
	Reclaim   Verb = "reclaim"
	ClawBack  Verb = "claw_back"
	WriteOff  Verb = "write_off"
	Escalate  Verb = "escalate"
	Involve   Verb = "involve"
)

// Role is who may do something to a reward.
type Role string

// The roles. An admin is an approver; so is the operator, except for approving,
// which takes a person.
const (
	ByClock    Role = "clock"
	ByApprover Role = "approver"
	ByPerson   Role = "uninvolved_approver" // neither paid nor referrer, nor one who worked the deal or set the amount
)

// Move is one row of the table.
type Move struct {
	Verb Verb
	By   []Role
	From []Status // nil: it doesn't exist yet
	To   []Status // where it may stand afterwards; nil: where it stood
	Rule string   // what decides, in words
}

// Moves is the one truth about who may move what. What isn't in it is refused
// with the state.
var Moves = []Move{
	{Create, []Role{ByClock}, nil, []Status{Held}, "when the trigger of a frozen rule happens"},
	{HoldUntil, []Role{ByApprover}, []Status{Held, AwaitingApproval, Approved}, []Status{Held}, "with a reason; approvals are void"},
	{Release, []Role{ByClock}, []Status{Held}, []Status{AwaitingApproval, Approved}, "when the hold is over; approved when the rule may approve by itself"},
	{Release, []Role{ByApprover}, []Status{Held}, []Status{AwaitingApproval, Approved}, "lifts what a person held, never the hold of the rule"},
	{Approve, []Role{ByPerson}, []Status{AwaitingApproval}, []Status{AwaitingApproval, Approved}, "approved with as many distinct people as the frozen rule demands"},
	{Reject, []Role{ByApprover}, []Status{Held, AwaitingApproval, Approved}, []Status{Rejected}, "with a reason"},
	{Claim, []Role{ByClock}, []Status{Approved}, []Status{Paying}, "cash; freezes the destination and numbers the attempt"},
	{Unknown, []Role{ByClock}, []Status{Paying}, []Status{Paying}, "no clear answer; sets the review mark"},
	{Refuse, []Role{ByClock}, []Status{Paying}, []Status{Blocked, Cancelled}, "a definite no; cancelled when nothing is due any more"},
	{Pay, []Role{ByClock}, []Status{Paying}, []Status{Paid, ClawbackDue}, "the transfer exists; clawback_due when the customer got money back meanwhile"},
	{MarkPaid, []Role{ByApprover}, []Status{Approved}, []Status{Paid}, "gifts and donations, with a reference"},
	{SendAgain, []Role{ByApprover}, []Status{Paying}, []Status{Paying, Paid, ClawbackDue}, "parked 25 hours after the last send, no lease live, a fresh look-up empty; if it finds the transfer, paid"},
	{Fail, []Role{ByApprover}, []Status{Blocked, Paying}, []Status{Failed}, "with a reason; while paying as send_again"},
	{Block, []Role{ByClock}, []Status{Held, AwaitingApproval, Approved}, []Status{Blocked}, "a check failed, such as a base in another currency"},
	{Mend, []Role{ByClock, ByApprover}, []Status{Blocked}, []Status{Approved, AwaitingApproval}, "awaiting_approval when amount or payee changed, or it wasn't approved"},
	{Adjust, []Role{ByClock}, []Status{Held, AwaitingApproval, Approved, Blocked}, []Status{Held, AwaitingApproval, Approved, Blocked}, "the amount follows the deal; approvals are void; approved when the rule may approve by itself"},
	{Cancel, []Role{ByClock}, []Status{Held, AwaitingApproval, Approved, Blocked}, []Status{Cancelled}, "a full refund, or what it was for fell away"},
	{Freeze, []Role{ByClock}, []Status{Held, AwaitingApproval, Approved, Blocked}, nil, "a dispute was opened; stays where it is"},
	{Unfreeze, []Role{ByClock}, []Status{Held, AwaitingApproval, Approved, Blocked}, nil, "the dispute was decided; stays where it is"},
	{Reclaim, []Role{ByClock}, []Status{Paying}, []Status{Paying}, "noted until the answer is known"},
	{Reclaim, []Role{ByClock}, []Status{Paid, ClawbackDue}, []Status{ClawbackDue}, "the customer got money back"},
	{ClawBack, []Role{ByApprover}, []Status{ClawbackDue}, []Status{ClawedBack}, "with a reference"},
	{WriteOff, []Role{ByApprover}, []Status{ClawbackDue}, []Status{WrittenOff}, "with a reason"},
	{Escalate, []Role{ByClock}, []Status{AwaitingApproval}, []Status{AwaitingApproval}, "not decided in time"},
	{Involve, []Role{ByClock}, []Status{Held, AwaitingApproval, Approved, Blocked}, []Status{Held, AwaitingApproval, Blocked}, "somebody who approved turns out to have worked the deal: approvals are void"},
}
