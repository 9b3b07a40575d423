package browsertest

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

// TestTheMainJob is PRODUCT.md §2 done by five people in five browsers: an admin
// publishes a promise and writes down how the deal closed, a customer introduces
// somebody, that person says yes, a rep gets in touch inside the promise, an
// approver releases the money, and the customer sees it arrive.
func TestTheMainJob(t *testing.T) {
	t.Parallel()
	for name, h := range map[string]habits{"with a mouse": {}, "with a keyboard alone": {keyboard: true}, "without scripts": {noScripts: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mainJob(t, start(t, "--empty"), h)
		})
	}
	t.Run("on MongoDB", func(t *testing.T) {
		t.Parallel()
		for _, s := range mongotest.Servers(t) {
			mainJob(t, start(t, "--empty", "--mongodb-uri="+s.URI, "--mongodb-database="+s.Database(t)), habits{})
			break // one server is enough here: the engines' contract runs on all of them
		}
	})
}

// addresses of people.
const (
	kimMail    = "kim@example.org"
	ritaMail   = "rita@northline.example"
	saschaMail = "sascha@northline.example"
	yukiMail   = "yuki@northline.example"
	priyaMail  = "priya@example.com"
)

// mainJob tells the story once.
func mainJob(t *testing.T, site string, h habits) {
	admin := enter(t, site, "the admin", h)
	admin.signIn(adminMail)
	admin.waitsForAWorkday()
	admin.topsUp("500")
	admin.hires("Rita Berg", ritaMail, "rep")
	admin.hires("Sascha Adler", saschaMail, "approver")
	admin.welcomes("Kim Muster", kimMail)
	admin.publishes("Word of mouth", "Rita Berg")

	kim := enter(t, site, "Kim, the customer", h)
	kim.signIn(kimMail)
	letter := kim.introduces("Priya Raman", "Raman Logistics")

	priya := enter(t, site, "Priya, the person", h)
	priya.saysYes(letter)

	rita := enter(t, site, "Rita, the rep", h)
	rita.signIn(ritaMail)
	rita.getsInTouch("Priya Raman")
	rita.wins("Priya Raman")

	kim.setsUpPayout()
	admin.waits(31)
	sascha := enter(t, site, "Sascha, the approver", h)
	sascha.signIn(saschaMail)
	sascha.approves("Priya Raman")
	kim.awaitsChip("/rewards", kim.say("reward.status.paid"))
	kim.seesAllKept("Priya Raman")
}

// introduces puts in a word for somebody, and returns the link of the letter.
func (p *person) introduces(name, company string) string {
	p.t.Helper()
	p.open("/home")
	p.press(p.say("home.introduce"))
	p.write(p.say("form.name.referrer.label"), name)
	p.write(p.say("form.company.referrer.label"), company)
	p.answer(p.say("form.source.referrer.label"), p.say("form.source.option.peers_outside"))
	p.write(p.say("form.why.referrer.label"), "They still plan every route on paper and lose an hour each day.")
	p.answer(p.say("form.told.referrer.label"), p.say("form.told.option.yes"))
	p.press(p.say("home.new.check"))
	p.sees(p.say("home.preview.typed"), company)
	p.press(p.say("home.preview.send")) // without the tick
	p.sees(p.say("home.notice.accept_missing.title"))
	p.tick(p.say("home.preview.accept"))
	p.press(p.say("home.preview.send"))
	p.sees(p.say("home.sent.letter", "person", name))
	var link string
	p.run(chromedp.Value(`//input[@data-select]`, &link, chromedp.BySearch))
	return link
}

// saysYes answers on the page that a letter leads to, and confirms the mail that
// asks whether it was really them.
func (p *person) saysYes(link string) {
	p.t.Helper()
	p.open(link)
	p.sees("Kim Muster")
	p.tick(p.say("page.answer.yes", "rep", "Rita Berg"))
	p.press(p.say("page.answer.next"))
	p.set("channel", "phone")
	p.set("time", "any")
	p.write(p.say("page.yes.email"), priyaMail)
	p.write(p.say("page.yes.phone"), "+493023125999")
	p.set("sure", "yes")
	p.press(p.say("page.sure.go"))
	p.openMail(priyaMail, "mail.confirm_yes.subject")
	p.followLink("/c/")
	p.set("sure", "yes")
	p.press(p.say("page.sure.go"))
	p.sees(p.say("page.person.agreed.title"))
}

// getsInTouch asks whether they may, says the words, and records what came of it.
func (p *person) getsInTouch(name string) {
	p.t.Helper()
	p.awaits("/staff/follow-up", name)
	p.press(name)
	p.sees(p.say("followup.way.allowed"), "Kim Muster", "+493023125999")
	p.press(p.say("followup.outcome.reached"))
	p.sees(p.say("followup.said.recorded", "outcome", p.say("followup.outcome.reached")))
}

// waitsForAWorkday moves the clock to a time at which people work.
func (p *person) waitsForAWorkday() {
	p.t.Helper()
	p.open("/staff/sandbox")
	p.types(p.say("office.sandbox.day"), workday().Format(typedDay))
	p.press(p.say("office.sandbox.go_day"))
}

// typedDay is how somebody types a date into a browser's own field.
const typedDay = "01022006"

// workday is the next one after today, so that a promised day is kept on whichever
// day of the week the test runs.
func workday() time.Time {
	next := time.Now().UTC().AddDate(0, 0, 1)
	for next.Weekday() == time.Saturday || next.Weekday() == time.Sunday {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// topsUp puts money into the account that rewards are paid from.
func (p *person) topsUp(euros string) {
	p.t.Helper()
	p.open("/staff/sandbox")
	p.fill("amount", euros)
	p.press(p.say("office.sandbox.top_up"))
}

// waits lets days go by.
func (p *person) waits(days int) {
	p.t.Helper()
	p.open("/staff/sandbox")
	for _, step := range []int{30, 7, 3, 1} {
		for ; days >= step; days -= step {
			p.press(p.say("office.sandbox.go_days", "count", step))
		}
	}
}

// hires somebody with a role.
func (p *person) hires(name, mail, role string) {
	p.t.Helper()
	p.open("/staff/members/new")
	p.fill("name", name)
	p.set("kind", "staff")
	p.fill("email", mail)
	p.press(p.say("people.form.new.do")) // leads to the roles: without one they see nothing
	p.set("roles", role)
	p.press(p.say("people.form.duties.do"))
	p.sees(name, p.say("people.role."+role))
}

// welcomes a customer.
func (p *person) welcomes(name, mail string) {
	p.t.Helper()
	p.open("/staff/members/new")
	p.fill("name", name)
	p.set("kind", "customer")
	p.fill("email", mail)
	p.press(p.say("people.form.new.do"))
	p.sees(name)
}

// publishes a program that pays 200 euros for a deal.
func (p *person) publishes(name, rep string) {
	p.t.Helper()
	p.open("/staff/programs/new")
	p.fill("name", name)
	p.press(p.say("programs.new.button"))
	p.press(p.say("programs.section.follow-up"))
	p.tick(rep)
	p.press(p.say("programs.save"))
	p.sees(p.say("programs.said.saved"))
	p.press(p.say("programs.section.rewards"))
	p.press(p.say("programs.rule.new"))
	p.set("trigger", "won")
	p.fill("currency", "eur")
	p.set("price_form", "flat")
	p.fill("price_amount", "200")
	p.press(p.say("programs.save"))
	p.press(p.say("programs.publish.button"))
	p.press(p.say("programs.publish.now", "n", 1))
}

// wins writes down the meeting and the deal.
func (p *person) wins(name string) {
	p.t.Helper()
	p.open("/staff/follow-up")
	p.press(name)
	p.press(p.say("followup.action.meeting"))
	p.types(p.say("desk.field.held"), workday().Format(typedDay))
	p.press(p.say("desk.action.meeting.do"))
	p.open("/staff/introductions")
	p.press(name)
	p.press(p.say("desk.action.won.link"))
	p.fill("amount", "5000")
	p.pick(p.say("desk.field.currency"), "EUR")
	p.set("kind", "contract")
	p.fill("reference", "C-2026-17")
	p.tick(p.say("desk.action.won.sure"))
	p.press(p.say("desk.action.won.do"))
}

// setsUpPayout gives bank details on the sandbox's page, which stands in for
// Stripe's.
func (p *person) setsUpPayout() {
	p.t.Helper()
	p.open("/payout")
	p.pick(p.say("page.payout.country"), "Germany")
	p.press(p.say("page.payout.start"))
	p.press(p.say("page.payout.go"))
	p.press("Finish")
}

// approves the reward for somebody.
func (p *person) approves(name string) {
	p.t.Helper()
	p.awaits("/staff/rewards", name)
	p.press(name)
	p.press(p.say("approvals.deed.approve.link"))
	p.press("Approve €200.00")
}

// seesAllKept looks at the whole way of an introduction: nothing is late or broken.
func (p *person) seesAllKept(name string) {
	p.t.Helper()
	p.open("/introductions")
	p.press(name)
	text := p.reads()
	for _, state := range []string{"late", "kept_late", "broken"} {
		if strings.Contains(text, "("+p.say("page.step."+state)+")") {
			p.t.Errorf("a step is %s: %s", state, text)
		}
	}
}
