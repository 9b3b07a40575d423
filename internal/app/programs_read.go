package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
)

// PromiseText is a revision's promise in words to be.
type PromiseText struct {
	N        int64 // the revision
	Language string
	Five     []message.Message
	Whole    []promise.Paragraph
	Never    []message.Message
	Steps    []promise.Step
	Zone     string
}

// Promise words the promise of a revision (n 0: the published one) for a reader,
// before anybody is named. language is the reader's; the text is in one of the
// program's.
func (s *Programs) Promise(ctx context.Context, actor aggregate.Actor, id string, n int64, reader promise.Reader, language string) (PromiseText, error) {
	r, err := s.revision(ctx, actor, id, n)
	if err != nil {
		return PromiseText{}, err
	}
	in := r.Terms.PromiseText(reader, promise.Names{Company: r.Terms.Team}, language)
	return PromiseText{
		N: r.N, Language: in.Language, Five: promise.FiveLines(in), Whole: promise.WholeText(in), Never: promise.NeverLines(in),
		Steps: promise.Steps(in, r.Terms.Calendar), Zone: r.Terms.Calendar.Zone,
	}, nil
}

// FormQuestions is a revision's form as it is asked.
type FormQuestions struct {
	N         int64 // the revision
	By        form.Submitter
	Consent   promise.Consent
	Languages []string
	Questions []form.Question
}

// Form returns what a revision (n 0: the published one) asks of a referrer about
// somebody else, or of a person about themself.
func (s *Programs) Form(ctx context.Context, actor aggregate.Actor, id string, n int64, by form.Submitter) (FormQuestions, error) {
	r, err := s.revision(ctx, actor, id, n)
	if err != nil {
		return FormQuestions{}, err
	}
	consent := r.Terms.Promise.Consent
	return FormQuestions{
		N: r.N, By: by, Consent: consent, Languages: r.Terms.Languages,
		Questions: r.Terms.Form.Questions(form.Asking{By: by, Consent: consent}),
	}, nil
}
