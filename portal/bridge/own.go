package bridge

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// Preview implements portal.Introductions. What vetting would send back is told
// here, beside the answers, so that nobody has to be asked later.
func (b *Bridge) Preview(ctx context.Context, from view.Origin, lang string, a view.Answers) (view.OwnPreview, error) {
	to, in, err := b.own(ctx, from, lang, a)
	if err != nil {
		return view.OwnPreview{}, err
	}
	p, err := b.app.Referrals.PreviewSelf(ctx, to, in)
	if err != nil {
		return view.OwnPreview{}, err
	}
	var wrong []fault.Field
	for _, n := range p.Told.Needs {
		wrong = append(wrong, fault.Field{Pointer: form.Pointer(n.Field), Code: n.Code})
	}
	if len(wrong) > 0 {
		return view.OwnPreview{}, fault.OfFields(wrong...)
	}
	return view.OwnPreview{Summary: wording.Facts(b.words(lang), wording.Form(b.words(lang), ownQuestions(to)), a), Steps: wording.Steps(p.Steps)}, nil
}

// Introduce implements portal.Introductions.
func (b *Bridge) Introduce(ctx context.Context, from view.Origin, lang, key string, a view.Answers) (view.Introduced, error) {
	to, in, err := b.own(ctx, from, lang, a)
	if err != nil {
		return view.Introduced{}, err
	}
	done, err := b.app.Referrals.Introduce(ctx, to, key, in)
	if err != nil {
		return view.Introduced{}, err
	}
	if p := done.Doc.Pending; p != nil {
		return view.Introduced{SentTo: wording.Masked(p.Details.Email)}, nil
	}
	return view.Introduced{}, nil
}

// own finds where a form for oneself leads, and reads what was typed into it.
func (b *Bridge) own(ctx context.Context, from view.Origin, lang string, a view.Answers) (app.Landing, app.IntroduceSelf, error) {
	to, err := b.origin(ctx, from)
	if err != nil {
		return to, app.IntroduceSelf{}, err
	}
	answers, err := wording.Typed(ownQuestions(to), a)
	in := app.IntroduceSelf{Answers: answers, Language: b.words(lang).Lang()}
	// The way that they like best is their own word about the channel.
	if ch, _ := answers[form.KeyChannel].(string); ch != "" {
		in.Wish.Channels = []promise.Channel{promise.Channel(ch)}
	}
	return to, in, wording.Repoint(err, map[string]string{"/wish/channels": form.Pointer(form.KeyChannel)})
}

func (b *Bridge) origin(ctx context.Context, from view.Origin) (app.Landing, error) {
	if from.Link != "" {
		return b.app.Links.Landing(ctx, from.Link)
	}
	p, err := b.app.Referrals.OpenPerson(ctx, from.Person)
	if err != nil {
		return app.Landing{}, err
	}
	return b.app.Referrals.OwnWay(ctx, p)
}
