package portal

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// noon is the wall time of every test: Tuesday 17 November 2026, 12:00 UTC.
var noon = time.Date(2026, 11, 17, 12, 0, 0, 0, time.UTC)

func days(n int) int64 { return noon.AddDate(0, 0, n).UnixMilli() }

// say is a message whose text is its key: no catalogue has it, so it comes back
// as it is.
func say(text string) message.Message { return message.Of(text) }

// stage is an application behind the portal's interfaces, with fixed answers, and
// a list of everything that changed something.
type stage struct {
	mu      sync.Mutex
	person  view.Person
	ref     view.Referral
	proof   view.Proof
	refuse  error // of every verb
	changed []string
	visits  int
}

func (s *stage) change(what string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		return s.refuse
	}
	s.changed = append(s.changed, what)
	return nil
}

func (s *stage) changes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.changed...)
}

func openable(token string) error {
	switch token {
	case "expired":
		return fault.New(fault.NotFound, "link_expired", "This link is no longer good.")
	case "broken":
		return context.Canceled
	case "overtaken":
		return fault.New(fault.Conflict, "revision_changed", "Somebody else was quicker.")
	case "good", "dana-k7":
		return nil
	}
	return fault.New(fault.NotFound, "no_such_link", "There is no such link.")
}

func (s *stage) Landing(_ context.Context, code, _ string) (view.Landing, error) {
	return view.Landing{Code: code, Referrer: "Dana Kim", Words: "We moved our phones to Northline last year, and support has been excellent.\n\nHave a look at what they promise before you decide.",
		Promise: promise(), Form: intro()}, openable(code)
}

func (s *stage) Visit(ctx context.Context, code, lang string, _ view.Visit) (view.Landing, error) {
	s.mu.Lock()
	s.visits++
	s.mu.Unlock()
	v, err := s.Landing(ctx, code, lang)
	v.Memory, v.Keep = code+".memory", 3600
	return v, err
}

func (s *stage) Remembered(_ context.Context, memory string) (string, error) {
	code, ok := strings.CutSuffix(memory, ".memory")
	if !ok {
		return "", nil
	}
	return code, nil
}

func (s *stage) Preview(_ context.Context, _ view.Origin, _ string, a view.Answers) (view.OwnPreview, error) {
	if !strings.Contains(a.One("email"), "@") {
		return view.OwnPreview{}, fault.OfFields(fault.Field{Pointer: "/answers/email", Code: "not_an_email"}, fault.Field{Pointer: "/answers/why", Code: "never heard of"})
	}
	return view.OwnPreview{Summary: []view.Fact{{Label: "Your name", Value: a.One("name")}, {Label: "Your email address", Value: a.One("email")}}, Steps: promise().Steps}, nil
}

func (s *stage) Introduce(_ context.Context, from view.Origin, _, key string, _ view.Answers) (view.Introduced, error) {
	return view.Introduced{SentTo: "p•••@acme.example"}, s.change("introduce " + from.Link + from.Person)
}

func (s *stage) PersonPage(_ context.Context, token, _ string) (view.Person, error) {
	return s.person, openable(token)
}

func (s *stage) AnswerPerson(_ context.Context, _, _ string, r view.Reply) error {
	return s.change("answer " + string(r.Answer) + " " + r.Channel)
}

func (s *stage) ReportByPerson(_ context.Context, _ string, kind view.ReportKind, _ string) error {
	return s.change("report " + string(kind))
}

func (s *stage) ProofPage(_ context.Context, token, _ string) (view.Proof, error) {
	return s.proof, openable(token)
}

func (s *stage) Prove(_ context.Context, _ string, mine bool) error {
	if mine {
		return s.change("prove")
	}
	return s.change("disown")
}

func (s *stage) ReferralPage(_ context.Context, token, _ string) (view.Referral, error) {
	return s.ref, openable(token)
}

func (s *stage) Act(_ context.Context, _, _ string, d view.Deed) error {
	return s.change("act " + string(d.Action) + " " + d.Words)
}

func (s *stage) PayoutPage(_ context.Context, token string) (view.Payout, error) {
	if s.ref.Payout == nil {
		return view.Payout{}, openable("none")
	}
	return *s.ref.Payout, openable(token)
}

func (s *stage) PayoutReturn(ctx context.Context, token string) (view.Payout, error) {
	return s.PayoutPage(ctx, token)
}

func (s *stage) Onboard(context.Context, string, string, string, string) (view.Onboarding, error) {
	return view.Onboarding{URL: "https://connect.stripe.com/setup/e/acct_1/x"}, nil
}

func (s *stage) Mails(context.Context) ([]view.MailHead, error) {
	return []view.MailHead{mail().MailHead, {ID: "2", To: "Priya Nair <priya@acme.example>", Subject: "Dana Kim put in a good word for you", AtMS: days(-1)}}, nil
}

func (s *stage) Mail(_ context.Context, id string) (view.Mail, error) {
	if id != "1" {
		return view.Mail{}, fault.New(fault.NotFound, "no_such_mail", "There is no such mail.")
	}
	return mail(), nil
}

// emptyBox is a mailbox before anything happened.
type emptyBox struct{}

func (emptyBox) Mails(context.Context) ([]view.MailHead, error)  { return nil, nil }
func (emptyBox) Mail(context.Context, string) (view.Mail, error) { return mail(), nil }

// setup is a portal on a stage, served over HTTP.
func setup(t testing.TB, s *stage) *httptest.Server {
	t.Helper()
	return serve(t, s, s)
}

func serve(t testing.TB, s *stage, box Mailbox) *httptest.Server {
	t.Helper()
	catalogues, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(Deps{Services: s, Mailbox: box, Deps: page.Deps{
		Words: func(tags ...string) ui.Words { return catalogues.For(tags...) }, Languages: locale.Languages(),
		Brand: ui.Brand{Name: "Northline", Holder: "Northline GmbH, Hafenstraße 1, 20457 Hamburg", Contact: "privacy@northline.example"},
		Hue:   195, BaseURL: "https://intro.example.com", TestMode: true, Secret: []byte(strings.Repeat("k", 32)), Now: func() time.Time { return noon }}})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := web.NewEngine(web.Options{Log: slog.New(slog.DiscardHandler), Page: p.Problem})
	if err != nil {
		t.Fatal(err)
	}
	p.Mount(engine)
	srv := httptest.NewServer(engine)
	t.Cleanup(srv.Close)
	return srv
}

// send makes a request in a language; a body makes it a POST.
func send(t testing.TB, srv *httptest.Server, lang, path string, body url.Values) *http.Response {
	t.Helper()
	method, content := http.MethodGet, ""
	if body != nil {
		method, content = http.MethodPost, body.Encode()
	}
	req, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", lang)
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}
