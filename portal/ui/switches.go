package ui

// pressed writes the state of a toggle button.
func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// themeKey is the last part of a theme's key in the catalogue.
func themeKey(name string) string {
	if name == "" {
		return "system"
	}
	return name
}
