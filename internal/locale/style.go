package locale

import (
	"fmt"
	"time"
)

// style is how one language writes numbers and dates.
type style struct {
	lang         string
	group        string // between thousands
	decimal      string
	currencyLast bool
	oclock       string // after a time of day
	weekdays     [7]string
	months       [12]string
	zones        map[string]string // short names that differ from the time zone database's
	date         func(time.Time, style) string
}

// styleOf returns the style of a shipped language.
func styleOf(lang string) style {
	if lang == "de" {
		return german()
	}
	return english()
}

func english() style {
	return style{
		lang: "en", group: ",", decimal: ".",
		weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		months:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		date: func(t time.Time, s style) string {
			return fmt.Sprintf("%s %d %s %d", s.weekdays[t.Weekday()], t.Day(), s.months[t.Month()-1], t.Year())
		},
	}
}

func german() style {
	return style{
		lang: "de", group: ".", decimal: ",", currencyLast: true, oclock: " Uhr",
		weekdays: [7]string{"So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."},
		months:   [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
		zones:    map[string]string{"CET": "MEZ", "CEST": "MESZ"},
		date: func(t time.Time, s style) string {
			return fmt.Sprintf("%s, %d. %s %d", s.weekdays[t.Weekday()], t.Day(), s.months[t.Month()-1], t.Year())
		},
	}
}
