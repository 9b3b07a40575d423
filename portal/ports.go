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
	// Visit is Landing for somebody who comes by the link now: the visit is counted,
	// unless a machine made it.
	Visit(ctx context.Context, code, lang string, v view.Visit) (view.Landing, error)
	// Remembered returns the code of the link that a browser's memory leads to, or ""
	// when it doesn't count any more.
	Remembered(ctx context.Context, memory string) (string, error)
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

// People answers for the referred person's page. A token that isn't good, or no
// longer, is not_found.
type People interface {
	PersonPage(ctx context.Context, token, lang string) (view.Person, error)
	// AnswerPerson takes an answer. Faults of single values point at /{name}: channel,
	// day, at, from, to, email, phone, until, name, company, role, zone.
	AnswerPerson(ctx context.Context, token, lang string, r view.Reply) error
	// ReportByPerson takes a report; words may be empty.
	ReportByPerson(ctx context.Context, token string, kind view.ReportKind, words string) error
}

// Proofs answers for the link in our own mail that confirms a yes.
type Proofs interface {
	ProofPage(ctx context.Context, token, lang string) (view.Proof, error)
	// Prove confirms the yes, or, where mine is false, notes that this address
	// never said it.
	Prove(ctx context.Context, token string, mine bool) error
}

// Referrers answers for the referrer's page of one referral.
type Referrers interface {
	ReferralPage(ctx context.Context, token, lang string) (view.Referral, error)
	// Act does what the referrer decided. Faults of single values point at
	// /words, /email and /answers/{name}.
	Act(ctx context.Context, token, lang string, d view.Deed) error
}

// Payees answers for how a member is paid. The token is that of their own page, or
// of the page of one of their referrals.
type Payees interface {
	PayoutPage(ctx context.Context, token string) (view.Payout, error)
	// PayoutReturn is PayoutPage for somebody who comes back from Stripe, which is
	// asked anew: coming back proves nothing.
	PayoutReturn(ctx context.Context, token string) (view.Payout, error)
	// Onboard makes a link to Stripe's set-up page. again and back are the pages, with
	// scheme and host, to which Stripe sends people whose link has run out, and those
	// who are done. Faults of the country point at /country.
	Onboard(ctx context.Context, token, country, again, back string) (view.Onboarding, error)
}

// Services is the application as the pages need it.
type Services interface {
	Links
	Introductions
	People
	Proofs
	Referrers
	Payees
}

// Mailbox is the local mailbox; there is none in production.
type Mailbox interface {
	// Mails lists the newest mails, newest first.
	Mails(ctx context.Context) ([]view.MailHead, error)
	Mail(ctx context.Context, id string) (view.Mail, error)
}
