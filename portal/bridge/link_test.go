package bridge_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/portaltest"
)

// linkOf is Kim's link in a program.
func (k *kit) linkOf(p *program.Program) *link.Link {
	k.T.Helper()
	l, err := k.App.Links.Default(k.T.Context(), portaltest.Operator, p.ID, k.kim.ID)
	k.Must(err)
	return l
}

// ownAnswers are a person's about themself.
func ownAnswers() url.Values {
	return url.Values{"name": {"Tomas Novak"}, "company": {"Novak Foods"}, "email": {"tomas@novak-foods.org"}, "channel": {"email"}}
}

func TestLinkToYes(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	l := k.linkOf(k.program())
	v := k.visitor("en")
	landing := v.open("/r/" + l.Code)
	k.wants(landing, 200, "Kim Muster would like to introduce you to Northline", "Your email address", "What will never happen")

	// Whatever the consent clause, who comes by a link is asked once, by mail.
	for _, want := range []string{"You came by the link of Kim Muster.", "You tell us who you are"} {
		if !strings.Contains(landing.Body, want) || strings.Contains(landing.Body, "sent you our letter") {
			t.Errorf("the page lacks %q", want)
		}
	}

	wrong := ownAnswers()
	wrong.Del("company")
	wrong.Set("email", "tomas@@novak")
	k.wants(v.fill(landing, l.Code, wrong), 422, "Your company – Please fill this in.", "Your email address – Enter a whole email address", `value="tomas@@novak"`, `value="Tomas Novak"`)

	preview := v.fill(landing, l.Code, ownAnswers())
	k.wants(preview, 200, "Is this right?", "tomas@novak-foods.org", "By email")
	k.wants(v.fill(preview, "/introduce", nil), 422, "Choose yes or no.")
	done := v.fill(preview, "/introduce", url.Values{"sure": {"yes"}})
	k.wants(done, 200, "t•••@novak-foods.org")
	m, proof := k.Mail("confirm_yes")
	if m.To != "tomas@novak-foods.org" {
		t.Errorf("mailed to %s", m.To)
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(proof, "/c/"), ".")
	if got := k.in(id, referral.AwaitingYes); got.LinkID != l.ID || got.ReferrerID != k.kim.ID {
		t.Errorf("link %s, referrer %s", got.LinkID, got.ReferrerID)
	}
	k.wants(v.fill(v.open(proof), proof, url.Values{"sure": {"yes"}}), 200, "Thank you for your yes", "You chose: Email.")
	k.in(id, referral.Agreed)

	// The same second page again creates nothing.
	k.wants(v.fill(preview, "/introduce", url.Values{"sure": {"yes"}}), 200)
	list, err := k.App.Referrals.List(t.Context(), portaltest.Operator.Actor, app.ReferralFilter{}, app.Page{})
	k.Must(err)
	if len(list.Docs) != 1 {
		t.Errorf("%d referrals", len(list.Docs))
	}
}

func TestALinkIsRemembered(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	l := k.linkOf(k.program())
	v := k.visitor("en")
	k.wants(v.open("/r"), 404, "There is nothing here")
	v.open("/r/" + strings.ToUpper(l.Code))
	if p := v.open("/r"); !strings.EqualFold(p.path, "/r/"+l.Code) {
		t.Errorf("remembered %s", p.path)
	}
	if p := v.open("/r/zzzzzzz"); p.path != "/r/"+l.Code {
		t.Errorf("a link that leads nowhere led to %s", p.path)
	}
	k.Must(k.App.Visits.Flush(t.Context()))
	days, err := k.App.Visits.Days(t.Context(), portaltest.Operator.Actor, l.ID, k.Clock.Now(), k.Clock.Now())
	k.Must(err)
	n := int64(0)
	for _, d := range days {
		n += d.Visits
	}
	if n != 3 {
		t.Errorf("%d visits, want 3", n)
	}
	_, err = k.App.Links.Switch(t.Context(), portaltest.Operator, l.ID, false)
	k.Must(err)
	k.wants(v.open("/r"), 404)
}

func TestIntroduceAlone(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(), nil)
	letter, mine := k.Mail("letter")
	v := k.visitor("en")
	k.wants(v.act(mine, "withdraw", nil), 200, "You took it back.")
	k.in(r.ID, referral.Withdrawn)

	path := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	p := v.open(path)
	k.wants(p, 200, "This introduction was taken back", "You can still write to us yourself")
	preview := v.fill(p, "/introduction", ownAnswers())
	k.wants(preview, 200, "Is this right?")
	k.wants(v.fill(preview, "/introduce", url.Values{"sure": {"yes"}}), 200, "t•••@novak-foods.org")
	m, proof := k.Mail("confirm_yes")
	if len(m.Lines) > 0 || strings.Contains(v.open(proof).Body, "Our promise") {
		t.Error("the mail promises what somebody who vouches gets")
	}
	k.wants(v.fill(v.open(proof), proof, url.Values{"sure": {"yes"}}), 200, "Thank you for your yes")
	id, _, _ := strings.Cut(strings.TrimPrefix(proof, "/c/"), ".")
	if got := k.in(id, referral.Agreed); got.ReferrerID != "" || got.LinkID != "" || got.Class != referral.Introduced {
		t.Errorf("referrer %q, link %q, class %s", got.ReferrerID, got.LinkID, got.Class)
	}
}
