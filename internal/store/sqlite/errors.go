package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"

	driverpkg "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/goodword/goodword/internal/store"
)

// errClosed is the cause of Unavailable after Close.
var errClosed = errors.New("sqlite: the engine is closed")

// code is SQLite's primary result code of err, or 0.
func code(err error) int {
	if e, ok := errors.AsType[*driverpkg.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// refusedKey reports whether a unique index stood against a statement. SQLite
// then undoes that statement alone.
func refusedKey(err error) bool {
	e, ok := errors.AsType[*driverpkg.Error](err)
	return ok && (e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// readError turns an error of a reading statement into Unavailable when the
// database can't answer at the moment; anything else is internal.
func readError(err error) error {
	if err == nil {
		return nil
	}
	switch code(err) {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED, lib.SQLITE_FULL, lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN,
		lib.SQLITE_READONLY, lib.SQLITE_NOMEM, lib.SQLITE_INTERRUPT, lib.SQLITE_PROTOCOL:
		return store.Unavailable(err)
	}
	closed := errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) || strings.Contains(err.Error(), "database is closed")
	if closed || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return store.Unavailable(err)
	}
	return err
}
