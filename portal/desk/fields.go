package desk

import (
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// options are the values of a closed set, with their words under prefix.
func options(f ui.Frame, prefix string, values []string) []view.Option {
	out := make([]view.Option, len(values))
	for i, v := range values {
		out[i] = view.Option{Value: v, Label: f.T(prefix + v)}
	}
	return out
}

// repoint gives the application's name of a value ours.
func repoint(err error, theirs, ours string) error {
	if fault.Of(err) == nil {
		return err
	}
	return wording.Repoint(err, map[string]string{"/" + theirs: "/" + ours})
}
