package account

import (
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// deviceName is how a list names a browser.
func deviceName(f ui.Frame, d session.Device) string {
	return f.T("account.device", "browser", f.T("device.browser."+d.Browser), "system", f.T("device.system."+d.System))
}

// passkeyUse says since when a passkey is there, and when it was used.
func passkeyUse(f ui.Frame, k *session.Passkey, zone string) string {
	if k.LastUsedMS == 0 {
		return f.T("account.passkeys.unused", "made", f.Day(k.CreatedMS, zone))
	}
	return f.T("account.passkeys.used", "made", f.Day(k.CreatedMS, zone), "used", f.Day(k.LastUsedMS, zone))
}

func nameField(f ui.Frame) view.Field {
	return view.Field{Name: "name", Type: view.Text, Label: f.T("account.passkeys.name"), Help: f.T("account.passkeys.name_hint"), Required: true, MaxLength: 60}
}

// eraseLines are what erasure does, as the last part of their keys.
func eraseLines(v eraseView) []string {
	if v.Staff {
		return []string{"details", "ways", "keys", "stays", "final"}
	}
	return []string{"details", "ways", "open", "agreed", "stays", "final"}
}
