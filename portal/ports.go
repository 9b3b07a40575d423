package portal

import (
	"context"

	"github.com/goodword/goodword/portal/view"
)

// Links answers what a referrer's link opens.
type Links interface {
	// Landing returns the referrer's introduction, with the form in the reader's
	// language. An unknown or closed link is not_found.
	Landing(ctx context.Context, code, lang string) (view.Landing, error)
	// CountVisit counts a visit of a link; machines are left out.
	CountVisit(ctx context.Context, code string, v view.Visit) error
}

// Introductions takes the form of a person who introduces themself.
type Introductions interface {
	// Preview checks the answers and tells what would happen; nothing is created.
	// Faults of single answers point at /answers/{name}.
	Preview(ctx context.Context, from view.Origin, lang string, a view.Answers) (view.OwnPreview, error)
	// Introduce creates the referral and has one mail sent to the address typed.
	// The same key never creates a second one.
	Introduce(ctx context.Context, from view.Origin, lang, key string, a view.Answers) (view.Introduced, error)
}

// People answers for the referred person's page. A token that was revoked is
// not_found with the reason link_expired.
type People interface {
	PersonPage(ctx context.Context, token, lang string) (view.Person, error)
	// AnswerPerson takes an answer. Faults of single values point at /{name}: channel,
	// day, at, from, to, email, phone, until, name, company, role.
	AnswerPerson(ctx context.Context, token, lang string, r view.Reply) error
	// ReportByPerson takes a report; words may be empty.
	ReportByPerson(ctx context.Context, token string, kind view.ReportKind, words string) error
}

// Proofs answers for the link in our own mail that confirms a yes.
type Proofs interface {
	ProofPage(ctx context.Context, token string) (view.Proof, error)
	// Prove confirms the yes, or, where mine is false, notes that this address
	// never said it.
	Prove(ctx context.Context, token string, mine bool) error
}

// Referrers answers for the referrer's page of one referral.
type Referrers interface {
	ReferralPage(ctx context.Context, token, lang string) (view.Referral, error)
	// Act does what the referrer decided. Faults of single values point at
	// /words, /email and /phone.
	Act(ctx context.Context, token string, d view.Deed) error
	// Onboard makes a link to Stripe's set-up page.
	Onboard(ctx context.Context, token string) (view.Onboarding, error)
}

// Mailbox is the local mailbox; there is none in production.
type Mailbox interface {
	// Mails lists the newest mails, newest first.
	Mails(ctx context.Context) ([]view.MailHead, error)
	Mail(ctx context.Context, id string) (view.Mail, error)
}
