package app

import (
	"context"
	"crypto/hmac"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
)

// TypedCode is a code as somebody typed it: on the page that started the attempt,
// which knows its id, or on any device together with the address.
type TypedCode struct {
	SignInID string
	Email    string
	Code     string
	Browser  Browser
}

// ByCode signs in by a typed code, once. A wrong one counts against every attempt
// for the address that is open, so that there is nothing to gain by starting more.
func (s *SignIns) ByCode(ctx context.Context, in TypedCode) (Proved, error) {
	if err := in.Browser.check(); err != nil {
		return Proved{}, err
	}
	code, ok := session.ParseCode(in.Code)
	if !ok {
		return Proved{}, wrongCode()
	}
	open, err := s.addressed(ctx, in)
	if err != nil {
		return Proved{}, err
	}
	if len(open) == 0 {
		return Proved{}, session.NotOpen()
	}
	right := -1
	for i, n := range open {
		if hmac.Equal([]byte(s.code(n.ID)), []byte(code)) {
			right = i
		}
	}
	if right >= 0 {
		return s.takeCode(ctx, open[right], in.Browser)
	}
	return Proved{}, s.countWrong(ctx, open, in.Browser)
}

// addressed finds the attempts that a typed code may be for.
func (s *SignIns) addressed(ctx context.Context, in TypedCode) ([]*session.SignIn, error) {
	if in.SignInID != "" {
		n, err := found(s.signIns.Get(ctx, in.SignInID))
		if n == nil || err != nil {
			return nil, err
		}
		return s.at(ctx, n.AddressKey)
	}
	email, f := contact.ParseEmail("/email", in.Email)
	if f != nil {
		return nil, f
	}
	return s.at(ctx, s.members.emailKey(email.Address))
}

func (s *SignIns) takeCode(ctx context.Context, n *session.SignIn, b Browser) (Proved, error) {
	n, err := s.signIns.Update(ctx, n.ID, func(n *session.SignIn) error {
		_, err := n.TryCode(true, b.Secret, s.wall())
		return err
	})
	if err != nil {
		return Proved{}, closedIfMissing(err)
	}
	return s.proceed(ctx, n, b)
}

// countWrong notes a wrong code. The answer tells whether there is another try.
func (s *SignIns) countWrong(ctx context.Context, open []*session.SignIn, b Browser) error {
	left := false
	for _, n := range open {
		_, err := s.signIns.Update(ctx, n.ID, func(n *session.SignIn) error {
			_, err := n.TryCode(false, b.Secret, s.wall())
			return err
		})
		if err != nil && !fault.Because(err, session.Closed) && !fault.Is(err, fault.NotFound) {
			return err
		}
		left = left || err == nil
	}
	if !left {
		return session.NotOpen()
	}
	return wrongCode()
}

func wrongCode() error {
	return fault.OfField("/code", "wrong_code", "This isn't the code of the mail. Please check each letter.")
}
