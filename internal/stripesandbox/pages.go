package stripesandbox

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net/http"
	"time"
)

//go:embed pages.html
var pageFiles embed.FS

// pageCSP allows the style sheet of the product and nothing else. The form's
// answer redirects back to the product, which may be on another origin.
const pageCSP = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"

// choices are the buttons of the onboarding form.
var choices = map[string]AccountState{"finish": StateFinished, "pending": StatePending, "leave": StateIncomplete, "restrict": StateRestricted}

// errGone means that a link was used, is too old, or never was.
var errGone = errors.New("stripesandbox: the link can't be used any more")

// PagesHandler serves /sandbox/connect/{token}, the form where Stripe would ask
// for bank details, and /sandbox/express/{id}, the account's own dashboard.
func (s *Sandbox) PagesHandler() http.Handler {
	pages := template.Must(template.ParseFS(pageFiles, "pages.html"))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sandbox/connect/{token}", func(w http.ResponseWriter, r *http.Request) { s.openForm(w, r, pages) })
	mux.HandleFunc("POST /sandbox/connect/{token}", func(w http.ResponseWriter, r *http.Request) { s.submitForm(w, r, pages) })
	mux.HandleFunc("GET /sandbox/express/{id}", func(w http.ResponseWriter, r *http.Request) { s.showDashboard(w, r, pages) })
	return mux
}

// openForm shows the form once; Stripe's links are single-use too, and a link that
// can't be used leads to the refresh URL.
func (s *Sandbox) openForm(w http.ResponseWriter, r *http.Request, pages *template.Template) {
	var o onboarding
	err := s.commit(r.Context(), func(t *tx) error {
		ok, err := t.load("onboarding", "link_"+r.PathValue("token"), &o)
		if err != nil || !ok {
			return errors.Join(err, errGone)
		}
		if o.Opened || t.now.UnixMilli() >= o.ExpiresMS {
			return errGone
		}
		o.Opened = true
		return t.save("onboarding", "link_"+r.PathValue("token"), &o)
	})
	if err != nil {
		s.leave(w, r, pages, err, o.RefreshURL)
		return
	}
	s.render(w, pages, "connect", http.StatusOK, map[string]any{"Account": o.Account, "Style": s.deps.Stylesheet})
}

// submitForm does what the pressed button says and goes back to the product.
func (s *Sandbox) submitForm(w http.ResponseWriter, r *http.Request, pages *template.Template) {
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	state, ok := choices[r.PostFormValue("choice")]
	if !ok {
		s.render(w, pages, "message", http.StatusUnprocessableEntity, map[string]any{"Title": "Choose one of the buttons", "Style": s.deps.Stylesheet})
		return
	}
	var o onboarding
	err := s.commit(r.Context(), func(t *tx) error {
		ok, err := t.load("onboarding", "link_"+r.PathValue("token"), &o)
		if err != nil || !ok {
			return errors.Join(err, errGone)
		}
		if !o.Opened || o.Finished || t.now.Sub(time.UnixMilli(o.ExpiresMS)) > time.Hour {
			return errGone
		}
		o.Finished = true
		if err := t.save("onboarding", "link_"+r.PathValue("token"), &o); err != nil {
			return err
		}
		return t.alterAccount(o.Account, state)
	})
	if err != nil {
		s.leave(w, r, pages, err, o.RefreshURL)
		return
	}
	http.Redirect(w, r, o.ReturnURL, http.StatusSeeOther)
}

// leave answers when a form can't be shown or taken.
func (s *Sandbox) leave(w http.ResponseWriter, r *http.Request, pages *template.Template, err error, refresh string) {
	switch {
	case errors.Is(err, errGone) && refresh != "":
		http.Redirect(w, r, refresh, http.StatusSeeOther)
	case errors.Is(err, errGone):
		s.render(w, pages, "message", http.StatusNotFound, map[string]any{"Title": "This link doesn't lead anywhere", "Style": s.deps.Stylesheet})
	default:
		s.render(w, pages, "message", http.StatusServiceUnavailable, map[string]any{"Title": "Please try again in a moment", "Style": s.deps.Stylesheet})
	}
}

func (s *Sandbox) showDashboard(w http.ResponseWriter, r *http.Request, pages *template.Template) {
	t, err := s.begin(r.Context())
	if err != nil {
		s.leave(w, r, pages, err, "")
		return
	}
	a, err := t.account(r.PathValue("id"), "id")
	if err != nil {
		s.leave(w, r, pages, errGone, "")
		return
	}
	f := funds{}
	if _, err := t.load("balance", "bal_"+a.ID, &f); err != nil {
		s.leave(w, r, pages, err, "")
		return
	}
	s.render(w, pages, "express", http.StatusOK, map[string]any{"Account": a, "Funds": f, "Style": s.deps.Stylesheet})
}

// render writes a whole page or none: it goes through a buffer.
func (s *Sandbox) render(w http.ResponseWriter, pages *template.Template, name string, status int, data map[string]any) {
	var page bytes.Buffer
	if err := pages.ExecuteTemplate(&page, name, data); err != nil {
		http.Error(w, "The page can't be shown.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", pageCSP)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w)
}
