package form

import (
	"maps"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/fault"
)

// maxFaults is how many wrong fields one refusal names.
const maxFaults = 50

// Read checks what was answered in the given circumstances and returns it clean.
// raw holds the values as JSON has them (string, []any, float64 or json.Number,
// bool; []string and int64 too). Every field that is wrong is named, by a pointer
// that starts with "/answers/": unknown keys, keys that aren't asked here, wrong
// types, null, what breaks a limit, and what is missing. Blank texts and empty
// lists count as not answered.
func (f Form) Read(raw map[string]any, in Asking) (Answers, *fault.Error) {
	questions := f.Questions(in)
	answers := make(Answers, len(raw))
	var wrong []fault.Field
	region := in.Region
	if code, _ := raw[KeyCountry].(string); contact.KnownCountry(strings.ToUpper(strings.TrimSpace(code))) {
		region = strings.ToUpper(strings.TrimSpace(code))
	}
	for _, q := range questions {
		at := Pointer(q.Key)
		value, given := raw[q.Key]
		if !given {
			if q.Required {
				wrong = append(wrong, missing(at))
			}
			continue
		}
		answer, answered, fe := q.read(at, value, region)
		switch {
		case fe != nil:
			wrong = append(wrong, fe.Fields...)
		case answered:
			answers[q.Key] = answer
		case q.Required:
			wrong = append(wrong, missing(at))
		}
	}
	wrong = append(wrong, f.strangers(raw, questions)...)
	if len(wrong) > 0 {
		return nil, fault.OfFields(wrong[:min(len(wrong), maxFaults)]...)
	}
	return answers, nil
}

// strangers names the keys of raw that no question has.
func (f Form) strangers(raw map[string]any, questions []Question) []fault.Field {
	var wrong []fault.Field
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		if slices.ContainsFunc(questions, func(q Question) bool { return q.Key == key }) {
			continue
		}
		_, known := builtinOf(key)
		if known || slices.ContainsFunc(f.Fields, func(x Field) bool { return x.Key == key }) {
			wrong = append(wrong, fault.Field{Pointer: Pointer(key), Code: "not_asked", Detail: "This isn't asked here. Leave it out."})
			continue
		}
		wrong = append(wrong, fault.Field{Pointer: Pointer(key), Code: "unknown_field", Detail: "The form has no such field."})
	}
	return wrong
}

// Pointer returns the RFC 6901 pointer of an answer in a request.
func Pointer(key string) string {
	return "/answers/" + escape(key)
}

// escape makes a name a token of an RFC 6901 pointer.
func escape(name string) string {
	if validKey(name) {
		return name
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(strings.ToValidUTF8(name, "\ufffd"))
}

func missing(pointer string) fault.Field {
	return fault.Field{Pointer: pointer, Code: "required", Detail: "This has to be answered."}
}
