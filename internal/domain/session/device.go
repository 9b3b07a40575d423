package session

import "strings"

// Device is a coarse word for a browser, so that somebody recognises it in a list
// of their sessions; two codes and no more of what it told us.
type Device struct {
	Browser string `json:"browser"` // "firefox", "edge", "opera", "samsung", "chrome", "safari", "other"
	System  string `json:"system"`  // "android", "ios", "windows", "macos", "chromeos", "linux", "other"
}

// mark is a piece of a User-Agent and the code that it stands for.
type mark struct{ text, code string }

// The marks in the order in which they are looked for: most browsers also name
// those that they descend from.
func browsers() []mark {
	return []mark{
		{"firefox/", "firefox"}, {"fxios/", "firefox"}, {"edg/", "edge"}, {"edga/", "edge"}, {"edgios/", "edge"}, {"opr/", "opera"},
		{"samsungbrowser/", "samsung"}, {"chrome/", "chrome"}, {"chromium/", "chrome"}, {"crios/", "chrome"}, {"safari/", "safari"},
	}
}

func systems() []mark {
	return []mark{
		{"android", "android"}, {"iphone", "ios"}, {"ipad", "ios"}, {"windows", "windows"}, {"mac os x", "macos"},
		{"cros ", "chromeos"}, {"linux", "linux"},
	}
}

// maxAgent is how much of a User-Agent is looked at.
const maxAgent = 512

// DeviceOf reads the User-Agent header of a request.
func DeviceOf(userAgent string) Device {
	if len(userAgent) > maxAgent {
		userAgent = userAgent[:maxAgent]
	}
	agent := strings.ToLower(userAgent)
	return Device{Browser: first(browsers(), agent), System: first(systems(), agent)}
}

func first(marks []mark, agent string) string {
	for _, m := range marks {
		if strings.Contains(agent, m.text) {
			return m.code
		}
	}
	return "other"
}
