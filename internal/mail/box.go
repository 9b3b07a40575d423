package mail

import (
	"context"
	"errors"
	"time"
)

// Kept is a mail in the local mailbox.
type Kept struct {
	Message
	AtMS int64
}

// Keeper stores the local mailbox.
type Keeper interface {
	// KeepMail stores a mail under its ID; one that is there already stays.
	KeepMail(ctx context.Context, k Kept) error
}

// Box is the transport of installations without a mail server: it keeps mails
// instead of sending them.
type Box struct {
	keeper Keeper
	now    func() time.Time
}

// NewBox returns a local mailbox; now is the product's clock.
func NewBox(k Keeper, now func() time.Time) (*Box, error) {
	if k == nil || now == nil {
		return nil, errors.New("mail: the mailbox needs a keeper and a clock")
	}
	return &Box{keeper: k, now: now}, nil
}

// Deliver implements Transport.
func (b *Box) Deliver(ctx context.Context, m Message) error {
	return b.keeper.KeepMail(ctx, Kept{Message: m, AtMS: b.now().UnixMilli()})
}
