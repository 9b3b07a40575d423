package boot

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// visitor does on the pages what a person does: reads mails, opens links, fills in
// forms and presses buttons.
type visitor struct {
	t    *testing.T
	base string
}

// agree is Robin, who says yes and confirms it.
func (v *visitor) agree() {
	v.t.Helper()
	page := v.mailed("kim@example.org", `/i/[\w.]+`)
	v.press(page+"/answer", url.Values{"answer": {"yes"}}, url.Values{
		"channel": {"phone"}, "time": {"any"}, "sure": {"yes"}, "email": {"robin@example.com"}, "phone": {"+49 30 23125 999"},
	})
	proof := v.mailed("robin@example.com", `/c/[\w.]+`)
	v.press(proof, nil, url.Values{"sure": {"yes"}})
}

// setUpPayout is Kim, who presses the button and finishes the sandbox's form.
func (v *visitor) setUpPayout() {
	v.t.Helper()
	page := v.mailed("kim@example.org", `/p/[\w.]+`)
	form := find(v.t, v.post(page, url.Values{"country": {"DE"}}), `/sandbox/connect/\w+`)
	v.get(form)
	v.post(form, url.Values{"choice": {"finish"}})
}

// mailed waits for a mail to somebody that holds an address which fits, and
// returns that address; of several mails it is the newest.
func (v *visitor) mailed(to, address string) string {
	v.t.Helper()
	heads := regexp.MustCompile(`href="(/mailbox/[^"]+)"`)
	fits := regexp.MustCompile(address)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		for i, m := range heads.FindAllStringSubmatch(v.get("/mailbox"), -1) {
			if i == 10 {
				break
			}
			if mail := v.get(m[1]); strings.Contains(mail, to) && fits.MatchString(mail) {
				return fits.FindString(mail)
			}
		}
	}
	v.t.Fatalf("no mail to %s with %s", to, address)
	return ""
}

// press makes a choice (none where the form is on the page itself), fills in the
// form that follows, with what stands in its hidden fields, and sends it.
func (v *visitor) press(path string, choice, fields url.Values) {
	v.t.Helper()
	var page string
	if choice == nil {
		page = v.get(path)
	} else {
		page = v.post(path, choice)
	}
	form := regexp.MustCompile(`(?s)<form class="card" method="post" action="([^"]+)".*?</form>`).FindStringSubmatch(page)
	if form == nil {
		v.t.Fatalf("%s has no form: %s", path, page)
	}
	for _, hidden := range regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(form[0], -1) {
		fields.Set(hidden[1], hidden[2])
	}
	v.post(form[1], fields)
}

func find(t *testing.T, page, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindString(page)
	if found == "" {
		t.Fatalf("the page has no %s: %s", pattern, page)
	}
	return found
}

func (v *visitor) get(path string) string {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.base+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.do(req)
}

func (v *visitor) post(path string, form url.Values) string {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(req)
}

// do returns the page at the end of the redirects.
func (v *visitor) do(req *http.Request) string {
	v.t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		v.t.Fatalf("%s %s answered %d: %s (%v)", req.Method, req.URL.Path, resp.StatusCode, page, err)
	}
	return string(page)
}
