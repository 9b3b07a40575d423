package followup_test

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/portal/followup"
	"github.com/goodword/goodword/portal/portaltest"
)

// What we say first is open until there was a conversation, and folded from then on.
func TestFirstWordsAreFoldedAfterAConversation(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	card := "/staff/follow-up/" + r.ID
	folded := func() int { return strings.Count(b.Get(card).Body, "<summary>What we say first") }
	if n := folded(); n != 0 {
		t.Errorf("%d folded before", n)
	}
	form := b.Get(card).Form(card + "/contact")
	form.Set("outcome", "reached")
	b.Follow(card+"/contact", form)
	if p := b.Get(card); folded() != strings.Count(p.Body, `class="letter"`) || folded() == 0 {
		t.Errorf("%d folded after: %s", folded(), p.Text())
	}
}
