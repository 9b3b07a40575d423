package portal

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/view"
)

func mail() view.Mail {
	return view.Mail{MailHead: view.MailHead{ID: "1", To: "Dana Kim <dana@example.com>", Subject: "Your letter for Priya", AtMS: days(0)},
		Text: "Hello Dana,\n\nyour letter is ready: https://intro.example.com/m/good.\n\nThank you.",
		HTML: `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p>Hello Dana, <a href="https://intro.example.com/m/good">your letter</a></p></body></html>`}
}

func promise() view.Promise {
	return view.Promise{
		Lines: []message.Message{
			say("Dana Kim put you forward. We stay silent until you say yes. Then Sam Ortega gets in touch."),
			say("We get in touch by email or by phone, Monday to Friday, 9:00 to 18:00, in your time zone."),
			say("You have 21 days to answer. After a yes, we get in touch within 1 business day. We try at most 3 times in 14 days."),
			say("A no ends it. We never contact you again, and nobody can name you to us again."),
			say("Dana Kim may get a reward if this works out: 150.00 EUR after you become a customer."),
		},
		Whole: []view.Clause{{Title: say("Your details"), Text: []message.Message{say("We delete them 90 days after it came to nothing.")}}},
		Steps: []view.Step{
			{State: view.StepDone, Title: say("Dana introduced you"), Detail: say("Dana Kim, checked by Northline"), AtMS: days(-3), Zone: "UTC"},
			{State: view.StepKeptLate, Title: say("We answered Dana"), AtMS: days(-2), Zone: "UTC"},
			{State: view.StepNow, Title: say("Sam writes once"), Detail: say("Sam Ortega, by email and not by phone"), DueMS: days(1), Zone: "UTC"},
			{State: view.StepLate, Title: say("A call of 20 minutes"), Note: say("We are late, and sorry. New date: Friday."), DueMS: days(-1), Zone: "UTC"},
			{State: view.StepBroken, Title: say("Sam calls you back"), Note: say("We did not keep this."), DueMS: days(-2), Zone: "UTC"},
			{State: view.StepPaused, Title: say("We wait until your date"), Zone: "UTC"},
			{State: view.StepSkipped, Title: say("A meeting"), Zone: "UTC"},
			{State: view.StepLater, Title: say("You hear the result either way"), DueMS: days(9), Zone: "UTC"},
		},
		Never: []message.Message{say("Calls without your yes"), say("Your details passed to another company"), say("A mailing list")},
		Kept:  &view.KeptRate{Kept: 48, Decided: 50},
	}
}

// intro has a field of every type.
func intro() view.Form {
	few := []view.Option{{Value: "peer", Label: "We do the same work"}, {Value: "client", Label: "I am their customer"}}
	many := append([]view.Option{}, few...)
	for _, v := range []string{"a", "b", "c", "d", "e", "f"} {
		many = append(many, view.Option{Value: v, Label: "Kind " + v})
	}
	return view.Form{Fields: []view.Field{
		{Name: "name", Type: view.Text, Label: "Your name", Required: true, MaxLength: 200, Autocomplete: "name"},
		{Name: "email", Type: view.Email, Label: "Your email address", Help: "We write to this address once.", Required: true, Autocomplete: "email"},
		{Name: "phone", Type: view.Phone, Label: "Your phone number", Autocomplete: "tel"},
		{Name: "why", Type: view.LongText, Label: "What would help you now?", MaxLength: 2000},
		{Name: "how", Type: view.Choice, Label: "How do you know Dana?", Options: few, Required: true},
		{Name: "branch", Type: view.Choice, Label: "Your branch", Options: many},
		{Name: "topics", Type: view.Several, Label: "What interests you?", Options: few},
		{Name: "people", Type: view.Number, Label: "How many people use a phone?"},
		{Name: "start", Type: view.Date, Label: "When would you start?", Min: "2026-11-18"},
		{Name: "country", Type: view.Country, Label: "Your country"},
		{Name: "language", Type: view.Language, Label: "Your language"},
		{Name: "ok", Type: view.Consent, Label: "Northline may write me one mail to confirm", Required: true},
	}}
}

// person is the page in one state.
func person(state view.PersonState) view.Person {
	v := view.Person{State: state, Name: "Priya Nair", Referrer: "Dana Kim", Quote: "Priya runs the practice around the corner. Their phone contract ends in March, and I think Sam can help.",
		Rep: "Sam Ortega", Promise: promise(), Channels: []string{"email", "phone", "text", "video", "in_person"}, Zone: "Europe/Berlin",
		Zones: strings.Fields("America/New_York America/Argentina/Buenos_Aires Europe/London Europe/Berlin Europe/Athens Asia/Dubai Asia/Kolkata Asia/Tokyo Australia/Sydney"), Today: "2026-11-17", FirstDay: "2026-11-18", LastDay: "2027-11-17", SentTo: "p•••@acme.example", MayReport: true,
		Details: view.Details{Name: "Priya Nair", Company: "Acme Dental", Role: "Practice manager"}}
	switch state {
	case view.PersonAsked, view.PersonLapsed:
		v.Answers = []view.Answer{view.Yes, view.NotNow, view.No, view.Never}
	case view.PersonWaiting, view.PersonClosed, view.PersonWon, view.PersonLost:
		v.Answers = []view.Answer{view.No, view.Never}
	case view.PersonDeferred:
		v.Answers = []view.Answer{view.Yes, view.NotNow, view.No, view.Never}
		v.Given = &view.Given{Answer: view.NotNow, AtMS: days(-1), UntilMS: days(30), Zone: "Europe/Berlin"}
	case view.PersonAgreed, view.PersonInContact, view.PersonMet, view.PersonUnproven, view.PersonChecking:
		v.Answers = []view.Answer{view.Yes, view.NotNow, view.No, view.Never}
		v.KnowsEmail = true
		v.Given = &view.Given{Answer: view.Yes, AtMS: days(-1), Channel: "phone", When: say("Tuesday, 19:00"), Zone: "Europe/Berlin"}
		v.Reports = []view.Report{{Kind: view.ContactedBefore, AtMS: days(-1), Zone: "UTC", Words: "A call on Monday."},
			{Kind: view.UnknownReferrer, AtMS: days(-2), Zone: "UTC", Answered: true, Upheld: true}, {Kind: view.NotAsPromised, AtMS: days(-2), Zone: "UTC", Answered: true, Reason: "The call was the one that you asked for."}}
	case view.PersonRefused, view.PersonStopped:
		v.Answers = []view.Answer{view.Yes, view.Never}
		v.Given, v.Suppressed, v.ByName = &view.Given{Answer: view.No, AtMS: days(-1), Zone: "UTC"}, true, state == view.PersonRefused
	case view.PersonWithdrawn:
		form := intro()
		v.Referrer, v.Quote, v.Form = "", "", &form
		v.Answers = []view.Answer{view.Never}
	case view.PersonErased:
		v = view.Person{State: state, Suppressed: true, Answers: []view.Answer{view.Lift}, Unknown: true}
	}
	v.Keeps = &view.Keeping{Details: state != view.PersonErased, Decided: state == view.PersonWon, Email: "p•••@acme.example", Phone: "•••23", Days: 90, Trace: true, Zone: "Europe/Berlin"}
	switch state {
	case view.PersonLost, view.PersonRefused, view.PersonStopped, view.PersonClosed, view.PersonWithdrawn:
		v.Keeps.EraseMS, v.Keeps.ForgetMS = days(90), days(365)
	case view.PersonErased:
		v.Keeps.ForgetMS = days(365)
	}
	if state == view.PersonAsked || state == view.PersonClosed {
		v.Unknown = true
	}
	return v
}

// referral is the referrer's page with everything on it that can be.
func referral(can ...view.Action) view.Referral {
	return view.Referral{Person: "Priya Nair", Company: "Acme Dental", AtMS: days(-3), Zone: "UTC", Promise: promise(), Can: can,
		Status:   view.Status{Tone: view.Wait, Word: say("Waiting for Priya"), Text: say("Priya has until 8 December to answer. You do nothing now.")},
		Question: "How do you know Priya, and since when?", Ask: view.Form{Fields: intro().Fields[:2]}, Answers: view.Answers{"name": {"Priya Nair"}},
		Told: []view.Fact{{Label: "Who do you have in mind?", Value: "Priya Nair"}}, Needs: []message.Message{say("Please write a little more.")},
		Letter: &view.Letter{Subject: "Somebody you should talk to", Link: "https://intro.example.com/i/good",
			Text: "Hi Priya,\n\nwe moved our phones to Northline last year and support has been excellent.\n\nHere you see what would happen, and you decide: https://intro.example.com/i/good\n\nIf you become a customer I may get a reward. Dana"},
		Rewards: []view.Reward{{For: say("For a new customer"), Amount: money.Of(15000, "eur"), Zone: "UTC", FromMS: days(30),
			Status: view.Status{Tone: view.Wait, Word: say("On hold"), Text: say("We hold it for 30 days after payment.")}, Waits: []message.Message{say("the end of the hold on 17 December"), say("your bank details")}},
			{For: say("Thanks for the meeting"), Amount: money.Of(2500, "eur"), Status: view.Status{Tone: view.Good, Word: say("Paid")}}},
		Payout:  &view.Payout{Status: view.Status{Tone: view.Stop, Word: say("Not set up"), Text: say("We can't pay you yet.")}, Missing: []message.Message{say("your date of birth"), say("your bank account")}, Open: true, AskCountry: true},
		Reports: []view.Report{{Kind: view.NotAsPromised, AtMS: days(-1), Zone: "UTC", Words: "Nobody wrote."}},
	}
}
