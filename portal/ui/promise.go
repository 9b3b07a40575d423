package ui

import (
	"strconv"

	"github.com/goodword/goodword/portal/view"
)

// lineIcons stand beside the five lines: who, how, when, what a no means, what
// you get.
var lineIcons = [...]string{"user-round", "send", "calendar-days", "ban", "gift"}

// lineIcon returns the icon of line i; further lines get a tick.
func lineIcon(i int) string {
	if i < len(lineIcons) {
		return lineIcons[i]
	}
	return "check"
}

// stepIcon returns what stands in a step's dot, or "" for its number.
func stepIcon(s view.StepState) string {
	switch s {
	case view.StepDone, view.StepKeptLate:
		return "check"
	case view.StepLate:
		return "clock"
	case view.StepPaused:
		return "hourglass"
	case view.StepBroken, view.StepSkipped, view.StepStopped:
		return "x"
	}
	return ""
}

// stepDate says when a step happened, or by when it is promised.
func stepDate(f Frame, s view.Step) string {
	switch {
	case s.AtMS != 0:
		return f.Day(s.AtMS, s.Zone)
	case s.DueMS != 0:
		return f.T("page.step.by", "date", f.Day(s.DueMS, s.Zone))
	}
	return ""
}

// stepCurrent marks the step that happens next.
func stepCurrent(s view.StepState) string {
	if s == view.StepNow || s == view.StepLate {
		return "step"
	}
	return "false"
}

func number(i int) string { return strconv.Itoa(i) }
