package locale

import (
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
)

func TestMoney(t *testing.T) {
	t.Parallel()
	en, de := printer(t, "en"), printer(t, "de")
	for _, tt := range []struct {
		m        money.Money
		inEn, in string
	}{
		{money.Of(123450, "eur"), "€1,234.50", "1.234,50\u00a0€"},
		{money.Of(5, "usd"), "$0.05", "0,05\u00a0$"},
		{money.Of(0, "gbp"), "£0.00", "0,00\u00a0£"},
		{money.Of(-250000, "eur"), "-€2,500.00", "-2.500,00\u00a0€"},
		{money.Of(1500, "jpy"), "¥1,500", "1.500\u00a0¥"},
		{money.Of(99999999999900, "chf"), "CHF\u00a0999,999,999,999.00", "999.999.999.999,00\u00a0CHF"},
	} {
		if got := en.Money(tt.m); got != tt.inEn {
			t.Errorf("en %v: %q, want %q", tt.m, got, tt.inEn)
		}
		if got := de.Money(tt.m); got != tt.in {
			t.Errorf("de %v: %q, want %q", tt.m, got, tt.in)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	ms := time.Date(2026, 11, 24, 17, 5, 0, 0, time.UTC).UnixMilli()
	for _, tt := range []struct{ lang, zone, date, moment, clock string }{
		{"en", "Europe/Berlin", "Tue 24 Nov 2026", "Tue 24 Nov 2026, 18:05 CET", "18:05 CET"},
		{"de", "Europe/Berlin", "Di., 24. Nov. 2026", "Di., 24. Nov. 2026, 18:05 Uhr MEZ", "18:05 Uhr MEZ"},
		{"en", "Pacific/Auckland", "Wed 25 Nov 2026", "Wed 25 Nov 2026, 06:05 NZDT", "06:05 NZDT"},
		{"en", "America/Sao_Paulo", "Tue 24 Nov 2026", "Tue 24 Nov 2026, 14:05 UTC-03:00", "14:05 UTC-03:00"},
		{"en", "no/where", "Tue 24 Nov 2026", "Tue 24 Nov 2026, 17:05 UTC", "17:05 UTC"},
	} {
		p := printer(t, tt.lang)
		if got := p.Date(message.Day{MS: ms, Zone: tt.zone}); got != tt.date {
			t.Errorf("%s %s: %q, want %q", tt.lang, tt.zone, got, tt.date)
		}
		if got := p.DateTime(message.Moment{MS: ms, Zone: tt.zone}); got != tt.moment {
			t.Errorf("%s %s: %q, want %q", tt.lang, tt.zone, got, tt.moment)
		}
		if got := p.Time(message.Moment{MS: ms, Zone: tt.zone}); got != tt.clock {
			t.Errorf("%s %s: %q, want %q", tt.lang, tt.zone, got, tt.clock)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		wishes []string
		want   string
	}{
		{nil, "en"},
		{[]string{""}, "en"},
		{[]string{"de-AT"}, "de"},
		{[]string{"fr"}, "en"},
		{[]string{"", "fr;q=0.9, de;q=0.8, en;q=0.5"}, "de"},
		{[]string{"en", "de"}, "en"},
		{[]string{"\xff;q=!", "de"}, "de"},
		{[]string{"tlh, de-CH;q=0.1"}, "de"},
	} {
		if got := load(t).For(tt.wishes...).Lang(); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.wishes, got, tt.want)
		}
	}
}

func TestArguments(t *testing.T) {
	t.Parallel()
	en, de := printer(t, "en"), printer(t, "de")
	word := func(v string) message.Word { return message.Word{Kind: "channel", Value: v} }
	for _, tt := range []struct {
		m            message.Message
		inEn, wantDe string
	}{
		{message.Of("duration.business_days", "count", 1), "1 business day", "1 Arbeitstag"},
		{message.Of("duration.business_days", "count", 0), "0 business days", "0 Arbeitstage"},
		{message.Of("duration.business_hours", "count", 4000), "4,000 business hours", "4.000 Arbeitsstunden"},
		{message.Of("promise.detail.done", "at", message.Or{word("email")}), "by email", "per E-Mail"},
		{message.Of("promise.detail.done", "at", message.Or{word("email"), word("phone"), word("text")}), "by email, by phone or by text message", "per E-Mail, am Telefon oder per Textnachricht"},
		{message.Of("promise.detail.done", "at", message.And{"Ada", message.Of("promise.name.team")}), "Ada and our team", "Ada und unser Team"},
		{message.Of("promise.detail.done", "at", message.Of("promise.name.team")), "Our team", "Unser Team"},
		{message.Of("promise.detail.by_day", "due", message.Of("promise.name.team")), "By our team", "Bis unser Team"},
		{message.Of("promise.detail.done", "at", "{{.x}} <b> \ue000"), "{{.x}} <b> ", "{{.x}} <b> "},
		{message.Message{}, "", ""},
		{message.Of("no.such.key"), "no.such.key", "no.such.key"},
	} {
		if got := en.Text(tt.m); got != tt.inEn {
			t.Errorf("en %v: %q, want %q", tt.m, got, tt.inEn)
		}
		if got := de.Text(tt.m); got != tt.wantDe {
			t.Errorf("de %v: %q, want %q", tt.m, got, tt.wantDe)
		}
	}
}

// One set of catalogues serves every request at once.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	c := load(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if c.For("de").T("list.or") != "oder" || c.For("en").T("duration.days", "count", 2) != "2 days" {
					t.Error("wrong text")
				}
			}
		})
	}
	wg.Wait()
}

func FuzzLanguage(f *testing.F) {
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("de-AT, en;q=0.5")
	f.Add("*;q=0")
	f.Fuzz(func(t *testing.T, wish string) {
		if lang := c.For(wish).Lang(); lang != "en" && lang != "de" {
			t.Fatal(lang)
		}
	})
}

func load(t *testing.T) *Catalogues {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func printer(t *testing.T, lang string) *Printer {
	t.Helper()
	return load(t).For(lang)
}
