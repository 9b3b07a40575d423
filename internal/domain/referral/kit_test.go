package referral

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// The people of the tests.
var (
	kim      = aggregate.Actor{Kind: aggregate.Referrer, ID: "mem_kim"}
	stranger = aggregate.Actor{Kind: aggregate.Referrer, ID: "mem_other"}
	bob      = aggregate.Actor{Kind: aggregate.Person, ID: "ref_1"}
	rep      = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_rep", Roles: []aggregate.Role{aggregate.Rep}}
	reviewer = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_rev", Roles: []aggregate.Role{aggregate.Reviewer}}
	second   = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_second", Roles: []aggregate.Role{aggregate.Reviewer}}
	approver = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_app", Roles: []aggregate.Role{aggregate.Approver}}
	crm      = aggregate.Actor{Kind: aggregate.Installation, ID: "key_crm"}
	partner  = aggregate.Actor{Kind: aggregate.Partner, ID: "key_partner"}
	stripe   = aggregate.Actor{Kind: aggregate.Stripe, ID: "evt_1"}
	mailer   = aggregate.Actor{Kind: aggregate.Mailer}
	clock    = aggregate.ByClock
)

// monday is when the tests begin: nine in the morning in Berlin.
var monday = time.Date(2026, 6, 1, 7, 0, 0, 0, time.UTC)

// bobs are the person's details; every part is a canary that must not turn up
// outside the personal blocks.
var bobs = contact.Details{Name: "Canary Bob", Company: "Canary Works", Email: "canary@example.org", Phone: "+4930901820", Country: "DE", Language: "de"}

const (
	emailKey = "email-b0b"
	phoneKey = "phone-b0b"
)

func terms(consent promise.Consent) Terms {
	t := program.DefaultTerms("Northline", "Europe/Berlin")
	t.Promise.Consent = consent
	t.Promise.AskFirstCountries = []string{"DE"}
	return t
}

func verdict(r vetting.Result) vetting.Verdict {
	v := vetting.Verdict{Result: r, Score: 100}
	if r == vetting.Declined {
		v.Reason = vetting.CannotTake
	}
	return v
}

func draft(entry Entry) Draft {
	return Draft{
		ID: "ref_1", ProgramID: "prg_1", RevisionN: 1, Source: "installation", Entry: entry, ReferrerID: kim.ID,
		Details: bobs, Match: []string{emailKey, phoneKey}, NameMatch: "name-b0b",
	}
}

// entered is a referral that vetting judged.
func entered(t Terms, result vetting.Result) *Referral {
	d := draft(ByReferrer)
	d.AcceptedMS = monday.UnixMilli()
	r := New(d, kim, nil, monday)
	r.Vetted(t, verdict(result), nil, monday)
	return r
}

// yes is a yes on the page, through a mail of ours unless direct is false.
func yes(direct bool) Said {
	return Said{Direct: direct, Details: contact.Details{Email: bobs.Email}, Match: []string{emailKey}, Language: "de"}
}

// agreed is a referral whose person said yes.
func agreed(t *testing.T, terms Terms) *Referral {
	t.Helper()
	r := entered(terms, vetting.Accepted)
	if r.Status != Agreed {
		must(t, r.AgreedOnPage(bob, terms, yes(true), nil, monday))
	}
	in(t, r, Agreed)
	return r
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails the test unless err is a fault with the reason or with a field of
// that code.
func refused(t *testing.T, err error, reason string) {
	t.Helper()
	if fault.Because(err, reason) {
		return
	}
	if err != nil {
		for _, f := range fault.Of(err).Fields {
			if f.Code == reason {
				return
			}
		}
	}
	t.Fatalf("got %v, want %s", err, reason)
}

func in(t *testing.T, r *Referral, want Status) {
	t.Helper()
	if r.Status != want {
		t.Fatalf("wanted %s, got %s", want, r.Status)
	}
}

// due is when the task of a kind is due; the test fails where there is none.
func due(t *testing.T, r *Referral, kind string) time.Time {
	t.Helper()
	task, ok := r.Meta.Pending(kind)
	if !ok {
		t.Fatalf("no task %s is pending", kind)
	}
	return time.UnixMilli(task.DueMS).UTC()
}

func pending(r *Referral, kind string) bool {
	_, ok := r.Meta.Pending(kind)
	return ok
}

// mails counts the pending mails of a template.
func mails(r *Referral, template string) (n int) {
	for _, task := range r.Agenda {
		if task.Kind == TaskMail && task.Payload["template"] == template {
			n++
		}
	}
	return n
}

// outcomes lists the outcomes that are to be counted.
func outcomes(r *Referral) (all []string) {
	for _, task := range r.Agenda {
		if task.Kind == TaskOutcome {
			all = append(all, task.Payload["key"]+"="+task.Payload["outcome"])
		}
	}
	return all
}

func text(t interface{ Fatal(...any) }, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func win(fact string) deal.Close {
	return deal.Close{FactID: fact, Source: deal.FromCRM, ExternalID: fact, Amount: money.Of(100_000, "eur"), WonMS: monday.UnixMilli()}
}
