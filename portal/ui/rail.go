package ui

// barItems is how many entries a small screen's bar holds.
const barItems = 4

// railShort is how many entries the bar shows: all where they fit, else one less
// than it holds and the fold.
func railShort(nav []Place) int {
	if len(nav) <= barItems+1 {
		return len(nav)
	}
	return barItems
}

// current marks the entry that the reader is at.
func current(at bool) string {
	if at {
		return "page"
	}
	return "false"
}

// keysState says whether shortcuts of one key are on.
func keysState(f Frame) string {
	if f.KeysOff {
		return "off"
	}
	return "on"
}

// saidRole: what failed interrupts a screen reader, what was done waits.
func saidRole(s Said) string {
	if s.Bad {
		return "alert"
	}
	return "status"
}

// htmxConfig keeps htmx to what our policy allows: no style of its own, no code in
// attributes, nothing from other sites.
const htmxConfig = `{"includeIndicatorCSS":false,"extensions":"hx-csp"}`
