package vetting

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/message"
)

// Messages returns every message that a verdict may say, for the test that keeps
// the catalogues whole.
func Messages() []message.Message {
	var list []message.Message
	say := func(keys ...string) {
		for _, key := range keys {
			list = append(list, message.Of("vetting."+key, "count", int64(2)))
		}
	}
	for _, r := range []Result{Accepted, InReview, NeedsInfo, Declined, "behind"} {
		say("result." + string(r))
	}
	say("reason."+LowScore, "reason."+CannotTake)
	for _, code := range []string{"duplicate", "yourself", "own_company", "too_many_an_hour", "too_many_a_day", "quota_reached"} {
		say("reason." + code)
	}
	say("our_records.ok", "our_records.look", "our_records."+CannotTake)
	for _, r := range rules {
		for _, code := range append([]string{"ok"}, strings.Fields(r.codes)...) {
			key := string(r.name) + "." + code
			if !r.private {
				say(key)
			}
			say(key + ".detail")
		}
	}
	return list
}
