package ui

import "github.com/goodword/goodword/portal/view"

// toneIcon and toneClass draw a tone; colour is never alone.
func toneIcon(t view.Tone) string {
	switch t {
	case view.Now:
		return "circle-dot"
	case view.Wait:
		return "clock"
	case view.Good:
		return "check"
	case view.Stop:
		return "triangle-alert"
	}
	return "info"
}

func toneClass(t view.Tone) string {
	if t == view.Quiet {
		return ""
	}
	return string(t)
}
