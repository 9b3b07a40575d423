package api

import (
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/locale"
)

// ReferralSummary is a referral in a list.
//
//	@Description	A referral in a list.
type ReferralSummary struct {
	ID              string            `json:"id" example:"ref_01hzx3v9kq2m4n6p8r0s2t4v6w"`
	ExternalID      *string           `json:"external_id" extensions:"x-nullable"` // yours
	Metadata        map[string]string `json:"metadata"`
	ProgramID       string            `json:"program_id"`
	ProgramRevision int64             `json:"program_revision"` // whose promise holds
	ParentID        *string           `json:"parent_id" extensions:"x-nullable"`
	Status          string            `json:"status" example:"awaiting_yes"`
	Class           string            `json:"class" enums:"named,introduced"`
	Entry           string            `json:"entry" enums:"referrer,key,staff,link"`                // how it came in
	ReferrerID      *string           `json:"referrer_id" extensions:"x-nullable"`                  // null where nobody vouches
	LinkID          *string           `json:"link_id" extensions:"x-nullable"`                      // the link by which the person came
	RepID           *string           `json:"rep_id" extensions:"x-nullable"`                       // who follows up
	Person          ReferralPerson    `json:"person"`                                               // who was put forward
	ErasedAt        *time.Time        `json:"erased_at" format:"date-time" extensions:"x-nullable"` // when the personal details were erased
	CreatedAt       time.Time         `json:"created_at" format:"date-time"`
	UpdatedAt       time.Time         `json:"updated_at" format:"date-time"`
}

// ReferralPerson is what is known of the person who was put forward.
//
//	@Description	What is known of the person who was put forward; each part is null where nothing is known, and after erasure. A partner reads what it sent in, not what the person gave themself.
type ReferralPerson struct {
	Name     *string `json:"name" extensions:"x-nullable"`
	Company  *string `json:"company" extensions:"x-nullable"`
	Role     *string `json:"role" extensions:"x-nullable"`
	Email    *string `json:"email" extensions:"x-nullable"`
	Phone    *string `json:"phone" extensions:"x-nullable"` // E.164
	Country  *string `json:"country" extensions:"x-nullable"`
	Language *string `json:"language" extensions:"x-nullable"`
}

// Referral is one introduction.
//
//	@Description	One introduction, with what was promised about it and what has happened. Sentences are in the language of Accept-Language.
type Referral struct {
	ReferralSummary
	Answers       map[string]any    `json:"answers"` // to the program's form; empty after erasure
	AcceptedAt    *time.Time        `json:"accepted_at" format:"date-time" extensions:"x-nullable"`
	Verdict       *ReferralVerdict  `json:"verdict" extensions:"x-nullable"` // null before vetting
	Consent       ReferralConsent   `json:"consent"`
	Timeline      []ReferralStep    `json:"timeline"`
	Contacts      []ReferralContact `json:"contacts"`
	NextStep      *ReferralNext     `json:"next_step" extensions:"x-nullable"`
	Breaches      []ReferralBreach  `json:"breaches"`
	Deal          *ReferralDeal     `json:"deal" extensions:"x-nullable"` // null until it is won
	SuggestedWins []ReferralWin     `json:"suggested_wins"`
	Rewards       []ReferralReward  `json:"rewards"`
	Claim         *ReferralClaim    `json:"claim" extensions:"x-nullable"`
	Events        []ReferralEvent   `json:"events"` // the last 100
}

// ReferralConsent is what the person said about being contacted.
//
//	@Description	What the person said about being contacted.
type ReferralConsent struct {
	Answer      *string       `json:"answer" enums:"yes,not_now,no,never,taken_back" extensions:"x-nullable"`
	YesAt       *time.Time    `json:"yes_at" format:"date-time" extensions:"x-nullable"`
	NoAt        *time.Time    `json:"no_at" format:"date-time" extensions:"x-nullable"`
	NotNowUntil *time.Time    `json:"not_now_until" format:"date-time" extensions:"x-nullable"`
	Confirming  bool          `json:"confirming"`                   // a yes waits until the person confirms it through the message that we sent
	Wish        *ReferralWish `json:"wish" extensions:"x-nullable"` // null to partners
	Zone        string        `json:"zone" example:"Europe/Berlin"` // in which the hours of contact count
}

// ReferralWish is how and when the person asked to be contacted.
//
//	@Description	How and when the person asked to be contacted.
type ReferralWish struct {
	Channels []string       `json:"channels"`
	Window   *ContactWindow `json:"window" extensions:"x-nullable"`
	At       *time.Time     `json:"at" format:"date-time" extensions:"x-nullable"` // one moment
}

// viewer is who reads a referral through the API.
type viewer struct {
	partner bool // sees what a referrer may
}

func viewerOf(a aggregate.Actor) viewer { return viewer{partner: a.Kind == aggregate.Partner} }

func (v viewer) reader() promise.Reader {
	if v.partner {
		return promise.ReaderReferrer
	}
	return promise.ReaderStaff
}

// person is what the viewer may know of the person: a partner what it sent in.
func (v viewer) person(r *referral.Referral) ReferralPerson {
	d := r.Personal.Details
	if v.partner {
		d = r.Personal.Answers.Details()
		if r.Entry == referral.ByLink {
			d = contact.Details{Name: d.Name, Company: d.Company}
		}
	}
	return ReferralPerson{
		Name: orNull(d.Name), Company: orNull(d.Company), Role: orNull(d.Role), Email: orNull(d.Email),
		Phone: orNull(d.Phone), Country: orNull(d.Country), Language: orNull(d.Language),
	}
}

func (v viewer) summary(r *referral.Referral) ReferralSummary {
	return ReferralSummary{
		ID: r.ID, ExternalID: orNull(r.ExternalID), Metadata: metadataOf(r.Metadata), ProgramID: r.ProgramID,
		ProgramRevision: r.RevisionN, ParentID: orNull(r.ParentID), Status: string(r.Status), Class: string(r.Class),
		Entry: string(r.Entry), ReferrerID: orNull(r.ReferrerID), LinkID: orNull(r.LinkID), RepID: orNull(r.RepID),
		Person: v.person(r), ErasedAt: timeOrNull(r.ErasedMS), CreatedAt: r.CreatedAt(), UpdatedAt: r.UpdatedAt(),
	}
}

// referral is the whole resource for the viewer.
func (v viewer) referral(p app.Progress, texts *locale.Printer) Referral {
	r := p.Referral
	out := Referral{
		ReferralSummary: v.summary(r), Answers: v.answers(r), AcceptedAt: timeOrNull(r.AcceptedMS),
		Verdict: v.verdict(r.Verdict, texts), Consent: v.consent(p), Timeline: stepsOf(p.Steps, texts),
		Contacts: v.contacts(r), NextStep: v.next(r), Breaches: v.breaches(r), Deal: dealOf(r.Deal),
		SuggestedWins: winsOf(r.Wins), Rewards: rewardsOf(p.Rewards), Events: v.events(r),
	}
	if r.Claim.TakenMS != 0 {
		out.Claim = &ReferralClaim{ProtectedUntil: timeOrNull(r.Claim.EndsMS), Ended: orNull(r.Claim.Ended)}
	}
	return out
}

// answers are the form's; those that a person gave about themself are no partner's.
func (v viewer) answers(r *referral.Referral) map[string]any {
	if v.partner && r.Entry == referral.ByLink {
		return map[string]any{}
	}
	return r.Personal.Answers.Plain()
}

// consent is what the person said. Where the promise hides the reason from the
// referrer it is hidden from the partner too.
func (v viewer) consent(p app.Progress) ReferralConsent {
	r := p.Referral
	c := ReferralConsent{
		Answer: orNull(string(r.PersonAnswer())), YesAt: timeOrNull(r.YesMS), NoAt: timeOrNull(r.NoMS),
		NotNowUntil: timeOrNull(r.Deferral.UntilMS), Confirming: r.Pending != nil, Zone: r.Zone(p.Terms),
	}
	if v.partner {
		if !p.Terms.Promise.Updates.LearnsReason && r.PersonAnswer() != promise.AnswerYes {
			c.Answer, c.NoAt, c.NotNowUntil = nil, nil, nil
		}
		c.Zone = p.Terms.Calendar.Zone
		return c
	}
	if w := r.Wish(); len(w.Channels) > 0 || w.Window != nil || w.AtMS != 0 {
		c.Wish = wishOf(w)
	}
	return c
}
