package link

import (
	"strings"
	"time"
)

// Visit is a landing on a link, as far as we look at it.
type Visit struct {
	LinkID string
	At     time.Time
}

// Tally is a stored fact: how many visits a link had within one short batch. It
// is written once and never changed; a day's visits are the sum of its tallies.
type Tally struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	LinkID  string `json:"link_id"`
	Day     string `json:"day"` // "2026-11-22", UTC
	AtMS    int64  `json:"at_ms"`
	Visits  int64  `json:"visits"`
}

// DocID, DocVersion and SetDocVersion let package store keep tallies.
func (t *Tally) DocID() string { return t.ID }

// DocVersion returns the version that was read.
func (t *Tally) DocVersion() int64 { return t.Version }

// SetDocVersion is called by package store when the write took place.
func (t *Tally) SetDocVersion(v int64) { t.Version = v }

// Request is what a landing's request tells about who sends it.
type Request struct {
	Method    string
	UserAgent string
	Purpose   string // the headers Sec-Purpose, Purpose and X-Moz, joined
}

// botWords mark the user agents of crawlers, link previews, mail scanners and
// tools. Nearly all honest robots name themselves by one of these.
var botWords = [...]string{
	"bot", "crawl", "spider", "slurp", "preview", "scan", "monitor", "check", "fetch", "probe", "validator",
	"facebookexternalhit", "whatsapp/", "skypeuri", "bitlybot", "embedly", "quora link", "outbrain",
	"headless", "phantomjs", "lighthouse", "pingdom", "uptime", "curl/", "wget/", "python", "go-http-client",
	"java/", "okhttp", "axios", "node-fetch", "libwww", "httpclient", "ruby", "perl", "scrapy", "safelinks",
	"barracuda", "mimecast", "proofpoint", "google-safety", "microsoft office", "ms-office",
}

// Counts reports whether a request is a person's visit: a GET that shows a page
// now, by a browser that doesn't call itself a robot.
func (r Request) Counts() bool {
	if r.Method != "GET" || r.UserAgent == "" {
		return false
	}
	if p := strings.ToLower(r.Purpose); strings.Contains(p, "prefetch") || strings.Contains(p, "prerender") || strings.Contains(p, "preview") {
		return false
	}
	agent := strings.ToLower(r.UserAgent)
	for _, w := range botWords {
		if strings.Contains(agent, w) {
			return false
		}
	}
	return true
}

// Sum adds visits up to one tally for each link and day. newID is called once for
// each; the tallies come in the order of their first visit.
func Sum(visits []Visit, newID func() string) []*Tally {
	type key struct{ link, day string }
	byKey := map[key]*Tally{}
	var out []*Tally
	for _, v := range visits {
		at := v.At.UTC()
		k := key{v.LinkID, at.Format(time.DateOnly)}
		t, ok := byKey[k]
		if !ok {
			t = &Tally{ID: newID(), LinkID: k.link, Day: k.day, AtMS: at.UnixMilli()}
			byKey[k] = t
			out = append(out, t)
		}
		t.Visits++
	}
	return out
}
