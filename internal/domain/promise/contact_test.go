package promise

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/goodword/goodword/internal/domain/calendar"
)

// at reads "2026-11-24 15:00" in a zone, in milliseconds.
func at(t testing.TB, reading, zone string) int64 {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	v, err := time.ParseInLocation("2006-01-02 15:04", reading, loc)
	if err != nil {
		t.Fatal(err)
	}
	return v.UnixMilli()
}

func berlin(t testing.TB, reading string) int64 { t.Helper(); return at(t, reading, "Europe/Berlin") }

// allowedInput is a contact that the default promise allows: Tuesday noon.
func allowedInput(t testing.TB) ContactInput {
	t.Helper()
	return ContactInput{
		Promise: Default(), NowMS: berlin(t, "2026-11-24 12:00"), By: AskerRep, Channel: Email,
		Answer: AnswerYes, YesMS: berlin(t, "2026-11-23 12:00"), Zone: "Europe/Berlin",
		Names: Names{Company: "Acme", Referrer: "Anna", Person: "Sam", Rep: "Kim"}, Language: "en",
	}
}

func TestMayContact(t *testing.T) {
	t.Parallel()
	evening := &calendar.Window{Weekdays: []int{1, 2, 3, 4, 5, 6, 7}, From: "19:00", To: "20:00"}
	tries := func(readings ...string) []Attempt {
		var list []Attempt
		for _, r := range readings {
			list = append(list, Attempt{AtMS: berlin(t, r)})
		}
		return list
	}
	for _, tt := range []struct {
		name   string
		change func(*ContactInput)
		clause Clause // none: allowed
		from   string // when it would be allowed, in Berlin; "": never by waiting
	}{
		{"the rep, by mail, at noon", func(*ContactInput) {}, "", ""},
		{"before the yes", func(in *ContactInput) { in.Answer, in.YesMS = AnswerNone, 0 }, ClauseBeforeYes, ""},
		{"not now, never a yes", func(in *ContactInput) {
			in.Answer, in.YesMS, in.NotNowUntilMS = AnswerNotNow, 0, berlin(t, "2026-12-01 00:00")
		}, ClauseBeforeYes, ""},
		{"already agreed, our message not yet out", func(in *ContactInput) { in.Promise.Consent = AlreadyAgreed }, ClauseBeforeYes, ""},
		{"already agreed, our message out", func(in *ContactInput) { in.Promise.Consent, in.ToldMS = AlreadyAgreed, 1 }, "", ""},
		{"not now after a yes", func(in *ContactInput) {
			in.Answer, in.NotNowUntilMS = AnswerNotNow, berlin(t, "2026-12-05 00:00")
		}, ClauseNotNow, "2026-12-07 09:00"},
		{"not now, its date has come", func(in *ContactInput) {
			in.Answer, in.NotNowUntilMS = AnswerNotNow, berlin(t, "2026-11-24 00:00")
		}, "", ""},
		{"a colleague, the rep was promised", func(in *ContactInput) { in.By = AskerTeam }, ClauseWrongPerson, ""},
		{"a colleague, the team was promised", func(in *ContactInput) { in.By, in.Promise.Who = AskerTeam, WhoTeam }, "", ""},
		{"an outsider, the team was promised", func(in *ContactInput) { in.By, in.Promise.Who = AskerOther, WhoTeam }, ClauseWrongPerson, ""},
		{"by video", func(in *ContactInput) { in.Channel = Video }, ClauseWrongChannel, ""},
		{"by video, as the person asked", func(in *ContactInput) { in.Channel, in.Wish.Channels = Video, []Channel{Video} }, "", ""},
		{"by mail, the person asked for video", func(in *ContactInput) { in.Wish.Channels = []Channel{Video} }, ClauseWrongChannel, ""},
		{"at night", func(in *ContactInput) { in.NowMS = berlin(t, "2026-11-24 22:00") }, ClauseOutsideHours, "2026-11-25 09:00"},
		{"on Sunday", func(in *ContactInput) { in.NowMS = berlin(t, "2026-11-22 12:00") }, ClauseOutsideHours, "2026-11-23 09:00"},
		{"noon here, six in the morning there", func(in *ContactInput) { in.Zone = "America/New_York" }, ClauseOutsideHours, "2026-11-24 15:00"},
		{"in the evening, as the person asked", func(in *ContactInput) {
			in.NowMS, in.Wish.Window = berlin(t, "2026-11-22 19:30"), evening
		}, "", ""},
		{"at noon, the person asked for evenings", func(in *ContactInput) { in.Wish.Window = evening }, ClauseOutsideHours, "2026-11-24 19:00"},
		{"text me at 19:00: at noon", func(in *ContactInput) {
			in.Channel, in.Wish = Text, Wish{Channels: []Channel{Text}, AtMS: berlin(t, "2026-11-24 19:00")}
		}, ClauseOutsideHours, "2026-11-24 18:50"},
		{"text me at 19:00: at 19:00", func(in *ContactInput) {
			in.NowMS = berlin(t, "2026-11-24 19:00")
			in.Channel, in.Wish = Text, Wish{Channels: []Channel{Text}, AtMS: in.NowMS}
		}, "", ""},
		{"text me at 19:00: a call at 19:00", func(in *ContactInput) {
			in.NowMS = berlin(t, "2026-11-24 19:00")
			in.Channel, in.Wish = Phone, Wish{Channels: []Channel{Text}, AtMS: in.NowMS}
		}, ClauseWrongChannel, ""},
		{"text me at 19:00: the next day", func(in *ContactInput) {
			in.Channel, in.Wish = Text, Wish{Channels: []Channel{Text}, AtMS: berlin(t, "2026-11-23 19:00")}
		}, "", ""},
		{"the fourth attempt", func(in *ContactInput) {
			in.Attempts = tries("2026-11-16 10:00", "2026-11-18 10:00", "2026-11-20 10:00")
		}, ClauseTooMany, "2026-11-30 10:00"},
		{"the fourth attempt, it frees at night", func(in *ContactInput) {
			in.Attempts = tries("2026-11-15 10:00", "2026-11-18 10:00", "2026-11-20 10:00")
		}, ClauseTooMany, "2026-11-30 09:00"},
		{"the third attempt", func(in *ContactInput) { in.Attempts = tries("2026-11-18 10:00", "2026-11-20 10:00") }, "", ""},
		{"old attempts", func(in *ContactInput) {
			in.Attempts = tries("2026-11-10 11:00", "2026-11-10 11:30", "2026-11-10 12:00")
		}, "", ""},
		{"attempts that they asked for", func(in *ContactInput) {
			for range 9 {
				in.Attempts = append(in.Attempts, Attempt{AtMS: berlin(t, "2026-11-23 15:00"), AskedFor: true})
			}
		}, "", ""},
		{"a call that they asked for, after three attempts", func(in *ContactInput) {
			in.AskedFor, in.Attempts = true, tries("2026-11-18 10:00", "2026-11-19 10:00", "2026-11-20 10:00")
		}, "", ""},
		{"their moment, after three attempts", func(in *ContactInput) {
			in.Wish.AtMS, in.Attempts = in.NowMS, tries("2026-11-18 10:00", "2026-11-19 10:00", "2026-11-20 10:00")
		}, "", ""},
		{"after a no", func(in *ContactInput) { in.Answer = AnswerNo }, ClauseAfterNo, ""},
		{"after a never", func(in *ContactInput) { in.Answer = AnswerNever }, ClauseAfterNo, ""},
		{"after a take-back", func(in *ContactInput) { in.Answer = AnswerTakenBack }, ClauseTakenBack, ""},
		{"suppressed elsewhere", func(in *ContactInput) { in.Suppressed = true }, ClauseSuppressed, ""},
		{"talked: anybody, any channel, at night, again", func(in *ContactInput) {
			in.Conversation, in.By, in.Channel, in.NowMS = true, AskerOther, InPerson, berlin(t, "2026-11-22 23:00")
			in.Attempts = tries("2026-11-20 10:00", "2026-11-20 11:00", "2026-11-20 12:00")
		}, "", ""},
		{"talked: the chosen channel binds", func(in *ContactInput) {
			in.Conversation, in.Wish.Channels = true, []Channel{Phone}
		}, ClauseWrongChannel, ""},
		{"talked: the no binds", func(in *ContactInput) { in.Conversation, in.Answer = true, AnswerNo }, ClauseAfterNo, ""},
		{"talked: the take-back binds", func(in *ContactInput) { in.Conversation, in.Answer = true, AnswerTakenBack }, ClauseTakenBack, ""},
		{"talked: a not-now is a no with a date", func(in *ContactInput) {
			in.Conversation, in.Answer, in.NotNowUntilMS = true, AnswerNotNow, berlin(t, "2026-12-05 00:00")
		}, ClauseNotNow, "2026-12-05 00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := allowedInput(t)
			tt.change(&in)
			v := MayContact(in)
			if v.Clause != tt.clause || v.Allowed != (tt.clause == "") {
				t.Fatalf("allowed %v, clause %q; want %q", v.Allowed, v.Clause, tt.clause)
			}
			want := int64(0)
			if tt.from != "" {
				want = berlin(t, tt.from)
			}
			if v.AllowedFromMS != want {
				t.Errorf("allowed from %s, want %q", time.UnixMilli(v.AllowedFromMS).UTC(), tt.from)
			}
			if (v.Words.Key != "") != v.Allowed || (v.Detail.Key != "") == v.Allowed {
				t.Errorf("words %q, detail %q", v.Words.Key, v.Detail.Key)
			}
		})
	}
}

// The opening words are the program's own, filled in, where it has some in the
// person's language.
func TestOpeningWords(t *testing.T) {
	t.Parallel()
	p := Default()
	p.Words = map[string]string{"en": "Hi {person}, {referrer} sent me. {rep}, {company}"}
	n := Names{Company: "Acme", Referrer: "{rep}", Person: "Sam", Rep: "Kim"}
	if m := p.OpeningWords(n, "EN"); m.Key != "promise.words.own" || m.Args["text"] != "Hi Sam, {rep} sent me. Kim, Acme" {
		t.Errorf("%+v", m)
	}
	if m := p.OpeningWords(n, "de"); m.Key != "promise.words.ready" {
		t.Errorf("%+v", m)
	}
}
