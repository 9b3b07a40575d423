package referrer

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// preview is the second page: everything that will happen, before it does.
type preview struct {
	draft
	Person  string
	Verdict view.Status
	Why     string // of a decline, where it can be told
	Refused bool
	Summary []view.Fact
	First   firstWords
	Reward  []string // what there is for it
	Stops   []string // what can stop it
}

// firstWords is what the person reads first, in their own language.
type firstWords struct {
	ByReferrer bool // a letter that the referrer sends on; else a mail of ours
	Lang       string
	Subject    string
	Text       string // paragraphs are separated by an empty line
	Lines      []string
	Button     string
}

// verdictTones colour what vetting says.
var verdictTones = map[vetting.Result]view.Tone{
	vetting.Accepted: view.Good, vetting.InReview: view.Wait, vetting.NeedsInfo: view.Wait, vetting.Declined: view.Stop,
}

// verdict is what vetting says to the referrer: a word, and what happens now.
func verdict(t vetting.Told) view.Status {
	return view.Status{Tone: verdictTones[t.Result], Word: message.Of("home.verdict." + string(t.Result)), Text: t.Words}
}

// previewed turns what would happen into the page.
func (p *Pages) previewed(c *gin.Context, f ui.Frame, d draft, seen app.PreviewedReferral) (preview, error) {
	whole, err := wording.Promise(c.Request.Context(), p.App, d.programID, seen.Terms.PromiseText(promise.ReaderReferrer, seen.Names, f.Lang()))
	whole.Steps = wording.Steps(seen.Steps)
	d.Promise = whole
	v := preview{
		draft: d, Person: seen.Names.Person, Verdict: verdict(seen.Told), Refused: seen.Told.Result == vetting.Declined,
		Summary: wording.Facts(f, d.Form, d.Typed),
	}
	if !v.Refused {
		v.First, v.Reward, v.Stops = p.firstWords(f, seen.First), rewardWords(f, seen.Terms, seen.Names), whatStops(f, seen.Terms)
	}
	if seen.Told.Why.Key != "" {
		v.Why = f.Text(seen.Told.Why)
	}
	return v, err
}

// firstWords renders what the person reads, by the words of the letter or the mail.
func (p *Pages) firstWords(f ui.Frame, first app.FirstWords) firstWords {
	if l := first.Letter; l != nil {
		paragraphs := texts(f, l.Paragraphs)
		at := max(0, len(paragraphs)-1)
		paragraphs = append(paragraphs[:at:at], append([]string{f.T("home.preview.link_here")}, paragraphs[at:]...)...)
		return firstWords{ByReferrer: true, Lang: f.Lang(), Subject: f.Text(l.Subject), Text: strings.Join(paragraphs, "\n\n")}
	}
	if first.Mail == nil {
		return firstWords{}
	}
	return p.mailWords(*first.Mail)
}

func (p *Pages) mailWords(m mailing.Mail) firstWords {
	w := p.Words(m.Language)
	greeting := w.T("mail.layout.greeting_nobody")
	if m.ToName != "" {
		greeting = w.T("mail.layout.greeting", "name", m.ToName)
	}
	return firstWords{
		Lang: w.Lang(), Subject: w.Text(m.Subject), Text: strings.Join(append([]string{greeting}, texts(w, m.Paragraphs)...), "\n\n"),
		Lines: texts(w, m.Lines), Button: w.Text(m.Action.Label),
	}
}

func texts(w ui.Words, list []message.Message) []string {
	out := make([]string, len(list))
	for i, m := range list {
		out[i] = w.Text(m)
	}
	return out
}

// rewardWords is the promise's clause about the reward: what and when.
func rewardWords(w ui.Words, t program.Terms, n promise.Names) []string {
	whole := promise.WholeText(promise.TextInput{
		Promise: t.Promise, Reader: promise.ReaderReferrer, Names: n, Language: t.Language(w.Lang()), Reward: t.Offer(),
	})
	for _, clause := range whole {
		if clause.Clause == "reward" {
			return texts(w, clause.Lines)
		}
	}
	return nil
}

// whatStops lists what can stop or delay a reward; none where there is none.
func whatStops(f ui.Frame, t program.Terms) []string {
	days := -1
	for _, rule := range t.Rewards.Rules {
		if rule.For == reward.ToReferrer {
			days = max(days, t.Rewards.Hold(rule))
		}
	}
	switch {
	case days < 0:
		return nil
	case days == 0:
		return []string{f.T("home.preview.stops.refund"), f.T("home.preview.stops.claim")}
	}
	return []string{f.T("home.preview.stops.hold", "count", days), f.T("home.preview.stops.refund"), f.T("home.preview.stops.claim")}
}

// acceptFault is what is said beside the tick that was left out.
func acceptFault(f ui.Frame, v preview) string {
	if v.Notice == "accept_missing" {
		return f.T("page.fault.not_confirmed")
	}
	return ""
}
