package locale

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
)

// Printer says things in one language. It is safe for use by several goroutines.
type Printer struct {
	catalogues *Catalogues
	localizer  *i18n.Localizer
	style      style
}

func newPrinter(c *Catalogues, lang string) *Printer {
	return &Printer{catalogues: c, localizer: i18n.NewLocalizer(c.bundle, lang), style: styleOf(lang)}
}

// Lang returns the language tag, for the lang attribute of a page.
func (p *Printer) Lang() string { return p.style.lang }

// Dir returns the writing direction, for the dir attribute.
func (p *Printer) Dir() string { return "ltr" }

// T returns the text of a key; args are name, value, name, value … as in
// message.Of.
func (p *Printer) T(key string, args ...any) string { return p.Text(message.Of(key, args...)) }

// Text renders a message. The zero message is the empty text. A key that no
// catalogue has comes back as it is; tests keep that from happening.
func (p *Printer) Text(m message.Message) string {
	if m.Key == "" {
		return ""
	}
	data := make(map[string]any, len(m.Args))
	for name, v := range m.Args {
		data[name] = p.value(v)
	}
	config := &i18n.LocalizeConfig{MessageID: m.Key, TemplateData: data}
	if known := p.catalogues.keys[m.Key]; known != nil && known.One != "" {
		config.PluralCount = count(m.Args["count"])
	}
	text, err := p.localizer.Localize(config)
	if err != nil {
		return m.Key
	}
	return sentenceCase(text)
}

// Texts renders a list of messages.
func (p *Printer) Texts(list []message.Message) []string {
	texts := make([]string, len(list))
	for i, m := range list {
		texts[i] = p.Text(m)
	}
	return texts
}

// phraseMark stands before a phrase that was rendered into a sentence, until
// sentenceCase has looked at where it stands. It is a private-use character.
const phraseMark = '\uE000'

// value renders one argument.
func (p *Printer) value(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, string(phraseMark), "")
	case int:
		return p.Number(int64(v))
	case int64:
		return p.Number(v)
	case money.Money:
		return p.Money(v)
	case message.Day:
		return p.Date(v)
	case message.Moment:
		return p.DateTime(v)
	case message.Word:
		return p.Word(v)
	case message.Or:
		return p.list(v, "list.or")
	case message.And:
		return p.list(v, "list.and")
	case message.Message:
		return string(phraseMark) + p.Text(v)
	case []message.Message:
		return strings.Join(p.Texts(v), " ")
	}
	return ""
}

// Word returns the name of a closed-set value.
func (p *Printer) Word(w message.Word) string { return p.T(w.Kind + "." + w.Value) }

// list joins the elements as the language does: "a, b or c".
func (p *Printer) list(elements []any, conjunction string) string {
	texts := make([]string, 0, len(elements))
	for _, e := range elements {
		if s, ok := p.value(e).(string); ok {
			texts = append(texts, strings.Trim(s, string(phraseMark)))
		}
	}
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	last := len(texts) - 1
	return strings.Join(texts[:last], ", ") + " " + p.T(conjunction) + " " + texts[last]
}

// count returns the number that decides the plural form.
func count(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return "0"
}

// sentenceCase gives a phrase that begins a sentence its capital ("our team
// writes" is "Our team writes"), and takes the marks away.
func sentenceCase(text string) string {
	if !strings.ContainsRune(text, phraseMark) {
		return text
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, string(phraseMark))
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if so := b.String(); so == "" || strings.HasSuffix(so, ". ") || strings.HasSuffix(so, "? ") || strings.HasSuffix(so, "! ") {
			r, n := utf8.DecodeRuneInString(after)
			b.WriteRune(unicode.ToUpper(r))
			after = after[n:]
		}
		text = after
	}
}
