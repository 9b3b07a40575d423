package referral

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
)

// Said is a person's yes, as they gave it on their page or staff took it down.
type Said struct {
	Details  contact.Details // corrections; empty fields keep what we have
	Wish     promise.Wish
	Zone     string
	Direct   bool   // through a message that we sent to them: that proves the contact
	Evidence string // staff: what the person wrote or said, and how
	Channel  string // staff: "reply" or "phone"
	Language string
	Match    []string // keyed hashes of the corrected contacts
	Suspect  string   // why the details need a reviewer ("same_as_referrer"), or ""
}

// AgreedOnPage is the person's own yes. Where their link passed through the
// referrer it waits until they confirm it through a message that we send to the
// contact they name.
func (r *Referral) AgreedOnPage(by aggregate.Actor, t Terms, s Said, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(Yes, by); err != nil {
		return err
	}
	if slices.Contains(afterYes, r.Status) {
		return r.newWish(by, t, s, replay, now)
	}
	d := merged(r.Personal.Details, s.Details)
	if !d.Reachable() {
		return fault.OfField("/email", "required", "Please give an e-mail address or a phone number, so that we can confirm it is you.")
	}
	if p := r.Pending; p != nil && p.Details == d && p.Zone == s.Zone && reflect.DeepEqual(p.Wish, s.Wish) && now.UnixMilli()-p.AtMS < yesAgain.Milliseconds() {
		return nil // the same words again: the mail is on its way
	}
	if r.saidLately(now) >= maxYesADay {
		return fault.New(fault.TooMany, "too_many_answers", "You have answered several times today. Please use the newest mail from us, or come back tomorrow.").After(day)
	}
	e := r.record(now, by, Yes, s.Suspect, replay)
	e.Data = map[string]string{"revision": seq(r.RevisionN), "language": s.Language, "proven": yesNo(s.Direct)}
	if s.Direct && (s.Details.Email == "" || contact.EmailKey(s.Details.Email) == contact.EmailKey(r.Personal.Email)) {
		return r.sayYes(t, now, d, s.Wish, s.Zone, s.Match, yesByPerson, Introduced, s.Suspect)
	}
	r.openPending(now, d, s.Wish, s.Zone)
	r.Pending.Suspect = s.Suspect
	if !r.Status.Open() {
		r.eraseLater(now, t)
	}
	if !r.Pending.ByPhone {
		r.mail(now, "confirm_yes", toPerson)
	} else {
		r.mail(now, "confirm_by_phone", toReviewers)
	}
	r.Unschedule(TaskRemind)
	return nil
}

// A yes on the page makes us write to the address that was typed, so the same one
// within yesAgain changes nothing, and a day takes a few.
const (
	yesAgain   = 10 * time.Minute
	maxYesADay = 5
)

// saidLately counts the answers of yes on the page within a day.
func (r *Referral) saidLately(now time.Time) int {
	n := 0
	for _, e := range r.Events {
		if e.Verb == string(Yes) && e.Actor.Kind == aggregate.Person && now.UnixMilli()-e.AtMS < day.Milliseconds() {
			n++
		}
	}
	return n
}

// openPending keeps a yes until it is confirmed; a newer one revokes the link of
// the one before.
func (r *Referral) openPending(now time.Time, d contact.Details, w promise.Wish, zone string) {
	r.PendingSeq++
	r.Pending = &Pending{Seq: r.PendingSeq, AtMS: now.UnixMilli(), Details: d, Wish: w, Zone: zone, ByPhone: d.Email == ""}
}

// ConfirmedYes is the person's confirmation through our message, or staff's
// record of it for a phone alone. suspect names why the details need a reviewer.
func (r *Referral) ConfirmedYes(by aggregate.Actor, t Terms, evidence string, match []string, suspect string, replay *aggregate.Replay, now time.Time) error {
	if r.Pending == nil {
		if r.YesMS != 0 && r.hadYes() {
			return r.again(ConfirmYes, by)
		}
		return fault.New(fault.Conflict, "nothing_to_confirm", "There is no answer that waits for a confirmation.")
	}
	if err := r.allow(ConfirmYes, by); err != nil {
		return err
	}
	p := *r.Pending
	if by.Kind != aggregate.Person && !p.ByPhone {
		return fault.New(fault.Conflict, "person_confirms", "The person confirms this through the mail that we sent to them.")
	}
	if by.Kind != aggregate.Person && r.NoMS != 0 {
		return saidNo()
	}
	suspect = cmp.Or(suspect, p.Suspect)
	e := r.record(now, by, ConfirmYes, suspect, replay)
	r.because(e, evidence)
	if by.Kind != aggregate.Person { // a voice on the phone proves no contact
		return r.sayYes(t, now, p.Details, p.Wish, p.Zone, match, cmp.Or(by.ID, string(by.Kind)), r.Class, suspect)
	}
	r.ProvenSeq = p.Seq
	return r.sayYes(t, now, p.Details, p.Wish, p.Zone, match, yesByPerson, Introduced, suspect)
}

// Disowned drops the yes that waits, because whoever got our message never said it.
// Nothing is known then of the contact that was given; the person may answer anew.
func (r *Referral) Disowned(by aggregate.Actor, now time.Time) error {
	if r.Pending == nil {
		return r.again(Disown, by)
	}
	if err := r.allow(Disown, by); err != nil {
		return err
	}
	r.record(now, by, Disown, "", nil)
	r.Pending = nil
	return nil
}

// RecordedYes is a yes that came by reply or phone; staff write down the
// evidence, and the person gets a confirmation with a way back.
func (r *Referral) RecordedYes(by aggregate.Actor, t Terms, s Said, replay *aggregate.Replay, now time.Time) error {
	if by.Kind == aggregate.Person {
		return fault.New(fault.Forbidden, "not_yours_to_do", "This is how staff record a yes.")
	}
	if err := r.allow(Yes, by); err != nil {
		return err
	}
	if r.NoMS != 0 {
		return saidNo()
	}
	d := merged(r.Personal.Details, s.Details)
	if !d.Reachable() {
		return fault.OfField("/details/email", "required", "Give an e-mail address or a phone number of the person.")
	}
	e := r.record(now, by, Yes, "recorded_"+s.Channel, replay)
	r.because(e, s.Evidence)
	class := r.Class
	if s.Channel == "reply" {
		class = Introduced
	}
	if err := r.sayYes(t, now, d, s.Wish, s.Zone, s.Match, by.ID, class, s.Suspect); err != nil {
		return err
	}
	if d.Email != "" {
		r.mail(now, "yes_recorded", toPerson)
	}
	return nil
}

// sayYes makes the yes take effect: the details given with it become the
// person's, and the referral is agreed, or held for a reviewer when they are
// suspect.
func (r *Referral) sayYes(t Terms, now time.Time, d contact.Details, w promise.Wish, zone string, match []string, who string, class Class, suspect string) error {
	r.Pending = nil
	if r.NoMS != 0 {
		r.Schedule(TaskSuppress, now, nil)
	}
	r.NoMS, r.NeverMS, r.LiftedMS, r.ErasedMS = 0, 0, 0, 0
	r.resumeClaim(now)
	r.Deferral, r.LapseLeft = Deferral{}, 0
	r.Personal.Details = d
	r.Personal.Wish = &w
	if zone != "" {
		r.Personal.Zone = zone
	}
	r.Match = union(r.Match, match)
	r.YesMS, r.YesBy = now.UnixMilli(), who
	if class == Introduced {
		r.Class = Introduced
	}
	r.DecidedMS = 0
	r.Unschedule(TaskErase, TaskForget)
	e := &r.Events[len(r.Events)-1]
	from := r.Status
	if suspect != "" || r.Review.YesHeld {
		r.Review.YesHeld = true
		r.Unschedule(TaskRemind, TaskLapse, TaskResume)
		r.toReview(t, now)
		r.mail(now, "held_for_review", toPerson)
	} else {
		r.take(t, now)
		r.agree(t, now)
	}
	e = &r.Events[e.Seq-1]
	e.From, e.To = string(from), string(r.Status)
	return nil
}

// agree starts the follow-up after a yes.
func (r *Referral) agree(t Terms, now time.Time) {
	r.Status = Agreed
	r.Unschedule(TaskLapse, TaskRemind, TaskResume, TaskErase)
	r.Deferral = Deferral{}
	r.start(now, t, promise.StepFirstContact, r.contactDue(now, t))
	r.tell(now, t, promise.StepAnswer, "person_agreed")
	r.mail(now, "contact_due", toRep)
	r.pays(t, now, reward.OnAgreed)
}

// Proven raises the class by the person's reply, which staff attach.
func (r *Referral) Proven(by aggregate.Actor, evidence string, replay *aggregate.Replay, now time.Time) error {
	if r.Class == Introduced {
		return r.again(Prove, by)
	}
	if err := r.allow(Prove, by); err != nil {
		return err
	}
	r.because(r.record(now, by, Prove, "", replay), evidence)
	r.Class = Introduced
	return nil
}

// merged lays the corrections over what is known.
func merged(d, over contact.Details) contact.Details {
	for _, f := range []struct{ dst, src *string }{{&d.Name, &over.Name}, {&d.Company, &over.Company}, {&d.Role, &over.Role}, {&d.Email, &over.Email}, {&d.Phone, &over.Phone}, {&d.Country, &over.Country}, {&d.Language, &over.Language}} {
		if *f.src != "" {
			*f.dst = *f.src
		}
	}
	return d
}

// union returns a with what of b isn't in it.
func union(a, b []string) []string {
	a = slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
