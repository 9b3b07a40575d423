package mail

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/locale"
)

var northline = Sender{Name: "Northline", Address: "hello@northline.example", ReplyTo: "dana@northline.example", Holder: "Northline GmbH, Hamburg"}

func renderer(t testing.TB, test bool) *Renderer {
	t.Helper()
	c, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRenderer(c, northline, test)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// templates are the mails that the catalogues have words for; the second value
// says whether there is an action.
var templates = map[string]bool{
	"confirm_submission": true, "letter": true, "remind_referrer": true, "accepted": true, "queued": true, "question": true, "declined": true,
	"address_bounced": true, "person_agreed": true, "person_not_now": true, "not_going_ahead": true, "lapsed": true, "resumed": true, "rep_changed": true,
	"first_contact": true, "met": true, "won": true, "lost": true, "step_broken": true, "breach_answered": true,
	"ask_first": true, "remind_person": true, "first_message": true, "confirm_yes": true, "yes_recorded": true, "held_for_review": true, "rep_changed_person": true, "erased": true,
	"review_waiting": false, "confirm_by_phone": false, "contact_due": false, "rep_new_wish": false, "rep_not_now": false, "rep_stop": false, "referrer_withdrew": false,
	"win_suggested": false, "step_late": false, "step_late_lead": false, "step_broken_staff": false, "breach_reported": false, "approval_waiting": false, "payout_parked": false,
	"reward_held": true, "reward_approved": true, "reward_paid": true, "reward_blocked": true, "reward_rejected": true, "payout_invitation": true,
}

// whole is a mail with everything in it that a mail can hold.
func whole(template, lang string, action bool) mailing.Mail {
	args := []any{"referrer", "Dana Kim", "person", "Priya Nair", "rep", "Sam Ortega", "company", "Northline", "id", "ref_1",
		"step", message.Word{Kind: "step", Value: "first_contact"}, "due", message.Moment{MS: 1795000000000, Zone: "Europe/Berlin"},
		"until", message.Day{MS: 1795000000000, Zone: "Europe/Berlin"}, "amount", money.Of(15000, "eur")}
	m := mailing.Mail{ID: "ref_1.t3", Template: template, To: "dana@example.com", ToName: "Dana Kim", Language: lang,
		Subject: message.Of("mail."+template+".subject", args...), Paragraphs: []message.Message{message.Of("mail."+template+".text", args...)},
		Quote: "She is great.\n\n<b>Really</b>", QuoteBy: "Dana Kim", Lines: []message.Message{message.Of("channel.email")},
		Letter:      &mailing.Letter{Subject: message.Of("letter.subject", args...), Paragraphs: []message.Message{message.Of("letter.text", args...), message.Of("letter.openness", args...)}, URL: "https://x.example/i/abc"},
		Unsubscribe: "https://x.example/i/abc"}
	if action {
		m.Action = &mailing.Action{Label: message.Of("mail."+template+".action", args...), URL: "https://x.example/m/abc"}
	}
	return m
}

var unsaid = regexp.MustCompile(`\b(mail|letter|step)\.[a-z_]+|<no value>|\{\{`)

func TestEveryTemplateSaysTheSameTwice(t *testing.T) {
	t.Parallel()
	r := renderer(t, true)
	for name, action := range templates {
		for _, lang := range locale.Languages() {
			t.Run(name+" "+lang, func(t *testing.T) {
				t.Parallel()
				m, err := r.Render(whole(name, lang, action))
				if err != nil {
					t.Fatal(err)
				}
				for _, part := range []string{m.Subject, m.Text, m.HTML} {
					if raw := unsaid.FindString(part); raw != "" {
						t.Errorf("no words for %q", raw)
					}
				}
				if strings.ContainsAny(m.Subject, "\r\n") || len([]rune(m.Subject)) > 78 {
					t.Errorf("subject %q is no short line", m.Subject)
				}
				plain := squeeze(strings.NewReplacer("\n> ", "\n", "\n| ", "\n", "\n- ", "\n").Replace("\n" + m.Text))
				for _, words := range shown(t, m.HTML) {
					if !strings.Contains(plain, squeeze(words)) {
						t.Errorf("only in the HTML: %q", words)
					}
				}
			})
		}
	}
}

// shown are the texts of an HTML body, without its title and heading.
func shown(t *testing.T, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" {
			continue
		}
		switch n.Parent.Data {
		case "style", "title", "h1":
		default:
			out = append(out, n.Data)
		}
	}
	return out
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestPeoplesWordsAreNeverMarkupOrHeaders(t *testing.T) {
	t.Parallel()
	r := renderer(t, false)
	m := whole("letter", "en", true)
	m.ToName = "Eve\r\nBcc: all@example.com"
	m.Quote = `<script>alert(1)</script>`
	m.QuoteBy = "Eve\nX: y"
	m.Subject = message.Of("mail.letter.subject", "person", "A\r\nBcc: x@example.com")
	m.Action.URL = "javascript:alert(1)"
	got, err := r.Render(m)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.HTML, "<script>") || strings.Contains(got.HTML, "javascript:") {
		t.Error("a person's words became markup")
	}
	if strings.ContainsAny(got.Subject+got.ToName, "\r\n") {
		t.Errorf("a line break in a header: %q %q", got.Subject, got.ToName)
	}
	if strings.Contains(got.HTML, "Test data") {
		t.Error("a real mail says that it is a test")
	}
}

func TestBoxKeepsWhatItGets(t *testing.T) {
	t.Parallel()
	var kept []Kept
	box, err := NewBox(keeper(func(k Kept) { kept = append(kept, k) }), clock)
	if err != nil {
		t.Fatal(err)
	}
	mailer := NewMailer(renderer(t, true), box)
	if err := mailer.Send(t.Context(), whole("won", "de", true)); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 1 || kept[0].ID != "ref_1.t3" || kept[0].AtMS != clock().UnixMilli() || kept[0].Subject != "Priya Nair ist jetzt Kunde" {
		t.Errorf("kept %+v", kept)
	}
}

type keeper func(Kept)

func (k keeper) KeepMail(_ context.Context, m Kept) error { k(m); return nil }
