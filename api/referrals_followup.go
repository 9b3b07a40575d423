package api

import (
	"context"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

type checkInput struct {
	acting
	Channel  string `json:"channel" enums:"email,phone,text,video,in_person"`
	AskedFor bool   `json:"asked_for,omitempty"` // the person asked for this very call
}

// ContactCheck answers whether the person may be contacted now.
//
//	@Description	Whether the person may be contacted now: with the words to say first, or with the clause that refuses it and from when it would be allowed.
type ContactCheck struct {
	Allowed     bool       `json:"allowed"`
	Words       *string    `json:"words" extensions:"x-nullable"`                           // what to say first, in the person's language; null when refused
	Clause      *string    `json:"clause" example:"outside_hours" extensions:"x-nullable"`  // what refuses it
	Detail      *string    `json:"detail" extensions:"x-nullable"`                          // why, for you
	AllowedFrom *time.Time `json:"allowed_from" format:"date-time" extensions:"x-nullable"` // null where waiting alone never allows it
	Channels    []string   `json:"channels"`                                                // that are open for this person
	CheckedAt   time.Time  `json:"checked_at" format:"date-time"`
	Zone        string     `json:"zone" example:"Europe/Berlin"` // the person's
}

// checkContact answers whether the person may be contacted now.
//
//	@ID				checkContact
//	@Summary		May I contact this person now?
//	@Description	Changes nothing. With a service key for the staff member who wants to (`on_behalf_of`).
//	@Tags			referrals
//	@Param			body	body		checkInput		true	"How"
//	@Success		200		{object}	ContactCheck	"Whether, and with which words"
//	@Router			/v1/referrals/{id}/contacts/check [post]
func (a *API) checkContact(c *gin.Context) error {
	var in checkInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	ctx, id, who := c.Request.Context(), c.Param("id"), caller(c).Actor
	if _, err := a.deps.App.Referrals.Get(ctx, who, id); err != nil {
		return err
	}
	who, err := a.actAs(c, who, in.OnBehalfOf, forStaff)
	if err != nil {
		return err
	}
	v, err := a.deps.App.Referrals.MayContact(ctx, who, id, app.CheckContact{Channel: promise.Channel(in.Channel), AskedFor: in.AskedFor})
	if err != nil {
		return err
	}
	return web.OK(c, ContactCheck{
		Allowed: v.Allowed, Words: textOrNull(a.deps.Texts.For(v.Language), v.Words), Clause: orNull(string(v.Clause)),
		Detail: textOrNull(a.texts(c), v.Detail), AllowedFrom: timeOrNull(v.AllowedFromMS), Channels: channelsOf(v.Channels),
		CheckedAt: timeOf(v.CheckedMS), Zone: v.Zone,
	})
}

type contactInput struct {
	acting
	Channel   string     `json:"channel" enums:"email,phone,text,video,in_person"`
	Outcome   string     `json:"outcome" enums:"reached,no_answer,left_word,meeting_booked,asked_to_stop"`
	At        *time.Time `json:"at,omitempty" format:"date-time"`         // when it took place; now when left out, at most 30 days back
	AskedFor  bool       `json:"asked_for,omitempty"`                     // the person had asked for this very call
	Note      string     `json:"note,omitempty" maxLength:"2000"`         // for the team; erased with the person's details
	MeetingAt *time.Time `json:"meeting_at,omitempty" format:"date-time"` // with meeting_booked: when the meeting is
}

// recordContact writes down a contact that took place.
//
//	@ID				recordContact
//	@Summary		Record a contact
//	@Description	Inside the promise it is an attempt, outside it a breach. With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		contactInput	true	"What happened"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/contacts [post]
func (a *API) recordContact(c *gin.Context) error {
	var in contactInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "contacts", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.RecordContact(ctx, call, id, app.RecordContact{
			Channel: promise.Channel(in.Channel), Outcome: referral.Outcome(in.Outcome), At: in.At, AskedFor: in.AskedFor, Note: in.Note,
			MeetingAt: in.MeetingAt,
		})
	})
}

type meetingInput struct {
	acting
	At   *time.Time `json:"at,omitempty" format:"date-time"` // when it was held; now when left out
	Note string     `json:"note,omitempty" maxLength:"2000"` // for the team
}

// recordMeeting records that the meeting was held.
//
//	@ID				recordMeeting
//	@Summary		Record a meeting
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		meetingInput	true	"The meeting"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/meeting [post]
func (a *API) recordMeeting(c *gin.Context) error {
	var in meetingInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "meeting", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Meet(ctx, call, id, app.HoldMeeting{At: in.At, Note: in.Note})
	})
}

type nextStepInput struct {
	acting
	What string    `json:"what" minLength:"1" maxLength:"500"` // what happens next
	At   time.Time `json:"at" format:"date-time"`              // within the next twelve months
}

// agreeNextStep notes what was agreed with the person.
//
//	@ID				agreeNextStep
//	@Summary		Note the next step
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		nextStepInput	true	"What and when"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/next-step [post]
func (a *API) agreeNextStep(c *gin.Context) error {
	var in nextStepInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "next-step", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.AgreeNext(ctx, call, id, app.NextStep{What: in.What, At: in.At})
	})
}

type deferInput struct {
	acting
	Until  time.Time `json:"until" format:"date-time"`          // within the next twelve months
	Reason string    `json:"reason,omitempty" maxLength:"2000"` // what the person said
}

// deferReferral records a "not now" that the person told a rep.
//
//	@ID				deferReferral
//	@Summary		Record a not now
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		deferInput	true	"Until when"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/not-now [post]
func (a *API) deferReferral(c *gin.Context) error {
	var in deferInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "not-now", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Defer(ctx, call, id, app.DeferReferral{Until: in.Until, Reason: in.Reason})
	})
}

type breachAnswerInput struct {
	acting
	Upheld bool   `json:"upheld"`                                // whether the promise was broken
	Reason string `json:"reason" minLength:"1" maxLength:"2000"` // the reporter reads it
}

// answerBreach answers a report of a broken promise.
//
//	@ID				answerBreach
//	@Summary		Answer a report
//	@Description	Only a staff member who didn't work the referral may. With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		breachAnswerInput	true	"The answer"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/breaches/{n}/answer [post]
func (a *API) answerBreach(c *gin.Context) error {
	n, err := number(c)
	if err != nil {
		return err
	}
	var in breachAnswerInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "breaches/"+c.Param("n")+"/answer", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.JudgeBreach(ctx, call, id, n, app.AnswerBreach{Upheld: in.Upheld, Reason: in.Reason})
	})
}

// number is the number in the path of something that is counted from 1.
func number(c *gin.Context) (int64, error) {
	n, err := strconv.ParseInt(c.Param("n"), 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != c.Param("n") {
		return 0, fault.New(fault.NotFound, "not_found", "There is nothing of this name.")
	}
	return n, nil
}
