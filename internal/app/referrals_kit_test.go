package app

import (
	"context"
	"errors"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// desk is the whole application with a program, a rep, reviewers and a post office
// that can refuse.
type desk struct {
	*treasury
	post    *post
	program *program.Program
	rita    aggregate.Actor // the rep
	rob     aggregate.Actor // a reviewer
	rose    aggregate.Actor // another one
}

// post is an outbox whose server answers as the test says.
type post struct {
	*outbox
	mu      sync.Mutex
	answers map[string]error // by template
	before  func(mailing.Mail)
}

func (p *post) Send(ctx context.Context, m mailing.Mail) error {
	p.mu.Lock()
	err, before := p.answers[m.Template], p.before
	p.mu.Unlock()
	if before != nil {
		before(m)
	}
	if err != nil {
		return err
	}
	return p.outbox.Send(ctx, m)
}

func (p *post) answer(template string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers[template] = err
}

var (
	errRefused   = fault.New(fault.Invalid, mailRefused, "No such mailbox.")
	errGreylist  = errors.New("451 come back later")
	whyItsUseful = "They hire twenty people and keep their papers in four places; you do exactly this."
)

func newDesk(t *testing.T, consent promise.Consent) *desk {
	t.Helper()
	w := newTreasury(t)
	d := &desk{treasury: w, post: &post{outbox: w.mails, answers: map[string]error{}}}
	w.app.Referrals.mails.mailer = d.post
	d.rita, d.rob, d.rose = w.person("rita", aggregate.Rep), w.person("rob", aggregate.Reviewer), w.person("rose", aggregate.Reviewer)
	w.person("ada", aggregate.Admin)
	in := w.draft("Friends")
	in.Draft.Promise.Consent, in.Draft.Promise.AskFirstCountries, in.Draft.Rep = consent, []string{"DE"}, d.rita.ID
	in.Draft.Vetting.AcceptFrom = 0
	p, err := w.programs.Create(t.Context(), Call{Actor: installation}, in)
	w.must(err)
	out, err := w.programs.Publish(t.Context(), Call{Actor: installation}, p.Doc.ID)
	w.must(err)
	d.program = out.Doc
	return d
}

// answersFor is a form that vetting accepts; without an address it names nobody's.
func answersFor(name, email string) map[string]any {
	a := map[string]any{"name": name, "company": name + " Maschinenbau", "source": form.PeersOutside, "told": "yes", "why": name + ": " + whyItsUseful, "country": "DE", "language": "de"}
	if email != "" {
		a["email"] = email
	}
	return a
}

// submit sends in an introduction by a referrer.
func (d *desk) submit(by *member.Member, answers map[string]any) *referral.Referral {
	d.t.Helper()
	done, err := d.trySubmit(by, answers)
	d.must(err)
	return done.Doc
}

func (d *desk) trySubmit(by *member.Member, answers map[string]any) (Done[referral.Referral], error) {
	terms, err := d.programs.Terms(d.t.Context(), d.program.ID, d.program.Published)
	d.must(err)
	if terms.Promise.Consent == promise.AlreadyAgreed {
		answers["agreed"] = true
	}
	return d.app.Referrals.Submit(d.t.Context(), Call{Actor: actorOf(by.ID)}, SubmitReferral{
		ProgramID: d.program.ID, ReferrerID: by.ID, Revision: d.program.Published, Answers: answers,
	})
}

// now reads a referral; the test fails unless it has the status.
func (d *desk) now(id string, want referral.Status) *referral.Referral {
	d.t.Helper()
	r, err := d.app.Referrals.Get(d.t.Context(), operator, id)
	d.must(err)
	if r.Status != want {
		d.t.Fatalf("wanted %s, got %s (verdict %+v)", want, r.Status, r.Verdict)
	}
	return r
}

// link is the token in the newest mail of a template.
func (d *desk) link(template string) string {
	d.t.Helper()
	n, m := d.post.of(template)
	if n == 0 || m.Action == nil {
		d.t.Fatalf("no mail %s with a link was sent", template)
	}
	return path.Base(m.Action.URL)
}

// letter is the token in the letter that the referrer forwards.
func (d *desk) letter() string {
	d.t.Helper()
	_, m := d.post.of("letter")
	if m.Letter == nil {
		d.t.Fatal("no letter was sent")
	}
	return path.Base(m.Letter.URL)
}

// agreed takes a referral of a fresh person to the yes.
func (d *desk) agreed(name string) *referral.Referral {
	d.t.Helper()
	r := d.submit(d.referrer, answersFor(name, ""))
	d.run()
	email := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@maschinenbau.example"
	_, err := d.app.Referrals.SayYes(d.t.Context(), d.letter(), YesInput{Email: email})
	d.must(err)
	d.run()
	_, err = d.app.Referrals.ConfirmYes(d.t.Context(), d.link("confirm_yes"))
	d.must(err)
	d.run()
	return d.now(r.ID, referral.Agreed)
}

// onList reports whether an address is suppressed.
func (d *desk) onList(email string) bool {
	d.t.Helper()
	n, err := d.app.Suppressions.Add(d.t.Context(), Call{Actor: installation}, SuppressInput{Email: email})
	d.must(err)
	return !n.Created
}

// weeks is a span of time.
func weeks(n int) time.Duration { return time.Duration(n) * 7 * 24 * time.Hour }
