package followup

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/view"
)

// allowed and refused mark a channel.
var (
	allowed = view.Status{Tone: view.Good, Word: message.Of("followup.way.allowed")}
	refused = view.Status{Tone: view.Stop, Word: message.Of("followup.way.refused")}
)

// channelIcons stand beside the channels.
var channelIcons = map[string]string{"email": "mail", "phone": "phone", "text": "message-square", "video": "video", "in_person": "users"}

// actionKey is the last part of an action's key: keys have no hyphens.
func actionKey(path string) string { return strings.ReplaceAll(path, "-", "_") }
