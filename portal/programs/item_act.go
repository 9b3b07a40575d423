package programs

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// change makes one change to the draft that a button stands for, and goes back to
// the section.
func (p *Pages) change(c *gin.Context, section, said string, verb func(t *program.Terms, form view.Answers) error) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	doc, err := p.open(c, p.Frame(c))
	if err != nil {
		return err
	}
	terms, err := copied(doc.Program.Draft)
	if err != nil {
		return err
	}
	if err := verb(&terms, form); err != nil {
		return err
	}
	back := doc.path("/edit/" + section)
	err = p.keep(c, form, doc.Program, terms)
	switch {
	case fault.Because(err, "revision_changed"):
		return p.SayNot(c, back, "programs.said.changed")
	case err != nil && len(fault.Of(err).Fields) > 0:
		return p.SayNot(c, back, "programs.said.refused")
	case err != nil:
		return err
	}
	return p.Say(c, back, said)
}

// move puts a question one place up or down.
func (p *Pages) move(c *gin.Context) error {
	return p.change(c, "form", "programs.said.moved", func(t *program.Terms, in view.Answers) error {
		i := slices.IndexFunc(t.Form.Fields, func(q form.Field) bool { return q.Key == c.Param("key") })
		j := i - 1
		if in.One("way") == "down" {
			j = i + 1
		}
		if i < 0 {
			return missing()
		}
		if j >= 0 && j < len(t.Form.Fields) {
			t.Form.Fields[i], t.Form.Fields[j] = t.Form.Fields[j], t.Form.Fields[i]
		}
		return nil
	})
}

// switchOn asks a built-in question again, at the place that it has by default.
func (p *Pages) switchOn(c *gin.Context) error {
	return p.change(c, "form", "programs.said.added", func(t *program.Terms, _ view.Answers) error {
		key := c.Param("key")
		field, known := builtin(key)
		if !known {
			return missing()
		}
		if slices.ContainsFunc(t.Form.Fields, func(q form.Field) bool { return q.Key == key }) {
			return nil
		}
		t.Form.Fields = slices.Insert(t.Form.Fields, usualPlace(t.Form.Fields, key), field)
		return nil
	})
}

// usualPlace is behind the last question that stands before key in the default
// form.
func usualPlace(fields []form.Field, key string) int {
	place := 0
	for _, b := range form.Default().Fields {
		if b.Key == key {
			break
		}
		if i := slices.IndexFunc(fields, func(q form.Field) bool { return q.Key == b.Key }); i >= place {
			place = i + 1
		}
	}
	return place
}

// switchedOff are the built-in questions that a form doesn't ask.
func switchedOff(f form.Form) []form.Field {
	return slices.DeleteFunc(form.Default().Fields, func(b form.Field) bool {
		return slices.ContainsFunc(f.Fields, func(q form.Field) bool { return q.Key == b.Key })
	})
}

// showRemove asks before a question or rule goes.
func (k kind[T]) showRemove(p *Pages) func(*gin.Context) error {
	return func(c *gin.Context) error {
		f := p.Frame(c)
		o, err := p.open(c, f)
		if err != nil {
			return err
		}
		x, _, ok := k.find(&o.Program.Draft, c.Param("key"))
		if !ok || c.Param("key") == newItem {
			return missing()
		}
		return p.Show(c, removePage(f, o, k.name, k.title(f, x), k.path(o, k.key(x)), o.path("/edit/"+k.section)))
	}
}

// remove takes a question or rule out of the draft.
func (k kind[T]) remove(p *Pages) func(*gin.Context) error {
	return func(c *gin.Context) error {
		return p.change(c, k.section, "programs.said.removed", func(t *program.Terms, _ view.Answers) error {
			list := k.all(t)
			*list = slices.DeleteFunc(*list, func(x T) bool { return k.key(x) == c.Param("key") })
			return nil
		})
	}
}
