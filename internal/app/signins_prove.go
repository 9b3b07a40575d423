package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
)

// SignInLook is what the page behind a mailed link shows. It reveals nothing that
// the mail didn't.
type SignInLook struct {
	ID      string
	Address string // masked: k•••@example.com; "" when the link doesn't work any more
	Good    bool   // the link still works …
	Here    bool   // … and in this browser
}

// Look reads a mailed link and changes nothing: mail programs open links.
func (s *SignIns) Look(ctx context.Context, linkToken, browserSecret string) (SignInLook, error) {
	n, err := s.byLink(ctx, linkToken)
	if err != nil {
		return SignInLook{}, err
	}
	if n == nil || !n.Open(s.wall()) {
		return SignInLook{}, nil
	}
	who, err := s.accounts(ctx, n)
	if err != nil || len(who) == 0 {
		return SignInLook{}, err
	}
	return SignInLook{ID: n.ID, Address: masked(who[0].Personal.Email), Good: true, Here: n.From(browserSecret)}, nil
}

// byLink reads the attempt of a mailed link; nil when there is none.
func (s *SignIns) byLink(ctx context.Context, linkToken string) (*session.SignIn, error) {
	t, err := s.open(linkToken, signInToken)
	if err != nil {
		return nil, nil
	}
	return found(s.signIns.Get(ctx, t.id))
}

// masked keeps of an address what its owner recognises.
func masked(address string) string {
	local, host, _ := strings.Cut(address, "@")
	_, n := utf8.DecodeRuneInString(local)
	return local[:n] + "•••@" + host
}

// Account is one of several members who have the same address.
type Account struct {
	MemberID string
	Staff    bool
	Name     string
	Company  string
	Source   string // member.Installation, or a partner's id
}

// Proved is where somebody stands who proved that an address is theirs.
type Proved struct {
	SignedIn
	Token string // of the new session, for the browser's cookie; "" while Accounts asks
	// SignInID and Accounts let somebody choose whom they sign in as; see Choose.
	SignInID string
	Accounts []Account
}

// ByLink signs in by a mailed link, in the browser that asked for it and once.
func (s *SignIns) ByLink(ctx context.Context, linkToken string, b Browser) (Proved, error) {
	n, err := s.byLink(ctx, linkToken)
	if err != nil {
		return Proved{}, err
	}
	if n == nil {
		return Proved{}, session.NotOpen()
	}
	n, err = s.signIns.Update(ctx, n.ID, func(n *session.SignIn) error { return n.ProveByLink(b.Secret, s.wall()) })
	if err != nil {
		return Proved{}, closedIfMissing(err)
	}
	return s.proceed(ctx, n, b)
}

// proceed opens a session for whoever proved themself, or asks as whom.
func (s *SignIns) proceed(ctx context.Context, n *session.SignIn, b Browser) (Proved, error) {
	who, err := s.accounts(ctx, n)
	switch {
	case err != nil:
		return Proved{}, err
	case len(who) == 0:
		return Proved{}, session.NotOpen()
	case len(who) == 1:
		return s.enter(ctx, n, who[0], b)
	}
	return Proved{SignInID: n.ID, Accounts: accountsOf(who)}, nil
}

func accountsOf(who []*member.Member) []Account {
	out := make([]Account, len(who))
	for i, m := range who {
		out[i] = Account{MemberID: m.ID, Staff: m.Kind == member.Staff, Name: m.Personal.Name, Company: m.Personal.Company, Source: m.Source}
	}
	return out
}

// Accounts lists again whom somebody can sign in as, in the browser that proved it.
// It opens no session.
func (s *SignIns) Accounts(ctx context.Context, id string, b Browser) ([]Account, error) {
	n, err := s.proved(ctx, id, b)
	if err != nil {
		return nil, err
	}
	who, err := s.accounts(ctx, n)
	return accountsOf(who), err
}

// Choose signs in as one of several members who have the proved address.
func (s *SignIns) Choose(ctx context.Context, id, memberID string, b Browser) (Proved, error) {
	n, err := s.proved(ctx, id, b)
	if err != nil {
		return Proved{}, err
	}
	who, err := s.accounts(ctx, n)
	if err != nil {
		return Proved{}, err
	}
	for _, m := range who {
		if m.ID == memberID {
			return s.enter(ctx, n, m, b)
		}
	}
	return Proved{}, fault.OfField("/member_id", "required", "Choose one of the accounts.")
}

// proved reads an attempt that this browser proved, and that wasn't used.
func (s *SignIns) proved(ctx context.Context, id string, b Browser) (*session.SignIn, error) {
	n, err := s.signIns.Get(ctx, id)
	if err != nil {
		return nil, closedIfMissing(err)
	}
	trial := *n
	return n, trial.Use(b.Secret, s.wall())
}

// enter uses the attempt up and opens the session.
func (s *SignIns) enter(ctx context.Context, n *session.SignIn, m *member.Member, b Browser) (Proved, error) {
	n, err := s.signIns.Update(ctx, n.ID, func(n *session.SignIn) error { return n.Use(b.Secret, s.wall()) })
	if err != nil {
		return Proved{}, closedIfMissing(err)
	}
	in, token, err := s.sessions.begin(ctx, m, session.Proof{How: n.How, Device: b.Device}, b.Session)
	return Proved{SignedIn: in, Token: token}, err
}

// closedIfMissing answers for an attempt that isn't there what one that is over
// answers.
func closedIfMissing(err error) error {
	if fault.Is(err, fault.NotFound) {
		return session.NotOpen()
	}
	return err
}
