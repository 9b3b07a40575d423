package bridge_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// visitor is somebody with a browser: it keeps cookies and reads forms.
type visitor struct {
	k      *kit
	lang   string
	client *http.Client
}

func (k *kit) visitor(lang string) *visitor {
	k.t.Helper()
	jar, err := cookiejar.New(nil)
	k.must(err)
	return &visitor{k, lang, &http.Client{Jar: insecure{jar}}}
}

// insecure lets a test over http keep the cookies that https would.
type insecure struct{ http.CookieJar }

// SetCookies keeps Secure cookies too.
func (j insecure) SetCookies(u *url.URL, cookies []*http.Cookie) {
	for _, c := range cookies {
		c.Secure = false
	}
	j.CookieJar.SetCookies(u, cookies)
}

// page is an answer, read.
type page struct {
	status int
	path   string // where it was in the end
	text   string // of the body, as sent
	forms  []sheet
	links  []string // to pages of this site
}

// sheet is a form: where it goes, and what a press of its button sends when nobody
// chose or typed anything.
type sheet struct {
	action string
	values url.Values
}

func (v *visitor) open(path string) page {
	v.k.t.Helper()
	return v.send(http.MethodGet, path, nil)
}

func (v *visitor) post(path string, values url.Values) page {
	v.k.t.Helper()
	return v.send(http.MethodPost, path, values)
}

func (v *visitor) send(method, path string, values url.Values) page {
	v.k.t.Helper()
	req, err := http.NewRequestWithContext(v.k.t.Context(), method, v.k.server.URL+path, strings.NewReader(values.Encode()))
	v.k.must(err)
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", v.lang)
	req.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0")
	if values != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := v.client.Do(req)
	v.k.must(err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	v.k.must(err)
	p := page{status: res.StatusCode, path: res.Request.URL.Path, text: string(body)}
	p.read(v.k.t)
	return p
}

// read finds the forms and links of a page.
func (p *page) read(t *testing.T) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(p.text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.A:
			if href := attr(n, "href"); strings.HasPrefix(href, "/") {
				p.links = append(p.links, href)
			}
		case atom.Form:
			s := sheet{attr(n, "action"), url.Values{}}
			for c := range n.Descendants() {
				s.read(c)
			}
			p.forms = append(p.forms, s)
		}
	}
}

// read notes what a control sends by itself.
func (s *sheet) read(n *html.Node) {
	name := attr(n, "name")
	switch {
	case name == "":
	case n.DataAtom == atom.Textarea && n.FirstChild != nil:
		s.values.Add(name, n.FirstChild.Data)
	case n.DataAtom == atom.Select:
		for o := range n.Descendants() {
			if o.DataAtom == atom.Option && has(o, "selected") {
				s.values.Add(name, attr(o, "value"))
			}
		}
	case n.DataAtom == atom.Input && (attr(n, "type") != "radio" && attr(n, "type") != "checkbox" || has(n, "checked")),
		n.DataAtom == atom.Button:
		s.values.Add(name, attr(n, "value"))
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// fill sends the page's form that goes to an action ending so, with values over
// what stands in it.
func (v *visitor) fill(p page, ending string, values url.Values) page {
	v.k.t.Helper()
	for _, s := range p.forms {
		if strings.HasSuffix(s.action, ending) {
			for name, chosen := range values {
				s.values[name] = chosen
			}
			return v.post(s.action, s.values)
		}
	}
	v.k.t.Fatalf("%s has no form to %s: %s", p.path, ending, p.text)
	return page{}
}

// wants fails the test unless the page has the status and every text.
func (k *kit) wants(p page, status int, texts ...string) {
	k.t.Helper()
	if p.status != status {
		k.t.Fatalf("%s answered %d, want %d: %s", p.path, p.status, status, p.text)
	}
	for _, text := range texts {
		if !strings.Contains(p.text, text) {
			k.t.Errorf("%s lacks %q: %s", p.path, text, main(p.text))
		}
	}
}

// main is the part of a page that says something.
func main(text string) string {
	if _, after, ok := strings.Cut(text, "<main"); ok {
		before, _, _ := strings.Cut(after, "</main>")
		return before
	}
	return text
}

// answer takes the two steps of an answer on the person's page.
func (v *visitor) answer(path, choice string, with url.Values) page {
	v.k.t.Helper()
	second := v.fill(v.open(path), "/answer", url.Values{"answer": {choice}})
	v.k.wants(second, http.StatusOK)
	values := url.Values{"sure": {"yes"}}
	for name, chosen := range with {
		values[name] = chosen
	}
	return v.fill(second, "/confirm", values)
}

// act takes an action of the referrer's page.
func (v *visitor) act(path, action string, with url.Values) page {
	v.k.t.Helper()
	values := url.Values{"sure": {"yes"}}
	for name, chosen := range with {
		values[name] = chosen
	}
	return v.fill(v.open(path+"/"+action), "/"+action, values)
}
