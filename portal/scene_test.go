package portal

import (
	"net/url"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// scene is one page in one state: what the stage holds and what is asked.
type scene struct {
	name   string
	stage  *stage
	path   string
	form   url.Values // nil for GET
	status int
}

// scenes lists every page in every state; the render and the browser test walk it.
func scenes() []scene {
	all := []scene{
		{"landing", &stage{}, "/r/dana-k7", nil, 200},
		{"landing with mistakes", &stage{}, "/r/dana-k7", url.Values{"name": {"Priya Nair"}, "email": {"priya"}, "topics": {"peer", "client"}, "how": {"peer"}, "country": {"DE"}}, 422},
		{"landing preview", &stage{}, "/r/dana-k7", url.Values{"name": {"Priya Nair"}, "email": {"priya@acme.example"}}, 200},
		{"proof", &stage{proof: view.Proof{Address: "p•••@acme.example", Promise: promise(), PageURL: "/i/good"}}, "/c/good", nil, 200},
		{"proof done", &stage{proof: view.Proof{Done: true, Address: "p•••@acme.example", PageURL: "/i/good"}}, "/c/good", nil, 200},
		{"no such page", &stage{}, "/nowhere", nil, 404},
		{"no such link", &stage{}, "/r/zzz", nil, 404},
		{"expired", &stage{}, "/i/expired", nil, 410},
		{"broken", &stage{}, "/i/broken", nil, 503},
		{"overtaken", &stage{}, "/i/overtaken", nil, 409},
		{"open for too long", &stage{person: person(view.PersonAsked)}, "/i/good/confirm", url.Values{"answer": {"no"}, "stamp": {"old"}}, 403},
		{"mailbox", &stage{}, "/mailbox", nil, 200},
		{"mail", &stage{}, "/mailbox/1", nil, 200},
	}
	for _, state := range view.PersonStates() {
		all = append(all, scene{"person " + string(state), &stage{person: person(state)}, "/i/good", nil, 200})
	}
	for _, a := range []view.Answer{view.Yes, view.NotNow, view.No, view.Never} {
		all = append(all, scene{"reply " + string(a), &stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {string(a)}}, 200})
	}
	byPhone := person(view.PersonUnproven)
	byPhone.SentTo, byPhone.PhoneOnly, byPhone.KnowsEmail = "", true, false
	gone := person(view.PersonErased)
	gone.Answers = []view.Answer{view.Never}
	all = append(all,
		scene{"person by phone alone", &stage{person: byPhone}, "/i/good", nil, 200},
		scene{"reply mend", &stage{person: person(view.PersonUnproven)}, "/i/good/answer", url.Values{"answer": {"yes"}}, 200},
		scene{"reply wish", &stage{person: person(view.PersonMet)}, "/i/good/answer", url.Values{"answer": {"yes"}}, 200},
		scene{"reply enough", &stage{person: person(view.PersonLost)}, "/i/good/answer", url.Values{"answer": {"no"}}, 200},
		scene{"reply alone", &stage{person: gone}, "/i/good/answer", url.Values{"answer": {"never"}}, 200},
		scene{"reply stop", &stage{person: person(view.PersonAgreed)}, "/i/good/answer", url.Values{"answer": {"no"}}, 200},
		scene{"reply lift", &stage{person: person(view.PersonErased)}, "/i/good/answer", url.Values{"answer": {"lift"}}, 200},
		scene{"no answer chosen", &stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {""}}, 422},
		scene{"report", &stage{person: person(view.PersonAsked)}, "/i/good/report", url.Values{"kind": {"unknown_referrer"}}, 200},
		scene{"no report chosen", &stage{person: person(view.PersonAsked)}, "/i/good/report", url.Values{"kind": {""}}, 422},
	)
	every := referral(append(ui.Deeds(), view.SetUpPay)...)
	declined := referral(view.Appeal)
	declined.Reason, declined.AppealMS, declined.Letter, declined.Rewards, declined.Payout, declined.Reports = say("Acme Dental is a customer of ours already."), days(30), nil, nil, nil, nil
	declined.Because = "We sell to them already."
	declined.Status = view.Status{Tone: view.Stop, Word: say("Declined"), Text: say("We can't take this one.")}
	erased := view.Referral{AtMS: days(-90), Zone: "UTC", Status: view.Status{Tone: view.Quiet, Word: say("Closed"), Text: say("It came to nothing. Thank you all the same.")}}
	claim := referral(view.Withdraw)
	claim.Claim = true
	all = append(all,
		scene{"referral with everything", &stage{ref: every}, "/m/good", nil, 200},
		scene{"referral quiet", &stage{ref: referral(view.Withdraw, view.ReportIt)}, "/m/good", nil, 200},
		scene{"referral declined", &stage{ref: declined}, "/m/good", nil, 200},
		scene{"referral erased", &stage{ref: erased}, "/m/good", nil, 200},
		scene{"give up claim", &stage{ref: claim}, "/m/good/withdraw", nil, 200},
		scene{"payout return", &stage{ref: every}, "/m/good/payout/return", nil, 200},
		scene{"payout of a referral", &stage{ref: every}, "/m/good/payout", nil, 200},
		scene{"payout start", &stage{ref: every}, "/m/good/payout", url.Values{"country": {"DE"}}, 200},
		scene{"payout", &stage{ref: every}, "/p/good", nil, 200},
		scene{"payout without a country", &stage{ref: every}, "/p/good", url.Values{}, 422},
		scene{"payout come back", &stage{ref: every}, "/p/good/return", nil, 200},
	)
	for _, a := range ui.Deeds() {
		all = append(all, scene{"action " + string(a), &stage{ref: every}, "/m/good/" + string(a), nil, 200})
	}
	return all
}
