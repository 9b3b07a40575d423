package locale

import (
	"strconv"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
)

// nbsp keeps an amount and its currency on one line.
const nbsp = "\u00a0"

// Number returns a whole number with its thousands grouped.
func (p *Printer) Number(n int64) string {
	sign, digits := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	return sign + p.group(digits)
}

// Money returns an amount with its currency: "€1,234.50", "1.234,50 €". A
// currency without minor units has no decimals.
func (p *Printer) Money(m money.Money) string {
	sign, digits := "", strconv.FormatInt(m.Amount, 10)
	if m.Amount < 0 {
		sign, digits = "-", digits[1:]
	}
	decimals := money.Digits(m.Currency)
	for len(digits) <= decimals {
		digits = "0" + digits
	}
	whole := len(digits) - decimals
	number := p.group(digits[:whole])
	if decimals > 0 {
		number += p.style.decimal + digits[whole:]
	}
	symbol, known := symbols[m.Currency]
	switch {
	case p.style.currencyLast && known:
		return sign + number + nbsp + symbol
	case p.style.currencyLast:
		return sign + number + nbsp + strings.ToUpper(m.Currency)
	case known:
		return sign + symbol + number
	}
	return sign + strings.ToUpper(m.Currency) + nbsp + number
}

// symbols are the signs that can't be mistaken for another currency's; every
// other currency shows its code.
var symbols = map[string]string{"eur": "€", "usd": "$", "gbp": "£", "jpy": "¥", "inr": "₹", "krw": "₩"}

func (p *Printer) group(digits string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(p.style.group)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Date returns a day with its weekday: "Tue 24 Nov 2026", "Di., 24. Nov. 2026".
func (p *Printer) Date(d message.Day) string { return p.style.date(in(d.MS, d.Zone), p.style) }

// DateTime returns a day, the time and the zone's short name.
func (p *Printer) DateTime(m message.Moment) string {
	t := in(m.MS, m.Zone)
	return p.style.date(t, p.style) + ", " + p.clock(t)
}

// Time returns the time of day and the zone's short name.
func (p *Printer) Time(m message.Moment) string { return p.clock(in(m.MS, m.Zone)) }

func (p *Printer) clock(t time.Time) string {
	return t.Format("15:04") + p.style.oclock + " " + p.zoneName(t)
}

// zoneName is the zone's short name, or its distance to UTC where it has none.
func (p *Printer) zoneName(t time.Time) string {
	name := t.Format("MST")
	if strings.HasPrefix(name, "+") || strings.HasPrefix(name, "-") {
		return "UTC" + t.Format("-07:00")
	}
	if own, ok := p.style.zones[name]; ok {
		return own
	}
	return name
}

func in(ms int64, zone string) time.Time {
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		loc = time.UTC // the machine's own zone is nobody's
	}
	return time.UnixMilli(ms).In(loc)
}
