package programs

import (
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// readable is the draft with what a form holds, leaving out the controls whose
// values can't be kept; those are returned. So words can be shown while somebody
// still types.
func readable(controls []termsControl, draft program.Terms, form view.Answers) (program.Terms, []fault.Field, error) {
	terms, err := copied(draft)
	if err != nil {
		return draft, nil, err
	}
	wrong := takeAll(controls, &terms, form)
	if _, f := terms.Check("/draft"); f != nil {
		wrong = append(wrong, f.Fields...)
	}
	if len(wrong) == 0 {
		return terms, nil, nil
	}
	if terms, err = copied(draft); err != nil {
		return draft, nil, err
	}
	takeAll(without(controls, wrong), &terms, form)
	if _, f := terms.Check("/draft"); f != nil {
		return draft, wrong, nil
	}
	return terms, wrong, nil
}

// without are the controls that no fault is about.
func without(controls []termsControl, wrong []fault.Field) []termsControl {
	var out []termsControl
	for _, c := range controls {
		named := false
		for _, field := range wrong {
			at, found := controlAt([]termsControl{c}, "/draft", field.Pointer)
			named = named || found && at.name == c.name
		}
		if !named {
			out = append(out, c)
		}
	}
	return out
}
