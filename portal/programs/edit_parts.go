package programs

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// tabs are the program and the sections of its editor.
func tabs(f ui.Frame, o opened, current string) []view.Tab {
	out := []view.Tab{{Path: o.path(""), Label: f.T("programs.section.overview"), Current: current == ""}}
	for _, s := range sections {
		out = append(out, view.Tab{Path: o.path("/edit/" + s.name), Label: f.T("programs.section." + s.name), Current: s.name == current})
	}
	return out
}

// stateOf is the state of a program as a chip.
func stateOf(state string) view.Status {
	tone := view.Quiet
	if state == string(program.Published) {
		tone = view.Good
	}
	return view.Status{Word: message.Of("programs.state." + state), Tone: tone}
}

// meanwhileText says who changed the program, and that the reader's own words are
// still there.
func meanwhileText(f ui.Frame, m *meanwhile, zone string) string {
	who := m.Who
	if who == "" {
		who = f.T("programs.meanwhile.somebody")
	}
	if len(m.There) == 0 {
		return f.T("programs.meanwhile.elsewhere", "who", who, "at", f.Moment(m.AtMS, zone))
	}
	return f.T("programs.meanwhile.here", "who", who, "at", f.Moment(m.AtMS, zone))
}

// overviewLead says what a program is to its referrers now.
func overviewLead(f ui.Frame, o overview) string {
	switch {
	case o.Program.State == program.Archived:
		return f.T("programs.overview.archived")
	case o.Latest == nil:
		return f.T("programs.overview.draft")
	}
	return f.T("programs.overview.published")
}

// publishedNote says since when the latest revision is published.
func publishedNote(f ui.Frame, o opened) string {
	if o.Latest == nil {
		return f.T("programs.overview.never")
	}
	return f.T("programs.overview.since", "date", f.Day(o.Program.PublishedMS, o.zone()))
}

// revisionLead says when a revision was published, and by whom.
func revisionLead(f ui.Frame, p revisionPage) string {
	date := f.Day(p.Revision.PublishedMS, p.Revision.Terms.Calendar.Zone)
	if p.By == "" {
		return f.T("programs.revision_on", "date", date)
	}
	return f.T("programs.revision_by", "date", date, "who", p.By)
}
