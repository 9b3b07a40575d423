package app

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
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
	d.after(tooEarly + aDay) // looked at again, and forgotten
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

// An admin's old session gives nobody a way in, or power: else it could make itself
// young, by an address of its own to sign in with.
func TestStaleSessionsOpenNothing(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx := t.Context()
	real := &manualClock{now: monday()}
	d.app.wallTime = real.Now
	in := d.enter(d.admin("boss"), browserOf("m"))
	real.advance(session.FreshFor)
	call := Call{Actor: d.opens(in.Token).Actor}
	_, err := d.app.Keys.IssueService(ctx, call, nil, ServiceKeyInput{Name: "crm", Scopes: []string{"members:read"}})
	d.refused(err, staleSession)
	_, err = d.members.Upsert(ctx, call, MemberInput{Kind: "staff", Name: "Eve", Email: "eve@lumen.org"})
	d.refused(err, staleSession)
	_, err = d.members.ChangeStaff(ctx, call, d.anna.ID, DutiesInput{Roles: []string{"admin"}})
	d.refused(err, staleSession)
	_, err = d.members.Deactivate(ctx, call, d.anna.ID)
	d.refused(err, staleSession)
	_, err = d.members.Patch(ctx, call, d.anna.ID, MemberPatch{Name: new("Anna B.")})
	d.refused(err, staleSession)
	_, err = d.members.Patch(ctx, call, d.referrer.ID, MemberPatch{Email: new("eve@lumen.org")})
	d.refused(err, staleSession)
	_, err = d.members.ImportCSV(ctx, call, []byte("name,email\nEve,eve@lumen.org\n"))
	d.refused(err, staleSession)
	_, err = d.members.Patch(ctx, call, d.referrer.ID, MemberPatch{Company: new("Muster Bau")})
	d.must(err)
}

// Who had somebody's former address is signed out, and what was mailed there opens
// nothing any more.
func TestAnotherAddressEndsWhatTheFormerOneOpened(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx := t.Context()
	in := d.enter(d.referrer, browserOf("m"))
	old := d.app.noticesURL(d.opens(in.Token).Member, member.Steps)
	token := old[strings.LastIndex(old, "/")+1:]
	_, err := d.members.Patch(ctx, Call{Actor: installation}, d.referrer.ID, MemberPatch{Company: new("Muster Bau")})
	d.must(err)
	d.opens(in.Token)
	_, err = d.members.Patch(ctx, Call{Actor: installation}, d.referrer.ID, MemberPatch{Email: new("kim.new@lumen.org")})
	d.must(err)
	d.shut(in.Token)
	if _, err := d.members.NoticesByLink(ctx, token); err == nil {
		t.Fatal("a link in an old mail still works")
	}
}
