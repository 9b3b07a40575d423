package portaltest

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/portal/portaltest/markup"
)

// Browser is one reader's browser. It keeps cookies, and follows no redirect by
// itself.
type Browser struct {
	k       *Kit
	Lang    string // Accept-Language; "en" at first
	Cookies map[string]string
}

// Browser is a browser in which nobody is signed in.
func (k *Kit) Browser() *Browser {
	return &Browser{k: k, Lang: "en", Cookies: map[string]string{}}
}

// SignedIn is a browser in which a member has just signed in by a mailed code.
func (k *Kit) SignedIn(m *member.Member) *Browser {
	k.T.Helper()
	own := app.Browser{Secret: strings.Repeat("s", 40), Device: session.Device{}}
	id, err := k.App.SignIns.Start(k.T.Context(), app.StartSignIn{Email: m.Personal.Email, Language: "en", Browser: own})
	k.Must(err)
	_, path := k.Mail("sign_in")
	in, err := k.App.SignIns.ByLink(k.T.Context(), strings.TrimPrefix(path, "/s/"), own)
	k.Must(err)
	if in.Token == "" {
		k.T.Fatalf("sign-in %s of %s gave no session", id, m.ID)
	}
	b := k.Browser()
	b.Cookies[k.Site.CookieName("session")] = in.Token
	return b
}

// Page is what a browser is shown.
type Page struct {
	Status   int
	Location string // where it is sent on to
	Header   http.Header
	Body     string
	Doc      *html.Node // nil where it isn't HTML
}

// Get opens a page.
func (b *Browser) Get(path string) *Page {
	b.k.T.Helper()
	return b.send(http.MethodGet, path, nil, nil)
}

// Part asks for a part of a page, as a script does.
func (b *Browser) Part(path string, form url.Values) *Page {
	b.k.T.Helper()
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	return b.send(method, path, form, map[string]string{"HX-Request": "true"})
}

// Post sends a form as a press of a button does.
func (b *Browser) Post(path string, form url.Values) *Page {
	b.k.T.Helper()
	if form == nil {
		form = url.Values{}
	}
	return b.send(http.MethodPost, path, form, nil)
}

// Follow is Post, and opens the page that it leads to; another answer than a
// redirect fails the test.
func (b *Browser) Follow(path string, form url.Values) *Page {
	b.k.T.Helper()
	p := b.Post(path, form)
	if p.Status != http.StatusSeeOther {
		b.k.T.Fatalf("POST %s: %d, not a redirect\n%s", path, p.Status, p.Text())
	}
	return b.Get(p.Location)
}

func (b *Browser) send(method, path string, form url.Values, header map[string]string) *Page {
	b.k.T.Helper()
	req, err := http.NewRequestWithContext(b.k.T.Context(), method, b.k.Server.URL+path, strings.NewReader(form.Encode()))
	b.k.Must(err)
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", b.Lang)
	req.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	return b.Send(req)
}

// Send makes any request with the browser's cookies.
func (b *Browser) Send(req *http.Request) *Page {
	b.k.T.Helper()
	for name, value := range b.Cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	b.k.Must(err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	b.k.Must(err)
	for _, c := range res.Cookies() {
		if c.MaxAge < 0 {
			delete(b.Cookies, c.Name)
		} else {
			b.Cookies[c.Name] = c.Value
		}
	}
	p := &Page{Status: res.StatusCode, Location: res.Header.Get("Location"), Header: res.Header, Body: string(body)}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		p.Doc, err = html.Parse(strings.NewReader(p.Body))
		b.k.Must(err)
		if req.Header.Get("HX-Request") == "" && (res.StatusCode < 300 || res.StatusCode >= 400) {
			for _, fault := range markup.Check(p.Body) {
				b.k.T.Errorf("%s %s: %s", req.Method, req.URL.Path, fault)
			}
		}
	}
	return p
}

// Text is what a reader sees of the page's main part, with single spaces.
func (p *Page) Text() string {
	if p.Doc == nil {
		return p.Body
	}
	var out []string
	main := find(p.Doc, func(n *html.Node) bool { return n.DataAtom == atom.Main })
	if main == nil {
		main = p.Doc
	}
	for n := range main.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Script {
			out = append(out, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(out, " ")
}

// Has reports whether the page shows some words.
func (p *Page) Has(words string) bool { return strings.Contains(p.Text(), words) }

// Value is the value of a control, or of a hidden field, by its name.
func (p *Page) Value(name string) string {
	n := find(p.Doc, func(n *html.Node) bool { return n.Type == html.ElementNode && attr(n, "name") == name })
	if n == nil {
		return ""
	}
	if n.DataAtom == atom.Textarea && n.FirstChild != nil {
		return n.FirstChild.Data
	}
	return attr(n, "value")
}

// Checked is the value of the radio button or checkbox of a name that is chosen; ""
// where none is.
func (p *Page) Checked(name string) string {
	n := find(p.Doc, func(n *html.Node) bool {
		chosen := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
		return n.DataAtom == atom.Input && attr(n, "name") == name && chosen
	})
	if n == nil {
		return ""
	}
	return attr(n, "value")
}

// Form is the hidden fields of the form that is sent to an action, to which a test
// adds what somebody types.
func (p *Page) Form(action string) url.Values {
	values := url.Values{}
	form := find(p.Doc, func(n *html.Node) bool { return n.DataAtom == atom.Form && attr(n, "action") == action })
	if form == nil {
		return values
	}
	for n := range form.Descendants() {
		if n.DataAtom == atom.Input && attr(n, "type") == "hidden" {
			values.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	return values
}

// Links are the targets of the page's links.
func (p *Page) Links() []string {
	var out []string
	for n := range p.Doc.Descendants() {
		if n.DataAtom == atom.A {
			out = append(out, attr(n, "href"))
		}
	}
	return out
}

func find(root *html.Node, is func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if is(n) {
			return n
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
