package portal

import (
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// personArgs are the values in the words of a person's page.
func personArgs(f ui.Frame, v personView) []any {
	return []any{"referrer", v.Referrer, "company", f.Brand.Name, "rep", v.Rep, "address", v.SentTo, "name", v.Name}
}

// personEyebrow says who put the person forward.
func personEyebrow(f ui.Frame, v personView) string {
	if v.Referrer == "" {
		return f.Brand.Name
	}
	return f.T("page.person.eyebrow", "referrer", v.Referrer, "company", f.Brand.Name)
}

// channelOptions are the channels that a promise allows.
func channelOptions(f ui.Frame, channels []string) []view.Option {
	var out []view.Option
	for _, ch := range channels {
		out = append(out, view.Option{Value: ch, Label: f.T("page.channel." + ch)})
	}
	return out
}

// timeOptions are how a person narrows when they may be contacted.
func timeOptions(f ui.Frame) []view.Option {
	var out []view.Option
	for _, t := range []view.TimeChoice{view.AnyTime, view.OneTime, view.TheHours} {
		out = append(out, view.Option{Value: string(t), Label: f.T("page.time." + string(t))})
	}
	return out
}
