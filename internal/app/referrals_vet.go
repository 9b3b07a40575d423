package app

import (
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/store"
)

// vet looks up what a verdict depends on and answers it, with the claim that
// stands in the way, if any. self is the referral's own id when it is stored
// already. A look-up that fails leaves its field unknown, which ends in review:
// fail closed.
func (s *Referrals) vet(ctx context.Context, sub submission, self string) (vetting.Verdict, *referral.Hold, error) {
	d := sub.draft.Details
	in := vetting.Input{
		Person: d,
		By:     sub.by, Consent: sub.terms.Promise.Consent, Asked: sub.terms.Form.Questions(sub.asking()), Answers: sub.draft.Answers,
		Referrer: vetting.Referrer{Details: detailsOf(sub.referrer), Nobody: sub.referrer.ID == ""}, Settings: sub.terms.Vetting,
	}
	holder, err := s.holder(ctx, self, sub.draft.Match)
	var hold *referral.Hold
	switch {
	case err != nil:
		s.lookupFailed(ctx, "claim", err)
	case holder == nil:
		in.Claim = vetting.None
	case holder.ReferrerID == sub.referrer.ID:
		in.Claim = vetting.None // their own; it is a duplicate
	default:
		in.Claim = vetting.Found
		hold = &referral.Hold{Keys: shared(holder.ClaimKeys(), sub.draft.Match), EndsMS: holder.Claim.EndsMS}
	}
	s.lookUpPerson(ctx, sub, self, &in)
	s.lookUpCompany(ctx, d, &in)
	s.lookUpReferrer(ctx, sub, self, &in)
	return vetting.Vet(in), hold, nil
}

func (s *Referrals) lookupFailed(ctx context.Context, what string, err error) {
	s.log.WarnContext(ctx, "vetting couldn't look something up; the referral goes to review", "what", what, "error", err)
}

// lookUpPerson compares the person with suppressions and open referrals.
func (s *Referrals) lookUpPerson(ctx context.Context, sub submission, self string, in *vetting.Input) {
	var err error
	if in.Suppressed, err = s.suppressions.match(ctx, sub.draft.Details); err != nil {
		s.lookupFailed(ctx, "suppression", err)
	}
	same, err := s.samePerson(ctx, sub.draft.Match, self)
	if err != nil {
		s.lookupFailed(ctx, "duplicate", err)
		return
	}
	in.Own, in.Others = vetting.None, vetting.None
	for _, r := range same {
		if r.ReferrerID == sub.referrer.ID {
			in.Own = vetting.Found
		} else if r.Claim.TakenMS == 0 && r.Status != referral.Queued {
			// Who holds the claim, waits for it or had their time with it is the claim's
			// and the queue's business.
			in.Others = vetting.Found
		}
	}
	if sub.draft.NameMatch == "" {
		return
	}
	alike, err := s.referrals.Find(ctx, referralsByName, store.Args{Equal: []any{sub.draft.NameMatch}, Limit: 10})
	if err != nil {
		in.Own, in.Others = vetting.Unknown, vetting.Unknown
		s.lookupFailed(ctx, "name", err)
		return
	}
	for _, r := range alike {
		known := slices.ContainsFunc(same, func(o *referral.Referral) bool { return o.ID == r.ID })
		if r.ID == self || !r.Status.Open() || known {
			continue // known: what it means was said by its contacts, such as a claim
		}
		if r.ReferrerID == sub.referrer.ID && in.Own == vetting.None {
			in.Own = vetting.ByName
		} else if r.ReferrerID != sub.referrer.ID && in.Others == vetting.None {
			in.Others = vetting.ByName
		}
	}
}

// samePerson lists open referrals with one of the contacts.
func (s *Referrals) samePerson(ctx context.Context, match []string, self string) ([]*referral.Referral, error) {
	var out []*referral.Referral
	for _, k := range match {
		rs, err := s.referrals.Find(ctx, referralsByMatch, store.Args{Equal: []any{k}, Limit: 25})
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			if r.ID != self && r.Status.Open() && !slices.ContainsFunc(out, func(o *referral.Referral) bool { return o.ID == r.ID }) {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// lookUpCompany compares the person's company with those that we know.
func (s *Referrals) lookUpCompany(ctx context.Context, d contact.Details, in *vetting.Input) {
	customer, deal, err := s.companies.match(ctx, d)
	if err != nil {
		s.lookupFailed(ctx, "company", err)
		return
	}
	in.Customer, in.OpenDeal = customer, deal
}

// lookUpReferrer counts the referrer's pace and what became of their earlier
// referrals.
func (s *Referrals) lookUpReferrer(ctx context.Context, sub submission, self string, in *vetting.Input) {
	if sub.referrer.ID == "" { // nobody put them forward
		in.Pace, in.History = &vetting.Pacing{}, &vetting.History{}
		return
	}
	pace, err := s.pace(ctx, sub.referrer.ID)
	if err != nil {
		s.lookupFailed(ctx, "pace", err)
	} else {
		if self != "" { // it counts itself
			pace.LastHour, pace.LastDay, pace.ThisMonth = max(0, pace.LastHour-1), max(0, pace.LastDay-1), max(0, pace.ThisMonth-1)
		}
		in.Pace = &pace
	}
	history, err := s.history(ctx, sub.referrer.ID)
	if err != nil {
		s.lookupFailed(ctx, "history", err)
	} else {
		in.History = &history
	}
	last, err := s.answered.Find(ctx, referralsByReferrer, store.Args{Equal: []any{sub.referrer.ID}, Limit: 5})
	if err != nil {
		s.lookupFailed(ctx, "earlier answers", err)
		return
	}
	for _, r := range last {
		if r.ID != self {
			in.Earlier = append(in.Earlier, longTexts(r.Personal.Answers)...)
		}
	}
}

// answered is what was answered in a referral, read without the rest of it: the
// documents are large, and vetting looks at several for each submission.
type answered struct {
	fact
	Personal struct {
		Answers form.Answers `json:"answers"`
	} `json:"personal"`
}

// longTexts are the answers that somebody has to write anew for each person.
func longTexts(a form.Answers) []string {
	var out []string
	for _, k := range a.Keys() {
		if t := a.Text(k); len(t) >= 40 {
			out = append(out, t)
		}
	}
	return out
}

// pace counts what the referrer sent in, previews included.
func (s *Referrals) pace(ctx context.Context, referrerID string) (vetting.Pacing, error) {
	now := s.clock.Now()
	count := func(since time.Time) (int64, error) {
		args := store.Args{Equal: []any{referrerID}, From: ms(since), Limit: store.MaxLimit}
		n, err := s.referrals.Count(ctx, referralsByReferrer, args, "")
		if err != nil {
			return 0, err
		}
		p, err := s.previews.Count(ctx, previewsByReferrer, args, "")
		return n[""] + p[""]/previewWeight, err
	}
	var p vetting.Pacing
	var err error
	if p.LastHour, err = count(now.Add(-time.Hour)); err != nil {
		return p, err
	}
	if p.LastDay, err = count(now.Add(-24 * time.Hour)); err != nil {
		return p, err
	}
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	n, err := s.referrals.Count(ctx, referralsByReferrer, store.Args{Equal: []any{referrerID}, From: ms(month), Limit: store.MaxLimit}, "")
	p.ThisMonth = n[""]
	return p, err
}

// history counts what became of the referrer's referrals in the last 12 months.
func (s *Referrals) history(ctx context.Context, referrerID string) (vetting.History, error) {
	args := store.Args{Equal: []any{referrerID}, From: ms(s.clock.Now().AddDate(-1, 0, 0)), Limit: store.MaxLimit}
	by, err := s.referrals.Count(ctx, referralsByReferrer, args, "status")
	if err != nil {
		return vetting.History{}, err
	}
	var h vetting.History
	for status, n := range by {
		switch referral.Status(status) {
		case referral.Declined, referral.Lapsed:
			h.Nothing += n
			h.Decided += n
		case referral.Agreed, referral.InContact, referral.Met, referral.Won, referral.Lost, referral.Refused, referral.Stopped:
			h.Decided += n
		}
	}
	reports, err := s.referrals.Sum(ctx, referralsByReferrer, args, "unknown_reports", "")
	h.Reports = reports[""]
	return h, err
}

// preview is the fact that a referrer asked for a preview; it counts towards
// their pace.
type preview struct {
	fact
	ReferrerID string `json:"referrer_id"`
	CreatedMS  int64  `json:"created_ms"`
}

var (
	previewsSchema = store.Schema{
		Collection: "previews",
		Indexes:    []store.Index{{Name: "referrer", Fields: []string{"referrer_id", "created_ms"}}},
		Queries:    []store.Query{previewsByReferrer},
	}
	previewsByReferrer = newest("by_referrer", "referrer", "referrer_id")
)

// countPreview notes a preview, and refuses it when the referrer asks too often.
func (s *Referrals) countPreview(ctx context.Context, referrerID string, t program.Terms) error {
	p, err := s.pace(ctx, referrerID)
	if err != nil {
		return err
	}
	if f := t.Vetting.Admit(p); f != nil {
		return f
	}
	return s.previews.Insert(ctx, &preview{fact: fact{ID: s.newID("pre_", Call{})}, ReferrerID: referrerID, CreatedMS: ms(s.clock.Now())})
}

// previewWeight lets a referrer who polishes one introduction look at it several
// times before it counts as pace.
const previewWeight = 4

// fact is the identity of a document that is written once.
type fact struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

// DocID, DocVersion and SetDocVersion let package store keep facts.
func (f *fact) DocID() string { return f.ID }

// DocVersion returns the version that was read.
func (f *fact) DocVersion() int64 { return f.Version }

// SetDocVersion is called by package store when a write took place.
func (f *fact) SetDocVersion(v int64) { f.Version = v }

// detailsOf is what vetting compares a referrer by.
func detailsOf(m *member.Member) contact.Details {
	p := m.Personal
	return contact.Details{Name: p.Name, Company: p.Company, Email: p.Email, Phone: p.Phone, Country: p.Country, Language: p.Language}
}

// shared lists what stands in both.
func shared(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(k string) bool { return !slices.Contains(b, k) })
}
