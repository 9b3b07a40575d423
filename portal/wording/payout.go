package wording

import (
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/portal/view"
)

// payoutTones colour the standings; none yet is waiting.
var payoutTones = map[transfer.Standing]view.Tone{
	transfer.Ready: view.Good, transfer.Incomplete: view.Stop, transfer.Checking: view.Wait, transfer.Restricted: view.Stop,
}

// Payout is how a member is paid, and what Stripe still asks for.
func Payout(st app.PayoutState) view.Payout {
	word, tone := string(st.Standing), payoutTones[st.Standing]
	if word == "" {
		word, tone = "none", view.Wait
	}
	v := view.Payout{
		Status:     view.Status{Tone: tone, Word: message.Of("page.payout.status." + word), Text: message.Of("page.payout.text." + word)},
		Missing:    requirements(st.Missing),
		Open:       st.Standing != transfer.Ready && st.Standing != transfer.Checking && st.Member.MayRefer(),
		AskCountry: st.Standing == "",
	}
	if st.PausedMS != 0 {
		v.Paused = message.Of("page.payout.paused", "date", message.Day{MS: st.PausedMS, Zone: st.Member.Personal.Zone})
	}
	return v
}

// requirement is a thing that Stripe asks for, by how its own name for it begins or
// ends.
type requirement struct{ part, word string }

// requirementWords put Stripe's names for what it asks into people's words; the
// first row that fits counts. A name that isn't here is "other": Stripe's page says
// what it is.
var requirementWords = []requirement{
	{"external_account", "bank"}, {"tos_acceptance", "terms"}, {"verification.additional_document", "document"},
	{"verification.document", "document"}, {"verification.proof_of_liveness", "document"}, {"company.verification", "company"},
	{".dob", "birth"}, {".address", "address"}, {".first_name", "name"}, {".last_name", "name"}, {".full_name_aliases", "name"},
	{".email", "email"}, {".phone", "phone"}, {".ssn_last_4", "tax_id"}, {".id_number", "tax_id"}, {".tax_id", "tax_id"},
	{".vat_id", "tax_id"}, {".nationality", "nationality"}, {".political_exposure", "office"}, {"business_type", "kind"},
	{"business_profile", "business"}, {"company.", "company"}, {"owners", "owners"}, {"directors", "owners"},
	{"executives", "owners"}, {"representative", "owners"}, {"settings.", "business"},
}

// requirements are what Stripe asks for, each thing once.
func requirements(codes []string) []message.Message {
	var out []message.Message
	seen := map[string]bool{}
	for _, code := range codes {
		if w := requirementWord(code); !seen[w] {
			seen[w] = true
			out = append(out, message.Of("page.stripe."+w))
		}
	}
	return out
}

func requirementWord(code string) string {
	for _, r := range requirementWords {
		if strings.Contains(code, r.part) {
			return r.word
		}
	}
	return "other"
}
