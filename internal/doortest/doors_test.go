package doortest

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/portaltest"
)

// keyOf is the token with which somebody asks the API: their own on the staff, else
// one of the installation.
func (h *house) keyOf(name string) string {
	h.T.Helper()
	m := h.now(name)
	if m.Kind != member.Staff {
		return h.serviceKey()
	}
	var scopes []string
	for _, s := range apikey.Scopes() {
		scopes = append(scopes, string(s))
	}
	issued, err := h.App.Keys.IssuePersonal(h.ctx(), portaltest.Operator, app.PersonalKeyInput{MemberID: m.ID, Name: rand.Text(), Scopes: scopes})
	h.Must(err)
	return issued.Token
}

// serviceKey is a key of the installation.
func (h *house) serviceKey() string {
	h.T.Helper()
	var scopes []string
	for _, s := range apikey.ServiceScopes() {
		scopes = append(scopes, string(s))
	}
	issued, err := h.App.Keys.IssueService(h.ctx(), portaltest.Operator, nil, app.ServiceKeyInput{Name: rand.Text(), Scopes: scopes})
	h.Must(err)
	return issued.Token
}

// throughAPI asks the API, and returns the code of its problem too.
func (s *scened) throughAPI(w twin) (verdict, string) {
	s.T.Helper()
	if w.first != nil {
		if v, why := s.throughAPI(*w.first); v != done {
			s.T.Fatalf("first: %s, %s", v, why)
		}
		s.Run()
	}
	seen := s.etag(w)
	if w.meanwhile != nil {
		w.meanwhile(s.house, s.id)
	}
	method := w.method
	if method == "" {
		method = http.MethodPost
	}
	var body any
	switch {
	case w.write != nil:
		body = w.write(s)
	case w.body != nil:
		body = s.filled(w.body)
	}
	res := s.call(method, s.fill(w.path), s.key, body, "If-Match", seen, "Idempotency-Key", rand.Text())
	return s.said(res)
}

// etag is the revision of what a request is about, as the one who asks reads it;
// "" for something new.
func (s *scened) etag(w twin) string {
	s.T.Helper()
	to, _, about := strings.Cut(w.path, "{id}")
	if !about {
		return ""
	}
	return s.call(http.MethodGet, s.fill(to+"{id}"), s.key, nil).Header.Get("ETag")
}

// call sends a request to the API; headers are name, value, …, and an empty value
// leaves one out.
func (h *house) call(method, path, key string, body any, headers ...string) *http.Response {
	h.T.Helper()
	var raw io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		h.Must(err)
		raw = bytes.NewReader(text)
	}
	r := httptest.NewRequestWithContext(h.ctx(), method, path, raw)
	r.Header.Set("Authorization", "Bearer "+key)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.api.ServeHTTP(w, r)
	return w.Result()
}

// said reads the API's answer.
func (s *scened) said(res *http.Response) (verdict, string) {
	s.T.Helper()
	var problem struct {
		Code string `json:"code"`
	}
	if res.StatusCode >= http.StatusBadRequest {
		s.Must(json.NewDecoder(res.Body).Decode(&problem))
	}
	switch res.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusNoContent:
		return done, ""
	case http.StatusUnprocessableEntity:
		return mend, problem.Code
	case http.StatusForbidden, http.StatusConflict, http.StatusPreconditionFailed:
		return refused, problem.Code
	case http.StatusNotFound:
		return missing, problem.Code
	}
	s.T.Fatalf("the API answers %d, %s", res.StatusCode, problem.Code)
	return "", ""
}

// throughPage asks by the page, and returns what it shows then.
func (s *scened) throughPage(w twin) (verdict, string) {
	s.T.Helper()
	if w.first != nil {
		if v, text := s.throughPage(*w.first); v != done {
			s.T.Fatalf("first: %s\n%s", v, text)
		}
		s.Run()
	}
	if w.browse != nil {
		return s.shown(w.browse(s.house, s.browser, s.id))
	}
	form := s.carried(w)
	for name, values := range w.form {
		form.Del(name)
		for _, v := range values {
			form.Add(name, s.fill(v))
		}
	}
	if w.meanwhile != nil {
		w.meanwhile(s.house, s.id)
	}
	return s.shown(s.browser.Post(s.fill(w.page), form))
}

// carried is what a page's form holds before anybody types. Where the page isn't
// shown any more it is what one carries that was opened a moment before.
func (s *scened) carried(w twin) url.Values {
	s.T.Helper()
	at := w.at
	if at == "" {
		at = w.page
	}
	if p := s.browser.Get(s.fill(at)); p.Status == http.StatusOK {
		return carried(p, s.fill(w.page))
	}
	return url.Values{"once": {rand.Text()}, "revision": {strings.Trim(s.etag(w), `"`)}}
}

// shown reads a page's answer, and the notice of the page that it leads to.
func (s *scened) shown(p *portaltest.Page) (verdict, string) {
	s.T.Helper()
	switch p.Status {
	case http.StatusOK:
		return done, p.Text()
	case http.StatusUnprocessableEntity:
		return mend, p.Text()
	case http.StatusForbidden, http.StatusConflict, http.StatusPreconditionFailed:
		return refused, p.Text()
	case http.StatusNotFound:
		return missing, p.Text()
	case http.StatusSeeOther:
		next := s.browser.Get(p.Location)
		if strings.Contains(next.Body, `class="notice said stop"`) {
			return refused, next.Text()
		}
		return done, next.Text()
	}
	s.T.Fatalf("the page answers %d\n%s", p.Status, p.Text())
	return "", ""
}
