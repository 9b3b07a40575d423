package app

import (
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// SubmitReferral is an introduction as somebody sends it in.
type SubmitReferral struct {
	// The program that the introduction is for.
	ProgramID string `json:"program_id" validate:"required,max=64"`
	// The member who puts the person forward.
	ReferrerID string `json:"referrer_id" validate:"required,max=64"`
	// The revision whose promise the referrer accepted. Without it, or without
	// accepted_at, the referrer is mailed the promise and confirms the introduction
	// before anything happens.
	Revision int64 `json:"revision,omitempty" validate:"min=0"`
	// When the referrer accepted the promise (RFC 3339).
	AcceptedAt *time.Time `json:"accepted_at,omitempty"`
	// The answers to the program's form, by field key.
	Answers map[string]any `json:"answers" validate:"required,max=100"`
	// Your own id of this introduction, unique among those that you submitted.
	ExternalID string `json:"external_id,omitempty" validate:"max=128"`
	// Up to 20 values of your own.
	Metadata aggregate.Metadata `json:"metadata,omitempty"`
	// The won referral that made this referrer a customer, if any.
	ParentID string `json:"parent_id,omitempty" validate:"max=64"`
}

// PreviewedReferral says what would come of a submission; nothing was created.
type PreviewedReferral struct {
	Verdict  vetting.Verdict
	Told     vetting.Told
	Status   referral.Status
	Terms    program.Terms
	Revision int64
	Steps    []promise.Step
	Zone     string
	Names    promise.Names
	First    FirstWords
}

// submission is a checked submission on its way to becoming a referral.
type submission struct {
	program  *program.Program
	n        int64
	terms    program.Terms
	referrer *member.Member
	draft    referral.Draft
	by       form.Submitter
}

// Submit takes an introduction and answers with its verdict. It is repeat-safe by
// the Idempotency-Key.
func (s *Referrals) Submit(ctx context.Context, call Call, in SubmitReferral) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	id := s.newID(ReferralPrefix, call)
	old, err := earlier(ctx, s.referrals, call, id, referralMeta)
	if err != nil || old != nil {
		return Done[referral.Referral]{Doc: old, Replayed: old != nil}, err
	}
	sub, err := s.prepare(ctx, call.Actor, in)
	if err != nil {
		return none, err
	}
	sub.draft.ID = id
	return s.enterNew(ctx, call, sub)
}

func referralMeta(r *referral.Referral) *aggregate.Meta { return &r.Meta }

// enterNew vets and stores a new referral. When the claim is taken between vetting
// and writing, it looks again and queues.
func (s *Referrals) enterNew(ctx context.Context, call Call, sub submission) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	for range 5 {
		now := s.clock.Now()
		r := referral.New(sub.draft, call.Actor, call.Replay, now)
		if r.Status != referral.ToConfirm {
			v, hold, err := s.vet(ctx, sub, "")
			if err != nil {
				return none, err
			}
			r.Vetted(sub.terms, v, hold, now)
		}
		s.assignFirst(ctx, r, sub.terms, now)
		err := s.referrals.Insert(ctx, r)
		if err == nil {
			s.nudge()
			return Done[referral.Referral]{Doc: r}, nil
		}
		if claimTaken(err) {
			continue
		}
		return s.sameSubmission(ctx, call, r, err)
	}
	return none, fault.New(fault.Unavailable, "busy", "Many people introduce the same person at this moment. Please try again.").After(time.Second)
}

// sameSubmission answers a refused insert: the same request may have come in beside
// this one.
func (s *Referrals) sameSubmission(ctx context.Context, call Call, r *referral.Referral, err error) (Done[referral.Referral], error) {
	switch store.Taken(err) {
	case "id":
		old, err := earlier(ctx, s.referrals, call, r.ID, referralMeta)
		return Done[referral.Referral]{Doc: old, Replayed: true}, err
	case "source_key":
		// A twin may hold both; which of them the store names is its choice.
		if old, err := earlier(ctx, s.referrals, call, r.ID, referralMeta); old != nil || err != nil {
			return Done[referral.Referral]{Doc: old, Replayed: true}, err
		}
		err = fault.New(fault.Conflict, "external_id_taken", "You submitted another introduction under this external_id before.").With("external_id", r.ExternalID)
	}
	return Done[referral.Referral]{}, err
}

// assignFirst gives a new referral to the program's rep, where it names one.
func (s *Referrals) assignFirst(ctx context.Context, r *referral.Referral, t program.Terms, now time.Time) {
	if t.Rep == "" || r.RepID != "" {
		return
	}
	// A terminal verdict needs no rep; Assigned refuses those states.
	_ = r.Assigned(aggregate.ByClock, t.Rep, nil, now)
}

// Preview answers what would come of a submission. It creates nothing, contacts
// nobody, and counts towards the referrer's pace, so that nobody can probe who is
// a customer.
func (s *Referrals) Preview(ctx context.Context, call Call, in SubmitReferral) (PreviewedReferral, error) {
	sub, err := s.prepare(ctx, call.Actor, in)
	if err != nil {
		return PreviewedReferral{}, err
	}
	if err := s.countPreview(ctx, sub.referrer.ID, sub.terms); err != nil {
		return PreviewedReferral{}, err
	}
	return s.previewed(ctx, call, sub)
}

func (s *Referrals) previewed(ctx context.Context, call Call, sub submission) (PreviewedReferral, error) {
	now := s.clock.Now()
	sub.draft.ID = ReferralPrefix + "preview"
	r := referral.New(sub.draft, call.Actor, nil, now)
	v, hold, err := s.vet(ctx, sub, "")
	if err != nil {
		return PreviewedReferral{}, err
	}
	if r.Status != referral.ToConfirm {
		r.Vetted(sub.terms, v, hold, now)
	}
	s.assignFirst(ctx, r, sub.terms, now)
	names, err := s.names(ctx, r, sub.terms)
	if err != nil {
		return PreviewedReferral{}, err
	}
	way := s.timeline(r, sub.terms, names, sub.reader(), nil)
	way.Ahead = true
	return PreviewedReferral{
		Verdict: v, Told: v.Told(), Status: r.Status, Terms: sub.terms, Revision: sub.n, Zone: r.Zone(sub.terms), Names: names,
		Steps: promise.Timeline(way), First: s.firstWords(sub, call.Actor, names),
	}, nil
}

// prepare checks a submission and looks up what it names.
func (s *Referrals) prepare(ctx context.Context, actor aggregate.Actor, in SubmitReferral) (submission, error) {
	var sub submission
	if err := s.check(in); err != nil {
		return sub, err
	}
	p, err := s.programs.Find(ctx, in.ProgramID)
	if err != nil {
		return sub, atField(err, "/program_id", "unknown_program", "There is no program under this id.")
	}
	if err := p.Takes(); err != nil {
		return sub, err
	}
	sub.program, sub.n = p, p.Published
	if in.Revision != 0 && in.Revision != p.Published {
		return sub, fault.New(fault.Conflict, "revision_stale", "The program was published anew since. Show the referrer the new promise and submit again.").With("revision", itoa(p.Published))
	}
	if sub.terms, err = s.programs.Terms(ctx, p.ID, sub.n); err != nil {
		return sub, err
	}
	if sub.referrer, err = s.referrer(ctx, actor, in.ReferrerID); err != nil {
		return sub, err
	}
	entry, accepted, err := s.entry(actor, in)
	if err != nil {
		return sub, err
	}
	if f := in.Metadata.Check("/metadata"); f != nil {
		return sub, f
	}
	sub.by = form.ByReferrer
	answers, f := sub.terms.Form.Read(in.Answers, sub.asking())
	if f != nil {
		return sub, f
	}
	externalID, f := contact.Text("/external_id", in.ExternalID, 128, false)
	if f != nil {
		return sub, f
	}
	sub.draft = referral.Draft{
		ProgramID: p.ID, RevisionN: sub.n, Source: sourceOf(actor), ExternalID: externalID, Metadata: in.Metadata,
		Entry: entry, ReferrerID: sub.referrer.ID, AcceptedMS: accepted,
	}
	if in.ParentID != "" {
		parent, err := s.Get(ctx, actor, in.ParentID)
		if err != nil {
			return sub, atField(err, "/parent_id", "unknown_referral", "There is no referral under this id.")
		}
		sub.draft.ParentID = parent.ID
	}
	s.fill(&sub, answers)
	return sub, mayAsk(sub.terms.Promise, sub.draft.Details.Country)
}

// reader is for whom a preview is.
func (sub submission) reader() promise.Reader {
	if sub.by == form.ByPerson {
		return promise.ReaderPerson
	}
	return promise.ReaderReferrer
}

// asking is the circumstances in which the form is asked.
func (sub submission) asking() form.Asking {
	return form.Asking{By: sub.by, Consent: sub.terms.Promise.Consent, Region: sub.referrer.Personal.Country}
}

// fill takes the person's details out of the answers, with their keyed hashes.
func (s *Referrals) fill(sub *submission, answers form.Answers) {
	d := answers.Details()
	sub.draft.Details, sub.draft.Answers = d, answers
	sub.draft.Match = contact.Keys(s.secret, d)
	sub.draft.NameMatch = contact.NameHash(s.secret, d.Name, d.Company)
}

// referrer looks up who puts somebody forward; a partner's are those of its own
// source.
func (s *Referrals) referrer(ctx context.Context, actor aggregate.Actor, id string) (*member.Member, error) {
	if actor.Kind == aggregate.Referrer && id != actor.ID {
		return nil, fault.New(fault.Forbidden, "not_yours_to_do", "You can only introduce people in your own name.")
	}
	m, err := s.members.find(ctx, id)
	if err != nil {
		return nil, atField(err, "/referrer_id", "unknown_member", "There is no member under this id.")
	}
	if actor.Kind == aggregate.Partner && m.Source != actor.Source {
		return nil, fault.OfField("/referrer_id", "unknown_member", "There is no member under this id.")
	}
	if !m.MayRefer() {
		return nil, fault.New(fault.Conflict, "may_not_refer", "This member can't introduce people: they are staff or deactivated.")
	}
	return m, nil
}

// entry says how a submission starts: with the referrer's own acceptance it is
// vetted; without it the referrer confirms first.
func (s *Referrals) entry(actor aggregate.Actor, in SubmitReferral) (referral.Entry, int64, error) {
	now := s.clock.Now()
	if actor.Kind == aggregate.Referrer {
		if in.Revision == 0 {
			return "", 0, fault.OfField("/revision", "required", "Say which revision of the promise you accept.")
		}
		return referral.ByReferrer, ms(now), nil
	}
	if (in.Revision == 0) != (in.AcceptedAt == nil) {
		return "", 0, fault.OfField("/accepted_at", "incomplete_acceptance", "Give both revision and accepted_at, or neither.")
	}
	if in.AcceptedAt == nil || actor.Kind == aggregate.Staff {
		return referral.ByStaff, 0, nil
	}
	at := *in.AcceptedAt
	if at.After(now.Add(5*time.Minute)) || at.Before(now.AddDate(0, 0, -30)) {
		return "", 0, fault.OfField("/accepted_at", "out_of_range", "The acceptance has to lie within the last 30 days.")
	}
	return referral.ByKey, ms(at), nil
}

// mayAsk refuses a person whom the promise doesn't let us write to first: asking
// is on only in the countries that the program lists.
func mayAsk(p promise.Promise, country string) error {
	if p.Consent != promise.AskFirst || slices.Contains(p.AskFirstCountries, country) {
		return nil
	}
	return fault.OfField(form.Pointer(form.KeyCountry), "may_not_ask_there", "We may not write to people in this country first. Please introduce them yourself.")
}
