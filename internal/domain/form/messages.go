package form

import "github.com/goodword/goodword/internal/domain/message"

// Messages returns every message that built-in fields may say, for the test that
// keeps the catalogues whole.
func Messages() []message.Message {
	var list []message.Message
	for _, b := range builtins {
		for _, by := range []Submitter{ByReferrer, ByPerson} {
			if by == ByPerson && b.ask == AskReferrer {
				continue
			}
			q := Question{Field: b.field(), by: by}
			list = append(list, q.Label("").Message)
			if help := q.Help("").Message; help.Key != "" {
				list = append(list, help)
			}
		}
		for _, o := range b.field().Options {
			list = append(list, Question{Field: b.field()}.OptionLabel(o, "").Message)
		}
	}
	return list
}
