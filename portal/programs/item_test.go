package programs_test

import (
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/reward"
)

// A question is written, moved, changed and removed; a built-in one is switched
// off and on again.
func TestQuestions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/form"
	fresh := at + "/questions/new"
	values := sent(t, d.Get(fresh), fresh)
	values.Set("type", "choice")
	values.Set("label_en", "How big is the fleet?")
	page := d.Post(fresh, values)
	if page.Status != 422 || !page.Has("Write it in each language") || !page.Has("Please fill this in.") {
		t.Errorf("%d %s", page.Status, page.Text())
	}
	values = sent(t, page, fresh)
	values.Set("label_de", "Wie groß ist die Flotte?")
	values["option_value"], values["option_en"], values["option_de"] = []string{"small", "large", ""}, []string{"Small", "Large", ""}, []string{"Klein", "Groß", ""}
	values.Set("min_length", "5") // of another type: dropped
	if page := d.Follow(fresh, values); !page.Has("How big is the fleet?") {
		t.Error(page.Text())
	}
	fields := d.draft(p.ID).Draft.Form.Fields
	q := fields[len(fields)-1]
	if q.Key != "how_big_is_the_fleet" || q.Type != form.Choice || len(q.Options) != 2 || q.Options[1].Labels["de"] != "Groß" || q.Limits != (form.Limits{}) {
		t.Errorf("%+v", q)
	}

	move := sent(t, d.Get(at), at+"/questions/"+q.Key+"/move")
	move.Set("way", "up")
	d.Follow(at+"/questions/"+q.Key+"/move", move)
	if keys := keysOf(d.draft(p.ID).Draft.Form.Fields); keys[len(keys)-2] != q.Key {
		t.Errorf("%v", keys)
	}
	if page := d.Follow(at+"/questions/"+q.Key+"/move", move); !page.Has("nothing was done") {
		t.Errorf("an old button: %s", page.Text())
	}

	before := keysOf(d.draft(p.ID).Draft.Form.Fields)
	gone := at + "/questions/role/remove"
	d.Follow(gone, sent(t, d.Get(gone), gone))
	page = d.Get(at)
	if !page.Has("Built-in questions that are off Role") || slices.Contains(keysOf(d.draft(p.ID).Draft.Form.Fields), "role") {
		t.Error(page.Text())
	}
	d.Follow(at+"/questions/role/on", sent(t, page, at+"/questions/role/on"))
	if after := keysOf(d.draft(p.ID).Draft.Form.Fields); !slices.Equal(after, before) {
		t.Errorf("%v, was %v", after, before)
	}
	if page := d.Get("/staff/programs/" + p.ID + "/changes"); !page.Has("New question: How big is the fleet?") || !page.Has("1 clause differs") {
		t.Error(page.Text())
	}
}

func keysOf(fields []form.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Key)
	}
	return out
}

// A rule is written, changed and removed; it waits for the smallest payout of its
// currency.
func TestRules(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/rewards"
	fresh := at + "/rules/new"
	values := sent(t, d.Get(fresh), fresh)
	values.Set("trigger", "met")
	values.Set("rule_key", "met")
	values.Set("currency", "CHF")
	values.Set("price_amount", "50")
	page := d.Post(fresh, values)
	if page.Status != 422 || !page.Has("Set the smallest payout for this currency first") {
		t.Errorf("%d %s", page.Status, page.Text())
	}
	money := sent(t, d.Get(at), at)
	money["minimum_currency"], money["minimum_amount"] = []string{"EUR", "USD", "CHF"}, []string{"25", "25.00", "20"}
	d.Follow(at, money)
	values = sent(t, d.Get(fresh), fresh)
	for name, v := range map[string]string{"trigger": "met", "rule_key": "met", "currency": "CHF", "price_amount": "50", "named_form": "flat", "named_amount": "20", "price_percent": "3"} {
		values.Set(name, v)
	}
	if page := d.Follow(fresh, values); !page.Has("once we have met them") {
		t.Error(page.Text())
	}
	r := d.draft(p.ID).Draft.Rewards.Rules[1]
	want := reward.Price{Form: reward.Flat, Amount: 5_000}
	if r.Key != "met" || r.Price.Form != want.Form || r.Price.Amount != want.Amount || r.Price.BasisPoints != 0 || r.Classes["named"].Amount != 2_000 {
		t.Errorf("%+v", r)
	}
	one := at + "/rules/met"
	values = sent(t, d.Get(one), one)
	values.Set("price_form", "steps")
	values.Set("price_by", "count")
	values["price_steps_from"], values["price_steps_amount"] = []string{"1", "5"}, []string{"50", "80,50"}
	values["price_steps_percent"], values["price_steps_cap"] = []string{"", ""}, []string{"", ""}
	if page := d.Post(one, values); page.Status != 303 {
		t.Errorf("%d %s", page.Status, page.Text())
	}
	if r := d.draft(p.ID).Draft.Rewards.Rules[1]; len(r.Price.Steps) != 2 || r.Price.Steps[1].Amount != 8_050 || r.Price.Amount != 0 {
		t.Errorf("%+v", r)
	}
	if page := d.Get("/staff/programs/" + p.ID + "/changes"); !page.Has("New reward: You get up to CHF") {
		t.Error(page.Text())
	}
	gone := one + "/remove"
	d.Follow(gone, sent(t, d.Get(gone), gone))
	if rules := d.draft(p.ID).Draft.Rewards.Rules; len(rules) != 1 || rules[0].Key != "won" {
		t.Errorf("%+v", rules)
	}
}

// A question that somebody else changed meanwhile isn't passed over, and one that
// they removed is gone.
func TestQuestionsMeanwhile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep, rich)
	at := "/staff/programs/" + p.ID + "/edit/form/questions/seats"
	mine := sent(t, d.Get(at), at)
	other := desk{Kit: d.Kit, Browser: d.SignedIn(d.Staff("Ada Lund", aggregate.Admin))}
	theirs := sent(t, other.Get(at), at)
	theirs.Set("max", "99")
	theirs.Set("question_help_en", "All of them")
	other.Follow(at, theirs)

	mine.Set("label_en", "How many seats?")
	page := d.Post(at, mine)
	if page.Status != 412 || !page.Has("Ada Lund saved these changes here") || !page.Has("Highest number") || !page.Has("English: All of them") {
		t.Fatalf("%d %s", page.Status, page.Text())
	}
	again := sent(t, page, at)
	if again.Get("label_en") != "How many seats?" || again.Get("max") != "99" {
		t.Errorf("shown %q and %q", again.Get("label_en"), again.Get("max"))
	}
	d.Follow(at, again)
	fields := d.draft(p.ID).Draft.Form.Fields
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Key == "seats" })
	if *fields[i].Limits.Max != 99 || fields[i].Words["en"].Label != "How many seats?" {
		t.Errorf("%+v", fields[i])
	}

	gone := at + "/remove"
	other.Follow(gone, sent(t, other.Get(gone), gone))
	if page := d.Post(at, again); page.Status != 404 {
		t.Errorf("a removed question: %d", page.Status)
	}
}
