package mail

import (
	"context"
	"encoding/json"
	"os"
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

// templates are the mails that the catalogues have words for, and the keys of their
// actions; staff's share one.
func templates(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../locale/en/mail.json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for key := range words {
		name, ok := strings.CutSuffix(strings.TrimPrefix(key, "mail."), ".subject")
		if !ok {
			continue
		}
		group, _, _ := strings.Cut(name, ".")
		out[name] = "mail.staff.action"
		for _, action := range []string{"mail." + name + ".action", "mail." + group + ".action"} {
			if words[action] != nil {
				out[name] = action
			}
		}
	}
	if len(out) < 60 {
		t.Fatalf("only %d mails have words", len(out))
	}
	return out
}

// whole is a mail with everything in it that a mail can hold.
func whole(template, lang, action string) mailing.Mail {
	args := []any{"referrer", "Dana Kim", "person", "Priya Nair", "rep", "Sam Ortega", "company", "Northline", "id", "ref_1",
		"step", message.Word{Kind: "step", Value: "first_contact"}, "due", message.Moment{MS: 1795000000000, Zone: "Europe/Berlin"},
		"until", message.Day{MS: 1795000000000, Zone: "Europe/Berlin"}, "amount", money.Of(15000, "eur"), "reason", message.Word{Kind: "reward.reason", Value: "refund"},
		"date", message.Day{MS: 1795000000000, Zone: "Europe/Berlin"}, "at", message.Moment{MS: 1795000000000, Zone: "Europe/Berlin"},
		"code", "BCDF-GHJK", "minutes", 10, "browser", "Firefox", "system", "Linux", "name", "Laptop"}
	m := mailing.Mail{ID: "ref_1.t3", Template: template, To: "dana@example.com", ToName: "Dana Kim", Language: lang,
		Subject: message.Of("mail."+template+".subject", args...), Paragraphs: []message.Message{message.Of("mail."+template+".text", args...)},
		Quote: "She is great.\n\n<b>Really</b>", QuoteBy: "Dana Kim", Lines: []message.Message{message.Of("channel.email")},
		Letter:      &mailing.Letter{Subject: message.Of("letter.subject", args...), Paragraphs: []message.Message{message.Of("letter.text", args...), message.Of("letter.openness", args...)}, URL: "https://x.example/i/abc"},
		Unsubscribe: "https://x.example/i/abc"}
	if action != "" {
		m.Action = &mailing.Action{Label: message.Of(action, args...), URL: "https://x.example/m/abc"}
	}
	return m
}

var unsaid = regexp.MustCompile(`\b(mail|letter|step)\.[a-z_]+|<no value>|\{\{`)

func TestEveryTemplateSaysTheSameTwice(t *testing.T) {
	t.Parallel()
	r := renderer(t, true)
	for name, action := range templates(t) {
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
				if strings.Contains(m.Subject+m.Text, "ref_1") {
					t.Error("a mail speaks in ids")
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
	m := whole("letter", "en", "mail.letter.action")
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

// TestAMailCanBeStoppedByALink that stands in both parts, and breaks no column.
func TestAMailCanBeStoppedByALink(t *testing.T) {
	t.Parallel()
	m := whole("won", "en", "mail.won.action")
	m.Unsubscribe, m.OneClick = "https://x.example/u/steps-mbr_1.0.abc", true
	got, err := renderer(t, false).Render(m)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.HTML, `href="https://x.example/u/steps-mbr_1.0.abc"`) || strings.Contains(got.HTML, "> https://x.example/u") {
		t.Error("the HTML has no link to stop it")
	}
	if !strings.Contains(got.Text, "No more mails like this one: https://x.example/u/steps-mbr_1.0.abc") {
		t.Errorf("the text has no link to stop it: %s", got.Text)
	}
	if !strings.Contains(got.HTML, "overflow-wrap:anywhere") {
		t.Error("a long word widens the column")
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
	if err := mailer.Send(t.Context(), whole("won", "de", "mail.won.action")); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 1 || kept[0].ID != "ref_1.t3" || kept[0].AtMS != clock().UnixMilli() || kept[0].Subject != "Priya Nair ist jetzt Kunde" {
		t.Errorf("kept %+v", kept)
	}
}

type keeper func(Kept)

func (k keeper) KeepMail(_ context.Context, m Kept) error { k(m); return nil }
