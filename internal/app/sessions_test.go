package app

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
)

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx := t.Context()
	here, there := d.enter(d.referrer, browserOf("h")), d.enter(d.referrer, browserOf("t"))
	stranger := d.enter(d.admin("boss"), browserOf("s"))
	call := Call{Actor: d.opens(here.Token).Actor}
	d.refused(d.app.Sessions.End(ctx, call, stranger.Session.ID), "not_found")
	list, err := d.app.Sessions.List(ctx, call.Actor)
	d.must(err)
	if len(list) != 2 {
		t.Fatalf("%d sessions", len(list))
	}
	d.must(d.app.Sessions.EndOthers(ctx, call))
	d.opens(here.Token)
	d.shut(there.Token)
	d.must(d.app.Sessions.End(ctx, call, here.Session.ID))
	d.must(d.app.Sessions.End(ctx, call, here.Session.ID))
	d.shut(here.Token)
	d.opens(stranger.Token)
	_, err = d.app.Sessions.List(ctx, installation)
	d.refused(err, "not_yours_to_do")
	_, err = d.app.Sessions.List(ctx, aggregate.Actor{Kind: aggregate.Staff, ID: d.anna.ID, Via: "key_x"})
	d.refused(err, "not_yours_to_do")
}

// A session ends with its member's part in the house, and with the tokens mailed to
// them; it doesn't come back with them.
func TestSessionEndsWithItsMember(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	in := d.enter(d.referrer, browserOf("m"))
	_, err := d.members.Deactivate(t.Context(), Call{Actor: installation}, d.referrer.ID)
	d.must(err)
	d.shut(in.Token)
	_, err = d.members.Reactivate(t.Context(), Call{Actor: installation}, d.referrer.ID)
	d.must(err)
	d.shut(in.Token)
}

func TestSessionsAgeByRealTime(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	real := &manualClock{now: monday()}
	d.app.wallTime = real.Now
	in := d.enter(d.admin("boss"), browserOf("m"))
	d.after(40 * aDay) // the product's clock alone: nobody is signed out
	if !d.opens(in.Token).Fresh {
		t.Fatal("the product's clock made it stale")
	}
	for range 30 {
		real.advance(6 * time.Hour)
		if real.now.Sub(monday()) < 7*aDay {
			d.opens(in.Token)
		}
	}
	d.shut(in.Token)
	d.after(aDay) // looked at again, and forgotten
	_, err := d.app.Sessions.sessions.Get(t.Context(), in.Session.ID)
	if !fault.Is(err, fault.NotFound) {
		t.Fatalf("it is kept: %v", err)
	}
}

func TestTokensThatOpenNothing(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	in := d.enter(d.referrer, browserOf("m"))
	for _, token := range []string{"", "x", in.Session.ID, in.Token + "a", in.Token[1:] + "a", session.Token([session.TokenBytes]byte{1})} {
		d.shut(token)
	}
}

// Only a fresh session decides about money, or makes a personal key; a key isn't
// asked for one.
func TestStaleSessionsDecideNothing(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx := t.Context()
	r := d.settle(d.owed(1, cashRule(5_000)))
	d.after(31 * aDay)
	anna, err := d.members.find(ctx, d.anna.ID)
	d.must(err)
	in := d.enter(anna, browserOf("a"))
	issue := func(by aggregate.Actor, memberID string) error {
		_, err := d.app.Keys.IssuePersonal(ctx, Call{Actor: by}, PersonalKeyInput{MemberID: memberID, Name: "cli", Scopes: []string{"rewards:approve"}})
		return err
	}
	d.clock.advance(session.FreshFor)
	stale := d.opens(in.Token).Actor
	d.refused(d.approve(r.ID, stale), staleSession)
	_, err = d.app.Rewards.Reject(ctx, Call{Actor: stale}, r.ID, RejectReward{Reason: "duplicate"})
	d.refused(err, staleSession)
	d.refused(issue(stale, anna.ID), staleSession)
	d.refused(issue(anna.Actor(""), anna.ID), "personal_key_by_key")

	fresh := d.opens(d.enter(anna, browserOf("a")).Token).Actor
	d.refused(issue(fresh, d.ben.ID), "not_yours_to_do")
	d.must(issue(fresh, anna.ID))
	d.must(d.approve(r.ID, fresh))
}
