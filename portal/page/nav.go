package page

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/ui"
)

// place is one entry of the rail.
type place struct {
	path string
	key  string // under page.nav.
	icon string
	who  Access
}

// places are the rail's entries, the most used first: a small screen shows four of
// them and folds the rest.
var places = []place{
	{"/home", "home", "house", Referrers},
	{"/introductions", "introductions", "users", Referrers},
	{"/rewards", "rewards", "gift", Referrers},
	{"/links", "links", "link", Referrers},

	{"/staff", "overview", "house", Staff()},
	{"/staff/review", "review", "inbox", Staff(aggregate.Reviewer)},
	{"/staff/follow-up", "follow_up", "list-checks", Staff(aggregate.Rep)},
	{"/staff/rewards", "approvals", "badge-check", Staff(aggregate.Approver)},
	{"/staff/introductions", "introductions", "users", Staff()},
	{"/staff/programs", "programs", "scroll-text", Staff(aggregate.Admin)},
	{"/staff/members", "members", "contact", Staff()},
	{"/staff/companies", "companies", "building-2", Staff()},
	{"/staff/keys", "keys", "key-round", Staff()},
	{"/staff/activity", "activity", "history", Staff(aggregate.Admin)},
	{"/settings", "settings", "settings", SignedIn},
}

// demo are the places that only an installation with a sandbox has.
var demo = []place{
	{"/staff/sandbox", "sandbox", "flask-conical", Staff(aggregate.Admin)},
	{"/mailbox", "mailbox", "mail", SignedIn},
}

// nav is the rail of a reader; the entry that the path is below is current.
func (s *Site) nav(r Reader, path string) []ui.Place {
	all := places
	if s.HasDemo {
		all = append(append([]place{}, places...), demo...)
	}
	var out []ui.Place
	current, longest := -1, 0
	for _, p := range all {
		if !p.who.Admits(r) || p.path == "/mailbox" && !s.HasBox || p.path == "/staff/sandbox" && s.Sandbox == nil {
			continue
		}
		if (path == p.path || strings.HasPrefix(path, p.path+"/")) && len(p.path) > longest {
			current, longest = len(out), len(p.path)
		}
		out = append(out, ui.Place{Path: p.path, Key: "page.nav." + p.key, Icon: p.icon})
	}
	if current >= 0 {
		out[current].Current = true
	}
	return out
}
