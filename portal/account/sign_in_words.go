package account

import (
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

func signInTitle(f ui.Frame, v signInView) string {
	if v.Again != "" {
		return f.T("account.again.title")
	}
	return f.T("account.sign_in.title")
}

func codeTitle(f ui.Frame, v codeView) string {
	if v.Elsewhere {
		return f.T("account.code.title")
	}
	return f.T("account.sent.title")
}

func linkTitle(f ui.Frame, v linkView) string {
	switch {
	case !v.Good:
		return f.T("account.link.over_title")
	case v.Here:
		return f.T("account.link.title")
	}
	return f.T("account.link.other_title")
}

func emailField(f ui.Frame) view.Field {
	return view.Field{Name: "email", Type: view.Email, Label: f.T("account.sign_in.email"), Required: true, MaxLength: 254, Autocomplete: "email"}
}

func codeField(f ui.Frame) view.Field {
	return view.Field{
		Name: "code", Type: view.Text, Label: f.T("account.code.label"), Help: f.T("account.code.hint"), Required: true, MaxLength: 40,
		Autocomplete: "one-time-code",
	}
}
