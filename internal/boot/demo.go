package boot

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// seed tells the demo's story into a database that it wasn't told to before: of
// Northline, which sells telephony to trade firms, from 120 days ago until now.
// Everything is done as people and time do it, through the application. It takes
// the movable clock, the sandbox and the mailbox; where one of them is real there
// is no story.
func (h *House) seed(ctx context.Context, admin *member.Member) error {
	if h.Clock == nil || h.Sandbox == nil || h.Mailbox == nil {
		h.log.Info("no demo data: the clock, Stripe or the mail server is real")
		return nil
	}
	marks := bookmarks{store.NewCollection[bookmark](h.engine, bookmarkSchema)}
	mark, resumed, err := marks.open(ctx, h.Clock)
	if err != nil || mark == nil || mark.Told {
		return err
	}
	h.log.Info("making demo data: 120 days of a made-up company; this takes some seconds")
	h.quiet.Store(true)
	defer h.quiet.Store(false)
	d := &demo{House: h, mark: mark, resumed: resumed, marks: marks, admin: admin}
	if err := d.tell(ctx); err != nil {
		return err
	}
	mark.Told = true
	return marks.keep(ctx, mark)
}

// bookmark says how far the story was told. A start that was killed in the middle
// goes on from it: every scene can be played twice.
type bookmark struct {
	ID        string            `json:"id"`
	Version   int64             `json:"version"`
	StartMS   int64             `json:"start_ms"`  // the story's first day
	Rounds    int               `json:"rounds"`    // that were played to their end
	Referrals map[string]string `json:"referrals"` // ids, by tale
	Told      bool              `json:"told"`
}

// DocID returns the bookmark's id.
func (b *bookmark) DocID() string { return b.ID }

// DocVersion returns the version that was read.
func (b *bookmark) DocVersion() int64 { return b.Version }

// SetDocVersion is called by package store when a write took place.
func (b *bookmark) SetDocVersion(v int64) { b.Version = v }

var bookmarkSchema = store.Schema{Collection: "demo"}

// bookmarkID is the id of the only bookmark.
const bookmarkID = "story"

// bookmarks keeps the bookmark of a database.
type bookmarks struct {
	col *store.Collection[bookmark, *bookmark]
}

// storyClock is what the story needs to know of the clock.
type storyClock interface {
	Now() time.Time
	Offset() time.Duration
}

// open reads the bookmark, and reports whether an earlier start made it. It is new
// where the clock still stands at the story's beginning; nil in a database that
// began empty and has a history of its own.
func (b bookmarks) open(ctx context.Context, clock storyClock) (mark *bookmark, resumed bool, err error) {
	if err := b.col.Ensure(ctx); err != nil {
		return nil, false, err
	}
	mark, err = b.col.Get(ctx, bookmarkID)
	if !fault.Is(err, fault.NotFound) {
		return mark, true, err
	}
	if clock.Offset() > demoStart+24*time.Hour {
		return nil, false, nil
	}
	mark = &bookmark{ID: bookmarkID, StartMS: clock.Now().UnixMilli(), Referrals: map[string]string{}}
	return mark, false, b.col.Insert(ctx, mark)
}

// keep stores how far the story was told.
func (b bookmarks) keep(ctx context.Context, now *bookmark) error {
	_, err := b.col.Update(ctx, bookmarkID, func(m *bookmark) error {
		m.Rounds, m.Referrals, m.Told = now.Rounds, now.Referrals, now.Told
		return nil
	})
	return err
}
