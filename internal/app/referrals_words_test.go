package app

import (
	"reflect"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// What a preview shows of the letter or the mail is what leaves, word for word.
func TestFirstWordsAreWhatLeaves(t *testing.T) {
	t.Parallel()
	for consent, template := range map[promise.Consent]string{
		promise.ReferrerIntroduces: "letter", promise.AskFirst: "ask_first", promise.AlreadyAgreed: "first_message",
	} {
		t.Run(string(consent), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, consent)
			answers := answersFor("Bob Berger", "bob@berger.example")
			if consent == promise.AlreadyAgreed {
				answers["agreed"] = true
			}
			seen, err := d.app.Referrals.Preview(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, SubmitReferral{
				ProgramID: d.program.ID, ReferrerID: d.referrer.ID, Revision: d.program.Published, Answers: answers,
			})
			d.must(err)
			d.submit(d.referrer, answers)
			d.run()
			_, sent := d.post.of(template)
			if consent == promise.ReferrerIntroduces {
				if seen.First.Mail != nil || !reflect.DeepEqual(said(*sent.Letter), said(*seen.First.Letter)) {
					t.Errorf("%+v\nsent\n%+v", seen.First.Letter, sent.Letter)
				}
				return
			}
			got := seen.First.Mail
			if seen.First.Letter != nil || got.Action.URL != "" || got.Language != sent.Language || !reflect.DeepEqual(said(*got), said(sent)) {
				t.Errorf("%+v\nsent\n%+v", got, sent)
			}
		})
	}
}

// said is what a letter or a mail says; ids and addresses are none of the words.
func said(v any) any {
	drop := func(list ...map[string]any) {
		for _, args := range list {
			delete(args, "id")
		}
	}
	switch m := v.(type) {
	case mailing.Letter:
		for _, p := range append(m.Paragraphs, m.Subject) {
			drop(p.Args)
		}
		return []any{m.Subject, m.Paragraphs}
	case mailing.Mail:
		for _, p := range append(append(m.Paragraphs, m.Lines...), m.Subject, m.Action.Label) {
			drop(p.Args)
		}
		return []any{m.Subject, m.Paragraphs, m.Lines, m.Action.Label}
	}
	return v
}

func TestForReferrer(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Bob Berger", ""))
	d.run()
	v, err := d.app.Referrals.ForReferrer(t.Context(), actorOf(d.referrer.ID), r.ID)
	d.must(err)
	if v.Letter == nil || v.Actor.ID != d.referrer.ID || len(v.Steps) == 0 {
		t.Errorf("%+v", v)
	}
	for _, other := range []aggregate.Actor{d.rita, actorOf("mem_other"), operator} {
		if _, err := d.app.Referrals.ForReferrer(t.Context(), other, r.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", other.Kind, err)
		}
	}
}
