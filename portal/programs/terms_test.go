package programs

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

var (
	allChannels = promise.Channels()
	allSteps    = promise.UpdateSteps()
	word        = rapid.StringMatching(`[a-zA-ZäöüÄß{}"<>&]{1,12}( [a-z0-9.,!]{1,8}){0,3}`)
	prose       = rapid.StringMatching(`[a-zA-ZäöüÄß{}"<>&]{1,12}((\n| )[a-z0-9.,!]{1,8}){0,3}`)
	key         = rapid.StringMatching(`[a-z][a-z0-9_]{0,10}`)
	minor       = rapid.Int64Range(1, 999_999_999)
)

// some are distinct values in any order.
func some[T comparable](t *rapid.T, label string, values []T) []T {
	shuffled := rapid.Permutation(values).Draw(t, label)
	return shuffled[:rapid.IntRange(1, len(values)).Draw(t, label+" many")]
}

func sorted(list []int) []int { slices.Sort(list); return list }

func oneOf[T any](t *rapid.T, label string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, label)
}

func number0(t *rapid.T, label string, low, high int) int {
	return rapid.IntRange(low, high).Draw(t, label)
}

func anyWindow(t *rapid.T, label string) calendar.Window {
	return calendar.Window{
		Weekdays: sorted(some(t, label, []int{1, 2, 3, 4, 5, 6, 7})),
		From:     oneOf[calendar.TimeOfDay](t, label+" from", "00:00", "08:30"), To: oneOf[calendar.TimeOfDay](t, label+" to", "17:00", "24:00"),
	}
}

func anySpan(t *rapid.T, label string) promise.Span {
	return promise.Span{Count: number0(t, label, 1, 60), Unit: oneOf(t, label+" unit", promise.UnitBusinessDays, promise.UnitBusinessHours)}
}

func anyTable(t *rapid.T, label string) map[string]int64 {
	out := map[string]int64{}
	for _, currency := range some(t, label, []string{"eur", "usd", "jpy", "chf"}) {
		out[currency] = minor.Draw(t, label+currency)
	}
	return out
}

// anyTerms are terms with something in each field; they need not pass Check.
func anyTerms(t *rapid.T, label string) program.Terms {
	out := program.Terms{
		Name: word.Draw(t, label), Team: word.Draw(t, label), Languages: some(t, label, program.Languages()), Rep: key.Draw(t, label),
		Calendar: calendar.Calendar{Zone: oneOf(t, label, "Europe/Berlin", "UTC"), Hours: anyWindow(t, label), Holidays: []string{"2026-12-25", "2027-01-01"}[:number0(t, label, 0, 2)]},
		Promise:  anyPromise(t, label), Rewards: anyRewards(t, label),
		ProtectionDays: number0(t, label, 1, 400), ProtectionMax: number0(t, label, 1, 700), AttributionDays: number0(t, label, 1, 365),
		Form: form.Form{Fields: []form.Field{anyQuestion(t, label)}},
	}
	policy := func() vetting.Policy { return oneOf(t, label, vetting.Allow, vetting.Review, vetting.Decline) }
	n := func() int64 { return int64(number0(t, label, 1, 1000)) }
	out.Vetting = vetting.Settings{
		Expansion: policy(), OpenDeal: policy(), OwnDomain: policy(), MinWhy: number0(t, label, 0, 500), PerHour: n(), PerDay: n(),
		PerMonth: n(), HistoryFrom: n(), NothingReview: n(), AcceptFrom: number0(t, label, 0, 100),
	}
	return out
}

func anyPromise(t *rapid.T, label string) promise.Promise {
	p := promise.Promise{
		Consent:           oneOf(t, label, promise.ReferrerIntroduces, promise.AskFirst, promise.AlreadyAgreed),
		AskFirstCountries: []string{"CA", "US"}[:number0(t, label, 0, 2)], Who: oneOf(t, label, promise.WhoRep, promise.WhoTeam),
		Channels: some(t, label, allChannels), Window: anyWindow(t, label), Answer: anySpan(t, label), FirstContact: anySpan(t, label),
		FirstContactGoal: anySpan(t, label), Attempts: promise.Attempts{Max: number0(t, label, 1, 20), Days: number0(t, label, 1, 365)},
		Words:          map[string]string{},
		Updates:        promise.Updates{Steps: some(t, label, allSteps), LearnsReason: rapid.Bool().Draw(t, label)},
		RewardDecision: anySpan(t, label), PersonDays: number0(t, label, 1, 180), Reminder: anySpan(t, label), ErasureDays: number0(t, label, 1, 730),
	}
	for _, lang := range some(t, label, []string{"en", "de", "fr"}) {
		p.Words[lang] = prose.Draw(t, label+lang)
	}
	return p
}

func anyRewards(t *rapid.T, label string) reward.Terms {
	return reward.Terms{
		Rules:    []reward.Rule{anyRule(t, label)},
		Approval: reward.ApprovalTerms{TwoFrom: anyTable(t, label), AutoBelow: anyTable(t, label)}, Minimum: anyTable(t, label),
		MinimumDays: number0(t, label, 1, 700), HoldDays: number0(t, label, 0, 700), RefundDays: number0(t, label, 0, 700),
		Refund: oneOf(t, label, reward.Proportional, reward.FullOnly), Split: reward.Recorded,
	}
}

func anyPrice(t *rapid.T, label string) reward.Price {
	switch form := oneOf(t, label, reward.Flat, reward.Percent, reward.Steps); form {
	case reward.Flat:
		return reward.Price{Form: form, Amount: minor.Draw(t, label)}
	case reward.Percent:
		return reward.Price{Form: form, BasisPoints: int64(number0(t, label, 1, 10_000)), Cap: minor.Draw(t, label)}
	default:
		p := reward.Price{Form: form, By: oneOf(t, label, reward.ByDealSize, reward.ByCount)}
		for i := range number0(t, label, 1, 4) {
			s := reward.Step{From: int64(i) * 7}
			if rapid.Bool().Draw(t, label) {
				s.Amount = minor.Draw(t, label)
			} else {
				s.BasisPoints, s.Cap = int64(number0(t, label, 1, 10_000)), minor.Draw(t, label)
			}
			p.Steps = append(p.Steps, s)
		}
		return p
	}
}

func anyRule(t *rapid.T, label string) reward.Rule {
	r := reward.Rule{
		Key: key.Draw(t, label), Trigger: oneOf(t, label, reward.OnWon, reward.OnMet, reward.OnAgreed), For: reward.ToReferrer,
		Kind: oneOf(t, label, reward.Cash, reward.Gift, reward.Donation), Currency: oneOf(t, label, "eur", "jpy", "chf"), Price: anyPrice(t, label),
		PerPayment: rapid.Bool().Draw(t, label), AfterPayment: rapid.Bool().Draw(t, label), PerMonth: number0(t, label, 0, 1000),
		Budget: oneOf[int64](t, label, 0, 100_000),
	}
	if rapid.Bool().Draw(t, label) {
		r.HoldDays = new(number0(t, label, 0, 700))
	}
	for _, class := range classes {
		if rapid.Bool().Draw(t, label) {
			if r.Classes == nil {
				r.Classes = map[string]reward.Price{}
			}
			r.Classes[class] = anyPrice(t, label)
		}
	}
	return r
}

// anyQuestion has words in each language and a limit of every kind: the pages
// carry what the rules would refuse.
func anyQuestion(t *rapid.T, label string) form.Field {
	q := form.Field{
		Key: "own_" + key.Draw(t, label), Type: oneOf(t, label, questionTypes...), Ask: oneOf(t, label, form.AskBoth, form.AskPerson),
		Required: rapid.Bool().Draw(t, label), Words: map[string]form.Words{},
		Limits: form.Limits{MinLength: number0(t, label, 0, 9), MaxLength: number0(t, label, 0, 90), MinChoices: number0(t, label, 0, 2), MaxChoices: number0(t, label, 0, 3)},
	}
	for _, lang := range program.Languages() {
		q.Words[lang] = form.Words{Label: word.Draw(t, label), Help: oneOf(t, label, "", "Help\nin two lines")}
	}
	if rapid.Bool().Draw(t, label) {
		q.PersonWords = map[string]form.Words{"en": {Label: word.Draw(t, label)}, "de": {Label: word.Draw(t, label), Help: prose.Draw(t, label)}}
		q.Limits.Min, q.Limits.Max, q.Limits.Earliest, q.Limits.Latest = new(int64(0)), new(int64(9)), "2026-01-01", "2027-01-01"
	}
	for _, v := range some(t, label, []string{"small", "large", "huge"}) {
		q.Options = append(q.Options, form.Option{Value: v, Labels: map[string]string{"en": word.Draw(t, label), "de": word.Draw(t, label)}})
	}
	return q
}

func pointers(f *fault.Error) []string {
	var out []string
	for _, field := range f.Fields {
		out = append(out, field.Pointer)
	}
	return out
}

// Amounts are read as people write them, and never by guessing.
func TestAmounts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"200": 20_000, "12.5": 1_250, "12,50": 1_250, "1 000": 100_000, "0": 0} {
		if n, code := amount(text, "eur"); n != want || code != "" {
			t.Errorf("%q is %d %s", text, n, code)
		}
	}
	for _, text := range []string{"", "1.000,50", "12.505", "-1", "1e3", "ten", ".", "99999999999999", "1.000.000"} {
		if n, code := amount(text, "eur"); code == "" {
			t.Errorf("%q is taken for %d", text, n)
		}
	}
	if n, code := amount("1.5", "jpy"); code == "" {
		t.Errorf("half a yen is taken for %d", n)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := minor.Draw(t, "amount")
		for _, currency := range []string{"eur", "jpy"} {
			if back, code := amount(amountText(n, currency), currency); back != n || code != "" {
				t.Fatalf("%d %s came back as %d", n, currency, back)
			}
		}
		bp := int64(number0(t, "percent", 1, 10_000))
		if back, code := percentOf(percentText(bp)); back != bp || code != "" {
			t.Fatalf("%d came back as %d", bp, back)
		}
	})
}
