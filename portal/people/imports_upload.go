package people

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// upload is a file with the key of the form that sent it.
type upload struct {
	file []byte
	once string
}

// uploadSlack is what a form weighs besides its file.
const uploadSlack = 64 << 10

// readUpload reads the form of an upload part by part: the file stays in memory,
// because what people's names stand in must not lie about on a disk.
func readUpload(c *gin.Context) (upload, error) {
	web.LimitBody(app.MaxImportBytes + uploadSlack)(c)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return upload{}, unreadable(err)
	}
	var up upload
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return upload{}, unreadable(err)
		}
		if err := up.take(part); err != nil {
			return upload{}, unreadable(err)
		}
	}
	if len(up.file) == 0 {
		return upload{}, fault.New(fault.Invalid, "file_empty", "Choose a file.")
	}
	return up, nil
}

// take reads one part; what isn't ours is passed over.
func (up *upload) take(part *multipart.Part) (err error) {
	switch part.FormName() {
	case "file":
		up.file, err = io.ReadAll(part)
	case "once":
		var key []byte
		key, err = io.ReadAll(io.LimitReader(part, 100))
		up.once = string(key)
	}
	return err
}

func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || fault.Is(err, fault.TooLarge) {
		return fault.New(fault.TooLarge, "file_too_large", "The file is too large.")
	}
	return fault.New(fault.Malformed, "unreadable", "This form can't be read.").Wrap(err)
}
